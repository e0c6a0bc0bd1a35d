import { civilDateAt } from '../kernel/civil-time.ts';
import { factsAbout } from '../onboarding/facts.ts';
import { explain } from '../policy/explain/explain.ts';
import type { HostRules } from '../policy/explain/situation.ts';
import { type RemedySet, smallestRemedies } from '../policy/explain/smallest-remedies.ts';
import type { Facts } from '../policy/facts.ts';
import { selectedHosts } from '../policy/host-selection.ts';
import type { Operation } from '../policy/operation.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import { variants } from '../policy/variants.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { HostSelection, Program } from '../programs/program.ts';
import { atHost, factsOfVersion } from '../review/facts.ts';
import { hostSay } from '../review/host-rules.ts';
import type { DistributionRow, SelectionRow, VersionRow } from '../store/reads/read-rows.ts';
import type { GraphqlContext } from './context.ts';

/** What is asked about a program, of all its hosts at once. */
export interface ShippingQuestion {
  readonly operation: Operation;
  readonly at: Date;
  /** Left out: the hosts that the program is to go to at that instant. */
  readonly hostIds?: readonly HostId[];
  readonly absentContent: readonly string[];
}

/**
 * One host, and all that its verdict depends on: the platform's rules, and its own in force that day (baidu/3.6). Hosts
 * without rules of their own, about which the same is known, share their facts.
 */
export interface Place {
  readonly host: Host;
  readonly variant: PolicyVariant;
  readonly facts: Facts;
  readonly hostRules: HostRules;
}

/** The hosts that a program is asked about, each with its facts; undefined for a program that is not the account's. */
export async function placesOf(
  context: GraphqlContext,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
): Promise<readonly Place[] | undefined> {
  const { rows, accountId } = context.account;
  const manifest = await rows.manifest(programId);
  if (!manifest) return undefined;
  const program = { id: programId, accountId, manifest };
  const hosts = await hostsAsked(context, published, programId, question);
  const handedIn = await rows.all('Distribution', 'programId', programId);
  const factsOf = factsTeller(context, program, question);
  const { operation, at } = question;
  const say = await hostSay(context.hostRules, programId, hosts, operation, at);
  return Promise.all(
    hosts.map(async (host) => {
      const distribution = handedIn.find(({ hostId }) => hostId === host.id);
      const facts = await factsOf(host.platform, distribution);
      const variant = await context.agreements.variantOf(host.platform);
      return { host, variant, ...say.ask(host, facts) };
    }),
  );
}

async function hostsAsked(
  { account: { rows } }: GraphqlContext,
  published: readonly Host[],
  programId: string,
  { hostIds, at }: ShippingQuestion,
): Promise<readonly Host[]> {
  const [selections, registrations] = await Promise.all([
    rows.all('HostSelection', 'programId', programId),
    rows.all('Registration', 'programId', programId),
  ]);
  if (hostIds) return published.filter(({ id }) => hostIds.includes(id));
  const known = new Set([...selections, ...registrations].map(({ platform }) => platform));
  const platforms = variants
    .map(({ platform }) => platform)
    .filter((one) => known.size === 0 || known.has(one));
  return platforms.flatMap((platform) =>
    selectedHosts(
      published.filter((host) => host.platform === platform),
      selectionOf(selections, platform),
      civilDateAt(at),
    ),
  );
}

function selectionOf(selections: readonly SelectionRow[], platform: PlatformId): HostSelection {
  const chosen = selections.find((selection) => selection.platform === platform);
  return chosen?.mode === 'EXPLICIT'
    ? { platform, mode: 'EXPLICIT', hostIds: chosen.hostIds }
    : { platform, mode: 'UNSPECIFIED' };
}

/** Gathers facts about the version that the operation is about; the same facts are gathered and kept once. */
function factsTeller(
  context: GraphqlContext,
  program: Program,
  { operation, absentContent }: ShippingQuestion,
) {
  const gathered = new Map<string, Promise<Facts>>();
  const once = (name: string, gather: () => Promise<Facts>): Promise<Facts> => {
    const known = gathered.get(name) ?? gather();
    gathered.set(name, known);
    return known;
  };
  return async (platform: PlatformId, distribution: DistributionRow | undefined): Promise<Facts> => {
    const version = await versionAsked(context, program, operation, distribution);
    const { facts: records } = context.account;
    const ofPlatform = once(`${platform} ${version?.id}`, async () => {
      if (!version) return factsAbout(records, program, platform);
      const { facts } = await factsOfVersion(records, program, version, platform, { absentContent });
      return facts;
    });
    if (operation !== 'RELEASE' || !distribution) return ofPlatform;
    const { confirmation, release } = distribution;
    return once(`${platform} ${version?.id} ${confirmation} ${release}`, async () =>
      atHost(await ofPlatform, distribution),
    );
  };
}

/** To be handed in is the newest version; taken back or released, what was last handed in for the host. */
async function versionAsked(
  { account: { rows } }: GraphqlContext,
  program: Program,
  operation: Operation,
  distribution: DistributionRow | undefined,
): Promise<VersionRow | undefined> {
  if (operation === 'REGISTER' || operation === 'VERIFY') return undefined;
  const packageId = operation === 'SUBMIT' ? null : distribution?.packageId;
  const [newest, pack] = await Promise.all([
    rows.newest('Version', program.id, 1),
    packageId ? rows.find('Package', packageId) : undefined,
  ]);
  return pack ? rows.find('Version', pack.versionId) : newest[0];
}

/** Explanations, each made when it is first asked for, and once for all hosts that share facts and rules. */
export class Explanations {
  readonly #question: ShippingQuestion;
  readonly #verdicts = new WeakMap<Facts, Map<HostRules, Verdict>>();
  readonly #remedies = new WeakMap<Facts, Map<HostRules, RemedySet>>();

  constructor(question: ShippingQuestion) {
    this.#question = question;
  }

  verdict({ variant, facts, hostRules }: Place): Verdict {
    const { operation, at } = this.#question;
    return kept(this.#verdicts, facts, hostRules, () => explain(variant, facts, operation, at, hostRules));
  }

  remedies({ variant, facts, hostRules }: Place): RemedySet {
    const { operation, at } = this.#question;
    return kept(this.#remedies, facts, hostRules, () =>
      smallestRemedies(variant, facts, operation, at, hostRules),
    );
  }
}

function kept<Told>(
  known: WeakMap<Facts, Map<HostRules, Told>>,
  facts: Facts,
  hostRules: HostRules,
  tell: () => Told,
): Told {
  const ofFacts = known.get(facts) ?? new Map<HostRules, Told>();
  known.set(facts, ofFacts);
  const told = ofFacts.get(hostRules) ?? tell();
  ofFacts.set(hostRules, told);
  return told;
}
