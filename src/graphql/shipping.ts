import { civilDateAt } from '../kernel/civil-time.ts';
import { factsAbout } from '../onboarding/facts.ts';
import { disclosureAt } from '../policy/closed-tests.ts';
import { explain } from '../policy/explain/explain.ts';
import type { HostRules } from '../policy/explain/situation.ts';
import { type RemedySet, smallestRemedies } from '../policy/explain/smallest-remedies.ts';
import type { DisclosureFact, Facts } from '../policy/facts.ts';
import type { Operation } from '../policy/operation.ts';
import type { Problem } from '../policy/problem.ts';
import { readerOf } from '../policy/undertakings.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Host } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import { atHost, factsOfVersion, notAtHost } from '../review/facts.ts';
import { hostSay } from '../review/host-rules.ts';
import type { DistributionRow, VersionRow } from '../store/reads/read-rows.ts';
import type { ReadScope } from './context.ts';
import { hostsAsked } from './shipping-hosts.ts';
import type { ShippingQuestion } from './shipping-question.ts';

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

/** The hosts that a program is asked about, or what of the question makes that there are none. */
export interface Places {
  readonly places: readonly Place[];
  readonly problems: readonly Problem[];
}

/** The hosts that a program is asked about, each with its facts; undefined for a program that is not the account's. */
export async function placesOf(
  scope: ReadScope,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
): Promise<Places | undefined> {
  const { rows, accountId } = scope;
  const manifest = await rows.manifest(programId);
  if (!manifest) return undefined;
  const program = { id: programId, accountId, manifest };
  const { hosts, problems } = await hostsAsked(scope, published, programId, question);
  if (problems.length > 0) return { places: [], problems };
  const handedIn = await rows.all('Distribution', 'programId', programId);
  const factsOf = factsTeller(scope, program, question);
  const { operation, at } = question;
  const say = await hostSay(scope.hostRules, programId, hosts, operation, at);
  const places = await Promise.all(
    hosts.map(async (host) => {
      const distribution = handedIn.find(({ hostId }) => hostId === host.id);
      const facts = await factsOf(host, distribution);
      const variant = await scope.agreements.variantOf(host.platform);
      return { host, variant, ...say.ask(host, facts) };
    }),
  );
  return { places, problems: [] };
}

/** Gathers facts about the version that the operation is about; the same facts are gathered and kept once. */
function factsTeller(scope: ReadScope, program: Program, question: ShippingQuestion) {
  const { operation, absentContent, email } = question;
  const gathered = new Map<string, Promise<Facts>>();
  const once = (name: string, gather: () => Promise<Facts>): Promise<Facts> => {
    const known = gathered.get(name) ?? gather();
    gathered.set(name, known);
    return known;
  };
  const { facts: records } = scope;
  const withEmail = async (facts: Facts, platform: PlatformId): Promise<Facts> => {
    if (operation !== 'REGISTER' || email === undefined) return facts;
    return { ...facts, emailInUse: await records.emailInUse(platform, email, program.id) };
  };
  return async (host: Host, distribution: DistributionRow | undefined): Promise<Facts> => {
    const { platform } = host;
    const version = await versionAsked(scope, program, operation, distribution);
    const ofPlatform = once(`${platform} ${version?.id}`, async () => {
      const reader = await readerFact(scope, platform, question);
      if (!version) {
        return withEmail({ ...(await factsAbout(records, program, platform)), ...reader }, platform);
      }
      const { facts } = await factsOfVersion(records, program, version, platform, { absentContent });
      return { ...facts, ...reader };
    });
    if (operation === 'DISCLOSE') {
      const disclosure = await disclosureFact(scope, program.id, host, question);
      const name = `${platform} ${version?.id} ${disclosure.audience} ${disclosure.underBeta}`;
      return once(name, async () => ({ ...(await ofPlatform), disclosure }));
    }
    if (operation !== 'RELEASE') return ofPlatform;
    if (!distribution?.packageId) return once(`${platform} nowhere`, async () => notAtHost(await ofPlatform));
    const { confirmation, release } = distribution;
    return once(`${platform} ${version?.id} ${confirmation} ${release}`, async () =>
      atHost(await ofPlatform, distribution),
    );
  };
}

/** With READ_PLATFORM_DATA, who is to read, and how they are bound (wechat/4.9). */
async function readerFact(
  { facts }: ReadScope,
  platform: PlatformId,
  { operation, readerId, at }: ShippingQuestion,
): Promise<Pick<Facts, 'reader'>> {
  if (operation !== 'READ_PLATFORM_DATA' || readerId === undefined) return {};
  return { reader: readerOf(readerId, platform, await facts.undertakings(), civilDateAt(at)) };
}

/** With DISCLOSE, what it is to show the program as it is at the host to somebody (wechat/7.1, baidu/8.1). */
async function disclosureFact(
  { facts }: ReadScope,
  programId: string,
  host: Host,
  { audience, at }: ShippingQuestion,
): Promise<DisclosureFact> {
  return disclosureAt(await facts.closedTests(programId), host, audience, civilDateAt(at));
}

/** To be handed in is the newest version; taken back or released, what was last handed in for the host. */
async function versionAsked(
  { rows }: ReadScope,
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
