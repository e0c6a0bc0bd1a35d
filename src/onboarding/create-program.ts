import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import type { Manifest } from '../programs/manifest.ts';
import { materialFaults, putOnFile } from './add-material.ts';
import type { OnboardingDeps } from './deps.ts';
import { manifestProblems, nameTaken } from './manifest-problems.ts';
import type { NewMaterial } from './records.ts';

export interface CreateProgramInput {
  readonly manifest: Manifest;
  /** The papers that belong to this program, its category's qualifications above all. */
  readonly materials: readonly Omit<NewMaterial, 'programId'>[];
}

/** Takes a program's manifest on, with its papers. Whether a platform's rules like it is asked later, per operation. */
export function createProgram(
  deps: OnboardingDeps,
  actor: Actor,
  input: CreateProgramInput,
  key?: string,
): Promise<Outcome<{ programId: string }, Problem>> {
  return deps.perform({ actor, name: 'createProgram', key, input }, async (records) => {
    const { manifest, materials } = input;
    const faults = manifestProblems(manifest);
    for (const [index, material] of materials.entries()) {
      faults.push(...(await materialFaults(records, actor.accountId, material, `input.materials[${index}]`)));
    }
    if (await records.hasProgramNamed(actor.accountId, manifest.name)) {
      faults.push(nameTaken(manifest.name));
    }
    if (faults.length > 0) return refused(...faults);
    const program = await records.addProgram(actor.accountId, manifest);
    records.record({
      type: 'PROGRAM_CREATED',
      programId: program.id,
      subjectId: program.id,
      payload: { name: manifest.name },
    });
    for (const material of materials) {
      await putOnFile(records, actor, { ...material, programId: program.id });
    }
    return done({ programId: program.id });
  });
}
