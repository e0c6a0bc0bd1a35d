import { civilDateAt } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { AgreementVersion } from '../policy/agreement.ts';
import { type AgreementDraft, drafted } from '../policy/agreement-draft.ts';
import { type DraftBasis, latestOf } from '../policy/agreement-draft-basis.ts';
import { draftFaults } from '../policy/agreement-draft-faults.ts';
import type { Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DutyDeps } from './deps.ts';
import { type PlatformVoice, spaceOf, spokenBy } from './platform-voice.ts';
import type { DutyRecords } from './records.ts';

/**
 * A platform prepares the next version of its agreement, or changes what it prepared under that name. A draft binds
 * nobody; one with faults is not kept. Resolves to the version that it would make.
 */
export function draftAgreementVersion(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: AgreementDraft,
  key?: string,
): Promise<Outcome<AgreementVersion, Problem>> {
  const act = { ...spokenBy(voice, spaceOf(voice)), name: 'draftAgreementVersion', key, input };
  return deps.perform(act, async (records) => {
    const { platform, label } = voice;
    await records.lockAgreements(platform);
    const basis = await draftBasis(records, platform, deps.clock.now());
    const faults = draftFaults(basis, input);
    if (faults.length > 0) return refused(...faults);
    const id = await records.putDraft(platform, input, label);
    const { version, effectiveFrom } = input;
    records.record({
      type: 'AGREEMENT_DRAFTED',
      subjectId: id,
      source: 'REPORTED',
      payload: { platform, agreementVersion: version, effectiveFrom },
    });
    return done(drafted(platform, latestOf(basis.agreement), input, basis.today));
  });
}

/** What a draft is held against now. */
export async function draftBasis(
  records: Pick<DutyRecords, 'variantOf' | 'acceptedDocuments'>,
  platform: PlatformId,
  now: Date,
): Promise<DraftBasis> {
  const { agreement } = await records.variantOf(platform);
  const acceptedDocuments = await records.acceptedDocuments(platform);
  return { agreement, acceptedDocuments, today: civilDateAt(now) };
}
