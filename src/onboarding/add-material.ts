import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { stateWhenFiled } from '../policy/explain/file-paper.ts';
import { paperFaults } from '../policy/paper-faults.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { Material } from '../programs/category.ts';
import type { OnboardingDeps } from './deps.ts';
import type { NewMaterial, OnboardingRecords } from './records.ts';
import { notStored } from './stored-files.ts';

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
  material: NewMaterial,
  path: string,
): Promise<Problem[]> {
  const shown = { id: material.fileId, path: `${path}.fileId` };
  return [...paperFaults(material, path), ...(await notStored(records, accountId, shown))];
}

/** Puts a paper on file beside those of its kind, and says so. */
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
  const state = stateWhenFiled(beside, material.paper);
  const added = await records.addMaterial(actor.accountId, material, state);
  // A change is to be submitted at once (baidu/2.5).
  if (state === 'PENDING') records.enqueue({ kind: 'MATERIAL', id: added.id });
  records.record({
    type: 'MATERIAL_ADDED',
    ...(material.programId ? { programId: material.programId } : {}),
    subjectId: added.id,
    payload: { paper: added.paper, state: added.state, validUntil: added.validUntil ?? null },
  });
  return added;
}
