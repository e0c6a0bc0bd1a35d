import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { LoggedEvent } from '../events/event.ts';
import type { ReadableTable } from '../store/reads/read-tables.ts';
import type { Times } from '../store/reads/times.ts';
import { AccessFor } from './access.ts';
import { findClause, findVersion } from './catalogue.ts';
import type { GraphqlContext } from './context.ts';
import { badInput } from './errors.ts';
import { NodeType, nodeTypeOf } from './node.types.ts';
import { DateTime } from './scalars.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';

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
  'ForeignChange',
  'Registration',
  'Material',
  'Obligation',
  'AuditRequest',
  'RightsRequest',
  'Fee',
  'Notice',
  'Enforcement',
  'Appeal',
  'Rectification',
  'Ruling',
  'BetaInvitation',
  'SettingChange',
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
    @Arg('asOf', () => DateTime, AS_OF) asOf: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt: Date | null,
    @Ctx() context: GraphqlContext,
  ): Promise<object | undefined> {
    return findNode(id, context, timesAsked(context, asOf, knownAt));
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description: 'Whatever has these ids, in their order, with null where there is none. At most 100.',
  })
  @AccessFor('VIEWER')
  nodes(
    @Arg('ids', () => [ID], { description: 'Ids that the gateway returned.' }) ids: string[],
    @Arg('asOf', () => DateTime, AS_OF) asOf: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt: Date | null,
    @Ctx() context: GraphqlContext,
  ): Promise<(object | undefined)[]> {
    if (ids.length > MOST_IDS) throw badInput(`at most ${MOST_IDS} ids at once, not ${ids.length}`, 'ids');
    const times = timesAsked(context, asOf, knownAt);
    return Promise.all(ids.map((id) => findNode(id, context, times)));
  }
}

/** Clauses and agreements are those of the time that is asked about; hosts are as they are published now. */
async function findNode(
  id: string,
  context: GraphqlContext,
  times: Times | undefined,
): Promise<object | undefined> {
  const { account, parts } = context;
  const type = nodeTypeOf(id);
  if (isTable(type)) return context.accountAt(times).rows.find(type, id);
  if (type === 'Event') return knownBy(await parts.log.find(account.accountId, id), times);
  const { agreements } = context.accountAt(times);
  if (type === 'Clause') return findClause(agreements, id, times?.asOf ?? parts.clock.now());
  if (type === 'AgreementVersion') return findVersion(agreements, id);
  return type === 'Host' ? parts.hosts.find(id) : undefined;
}

/** An event is true and known from the instant that it was noted at. */
function knownBy(event: LoggedEvent | undefined, times: Times | undefined): LoggedEvent | undefined {
  const known = event && (!times || (event.at <= times.knownAt && event.at <= times.asOf));
  return known ? event : undefined;
}

function isTable(type: string): type is NodeTable {
  return tables.has(type);
}
