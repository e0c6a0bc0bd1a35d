import type { Facts } from '../policy/facts.ts';
import { materialDocuments } from '../policy/terms-change.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StandingAgreementRecords } from './agreement-records.ts';

/** How an account stands with the changes of a platform's terms: what it declined, and what notice was given of. */
export async function termsFacts(
  records: StandingAgreementRecords,
  accountId: string,
  platform: PlatformId,
): Promise<Pick<Facts, 'declined' | 'notices'>> {
  const { agreement, termsChange } = await records.variantOf(platform);
  const notices = [];
  for (const { agreementVersion, ...document } of termsChange?.noticeFirst
    ? materialDocuments(agreement)
    : []) {
    const completedAt = await records.noticeComplete(accountId, platform, agreementVersion);
    notices.push({ ...document, ...(completedAt ? { completedAt } : {}) });
  }
  const decline = await records.standingDecline(accountId, platform);
  const version = agreement.versions.find((known) => known.version === decline?.version);
  return {
    ...(notices.length > 0 ? { notices } : {}),
    ...(decline && version
      ? {
          declined: {
            version: version.version,
            effectiveFrom: version.effectiveFrom,
            stopsFrom: decline.stopsFrom,
            documents: version.documents
              .filter(({ required }) => required)
              .map(({ id, version: ofDocument }) => ({ documentId: id, version: ofDocument })),
          },
        }
      : {}),
  };
}
