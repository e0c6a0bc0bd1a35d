import type { Facts, RegistrationFact } from '../policy/facts.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { StandingAgreementRecords } from './agreement-records.ts';
import type { OnboardingRecords } from './records.ts';
import { termsFacts } from './terms-facts.ts';

/** Where the facts come from: a transaction's records, or a reader that asks for many programs at once. */
export interface FactRecords
  extends StandingAgreementRecords,
    Pick<
      OnboardingRecords,
      | 'acceptances'
      | 'subject'
      | 'materials'
      | 'obligationsOwed'
      | 'measuresAgainst'
      | 'feesUnpaid'
      | 'rulings'
      | 'leftAt'
      | 'openForeignChanges'
    > {
  registration(programId: string, platform: PlatformId): Promise<RegistrationOnFile | undefined>;
}

/** A registration, with when its verification was begun again, while that is not answered. */
type RegistrationOnFile = Omit<RegistrationFact, 'renewing'> & {
  readonly renewingSince?: Date | string | null;
};

function standingOf({ state, admission, verification, renewingSince }: RegistrationOnFile): RegistrationFact {
  return { state, admission, verification, ...(renewingSince ? { renewing: true } : {}) };
}

/** What is on file about a program at a platform, before anything is known of a version of it. */
export async function factsAbout(
  records: FactRecords,
  program: Program,
  platform: PlatformId,
): Promise<Facts> {
  const { accountId } = program;
  // One after the other: inside a transaction there is one connection.
  const acceptances = await records.acceptances(accountId, platform);
  const declared = await records.subject(accountId);
  const subject = declared?.relied?.[platform] ?? declared;
  const materials = await records.materials(accountId, program.id);
  const registration = await records.registration(program.id, platform);
  const obligations = await records.obligationsOwed(accountId, program.id, platform);
  const leftAt = await records.leftAt(accountId, platform);
  const fees = await records.feesUnpaid(accountId, program.id, platform);
  const enforcements = await records.measuresAgainst(accountId, program.id, platform);
  const rulings = await records.rulings(program.id, platform);
  const foreignChanges = await records.openForeignChanges(program.id, platform);
  const terms = await termsFacts(records, accountId, platform);
  return {
    acceptances,
    materials,
    manifest: program.manifest,
    earlierSubmissions: [],
    otherReviewOpen: false,
    ...terms,
    ...(obligations.length > 0 ? { obligations } : {}),
    ...(leftAt ? { leftAt } : {}),
    ...(fees.length > 0 ? { fees } : {}),
    ...(enforcements.length > 0 ? { enforcements } : {}),
    ...(foreignChanges.length > 0 ? { foreignChanges } : {}),
    ...(registration ? { registration: standingOf(registration) } : {}),
    ...(rulings.length > 0 ? { rulings } : {}),
    ...(subject
      ? {
          subject: {
            type: subject.type,
            legalName: subject.legalName,
            guardianConsent: subject.guardianFileId !== undefined,
            ...(subject.birthDate ? { birthDate: subject.birthDate } : {}),
          },
        }
      : {}),
  };
}
