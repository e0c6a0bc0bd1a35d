import DataLoader from 'dataloader';
import type { CivilDate } from '../kernel/civil-time.ts';
import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { HostSayRecords } from '../review/host-rules.ts';
import { type RefusalRow, refusalsByHost } from '../store/reads/host-rule-reads.ts';
import type { TimedHostRuleReads } from '../store/reads/past-fact-reads.ts';
import type { StandingAgreements } from '../store/standing-agreements.ts';
import { grouped } from './loaders.ts';

/** Hosts' rule sets and refusals of one operation, gathered: one statement each, however many hosts and programs ask. */
export class HostRuleLoader implements HostSayRecords {
  readonly #reads: TimedHostRuleReads;
  readonly #agreements: StandingAgreements;
  readonly #sets = new Map<CivilDate, DataLoader<HostId, HostRuleSet | undefined>>();
  readonly #refusals: DataLoader<string, readonly RefusalRow[]>;

  constructor(reads: TimedHostRuleReads, agreements: StandingAgreements) {
    this.#reads = reads;
    this.#agreements = agreements;
    this.#refusals = new DataLoader(async (programIds) =>
      grouped(programIds, await reads.refusals(programIds), ({ programId }) => programId),
    );
  }

  variantOf(platform: PlatformId): Promise<PolicyVariant> {
    return this.#agreements.variantOf(platform);
  }

  ruleSetOn(hostId: HostId, day: CivilDate): Promise<HostRuleSet | undefined> {
    const known = this.#sets.get(day);
    const loader =
      known ??
      new DataLoader<HostId, HostRuleSet | undefined>(async (hostIds) => {
        const sets = await this.#reads.setsOn(hostIds, day);
        return hostIds.map((id) => sets.find((set) => set.hostId === id));
      });
    if (!known) this.#sets.set(day, loader);
    return loader.load(hostId);
  }

  async ruleSetsOn(hostIds: readonly HostId[], day: CivilDate): Promise<readonly HostRuleSet[]> {
    const sets = await Promise.all(hostIds.map((id) => this.ruleSetOn(id, day)));
    return sets.filter((set) => set !== undefined);
  }

  async refusalsOf(
    programId: string,
    hostIds: readonly HostId[],
  ): Promise<ReadonlyMap<HostId, readonly Date[]>> {
    const refusals = await this.#refusals.load(programId);
    return refusalsByHost(refusals.filter(({ hostId }) => hostIds.includes(hostId)));
  }
}
