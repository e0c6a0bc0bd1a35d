import type { LocalizedText } from '../../kernel/localized.ts';
import type { PaperName } from '../../programs/category.ts';

/** `《营业执照》、《商标注册证》` */
export function titles(papers: readonly PaperName[]): string {
  return papers.map((paper) => `《${paper}》`).join('、');
}

/** Things in quotation marks, as each language sets them. */
export function quoted(things: readonly string[]): LocalizedText {
  return {
    'zh-CN': things.map((thing) => `“${thing}”`).join('、'),
    en: things.map((thing) => `“${thing}”`).join(', '),
  };
}

/** Names that exist in both languages, one after the other. */
export function listed(names: readonly LocalizedText[]): LocalizedText {
  return {
    'zh-CN': names.map((name) => name['zh-CN']).join('、'),
    en: names.map((name) => name.en).join(', '),
  };
}

/** The end of a sentence about a category that is not there: which ones are near it; nothing where none is. */
export function suggestionsOf(nearest: readonly { readonly path: readonly string[] }[]): LocalizedText {
  if (nearest.length === 0) return { 'zh-CN': '', en: '' };
  const names = quoted(nearest.map(({ path }) => path.join(' > ')));
  return { 'zh-CN': `；相近的有：${names['zh-CN']}`, en: `; near it are ${names.en}` };
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
