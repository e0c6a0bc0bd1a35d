import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { ProgramAtPlatform } from './ask-host.ts';
import { askSettingChange, shownTextFaults } from './ask-setting-change.ts';
import type { LiveDeps } from './live-version.ts';

export interface ChangeNameInput extends ProgramAtPlatform {
  readonly name: string;
  /** Files that prove the right to it: a licence, a trademark. */
  readonly proofFileIds: readonly string[];
}

const LONGEST_NAME = 60;
/** A licence, and five papers besides. */
const MOST_PROOF = 6;

/** Has a platform show the program under another name. What the manifest says is the developer's own, and stays. */
export function changeName(
  deps: LiveDeps,
  actor: Actor,
  { programId, platform, name, proofFileIds }: ChangeNameInput,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  const files = proofFileIds.map((id, index) => ({ id, path: `input.proofFileIds[${index}]` }));
  const faults = [
    ...shownTextFaults(name, LONGEST_NAME, 'input.name'),
    ...(files.length > MOST_PROOF ? [tooMuchProof] : []),
  ];
  const wish = { setting: 'NAME', act: 'CHANGE', name, proofFileIds } as const;
  const asked = { act: 'changeName', at: { programId, platform }, wish, files, faults };
  return askSettingChange(deps, actor, asked, key);
}

const tooMuchProof = invalidInput(
  { 'zh-CN': `证明材料最多 ${MOST_PROOF} 份`, en: `at most ${MOST_PROOF} files of proof are taken` },
  'input.proofFileIds',
);
