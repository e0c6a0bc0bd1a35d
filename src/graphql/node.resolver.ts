import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { civilDateAt } from '../kernel/civil-time.ts';
import type { ReadableTable } from '../store/reads/read-tables.ts';
import { AccessFor } from './access.ts';
import { findClause, findVersion } from './catalogue.ts';
import type { GraphqlContext } from './context.ts';
import { badInput } from './errors.ts';
import { NodeType, nodeTypeOf } from './node.types.ts';

const MOST_IDS = 100;

type NodeTable = Exclude<ReadableTable, 'HostSelection'>;

/** The types whose rows are found by id in the table of the same name. */
const tables: ReadonlySet<string> = new Set<NodeTable>([
  'Program',
  'Version',
  'Submission',
  'Package',
  'Review',
  'Distribution',
  'Registration',
  'Material',
  'Obligation',
  'Ruling',
  'BetaInvitation',
]);

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'Whatever has this id; null where there is no such thing, or it is another account’s.',
  })
  @AccessFor('VIEWER')
  node(
    @Arg('id', () => ID, { description: 'Any id that the gateway returned.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<object | undefined> {
    return findNode(id, context);
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description: 'Whatever has these ids, in their order, with null where there is none. At most 100.',
  })
  @AccessFor('VIEWER')
  nodes(
    @Arg('ids', () => [ID], { description: 'Ids that the gateway returned.' }) ids: string[],
    @Ctx() context: GraphqlContext,
  ): Promise<(object | undefined)[]> {
    if (ids.length > MOST_IDS) throw badInput(`at most ${MOST_IDS} ids at once, not ${ids.length}`, 'ids');
    return Promise.all(ids.map((id) => findNode(id, context)));
  }
}

async function findNode(
  id: string,
  { account, agreements, parts }: GraphqlContext,
): Promise<object | undefined> {
  const type = nodeTypeOf(id);
  if (isTable(type)) return account.rows.find(type, id);
  if (type === 'Event') return account.reads.event(id);
  if (type === 'Clause') return findClause(agreements, id, civilDateAt(parts.clock.now()));
  if (type === 'AgreementVersion') return findVersion(agreements, id);
  return type === 'Host' ? parts.hosts.find(id) : undefined;
}

function isTable(type: string): type is NodeTable {
  return tables.has(type);
}
