import { agreementAt } from '../onboarding/agreement-at.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords } from './records.ts';

/**
 * Makes what a registered program owes for handling personal data what it has to be: owed while it declares any item, and
 * not once it declares none (wechat/4.4). Doing it once too often is harmless.
 */
export async function settleHandling(
  records: DutyRecords,
  accountId: string,
  programId: string,
  platform: PlatformId,
  now: Date,
): Promise<void> {
  const program = await records.program(accountId, programId);
  if (!program) return;
  if (program.manifest.dataItems.length > 0) {
    const occurrence = { kind: 'PERSONAL_DATA_HANDLED', at: now, subjectId: programId, programId } as const;
    await openObligations(records, accountId, platform, occurrence, { anew: true });
    return;
  }
  const { duties = [] } = await agreementAt(records, platform, now);
  for (const { kind } of duties.filter(({ on }) => on === 'PERSONAL_DATA_HANDLED')) {
    for (const owed of await records.lockOwed(accountId, { platform, kind, subjectId: programId })) {
      await endObligation(records, owed, { state: 'LAPSED', by: 'gateway' }, now);
    }
  }
}
