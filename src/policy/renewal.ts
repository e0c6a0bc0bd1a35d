import type { Material } from '../programs/category.ts';
import type { PlatformId } from '../programs/platform.ts';
import { after } from './lifecycle.ts';
import { variantOf } from './variants.ts';

/** Whether a platform goes by what it knows until it has verified what replaces it (baidu/2.5; wechat/4.2 does not). */
export function goesByOlder(platform: PlatformId): boolean {
  return after(variantOf(platform).transitions, 'material', 'NOT_FILED', 'replace') === 'PENDING';
}

/** A paper as far as its renewal depends on it, and where it was filed. */
export interface FiledPaper extends Pick<Material, 'id' | 'paper' | 'state' | 'validUntil'> {
  /** Left out: the account. */
  readonly programId?: string;
}

/**
 * What has become of the duty to renew a paper. OWED: it is relied upon and expires. RENEWED: a newer one of its kind,
 * filed in the same place, lasts longer. GONE: it is not relied upon any more, and nothing lasts longer.
 */
export type Renewal = 'OWED' | 'RENEWED' | 'GONE';

/**
 * How far the renewal of a paper is at a platform, beside all papers on file. Where the platform goes by the older one
 * until the new is verified, only a verified one renews it (baidu/2.5); elsewhere it counts when it is filed, also where
 * another platform declined it (wechat/4.2). Undefined for one that does not expire.
 */
export function renewalAt(
  platform: PlatformId,
  paper: FiledPaper,
  onFile: readonly FiledPaper[],
): Renewal | undefined {
  if (paper.validUntil === undefined) return undefined;
  const waits = goesByOlder(platform);
  const renewed = onFile.some(
    (newer) =>
      newer.id > paper.id &&
      newer.paper === paper.paper &&
      newer.programId === paper.programId &&
      (waits ? newer.state === 'EFFECTIVE' : newer.state !== 'SUPERSEDED') &&
      outlasts(newer, paper),
  );
  if (renewed) return 'RENEWED';
  if (paper.state === 'SUPERSEDED') return 'GONE';
  return paper.state === 'DECLINED' && waits ? 'GONE' : 'OWED';
}

function outlasts({ validUntil: newer }: FiledPaper, { validUntil: older }: FiledPaper): boolean {
  return newer === undefined || (older !== undefined && newer > older);
}
