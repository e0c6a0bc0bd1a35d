import { evaluate } from '../evaluate.ts';
import type { Facts } from '../facts.ts';
import type { Operation } from '../operation.ts';
import type { PolicyVariant } from '../variant.ts';
import type { CitedFinding, Remedy, VerdictAnswer } from '../verdict.ts';
import { applyRemedies } from './apply-remedy.ts';
import { choicesOf } from './choices.ts';
import type { HostRules, Situation } from './situation.ts';
import { takenByHost } from './taken-by-host.ts';

/**
 * What would turn an answer to YES. FOUND: these remedies together do, and without any one of them they do not.
 * NONE: `stoppedBy` cannot be turned away, by its own remedy or for want of one. TOO_FAR: nothing was found
 * within `MOST_SETS`.
 */
export type RemedySet =
  | { readonly kind: 'FOUND'; readonly remedies: readonly Remedy[] }
  | { readonly kind: 'NONE'; readonly stoppedBy: readonly CitedFinding[] }
  | { readonly kind: 'TOO_FAR' };

/** How many sets of remedies are tried for one answer. */
export const MOST_SETS = 400;

/**
 * The smallest set of remedies that turns the answer to YES. A remedy can bring up findings that were hidden
 * behind what it mends, and can have alternatives: sets are tried breadth first, no set twice. What has only
 * one way is taken in one step; where there are several, each is tried. Of the sets found at the least depth,
 * after what each can do without is taken out, the one with the fewest remedies, then papers, is the answer.
 */
export function smallestRemedies(
  variant: PolicyVariant,
  facts: Facts,
  operation: Operation,
  at: Date,
  hostRules: HostRules = [],
): RemedySet {
  const trial = (set: readonly Remedy[]) => tryOut({ variant, operation, hostRules }, { facts, at }, set);
  const seen = new Set<string>();
  const enough: (readonly Remedy[])[] = [];
  const stoppers: CitedFinding[] = [];
  let level: (readonly Remedy[])[] = [[]];
  while (level.length > 0 && enough.length === 0) {
    const trials = level.filter((set) => seen.size < MOST_SETS && isNew(seen, set)).map(trial);
    enough.push(...trials.filter(({ answer }) => answer === 'YES').map(({ set }) => set));
    stoppers.push(...trials.flatMap(({ stoppedBy }) => stoppedBy));
    level = trials.flatMap(({ next }) => next);
  }
  const isEnough = (set: readonly Remedy[]) => trial(set).answer === 'YES';
  const [found] = enough.map((set) => withoutSpare(set, isEnough)).sort(bySize);
  if (found) return { kind: 'FOUND', remedies: found };
  return seen.size >= MOST_SETS ? { kind: 'TOO_FAR' } : { kind: 'NONE', stoppedBy: distinct(stoppers) };
}

interface Question {
  readonly variant: PolicyVariant;
  readonly operation: Operation;
  readonly hostRules: HostRules;
}

/** One set of remedies, tried out: the answer after it, and where to go on from there or what stops that. */
interface Trial {
  readonly set: readonly Remedy[];
  readonly answer: VerdictAnswer;
  readonly next: readonly (readonly Remedy[])[];
  readonly stoppedBy: readonly CitedFinding[];
}

function tryOut(
  { variant, operation, hostRules }: Question,
  situation: Situation,
  set: readonly Remedy[],
): Trial {
  const then = applyRemedies(variant, situation, set);
  const { answer, findings } = evaluate(variant, then.facts, operation, then.at, hostRules);
  if (answer === 'YES') return { set, answer, next: [], stoppedBy: [] };
  const isTaken = takenByHost(variant, then, operation, hostRules);
  const open = findings
    .filter(({ effect }) => effect !== 'WARNS')
    .map((finding) => ({ finding, choices: without(set, choicesOf(variant, then, finding, isTaken)) }));
  const stoppedBy = open.filter(({ choices }) => choices.length === 0).map(({ finding }) => finding);
  if (stoppedBy.length > 0) return { set, answer, next: [], stoppedBy };
  const next = stepsFrom(open.map(({ choices }) => choices)).map((step) => [...set, ...step]);
  return { set, answer, next, stoppedBy: [] };
}

/**
 * What to try next. Who the developer is comes first, since nearly everything depends on it; then at once all
 * that has one way only; then, one finding after the other, every way.
 */
function stepsFrom(choices: readonly (readonly Remedy[])[]): readonly (readonly Remedy[])[] {
  const identity = choices.find(([first]) => first?.kind === 'DECLARE_SUBJECT');
  if (identity) return identity.map((remedy) => [remedy]);
  const certain = choices.filter(({ length }) => length === 1).flat();
  if (certain.length > 0) return [distinct(certain)];
  return (choices[0] ?? []).map((remedy) => [remedy]);
}

/** Taken out one by one, from the first or from the last, whichever leaves less. */
function withoutSpare(
  set: readonly Remedy[],
  isEnough: (remedies: readonly Remedy[]) => boolean,
): readonly Remedy[] {
  const thinned = (order: readonly Remedy[]) =>
    order.reduce<readonly Remedy[]>((kept, remedy) => {
      const fewer = kept.filter((one) => one !== remedy);
      return isEnough(fewer) ? fewer : kept;
    }, set);
  return [thinned(set), thinned([...set].reverse())].sort(bySize)[0] ?? set;
}

function bySize(one: readonly Remedy[], other: readonly Remedy[]): number {
  return one.length - other.length || papersIn(one) - papersIn(other);
}

function papersIn(remedies: readonly Remedy[]): number {
  return remedies.reduce(
    (sum, one) => sum + (one.kind === 'ADD_MATERIAL' ? (one.anyOf[0]?.length ?? 0) : 0),
    0,
  );
}

function isNew(seen: Set<string>, set: readonly Remedy[]): boolean {
  const name = set.map(nameOf).sort().join('\n');
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}

function without(set: readonly Remedy[], choices: readonly Remedy[]): readonly Remedy[] {
  const taken = new Set(set.map(nameOf));
  return choices.filter((choice) => !taken.has(nameOf(choice)));
}

function distinct<Thing extends object>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values()];
}

function nameOf(remedy: Remedy): string {
  return JSON.stringify(remedy);
}
