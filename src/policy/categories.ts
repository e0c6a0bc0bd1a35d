import type { Category, CategoryList, PaperName, Requirement, SubjectType } from '../programs/category.ts';

/** The list that is meant for this kind of subject; undefined where the platform opens nothing to it. */
export function listFor(lists: readonly CategoryList[], subject: SubjectType): CategoryList | undefined {
  return lists.find(({ subjects }) => subjects.includes(subject));
}

/** The category at exactly this path (all its levels, as published) on the list for this kind of subject. */
export function findCategory(
  lists: readonly CategoryList[],
  subject: SubjectType,
  path: readonly string[],
): Category | undefined {
  return listFor(lists, subject)?.categories.find((category) => samePath(category.path, path));
}

/** The category at exactly this path on any of the lists, whoever it is meant for. */
export function findCategoryOfAnySubject(
  lists: readonly CategoryList[],
  path: readonly string[],
): Category | undefined {
  return lists.flatMap(({ categories }) => categories).find((category) => samePath(category.path, path));
}

/** The categories whose names have most in common with this path, the nearest first; none that shares nothing. */
export function nearestCategories(
  lists: readonly CategoryList[],
  path: readonly string[],
  atMost: number,
): readonly Category[] {
  const wanted = new Set(path.join(''));
  const scored = lists.flatMap(({ categories }) =>
    categories.map((category) => ({ category, score: likeness(wanted, new Set(category.path.join(''))) })),
  );
  const nearest = scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
  // Lists for several kinds of subject have categories in common.
  const byName = new Map<string, Category>();
  for (const { category } of nearest) {
    const name = category.path.join(' > ');
    if (!byName.has(name)) byName.set(name, category);
  }
  return [...byName.values()].slice(0, atMost);
}

/** Dice's coefficient over characters: names of categories are short, and each character of them means something. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((character) => other.has(character)).length;
  return (2 * shared) / (one.size + other.size);
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, level) => name === b[level]);
}

export type Satisfaction = 'YES' | 'NO' | 'NEEDS_HUMAN';

/**
 * Whether these papers meet the requirement. NO means that even a person could not say yes; NEEDS_HUMAN that
 * it turns on a part which only a person can judge. No requirement is always met.
 */
export function satisfiedBy(
  requirement: Requirement | undefined,
  papersOnFile: ReadonlySet<PaperName>,
): Satisfaction {
  if (!requirement) return 'YES';
  if ('paper' in requirement) return papersOnFile.has(requirement.paper) ? 'YES' : 'NO';
  if ('human' in requirement) return 'NEEDS_HUMAN';
  const [parts, decisive, otherwise] =
    'anyOf' in requirement
      ? ([requirement.anyOf, 'YES', 'NO'] as const)
      : ([requirement.allOf, 'NO', 'YES'] as const);
  const answers = parts.map((part) => satisfiedBy(part, papersOnFile));
  if (answers.includes(decisive)) return decisive;
  return answers.includes('NEEDS_HUMAN') ? 'NEEDS_HUMAN' : otherwise;
}

/**
 * The minimal sets of named papers, any one of which turns the answer to YES; ways that pass through a
 * person are left out. Empty: no papers can do it alone. `[[]]`: nothing is asked for.
 */
export function paperSets(requirement: Requirement | undefined): PaperName[][] {
  return setsOf(requirement, []);
}

/**
 * The minimal sets of named papers, any one of which leaves nothing open but what a person judges: it turns
 * NO into YES or NEEDS_HUMAN. The remedy for a NO whose `paperSets` is empty.
 */
export function paperSetsBeforeHuman(requirement: Requirement | undefined): PaperName[][] {
  return setsOf(requirement, [[]]);
}

/** Every paper that the requirement names. */
export function papersIn(requirement: Requirement): PaperName[] {
  if ('paper' in requirement) return [requirement.paper];
  if ('human' in requirement) return [];
  return ('anyOf' in requirement ? requirement.anyOf : requirement.allOf).flatMap(papersIn);
}

function setsOf(requirement: Requirement | undefined, ofHuman: PaperName[][]): PaperName[][] {
  if (!requirement) return [[]];
  if ('paper' in requirement) return [[requirement.paper]];
  if ('human' in requirement) return ofHuman;
  if ('anyOf' in requirement) return minimal(requirement.anyOf.flatMap((part) => setsOf(part, ofHuman)));
  return requirement.allOf.reduce<PaperName[][]>(
    (sets, part) => minimal(sets.flatMap((set) => setsOf(part, ofHuman).map((more) => union(set, more)))),
    [[]],
  );
}

function union(a: readonly PaperName[], b: readonly PaperName[]): PaperName[] {
  return [...new Set([...a, ...b])];
}

/** Without the sets that contain another one; of equal sets the first stays. */
function minimal(sets: PaperName[][]): PaperName[][] {
  const contains = (larger: PaperName[], smaller: PaperName[]) =>
    smaller.every((paper) => larger.includes(paper));
  return sets.filter(
    (set, place) =>
      !sets.some((other, otherPlace) => {
        if (otherPlace === place || !contains(set, other)) return false;
        return other.length < set.length || otherPlace < place;
      }),
  );
}
