import { type AgreementVersion, versionAt } from '../policy/agreement.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StandingAgreementRecords } from './agreement-records.ts';

/** The version of a platform's agreement that is in force at an instant, with everything that is published. */
export async function agreementAt(
  records: Pick<StandingAgreementRecords, 'variantOf'>,
  platform: PlatformId,
  at: Date,
): Promise<AgreementVersion> {
  const { agreement } = await records.variantOf(platform);
  return versionAt(agreement, at);
}
