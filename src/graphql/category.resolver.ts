import { Arg, Int, Query, Resolver } from 'type-graphql';
import { paperSets } from '../policy/categories.ts';
import { variants } from '../policy/variants.ts';
import type { CategoryList, Requirement, SubjectType } from '../programs/category.ts';
import type { PlatformId } from '../programs/platform.ts';
import { AccessFor } from './access.ts';
import { CategoryType } from './category.types.ts';
import { AFTER, connectionType, cursorOfId, FIRST, idOfCursor, type Page, pageOf } from './connection.ts';
import { PlatformEnum, SubjectTypeEnum } from './enums.ts';
import { badCursor, badInput } from './errors.ts';

const LONGEST_SEARCH = 100;

const CategoryConnection = connectionType('Category', () => CategoryType);

/** A category with its place among all of its platform, which is what a cursor holds. */
interface Row extends CategoryType {
  readonly id: string;
}

@Resolver()
export class CategoryResolver {
  @Query(() => CategoryConnection, {
    description: 'The categories that a platform publishes, in the order of its lists.',
  })
  @AccessFor('ANYONE')
  categories(
    @Arg('platform', () => PlatformEnum, { description: 'Whose lists.' }) platform: string,
    @Arg('subject', () => SubjectTypeEnum, {
      nullable: true,
      description: 'Only what is open to this kind of developer.',
    })
    subject: SubjectType | null,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Only what has this text in a level of its path or in the name of a paper; at most 100 characters.',
    })
    search: string | null,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Page<Row>> {
    if ((search ?? '').length > LONGEST_SEARCH) {
      throw badInput(`\`search\` has at most ${LONGEST_SEARCH} characters`, 'search');
    }
    const found = (rows.get(platform) ?? [])
      .slice(startAfter(after))
      .filter((row) => !subject || row.subjects.includes(subject))
      .filter((row) => !search || isAbout(row, search.toLowerCase()));
    return pageOf(first, cursorOfId, async (limit) => found.slice(0, limit));
  }
}

function isAbout({ path, requirement }: Row, text: string): boolean {
  const names = [...path, ...papersOf(requirement as Requirement | null)];
  return names.some((name) => name.toLowerCase().includes(text));
}

const rows: ReadonlyMap<PlatformId, readonly Row[]> = new Map(
  variants.map(({ platform, categoryLists }) => [platform, numbered(categoryLists.flatMap(entriesOf))]),
);

function startAfter(cursor: string | null): number {
  const place = idOfCursor(cursor);
  if (place === undefined) return 0;
  if (/^\d+$/.test(place)) return Number(place) + 1;
  throw badCursor({ reason: 'MALFORMED', message: '`after` is a cursor of another list' });
}

function numbered(entries: readonly CategoryType[]): readonly Row[] {
  return entries.map((entry, place) => ({ ...entry, id: String(place) }));
}

function entriesOf({ platform, subjects, source, asOf, categories }: CategoryList): CategoryType[] {
  return categories.map(({ path, requirement }) => ({
    platform,
    subjects,
    path,
    requirement: requirement ?? null,
    paperSets: paperSets(requirement),
    needsHuman: asksAPerson(requirement),
    source,
    asOf,
  }));
}

function asksAPerson(requirement: Requirement | undefined): boolean {
  if (!requirement || 'paper' in requirement) return false;
  return 'human' in requirement || partsOf(requirement).some(asksAPerson);
}

function papersOf(requirement: Requirement | null): readonly string[] {
  if (!requirement || 'human' in requirement) return [];
  return 'paper' in requirement ? [requirement.paper] : partsOf(requirement).flatMap(papersOf);
}

function partsOf(
  requirement: Extract<Requirement, { readonly anyOf: unknown } | { readonly allOf: unknown }>,
): readonly Requirement[] {
  return 'anyOf' in requirement ? requirement.anyOf : requirement.allOf;
}
