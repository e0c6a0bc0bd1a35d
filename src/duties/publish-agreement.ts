import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { AgreementVersion } from '../policy/agreement.ts';
import { drafted } from '../policy/agreement-draft.ts';
import { latestOf } from '../policy/agreement-draft-basis.ts';
import { draftFaults } from '../policy/agreement-draft-faults.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { draftBasis } from './draft-agreement.ts';
import { type PlatformVoice, spaceOf, spokenBy } from './platform-voice.ts';

export interface PublishAgreementInput {
  /** The name of the draft. */
  readonly version: string;
}

/**
 * A platform publishes what it drafted: from then on it cannot be changed, everything goes by it from its day on, and
 * the accounts that the platform's agreement binds are told. It is judged once more: since it was drafted, another
 * version may have been published, or its day may have come.
 */
export function publishAgreementVersion(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: PublishAgreementInput,
  key?: string,
): Promise<Outcome<AgreementVersion, Problem>> {
  const act = { ...spokenBy(voice, spaceOf(voice)), name: 'publishAgreementVersion', key, input };
  return deps.perform(act, async (records) => {
    const { platform, label } = voice;
    await records.lockAgreements(platform);
    const basis = await draftBasis(records, platform, deps.clock.now());
    const { agreement, today } = basis;
    if (agreement.versions.some(({ version }) => version === input.version)) return refused(isPublished);
    const found = await records.agreementDraft(platform, input.version);
    if (!found) {
      return refused(
        notFound({ 'zh-CN': '草稿', en: 'draft: draft it with draftAgreementVersion' }, 'input.version'),
      );
    }
    const faults = draftFaults(basis, found.draft);
    if (faults.length > 0) return refused(...faults);
    const inForceToday = found.draft.effectiveFrom === today;
    const version = {
      ...drafted(platform, latestOf(agreement), found.draft, today),
      ...(inForceToday ? { publishedAt: deps.clock.now().toISOString() } : {}),
    };
    await records.publishDraft(found.id, version, label);
    const { effectiveFrom, material } = found.draft;
    records.record({
      type: 'AGREEMENT_PUBLISHED',
      subjectId: found.id,
      source: 'REPORTED',
      payload: { platform, agreementVersion: version.version, effectiveFrom, material },
    });
    records.enqueue({ kind: 'AGREEMENT', id: found.id });
    return done(version);
  });
}

const isPublished: Problem = {
  code: 'STATE',
  currentState: 'PUBLISHED',
  message: {
    'zh-CN': '该版本已经发布，发布后不可更改',
    en: 'this version is published, and does not change any more',
  },
  path: 'input.version',
};
