import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { type PlatformVoice, spaceOf, spokenBy } from './platform-voice.ts';
import { isPublished } from './publish-agreement.ts';

export interface DeleteAgreementDraftInput {
  /** The name of the draft. */
  readonly version: string;
}

/** A platform takes back what it drafted and has not published. Its name is free again. Refused: no such draft, or published. */
export function deleteAgreementDraft(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: DeleteAgreementDraftInput,
  key?: string,
): Promise<Outcome<{ version: string }, Problem>> {
  const act = { ...spokenBy(voice, spaceOf(voice)), name: 'deleteAgreementDraft', key, input };
  return deps.perform(act, async (records) => {
    const { platform } = voice;
    const { version } = input;
    await records.lockAgreements(platform);
    const { agreement } = await records.variantOf(platform);
    if (agreement.versions.some((one) => one.version === version)) return refused(isPublished);
    const found = await records.agreementDraft(platform, version);
    if (!found) return refused(notFound({ 'zh-CN': '草稿', en: 'draft' }, 'input.version'));
    await records.deleteDraft(found.id);
    records.record({
      type: 'AGREEMENT_DRAFT_DELETED',
      subjectId: found.id,
      source: 'REPORTED',
      payload: { platform, agreementVersion: version },
    });
    return done({ version });
  });
}
