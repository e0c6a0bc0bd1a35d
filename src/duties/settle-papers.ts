import type { Occurrence } from '../policy/duty.ts';
import { type FiledPaper, renewalAt } from '../policy/renewal.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords } from './records.ts';

const BY_GATEWAY = { by: 'gateway' } as const;

interface Settling {
  readonly now: Date;
  /** For who comes back to the platform: what was owed for the papers when they left is owed once more. */
  readonly anew?: boolean;
}

/**
 * Makes what is owed to a platform for its papers what it has to be: papers that are relied upon and expire are to be
 * renewed, what a newer one renews is done, and what is relied upon no more is not owed (wechat/4.2, baidu/2.5). Doing
 * it once too often is harmless.
 */
export async function settlePapers(
  records: DutyRecords,
  accountId: string,
  platform: PlatformId,
  papers: readonly FiledPaper[],
  { now, anew = false }: Settling,
): Promise<void> {
  if (!papers.some(({ validUntil }) => validUntil !== undefined)) return;
  const owed = await records.lockOwed(accountId, { platform, kind: 'RENEW_MATERIAL' });
  const owedFor = new Map(owed.map((one) => [one.subjectId, one]));
  for (const paper of papers) {
    const obligation = owedFor.get(paper.id);
    switch (renewalAt(platform, paper, papers)) {
      case 'OWED':
        if (!obligation) await watch(records, accountId, platform, paper, { now, anew });
        break;
      case 'RENEWED':
        if (obligation) await endObligation(records, obligation, { state: 'FULFILLED', ...BY_GATEWAY }, now);
        break;
      case 'GONE':
        if (obligation) await endObligation(records, obligation, { state: 'LAPSED', ...BY_GATEWAY }, now);
        break;
    }
  }
}

async function watch(
  records: DutyRecords,
  accountId: string,
  platform: PlatformId,
  { id, validUntil, programId }: FiledPaper,
  { now, anew }: Settling,
): Promise<void> {
  if (validUntil === undefined) return;
  const occurrence: Occurrence = {
    kind: 'PAPER_FILED',
    at: now,
    subjectId: id,
    lastDay: validUntil,
    ...(programId === undefined ? {} : { programId }),
  };
  await openObligations(records, accountId, platform, occurrence, { anew: anew === true });
}
