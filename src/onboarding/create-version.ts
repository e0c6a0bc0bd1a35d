import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { Version } from '../programs/version.ts';
import type { OnboardingDeps } from './deps.ts';

/** Longest version number: what WeChat's commit takes as `user_version`. */
const LONGEST_NUMBER = 64;
const LARGEST_SETTINGS_BYTES = 64 * 1024;

/** Numbers one state of a program's code and settings. A version is never changed; a fix is the next one. */
export function createVersion(
  deps: OnboardingDeps,
  actor: Actor,
  input: Omit<Version, 'id'>,
  key?: string,
): Promise<Outcome<{ versionId: string }, Problem>> {
  return deps.perform({ actor, name: 'createVersion', key, input }, async (records) => {
    const program = await records.program(actor.accountId, input.programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const faults = faultsOf(input);
    if (faults.length > 0) return refused(...faults);
    if (await records.versionNumbered(program.id, input.number)) {
      return refused({
        code: 'ALREADY_EXISTS',
        message: {
          'zh-CN': `程序已有版本 ${input.number}；版本不可更改，请使用新的版本号`,
          en: `the program has a version ${input.number}; versions never change: use another number`,
        },
        path: 'input.number',
      });
    }
    const version = await records.addVersion(actor.accountId, input);
    records.record({
      type: 'VERSION_CREATED',
      programId: program.id,
      versionId: version.id,
      subjectId: version.id,
      payload: { number: version.number },
    });
    return done({ versionId: version.id });
  });
}

function faultsOf({ number, description, settings, templates }: Omit<Version, 'id'>): Problem[] {
  const faults: Problem[] = [];
  if (number.trim() === '' || number.length > LONGEST_NUMBER) {
    faults.push(
      invalidInput(
        {
          'zh-CN': `版本号须为 1 至 ${LONGEST_NUMBER} 个字符`,
          en: `a number has 1 to ${LONGEST_NUMBER} characters`,
        },
        'input.number',
      ),
    );
  }
  if (description.length > 500) {
    faults.push(
      invalidInput(
        { 'zh-CN': '说明不得超过 500 个字符', en: 'a description has at most 500 characters' },
        'input.description',
      ),
    );
  }
  if (Buffer.byteLength(JSON.stringify(settings)) > LARGEST_SETTINGS_BYTES) {
    faults.push(
      invalidInput(
        { 'zh-CN': '设置不得超过 64 KiB', en: 'settings have at most 64 KiB as JSON' },
        'input.settings',
      ),
    );
  }
  if (Object.keys(templates).length === 0) {
    faults.push(
      invalidInput(
        { 'zh-CN': '至少须为一个平台指定模板', en: 'name a template for at least one platform' },
        'input.templates',
      ),
    );
  }
  return faults;
}
