import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { appIdAt, askHost, type ProgramAtPlatform } from './ask-host.ts';
import type { LiveDeps } from './live-version.ts';

export interface RemoveTesterInput extends ProgramAtPlatform {
  /** By their account, or by what the platform calls them: one of both. */
  readonly account?: string;
  readonly reference?: string;
}

/** Takes from a person that they may open what is not public. Safe to repeat. */
export async function removeTester(
  deps: LiveDeps,
  actor: Actor,
  input: RemoveTesterInput,
): Promise<Outcome<{ readonly programId: string }, Problem>> {
  const { programId, platform, account, reference } = input;
  const named = account !== undefined ? { account } : reference !== undefined ? { reference } : undefined;
  const appId = await appIdAt(deps, actor, input);
  if (!appId.ok) return appId;
  if (!named || (account !== undefined && reference !== undefined)) return refused(oneOfBoth);
  const removed = await askHost(deps, actor, input, ({ testers }, appId) =>
    testers?.remove(appId, named).then(() => true),
  );
  if (!removed.ok) return removed;
  return deps.perform({ actor, name: 'removeTester', input: { programId, platform } }, async (records) => {
    records.record({ type: 'TESTER_REMOVED', programId, subjectId: programId, payload: { platform } });
    return done({ programId });
  });
}

const oneOfBoth = invalidInput(
  {
    'zh-CN': '请以帐号或平台的代称二者之一指明体验者',
    en: 'name the tester by their account or by the platform’s reference: by one of both',
  },
  'input.account',
);
