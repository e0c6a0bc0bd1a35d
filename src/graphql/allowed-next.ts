import { factsAbout } from '../onboarding/facts.ts';
import { evaluate } from '../policy/evaluate.ts';
import { moveOf } from '../policy/move.ts';
import type { Operation } from '../policy/operation.ts';
import type { Verdict } from '../policy/verdict.ts';
import { atHost, factsOfVersion } from '../review/facts.ts';
import { hostJudge } from '../review/host-rules.ts';
import type { DistributionRow, PackageRow, RegistrationRow } from '../store/reads/read-rows.ts';
import type { GraphqlContext } from './context.ts';

export interface AllowedOperation {
  readonly operation: Operation;
  readonly allowed: boolean;
  readonly verdict: Verdict;
}

// What a use case would answer now, asked of the same facts and the same rules, for as many things at once as a
// page shows. An act decides anew when it is done.

/** Verification of the developer, where the program is registered and not yet verified. */
export async function allowedForRegistration(
  context: GraphqlContext,
  registration: RegistrationRow,
): Promise<AllowedOperation[]> {
  const { platform, programId } = registration;
  const program = await programOf(context, programId);
  if (!program) return [];
  const facts = await factsAbout(context.account.facts, program, platform);
  const variant = await context.agreements.variantOf(platform);
  const verdict = evaluate(variant, facts, 'VERIFY', context.parts.clock.now());
  const stands = registration.state === 'REGISTERED' && registration.verification !== 'PASSED';
  return [answer(verdict, stands)];
}

/** Handing the version in (again), and taking it back. */
export async function allowedForPackage(
  context: GraphqlContext,
  pack: PackageRow,
): Promise<AllowedOperation[]> {
  const found = await factsOfPackage(context, pack);
  if (!found) return [];
  const at = context.parts.clock.now();
  const variant = await context.agreements.variantOf(pack.platform);
  return (['SUBMIT', 'WITHDRAW'] as const).map((operation) =>
    answer(evaluate(variant, found, operation, at), true),
  );
}

/** Making the version public at this host; nothing where no version was handed in for it. */
export async function allowedForDistribution(
  context: GraphqlContext,
  distribution: DistributionRow,
): Promise<AllowedOperation[]> {
  const { packageId, programId, hostId, platform, release } = distribution;
  const pack = packageId === null ? undefined : await context.account.rows.find('Package', packageId);
  const facts = pack && (await factsOfPackage(context, pack));
  const host = await context.parts.hosts.find(hostId);
  if (!facts || !host) return [];
  const now = context.parts.clock.now();
  const judge = await hostJudge(context.hostRules, programId, [host], 'RELEASE', now);
  const verdict = judge(host, atHost(facts, distribution));
  return [answer(verdict, typeof moveOf(platform, 'release', release, 'release', 'RELEASING') !== 'string')];
}

async function factsOfPackage(context: GraphqlContext, { programId, versionId, platform }: PackageRow) {
  const { rows, facts: records } = context.account;
  const [program, version] = await Promise.all([
    programOf(context, programId),
    rows.find('Version', versionId),
  ]);
  if (!program || !version) return undefined;
  const { facts } = await factsOfVersion(records, program, version, platform);
  return facts;
}

async function programOf({ account }: GraphqlContext, id: string) {
  const manifest = await account.rows.manifest(id);
  return manifest && { id, accountId: account.accountId, manifest };
}

function answer(verdict: Verdict, stands: boolean): AllowedOperation {
  return { operation: verdict.operation, allowed: stands && verdict.answer === 'YES', verdict };
}
