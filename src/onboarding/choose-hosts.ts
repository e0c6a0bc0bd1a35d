import type { Actor } from '../accounts/actor.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { hostIdFaults, selectedHosts } from '../policy/host-selection.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { HostSelection } from '../programs/program.ts';
import type { OnboardingDeps } from './deps.ts';

export interface ChooseHostsInput {
  readonly programId: string;
  readonly platform: PlatformId;
  /** Left out: no choice is made, which means consent to all hosts on offer, now and later (baidu/3.6). */
  readonly hostIds?: readonly HostId[];
}

/** Says where a program is to run. An explicit choice stays as it was made; no choice grows with the platform. */
export function chooseHosts(
  deps: OnboardingDeps,
  actor: Actor,
  input: ChooseHostsInput,
  key?: string,
): Promise<Outcome<{ programId: string; platform: PlatformId; hostIds: readonly HostId[] }, Problem>> {
  return deps.perform({ actor, name: 'chooseHosts', key, input }, async (records) => {
    const { programId, platform, hostIds } = input;
    const program = await records.program(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const hosts = await records.hosts(platform);
    const faults = hostIds ? hostIdFaults(hostIds, hosts, 'input.hostIds') : [];
    if (faults.length > 0) return refused(...faults);
    const selection: HostSelection = hostIds
      ? { platform, mode: 'EXPLICIT', hostIds: [...new Set(hostIds)] }
      : { platform, mode: 'UNSPECIFIED' };
    const chosen = selectedHosts(hosts, selection, civilDateAt(deps.clock.now())).map(({ id }) => id);
    // Where nothing was ever handed in, a host that is not chosen any more is as if it had never been.
    await records.dropDrafts(program, platform, chosen);
    await records.putSelection(actor.accountId, programId, selection);
    await records.ensureDistributions(program, platform, chosen);
    records.record({
      type: 'HOSTS_CHOSEN',
      programId,
      payload: { platform, mode: selection.mode, hostIds: chosen },
    });
    return done({ programId, platform, hostIds: chosen });
  });
}
