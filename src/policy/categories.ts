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
