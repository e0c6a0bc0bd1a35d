import { type ClassType, Field, ObjectType } from 'type-graphql';
import { badCursor, badInput } from './errors.ts';

const LARGEST_PAGE = 100;
export const DEFAULT_PAGE = 20;

export const FIRST = { description: 'How many at most: 1 to 100.', defaultValue: DEFAULT_PAGE };
export const AFTER = {
  description: 'Where the page before this one ended: its `pageInfo.endCursor`.',
  nullable: true,
} as const;

@ObjectType('PageInfo', { description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Always false: lists are read forwards.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge: pass it as `after`.' })
  endCursor!: string | null;
}

export interface Page<Item> {
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
  readonly nodes: readonly Item[];
  readonly pageInfo: PageInfoType;
}

/** The connection type of a node type, after Relay's specification. */
export function connectionType(name: string, node: () => ClassType): ClassType {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'The place of this edge in the list.' })
    cursor!: string;

    @Field(node, { description: 'What stands there.' })
    node!: unknown;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: 'The page with the place of each.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The page, plainly.' })
    nodes!: unknown[];

    @Field(() => PageInfoType, { description: 'Where the page lies in the list.' })
    pageInfo!: PageInfoType;
  }
  return Connection;
}

/** Reads one more than asked for, to see whether there is more. Throws BAD_USER_INPUT on an impossible `first`. */
export async function pageOf<Item>(
  first: number,
  cursorOf: (item: Item) => string,
  read: (limit: number) => Promise<readonly Item[]>,
): Promise<Page<Item>> {
  if (first < 1 || first > LARGEST_PAGE) {
    throw badInput(`\`first\` is 1 to ${LARGEST_PAGE}, not ${first}: read on with \`after\``, 'first');
  }
  const items = await read(first + 1);
  const nodes = items.slice(0, first);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: items.length > first,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const PREFIX = 'p.';

/** A place in a list that is kept in the order of its ids. */
export function cursorOfId({ id }: { readonly id: string }): string {
  return Buffer.from(PREFIX + id).toString('base64url');
}

/** The id behind such a cursor. Throws CURSOR_MALFORMED. */
export function idOfCursor(cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (cursor.length <= 100 && text.startsWith(PREFIX)) return text.slice(PREFIX.length);
  throw badCursor({
    reason: 'MALFORMED',
    message: '`after` is not a cursor of this list: pass `pageInfo.endCursor` as it was returned',
  });
}

/** How many of something; kept within what a page holds. */
export function boundedFirst(first: number): number {
  if (first >= 1 && first <= LARGEST_PAGE) return first;
  throw badInput(`\`first\` is 1 to ${LARGEST_PAGE}, not ${first}`, 'first');
}
