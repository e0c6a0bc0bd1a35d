import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { variants } from '../policy/variants.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { Program } from '../programs/program.ts';
import type { OnboardingDeps } from './deps.ts';
import { manifestProblems, nameTaken } from './manifest-problems.ts';
import type { OnboardingRecords } from './records.ts';

export interface UpdateProgramInput {
  readonly programId: string;
  /** The whole manifest as it is to be: what is left out of it is not declared any more. */
  readonly manifest: Manifest;
}

/**
 * Declares a program anew. What a platform examines is the manifest as it was when the version was handed
 * in, so nothing changes while a version is on its way to a review or in one; after that, the next submission
 * is judged by what is declared then. A platform knows a registered program by its name, which therefore stays.
 */
export function updateProgram(
  deps: OnboardingDeps,
  actor: Actor,
  input: UpdateProgramInput,
  key?: string,
): Promise<Outcome<{ programId: string }, Problem>> {
  return deps.perform({ actor, name: 'updateProgram', key, input }, async (records) => {
    const { programId, manifest } = input;
    const program = await records.lockProgram(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const faults = manifestProblems(manifest);
    if (manifest.name !== program.manifest.name)
      faults.push(...(await renaming(records, program, manifest.name)));
    if (faults.length > 0) return refused(...faults);
    const changed = changedFields(program.manifest, manifest);
    if (changed.length === 0) return done({ programId });
    const reviewing = await records.platformsReviewing(programId);
    if (reviewing.length > 0) return refused(inReview(reviewing));
    await records.changeManifest(program, manifest);
    records.record({
      type: 'PROGRAM_UPDATED',
      programId,
      subjectId: programId,
      payload: { name: manifest.name, changed },
    });
    return done({ programId });
  });
}

async function renaming(records: OnboardingRecords, program: Program, name: string): Promise<Problem[]> {
  for (const { platform } of variants) {
    const registration = await records.registration(program.id, platform);
    if (!registration || registration.state === 'REFUSED') continue;
    return [
      {
        code: 'STATE',
        currentState: registration.state,
        message: {
          'zh-CN': `平台 ${platform} 以“${program.manifest.name}”之名登记该程序，名称不能更改`,
          en: `${platform} knows the program as “${program.manifest.name}”: the name cannot change`,
        },
        path: 'input.manifest.name',
      },
    ];
  }
  return (await records.hasProgramNamed(program.accountId, name)) ? [nameTaken(name)] : [];
}

function changedFields(before: Manifest, after: Manifest): readonly string[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort() as (keyof Manifest)[];
  return fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

function inReview(platforms: readonly string[]): Problem {
  const names = platforms.join(', ');
  return {
    code: 'STATE',
    currentState: 'IN_REVIEW',
    message: {
      'zh-CN': `有版本正在 ${names} 提交或审核，其间不能更改声明；请等待审核结束，或先撤回`,
      en: `a version is on its way to review or in it at ${names}, and what is declared stays until then: wait for its end, or withdraw it`,
    },
    path: 'input.programId',
  };
}
