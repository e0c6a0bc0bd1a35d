import type { Material, PaperName } from '../../programs/category.ts';
import { after, type MaterialStanding } from '../lifecycle.ts';
import { variants } from '../variants.ts';

/**
 * How far a paper is relied upon when it is put on file beside these. Where an older one of its kind is relied upon, it
 * waits until it is verified, on platforms that hold on to the older one (baidu/2.5); the first of its kind counts at
 * once. A paper is on file once for all platforms, so it is PENDING where any of them says so; the others read it for
 * themselves (wechat/4.2).
 */
export function stateWhenFiled(
  beside: readonly Pick<Material, 'paper' | 'state'>[],
  paper: PaperName,
): 'EFFECTIVE' | 'PENDING' {
  const replaces = beside.some((one) => one.paper === paper && one.state === 'EFFECTIVE');
  const step = replaces ? 'replace' : 'file';
  const filed = variants.map(({ transitions }): MaterialStanding | undefined =>
    after(transitions, 'material', 'NOT_FILED', step),
  );
  return filed.includes('PENDING') ? 'PENDING' : 'EFFECTIVE';
}
