import type { Category, PaperName, Requirement } from '../programs/category.ts';

/*
 * The notation in which the published lists are written down, and what it keeps of them.
 *
 * - A name alone is a paper. What only describes its copy (original, translation, seal, file format) is left out.
 * - A label that says for whom an alternative is meant is left out where the paper is itself the licence to be
 *   that; where holding the paper does not show it, the alternative is `allOf(paper, human)`.
 * - So is a paper that must have a certain scope, number, issuer or counterpart.
 * - Evidence that the list describes without giving it a title is `human`.
 *
 * Whose paper it is (the developer's, a partner's) is not part of the notation.
 */

type Part = PaperName | Requirement;

/** What only a person can judge. */
export const human: Requirement = { human: true };

export function anyOf(...parts: readonly Part[]): Requirement {
  return { anyOf: parts.map(asRequirement) };
}

export function allOf(...parts: readonly Part[]): Requirement {
  return { allOf: parts.map(asRequirement) };
}

/** Second level; what it asks for (`null`: nothing); the names of its third level, which share that. */
export type Row = readonly [second: string, needs?: Part | null, thirds?: readonly string[]];

/** The categories of one first level, in the order of the list. */
export function trade(first: string, rows: readonly Row[]): Category[] {
  return rows.flatMap(([second, needs, thirds]) => {
    const paths = thirds ? thirds.map((third) => [first, second, third]) : [[first, second]];
    return paths.map((path) => (needs == null ? { path } : { path, requirement: asRequirement(needs) }));
  });
}

function asRequirement(part: Part): Requirement {
  return typeof part === 'string' ? { paper: part } : part;
}
