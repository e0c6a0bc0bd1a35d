import type { Category, SubjectType } from '../../programs/category.ts';
import { subjectTypes } from '../../programs/category.ts';
import { paperSets } from '../categories.ts';
import type { PolicyVariant } from '../variant.ts';
import type { CitedFinding, Remedy } from '../verdict.ts';
import type { Situation } from './situation.ts';

/**
 * The ways to turn a finding away, each without alternatives of its own; none where it has no remedy. `isTaken`: whether
 * hosts take programs of a category, by rules of their own.
 */
export function choicesOf(
  variant: PolicyVariant,
  { facts }: Situation,
  { remedy }: CitedFinding,
  isTaken: (path: readonly string[]) => boolean = () => true,
): readonly Remedy[] {
  if (!remedy) return [];
  switch (remedy.kind) {
    case 'ADD_MATERIAL':
      return remedy.anyOf.map((set) => ({ kind: 'ADD_MATERIAL', anyOf: [set] }));
    case 'EDIT_MANIFEST': {
      const { field, change, or = [] } = remedy;
      // What only a text says cannot be tried out.
      const edits = [{ field, change }, ...or].filter((edit) => edit.change.to !== 'AS_SAID');
      return edits.map((edit) => ({ kind: 'EDIT_MANIFEST', ...edit }));
    }
    case 'DECLARE_SUBJECT':
      if (facts.subject) return [remedy];
      return subjectTypes.map((subjectType) => ({ ...remedy, subjectType }));
    case 'CHOOSE_CATEGORY': {
      const category = nearest(
        variant,
        facts.subject?.type,
        new Set(facts.materials.map(({ paper }) => paper)),
        isTaken,
      );
      return category ? [{ ...remedy, category: category.path }] : [];
    }
    default:
      return [remedy];
  }
}

/** The first category on the lists that is taken and needs the fewest papers that are not on file, and no person's word. */
function nearest(
  { categoryLists }: PolicyVariant,
  subject: SubjectType | undefined,
  onFile: ReadonlySet<string>,
  isTaken: (path: readonly string[]) => boolean,
): Category | undefined {
  const open = categoryLists
    .filter(({ subjects }) => subject === undefined || subjects.includes(subject))
    .flatMap(({ categories }) => categories);
  let best: { readonly category: Category; readonly lacking: number } | undefined;
  for (const category of open) {
    const lacking = Math.min(
      ...paperSets(category.requirement).map((set) => set.filter((paper) => !onFile.has(paper)).length),
    );
    if (lacking >= (best?.lacking ?? Number.POSITIVE_INFINITY) || !isTaken(category.path)) continue;
    best = { category, lacking };
    if (lacking === 0) break;
  }
  return best?.category;
}
