import { factsAbout } from '../onboarding/facts.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Facts } from '../policy/facts.ts';
import { type Operation, operations } from '../policy/operation.ts';
import { isForAPerson } from '../policy/ruled-upon.ts';
import type { CitedFinding } from '../policy/verdict.ts';
import type { Host } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import { atHost, factsOfVersion } from './facts.ts';
import { hostSay } from './host-rules.ts';
import type { ReviewRecords } from './records.ts';

/** What is asked before anything is with the platform, or of the newest version. */
const OF_THE_NEWEST: readonly Operation[] = ['REGISTER', 'VERIFY', 'SUBMIT'];
/** What is asked of a version that was handed in. */
const OF_WHAT_IS_THERE: readonly Operation[] = ['WITHDRAW', 'RELEASE'];

/**
 * Everything that a person is asked about a program at a platform now, whatever has been answered before: before each
 * operation, by the platform's rules and by those of each of its hosts; and whether a paper on file is the platform's consent
 * to show a closed test; and each clause that no rule carries out, whatever it binds. Every question once. What depends on who
 * is to read data is not among it.
 */
export async function questionsAsked(
  records: ReviewRecords,
  program: Program,
  platform: PlatformId,
  at: Date,
): Promise<readonly CitedFinding[]> {
  const hosts = await records.hosts(platform);
  const newest = await records.newestVersion(program.id);
  const about = newest
    ? await factsNow(records, program, newest, platform)
    : await factsAbout(records, program, platform);
  const situations = hosts.map((host): Situation => ({ host, facts: about }));
  const there = await situationsThere(records, program, platform, hosts);
  const found = [
    ...(await askedIn(records, program, platform, OF_THE_NEWEST, situations, at)),
    ...(await askedIn(records, program, platform, OF_WHAT_IS_THERE, there, at)),
    ...(await askedOfConsents(records, program, platform, about, at)),
    ...(await askedOfClauses(records, platform, about, at)),
  ];
  return [
    ...new Map(found.map((one) => [JSON.stringify([one.rule, one.code, one.message.en]), one])).values(),
  ];
}

/** Whether one of the papers on file is the consent that a closed test may be shown: asked of each by itself (`recordBetaConsent`). */
async function askedOfConsents(
  records: ReviewRecords,
  program: Program,
  platform: PlatformId,
  { rulings: _answered, ...facts }: Facts,
  at: Date,
): Promise<readonly CitedFinding[]> {
  const invitations = await records.betaInvitations(program.accountId, program.id);
  if (!invitations.some((one) => one.platform === platform && one.endedOn === undefined)) return [];
  const variant = await records.variantOf(platform);
  return facts.materials.flatMap((material) => {
    const disclosure = { audience: 'PUBLIC', underBeta: true, writtenConsent: material.paper } as const;
    const asked = { ...facts, materials: [material], disclosure };
    return evaluate(variant, asked, 'DISCLOSE', at).findings.filter(isForAPerson);
  });
}

/** The clauses that no rule carries out: what they ask depends on neither a version nor who is to read or be shown something. */
async function askedOfClauses(
  records: ReviewRecords,
  platform: PlatformId,
  { rulings: _answered, ...facts }: Facts,
  at: Date,
): Promise<readonly CitedFinding[]> {
  const variant = await records.variantOf(platform);
  return operations
    .flatMap((operation) => evaluate(variant, facts, operation, at).findings)
    .filter((finding) => finding.effect === 'LACKS' && isForAPerson(finding));
}

/** The program as it stands at one host. */
interface Situation {
  readonly host: Host;
  readonly facts: Facts;
}

async function askedIn(
  records: ReviewRecords,
  program: Program,
  platform: PlatformId,
  operations: readonly Operation[],
  situations: readonly Situation[],
  at: Date,
): Promise<readonly CitedFinding[]> {
  const found: CitedFinding[] = [];
  const hosts = situations.map(({ host }) => host);
  const variant = await records.variantOf(platform);
  for (const operation of hosts.length > 0 ? operations : []) {
    const say = await hostSay(records, program.id, hosts, operation, at);
    for (const { host, facts } of situations) {
      const { rulings: _answered, ...open } = facts;
      const asked = say.ask(host, open);
      found.push(...evaluate(variant, asked.facts, operation, at, asked.hostRules).findings);
    }
  }
  return found.filter(isForAPerson);
}

/** The program at each host for which a version was handed in, with that version. */
async function situationsThere(
  records: ReviewRecords,
  program: Program,
  platform: PlatformId,
  hosts: readonly Host[],
): Promise<readonly Situation[]> {
  const packages = await records.packagesOf(program.id, platform);
  const situations: Situation[] = [];
  const known = new Map<string, Facts>();
  for (const distribution of await records.distributionsOf(program.id, platform)) {
    const host = hosts.find(({ id }) => id === distribution.hostId);
    const pack = packages.find(({ id }) => id === distribution.packageId);
    if (!host || !pack) continue;
    const version = await records.version(program.accountId, pack.versionId);
    if (!version) continue;
    const facts = known.get(version.id) ?? (await factsNow(records, program, version, platform));
    known.set(version.id, facts);
    situations.push({ host, facts: atHost(facts, distribution) });
  }
  return situations;
}

async function factsNow(
  records: ReviewRecords,
  program: Program,
  version: Pick<Version, 'id' | 'number' | 'templates'>,
  platform: PlatformId,
): Promise<Facts> {
  return (await factsOfVersion(records, program, version, platform)).facts;
}
