import { invalidInput, type Problem } from './problem.ts';
import type { PolicyVariant } from './variant.ts';

/** INVALID_INPUT where one of these codes is no kind of content of any platform's agreement (baidu/3.3). */
export function contentKindFaults(
  variants: readonly PolicyVariant[],
  codes: readonly string[],
  path: string,
): Problem[] {
  const known = variants.flatMap(({ contentKinds }) => contentKinds.map(({ code }) => code));
  const misnamed = codes.filter((code) => !known.includes(code));
  if (misnamed.length === 0) return [];
  const [names, all] = [misnamed.join(', '), known.join(', ')];
  return [
    invalidInput(
      {
        'zh-CN': `没有这样的内容类别：${names}；可以声明不含的类别为：${all}`,
        en: `there is no such kind of content: ${names}; what can be declared absent: ${all}`,
      },
      path,
    ),
  ];
}
