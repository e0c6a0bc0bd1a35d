import { factsAbout } from '../onboarding/facts.ts';
import { evaluate } from '../policy/evaluate.ts';
import { moveOf } from '../policy/move.ts';
import type { Operation } from '../policy/operation.ts';
import { variantOf } from '../policy/variants.ts';
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

/** Verification of the developer, where the program is registered and not yet verified. */
export async function allowedForRegistration(
  context: GraphqlContext,
  registration: RegistrationRow,
): Promise<AllowedOperation[]> {
  const { platform, programId } = registration;
  const scope = context.scopeOf(registration);
  const program = await programOf(scope, programId);
  if (!program) return [];
  const facts = await factsAbout(scope.facts, program, platform);
  const verdict = evaluate(variantOf(platform), facts, 'VERIFY', instantOf(context, scope));
  const stands = registration.state === 'REGISTERED' && registration.verification !== 'PASSED';
  return [answer(verdict, stands)];
}

/** Handing the version in (again), and taking it back. */
export async function allowedForPackage(
  context: GraphqlContext,
  pack: PackageRow,
): Promise<AllowedOperation[]> {
  const scope = context.scopeOf(pack);
  const found = await factsOfPackage(scope, pack);
  if (!found) return [];
  const at = instantOf(context, scope);
  const variant = variantOf(pack.platform);
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
  const scope = context.scopeOf(distribution);
  const pack = packageId === null ? undefined : await scope.rows.find('Package', packageId);
  const facts = pack && (await factsOfPackage(scope, pack));
  const host = await context.parts.hosts.find(hostId);
  if (!facts || !host) return [];
  const at = instantOf(context, scope);
  const judge = await hostJudge(scope.hostRules, programId, [host], 'RELEASE', at);
  const verdict = judge(host, atHost(facts, distribution));
  return [answer(verdict, typeof moveOf(platform, 'release', release, 'release', 'RELEASING') !== 'string')];
}

async function factsOfPackage(scope: ReadScope, { programId, versionId, platform }: PackageRow) {
  const [program, version] = await Promise.all([
    programOf(scope, programId),
    scope.rows.find('Version', versionId),
  ]);
  if (!program || !version) return undefined;
  const { facts } = await factsOfVersion(scope.facts, program, version, platform);
  return facts;
}

async function programOf({ rows, accountId }: ReadScope, id: string) {
  const manifest = await rows.manifest(id);
  return manifest && { id, accountId, manifest };
}

/** When the rules are asked: now, or at the instant of the past. */
function instantOf({ parts }: GraphqlContext, { asOf }: ReadScope): Date {
  return asOf ?? parts.clock.now();
}

function answer(verdict: Verdict, stands: boolean): AllowedOperation {
  return { operation: verdict.operation, allowed: stands && verdict.answer === 'YES', verdict };
}
