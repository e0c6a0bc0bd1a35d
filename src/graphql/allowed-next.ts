import { factsAbout } from '../onboarding/facts.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Operation } from '../policy/operation.ts';
import type { Verdict } from '../policy/verdict.ts';
import { atHost, factsOfVersion } from '../review/facts.ts';
import { hostJudge } from '../review/host-rules.ts';
import type { DistributionRow, PackageRow, RegistrationRow } from '../store/reads/read-rows.ts';
import type { GraphqlContext, ReadScope } from './context.ts';

export interface AllowedOperation {
  readonly operation: Operation;
  readonly allowed: boolean;
  readonly verdict: Verdict;
}

// What a use case would answer now, asked of the same facts and the same rules, for as many things at once as a
// page shows. An act decides anew when it is done. Of a row of the past it is what would have been answered then.

/** Verification of the developer, where the program is registered; also again before it expires, but one at a time. */
export async function allowedForRegistration(
  context: GraphqlContext,
  registration: RegistrationRow,
): Promise<AllowedOperation[]> {
  const { platform, programId } = registration;
  const scope = context.scopeOf(registration);
  const program = await programOf(scope, programId);
  if (!program) return [];
  const facts = await factsAbout(scope.facts, program, platform);
  const variant = await scope.agreements.variantOf(platform);
  return [answer(evaluate(variant, facts, 'VERIFY', context.instantOf(registration)))];
}

/** Handing the version in (again), and taking it back. Of a package that another of its version has followed, nothing. */
export async function allowedForPackage(
  context: GraphqlContext,
  pack: PackageRow,
): Promise<AllowedOperation[]> {
  const scope = context.scopeOf(pack);
  const found = await factsOfPackage(scope, pack);
  if (!found) return [];
  const isLatest = found.pack?.id === pack.id;
  const at = context.instantOf(pack);
  const variant = await scope.agreements.variantOf(pack.platform);
  return (['SUBMIT', 'WITHDRAW'] as const).map((operation) =>
    answer(evaluate(variant, found.facts, operation, at), isLatest),
  );
}

/** Making the version public at this host; nothing where no version was handed in for it. */
export async function allowedForDistribution(
  context: GraphqlContext,
  distribution: DistributionRow,
): Promise<AllowedOperation[]> {
  const { packageId, programId, hostId } = distribution;
  const scope = context.scopeOf(distribution);
  const pack = packageId === null ? undefined : await scope.rows.find('Package', packageId);
  const found = pack && (await factsOfPackage(scope, pack));
  const host = await context.parts.hosts.find(hostId);
  if (!found || !host) return [];
  const at = context.instantOf(distribution);
  const judge = await hostJudge(scope.hostRules, programId, [host], 'RELEASE', at);
  return [answer(judge(host, atHost(found.facts, distribution)))];
}

async function factsOfPackage(scope: ReadScope, { programId, versionId, platform }: PackageRow) {
  const [program, version] = await Promise.all([
    programOf(scope, programId),
    scope.rows.find('Version', versionId),
  ]);
  if (!program || !version) return undefined;
  return factsOfVersion(scope.facts, program, version, platform);
}

async function programOf({ rows, accountId }: ReadScope, id: string) {
  const manifest = await rows.manifest(id);
  return manifest && { id, accountId, manifest };
}

/** `stands`: whether the thing that is asked about is still the one that an act would be about. */
function answer(verdict: Verdict, stands = true): AllowedOperation {
  return { operation: verdict.operation, allowed: stands && verdict.answer === 'YES', verdict };
}
