import { type EventType, eventTypes, reviewEventTypes } from '../events/event.ts';
import type { GraphqlContext } from './context.ts';
import { badInput, notFound } from './errors.ts';
import { textsIn } from './event-payload.ts';
import type { Wanted } from './streams/log-source.ts';

const MOST_NAMED = 100;

/** Any of the account's events, or those of these words. Throws BAD_USER_INPUT on a list that names none. */
export function eventsOfTypes(types: readonly EventType[] | null | undefined): Wanted {
  if (!types) return () => true;
  const chosen = new Set(within(types, 'types', eventTypes.length));
  return ({ type }) => chosen.has(type);
}

/**
 * The steps of reviews, of all programs at all hosts or of those named. Throws NOT_FOUND where one of them is not there, or
 * not the account's, and BAD_USER_INPUT on a list that names none or too many.
 */
export async function reviewSteps(
  context: GraphqlContext,
  programs: readonly string[] | null | undefined,
  hosts: readonly string[] | null | undefined,
): Promise<Wanted> {
  const { rows } = context.account;
  const ofPrograms = await known(programs, 'programs', (id) => rows.find('Program', id));
  const atHosts = await known(hosts, 'hosts', (id) => context.parts.hosts.find(id));
  return (event) =>
    reviewEventTypes.has(event.type) &&
    (!ofPrograms || (event.programId !== undefined && ofPrograms.has(event.programId))) &&
    (!atHosts || textsIn(event, 'hostIds').some((id) => atHosts.has(id)));
}

async function known(
  ids: readonly string[] | null | undefined,
  argument: string,
  find: (id: string) => unknown,
): Promise<ReadonlySet<string> | undefined> {
  if (!ids) return undefined;
  const named = [...new Set(within(ids, argument, MOST_NAMED))];
  const found = await Promise.all(named.map(find));
  const missing = named.find((_, n) => found[n] === undefined);
  if (missing === undefined) return new Set(named);
  throw notFound(`\`${argument}\`: there is no ${JSON.stringify(missing.slice(0, 80))} here`, argument);
}

function within<Item>(items: readonly Item[], argument: string, most: number): readonly Item[] {
  if (items.length > 0 && items.length <= most) return items;
  const instead = items.length === 0 ? 'leave it out for all' : 'open a second subscription for more';
  throw badInput(`\`${argument}\` names 1 to ${most}, not ${items.length}: ${instead}`, argument);
}
