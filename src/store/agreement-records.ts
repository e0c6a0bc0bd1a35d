import { newId } from '../kernel/ids.ts';
import type { DeclineRecords, StandingAgreementRecords } from '../onboarding/agreement-records.ts';
import type { Prisma } from './generated/client.ts';
import { StandingAgreements } from './standing-agreements.ts';

/** Which agreements are in force, and how accounts stand with them, in one transaction. */
export function createStandingAgreementRecords(
  tx: Prisma.TransactionClient,
  now: Date,
): StandingAgreementRecords & DeclineRecords {
  const standing = new StandingAgreements((sql, ...values) => tx.$queryRawUnsafe(sql, ...values));
  return {
    variantOf: (platform) => standing.variantOf(platform),
    async noticeComplete(accountId, platform, agreementVersion) {
      const told = await tx.notice.aggregate({
        where: { accountId, platform, agreementVersion, kind: 'AGREEMENT_CHANGE' },
        _min: { completedAt: true },
      });
      return told._min.completedAt ?? undefined;
    },
    async standingDecline(accountId, platform) {
      const row = await tx.termsDecline.findFirst({ where: { accountId, platform, liftedAt: null } });
      return row ? { id: row.id, version: row.version, stopsFrom: row.stopsFrom } : undefined;
    },
    async addDecline(decline) {
      const id = newId('dcl', now);
      await tx.termsDecline.create({ data: { id, ...decline, declinedAt: now } });
      return id;
    },
    async liftDecline(id) {
      await tx.termsDecline.update({ where: { id }, data: { liftedAt: now } });
    },
  };
}
