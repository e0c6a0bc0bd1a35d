import { type Agreement, type AgreementVersion, versionAt } from '../policy/agreement.ts';
import type { Clause, ClauseId } from '../policy/clause.ts';
import type { Rule } from '../policy/rule.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import { variants } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StandingAgreements } from '../store/standing-agreements.ts';

/** A version under its id: `wechat@2018-09-10`. */
export type CatalogueVersion = AgreementVersion & { readonly id: string };

/** An agreement with what its platform says about itself. */
export type CatalogueAgreement = Omit<Agreement, 'versions'> &
  Pick<PolicyVariant, 'name' | 'contentKinds'> & {
    readonly versions: readonly [CatalogueVersion, ...CatalogueVersion[]];
  };

const rulesByClause: ReadonlyMap<ClauseId, readonly Rule[]> = collectRules();

/** What binds a developer on each platform, with everything that is published. */
export async function allAgreements(agreements: StandingAgreements): Promise<readonly CatalogueAgreement[]> {
  return (await agreements.all()).map(catalogued);
}

export async function agreementOf(
  agreements: StandingAgreements,
  platform: PlatformId,
): Promise<CatalogueAgreement> {
  return catalogued(await agreements.variantOf(platform));
}

/** The version of a platform's agreement with this name; the one in force at that instant where there is none. */
export async function agreementVersion(
  agreements: StandingAgreements,
  platform: PlatformId,
  version: string,
  at: Date,
): Promise<CatalogueVersion> {
  const agreement = await agreementOf(agreements, platform);
  return versionNamed(agreement, version) ?? inForceAt(agreement, at);
}

export function versionNamed(
  { versions }: CatalogueAgreement,
  version: string,
): CatalogueVersion | undefined {
  return versions.find((known) => known.version === version);
}

export function inForceAt(agreement: CatalogueAgreement, at: Date): CatalogueVersion {
  return versionAt(agreement, at) as CatalogueVersion;
}

/** The version with the id `wechat@2018-09-10`. */
export async function findVersion(
  agreements: StandingAgreements,
  id: string,
): Promise<CatalogueVersion | undefined> {
  const all = await allAgreements(agreements);
  return all.flatMap(({ versions }) => versions).find((version) => version.id === id);
}

/** The clause as it is in force at an instant; or, under `wechat/2.6@2018-09-10`, as it read in that version. */
export async function findClause(
  agreements: StandingAgreements,
  id: string,
  at: Date,
): Promise<Clause | undefined> {
  const [clauseId = '', version] = id.split('@');
  if (version !== undefined) {
    const cited = await citedClause(agreements, clauseId, version);
    return cited && { ...cited, id };
  }
  for (const agreement of await allAgreements(agreements)) {
    const clause = inForceAt(agreement, at).clauses.find((candidate) => candidate.id === id);
    if (clause) return clause;
  }
  return undefined;
}

/** The clause as a verdict cited it. Most are of a version in the code, and those need no reading. */
export function citedClause(
  agreements: StandingAgreements,
  id: ClauseId,
  version: string,
): Clause | undefined | Promise<Clause | undefined> {
  const known = clauseIn(variants, id, version);
  return known ?? agreements.all().then((published) => clauseIn(published, id, version));
}

export function rulesOf(clause: ClauseId): readonly Rule[] {
  return rulesByClause.get(clause.split('@')[0] ?? clause) ?? [];
}

function clauseIn(known: readonly PolicyVariant[], id: ClauseId, version: string): Clause | undefined {
  for (const { agreement } of known) {
    const found = agreement.versions
      .find((one) => one.version === version && one.clauses.some((clause) => clause.id === id))
      ?.clauses.find((clause) => clause.id === id);
    if (found) return found;
  }
  return undefined;
}

/** A version under its id. */
export function underId(platform: PlatformId, version: AgreementVersion): CatalogueVersion {
  return { ...version, id: `${platform.toLowerCase()}@${version.version}` };
}

const catalogue = new WeakMap<PolicyVariant, CatalogueAgreement>();

function catalogued(variant: PolicyVariant): CatalogueAgreement {
  const found = catalogue.get(variant);
  if (found) return found;
  const { agreement, name, contentKinds, platform } = variant;
  const named = (version: AgreementVersion) => underId(platform, version);
  const [first, ...later] = agreement.versions;
  const made: CatalogueAgreement = {
    ...agreement,
    versions: [named(first), ...later.map(named)],
    name,
    contentKinds,
  };
  catalogue.set(variant, made);
  return made;
}

function collectRules(): Map<ClauseId, Rule[]> {
  const found = new Map<ClauseId, Rule[]>();
  for (const rule of variants.flatMap(({ rules }) => rules)) {
    for (const clause of rule.clauses) found.set(clause, [...(found.get(clause) ?? []), rule]);
  }
  return found;
}
