import type { Actor } from '../accounts/actor.ts';
import { isCivilDate } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { Material } from '../programs/category.ts';
import type { OnboardingDeps } from './deps.ts';
import type { NewMaterial, OnboardingRecords } from './records.ts';

/** Puts a paper on file, for the account or for one of its programs. */
export function addMaterial(
  deps: OnboardingDeps,
  actor: Actor,
  material: NewMaterial,
  key?: string,
): Promise<Outcome<{ materialId: string }, Problem>> {
  return deps.perform({ actor, name: 'addMaterial', key, input: material }, async (records) => {
    if (material.programId !== undefined && !(await records.program(actor.accountId, material.programId))) {
      return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    }
    const faults = await materialFaults(records, actor.accountId, material, 'input');
    if (faults.length > 0) return refused(...faults);
    const added = await putOnFile(records, actor, material);
    return done({ materialId: added.id });
  });
}

/** What is wrong with a paper as it was described; nothing is looked at inside the file. */
export async function materialFaults(
  records: OnboardingRecords,
  accountId: string,
  { paper, holder, fileId, validFrom, validUntil }: NewMaterial,
  path: string,
): Promise<Problem[]> {
  const faults: Problem[] = [];
  for (const [field, text] of [['paper', paper] as const, ['holder', holder] as const]) {
    if (text.trim() === '' || text.length > 200) {
      faults.push(
        invalidInput(
          { 'zh-CN': `${field} 须为 1 至 200 个字符`, en: `${field} must have 1 to 200 characters` },
          `${path}.${field}`,
        ),
      );
    }
  }
  for (const [field, day] of [['validFrom', validFrom] as const, ['validUntil', validUntil] as const]) {
    if (day !== undefined && !isCivilDate(day)) {
      faults.push(
        invalidInput(
          { 'zh-CN': `“${day}”不是日期（YYYY-MM-DD）`, en: `\`${day}\` is not a day, YYYY-MM-DD` },
          `${path}.${field}`,
        ),
      );
    }
  }
  if (validUntil !== undefined && validUntil < validFrom) {
    faults.push(
      invalidInput(
        { 'zh-CN': '有效期的截止日早于起始日', en: 'validUntil lies before validFrom' },
        `${path}.validUntil`,
      ),
    );
  }
  if ((await records.files(accountId, [fileId])).length === 0) {
    faults.push(notFound({ 'zh-CN': '文件，请先上传', en: 'file: upload it first' }, `${path}.fileId`));
  }
  return faults;
}

/**
 * Where an older paper of the same kind is relied upon, the new one waits until it is verified
 * (baidu/2.5); the first of its kind is relied upon at once, since there is nothing older to go by.
 */
export async function putOnFile(
  records: OnboardingRecords,
  actor: Actor,
  material: NewMaterial,
): Promise<Material> {
  const ofAccount = await records.materials(actor.accountId);
  const known = new Set(ofAccount.map(({ id }) => id));
  // A program's paper replaces none of the account's: each is relied upon where it was filed.
  const beside = material.programId
    ? (await records.materials(actor.accountId, material.programId)).filter(({ id }) => !known.has(id))
    : ofAccount;
  const replaces = beside.some(({ paper, state }) => paper === material.paper && state === 'EFFECTIVE');
  const added = await records.addMaterial(actor.accountId, material, replaces ? 'PENDING' : 'EFFECTIVE');
  records.record({
    type: 'MATERIAL_ADDED',
    ...(material.programId ? { programId: material.programId } : {}),
    subjectId: added.id,
    payload: { paper: added.paper, state: added.state, validUntil: added.validUntil ?? null },
  });
  return added;
}
