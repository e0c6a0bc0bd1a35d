import { civilDateAt } from '../kernel/civil-time.ts';
import type { StandingAgreementRecords } from '../onboarding/agreement-records.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Facts } from '../policy/facts.ts';
import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import { askSet, rulesOf } from '../policy/hosts/rules.ts';
import type { Operation } from '../policy/operation.ts';
import type { Rule } from '../policy/rule.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { Finding, Verdict } from '../policy/verdict.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import { atHost, factsOfVersion } from './facts.ts';
import type { HostRuleRecords, PackageRecord, ReviewRecords } from './records.ts';

/** What verdicts at hosts are given from, besides facts. */
export type HostSayRecords = HostRuleRecords & Pick<StandingAgreementRecords, 'variantOf'>;

/** The facts as one host's rules see them. */
export function facingHost(facts: Facts, host: Host, hostRefusals: readonly Date[] = []): Facts {
  const { id, kind, form, confirmation } = host;
  return { ...facts, host: { id, kind, form, confirmation }, hostRefusals };
}

/** What a verdict at one host is given from. */
export interface HostQuestion {
  readonly facts: Facts;
  readonly hostRules: readonly Rule[];
}

/** What some hosts have to say to an operation on one program. */
export interface HostSay {
  /** The hosts with something to say, each with the version of its set in force that day. */
  readonly versions: readonly (readonly [HostId, number])[];
  /** The facts as the host's rules see them, and its rules. Where it has none, the facts are the same object. */
  ask(host: Host, facts: Facts): HostQuestion;
}

/** Shared, so that hosts without rules of their own can share a verdict. */
const NO_RULES: readonly Rule[] = [];

/** Gathers what these hosts have to say to an operation on one program, by their own rules in force that day (baidu/3.6). */
export async function hostSay(
  records: HostSayRecords,
  programId: string,
  hosts: readonly Host[],
  operation: Operation,
  at: Date,
): Promise<HostSay> {
  const sets = await setsOf(records, hosts, operation, at);
  const refusals = sets.size > 0 ? await records.refusalsOf(programId, [...sets.keys()]) : undefined;
  const variants = await variantsOf(records, hosts);
  return {
    versions: [...sets.values()].map(({ hostId, version }) => [hostId, version] as const),
    ask(host, facts) {
      const hostRules = rulesOf(sets.get(host.id), variants(host.platform));
      // Only a host's own rules look at the host.
      if (hostRules.length === 0) return { facts, hostRules: NO_RULES };
      return { facts: facingHost(facts, host, refusals?.get(host.id)), hostRules };
    },
  };
}

/** What gives the verdict of one host: the platform's rules, and then the host's own. */
export async function hostJudge(
  records: HostSayRecords,
  programId: string,
  hosts: readonly Host[],
  operation: Operation,
  at: Date,
): Promise<(host: Host, facts: Facts) => Verdict> {
  const say = await hostSay(records, programId, hosts, operation, at);
  const variants = await variantsOf(records, hosts);
  return (host, facts) => {
    const asked = say.ask(host, facts);
    return evaluate(variants(host.platform), asked.facts, operation, at, asked.hostRules);
  };
}

/** One host's verdict on a version that is to be handed in, and whether it goes there. */
export interface JudgedHost {
  readonly host: Host;
  readonly verdict: Verdict;
  readonly welcome: boolean;
}

/** A platform's verdict on a version that is to be handed in, and that of each of the hosts asked for. */
export interface JudgedSubmission {
  readonly verdict: Verdict;
  readonly hosts: readonly JudgedHost[];
  /** Of the hosts whose own rules have a say. */
  readonly ruleSets: HostSay['versions'];
}

/**
 * Judges a version for some hosts of one platform: the platform first; what it does not allow is no question for any of
 * its hosts. Then each host by its own rules, and a refusal at one holds back no other (baidu/3.6).
 */
export async function judgeSubmission(
  records: HostSayRecords,
  programId: string,
  platform: PlatformId,
  hosts: readonly Host[],
  facts: Facts,
  at: Date,
): Promise<JudgedSubmission> {
  const variant = await records.variantOf(platform);
  const verdict = evaluate(variant, facts, 'SUBMIT', at);
  const say = await hostSay(records, programId, hosts, 'SUBMIT', at);
  const judged = hosts.map((host): JudgedHost => {
    if (verdict.answer !== 'YES') return { host, verdict, welcome: false };
    const asked = say.ask(host, facts);
    const own =
      asked.hostRules.length === 0 ? verdict : evaluate(variant, asked.facts, 'SUBMIT', at, asked.hostRules);
    return { host, verdict: own, welcome: mayGoTo(host, own) };
  });
  return { verdict, hosts: judged, ruleSets: say.versions };
}

/**
 * Whether a version may go to the host. What only the host's rules ask a person is for the host's own review to
 * look at, where it has one: that it comes there is how the person gets to see it.
 */
export function mayGoTo(host: Host, { answer, findings }: Verdict): boolean {
  if (answer !== 'NEEDS_HUMAN') return answer === 'YES';
  return (
    host.confirmation === 'OWN' && findings.every(({ effect, hostRule }) => effect !== 'ASKS' || hostRule)
  );
}

/** What their own rules say of a package to hosts whose reviews are being opened: advice to whoever decides. */
export async function hostAdvice(
  records: ReviewRecords,
  pack: PackageRecord,
  hosts: readonly Host[],
  at: Date,
): Promise<(hostId: string) => readonly Finding[]> {
  const { accountId, programId, versionId, platform } = pack;
  const sets = await setsOf(records, hosts, 'SUBMIT', at);
  if (sets.size === 0) return () => [];
  const program = await records.program(accountId, programId);
  const version = await records.version(accountId, versionId);
  if (!program || !version) return () => [];
  const { facts } = await factsOfVersion(records, program, version, platform);
  const refusals = await records.refusalsOf(programId, [...sets.keys()]);
  return (hostId) => {
    const host = hosts.find(({ id }) => id === hostId);
    if (!host) return [];
    const opened = atHost(facts, { confirmation: 'PENDING', release: 'NOT_RELEASED' });
    const facing = facingHost(opened, host, refusals.get(hostId));
    return askSet(sets.get(hostId), facing, { operation: 'SUBMIT', at, platform });
  };
}

/** The variants of the hosts' platforms, with everything that is published. */
async function variantsOf(
  records: HostSayRecords,
  hosts: readonly Host[],
): Promise<(platform: PlatformId) => PolicyVariant> {
  const found = new Map<PlatformId, PolicyVariant>();
  for (const { platform } of hosts) {
    if (!found.has(platform)) found.set(platform, await records.variantOf(platform));
  }
  return (platform) => {
    const variant = found.get(platform);
    if (!variant) throw new Error(`none of the hosts is on ${platform}`);
    return variant;
  };
}

/** The sets in force that have something to say of the operation. */
async function setsOf(
  records: HostSayRecords,
  hosts: readonly Host[],
  operation: Operation,
  at: Date,
): Promise<ReadonlyMap<string, HostRuleSet>> {
  const sets = await records.ruleSetsOn(
    hosts.map(({ id }) => id),
    civilDateAt(at),
  );
  const speaks = ({ rules }: HostRuleSet) =>
    rules.some(({ operations }) => (operations as readonly Operation[]).includes(operation));
  return new Map(sets.filter(speaks).map((set) => [set.hostId, set]));
}
