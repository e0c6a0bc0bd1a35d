import type { AgreementVersion } from './agreement.ts';
import { hasMove } from './clause-moves.ts';
import { hasAxis } from './lifecycle.ts';
import { NOTHING_OVERWRITTEN } from './rules/nothing-overwritten.ts';
import { ASKED_FOR_ONCE } from './rules/registered.ts';
import { BEGUN_ONCE } from './rules/verified.ts';
import type { PolicyVariant } from './variant.ts';

/** A value of an enum of the contract, and the first word of every clause id. */
const PLATFORM = /^[A-Z][A-Z0-9_]*$/;

/** What a variant says that contradicts itself, one sentence each: where, and what was expected. */
export function faultsOf(variant: PolicyVariant): readonly string[] {
  const { platform, agreement, hosts, categoryLists, transitions, clauseMoves } = variant;
  const faults = [
    ...(PLATFORM.test(platform) ? [] : ['the name of a platform is capitals, digits and _: `HARBOUR`']),
    ...(agreement.platform === platform ? [] : [`its agreement is one with ${agreement.platform}`]),
    ...hosts
      .filter((host) => host.platform !== platform)
      .map((host) => `host ${host.id} belongs to ${host.platform}`),
    ...categoryLists
      .filter((list) => list.platform !== platform)
      .map((list) => `a category list belongs to ${list.platform}`),
    ...Object.entries(clauseMoves).flatMap(([clause, moves]) =>
      moves
        .filter((move) => !hasMove(transitions, move))
        .map((move) => `${clause} is to be carried out by ${move}, which is not in the transition table`),
    ),
    ...missingRules(variant),
    ...agreement.versions.flatMap((version) => faultsOfVersion(variant, version)),
  ];
  return faults.map((fault) => `${platform}: ${fault}`);
}

/** Without these an act that the table closes would be taken on all the same. */
function missingRules({ transitions, rules }: PolicyVariant): readonly string[] {
  const asked = {
    registration: ASKED_FOR_ONCE,
    verification: BEGUN_ONCE,
    console: NOTHING_OVERWRITTEN,
  } as const;
  return (['registration', 'verification', 'console'] as const)
    .filter((axis) => hasAxis(transitions, axis) && rules.every(({ id }) => id !== asked[axis]))
    .map((axis) => `it has the axis ${axis}, and no rule \`${asked[axis]}\` that asks its table`);
}

function faultsOfVersion(
  { platform, rules, clauseMoves, agreement }: PolicyVariant,
  version: AgreementVersion,
): readonly string[] {
  const known = new Set(version.clauses.map(({ id }) => id));
  const misnamed = version.clauses.filter(({ id, number }) => id !== `${platform.toLowerCase()}/${number}`);
  const carried = [
    ...rules.flatMap(({ id, clauses }) => clauses.map((clause) => [`rule ${id}`, clause] as const)),
    ...agreement.terms.map(({ topic, clause }) => [`a term (${topic})`, clause] as const),
    ...Object.keys(clauseMoves).map((clause) => ['the list of moves', clause] as const),
  ];
  return [
    ...misnamed.map(({ id, number }) => `clause ${id} is to be called ${platform.toLowerCase()}/${number}`),
    ...carried
      .filter(([, clause]) => !known.has(clause))
      .map(([who, clause]) => `${who} cites ${clause}, which is not in version ${version.version}`),
  ];
}
