import type { CivilDate } from '../kernel/civil-time.ts';
import { type Agreement, type AgreementVersion, versionOn } from '../policy/agreement.ts';
import type { Clause, ClauseId } from '../policy/clause.ts';
import type { Rule } from '../policy/rule.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import { variantOf, variants } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';

/** An agreement with what its platform says about itself. */
export type CatalogueAgreement = Agreement & Pick<PolicyVariant, 'name' | 'contentKinds'>;

const agreements: readonly CatalogueAgreement[] = variants.map(({ agreement, name, contentKinds }) => ({
  ...agreement,
  name,
  contentKinds,
}));

const rulesByClause: ReadonlyMap<ClauseId, readonly Rule[]> = collectRules();

export function allAgreements(): readonly CatalogueAgreement[] {
  return agreements;
}

export function agreementOf(platform: PlatformId): CatalogueAgreement {
  const { agreement, name, contentKinds } = variantOf(platform);
  return agreements.find((known) => known.platform === platform) ?? { ...agreement, name, contentKinds };
}

/** The version of a platform's agreement with this name; the one in force on `day` where there is none. */
export function agreementVersion(platform: PlatformId, version: string, day: CivilDate): AgreementVersion {
  const { agreement } = variantOf(platform);
  return agreement.versions.find((known) => known.version === version) ?? versionOn(agreement, day);
}

/** The clause as it is in force on a day, of whichever agreement has it. */
export function findClause(id: ClauseId, day: CivilDate): Clause | undefined {
  for (const agreement of agreements) {
    const clause = versionOn(agreement, day).clauses.find((candidate) => candidate.id === id);
    if (clause) return clause;
  }
  return undefined;
}

/** The clause as a verdict cited it. */
export function citedClause(id: ClauseId, version: string): Clause | undefined {
  const all = agreements.flatMap(({ versions }) => versions).filter((known) => known.version === version);
  return all.flatMap(({ clauses }) => clauses).find((clause) => clause.id === id);
}

export function rulesOf(clause: ClauseId): readonly Rule[] {
  return rulesByClause.get(clause) ?? [];
}

function collectRules(): Map<ClauseId, Rule[]> {
  const found = new Map<ClauseId, Rule[]>();
  for (const rule of variants.flatMap(({ rules }) => rules)) {
    for (const clause of rule.clauses) found.set(clause, [...(found.get(clause) ?? []), rule]);
  }
  return found;
}
