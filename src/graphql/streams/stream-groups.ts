import {
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { ViewerUntil } from '../../accounts/known-viewer.ts';
import { BadCursor } from '../../events/cursor.ts';
import { isGap, placeOf, type StreamItem } from '../../events/gap.ts';
import { SharedTails } from '../../events/shared-tails.ts';
import type { StreamId } from '../../events/stream.ts';
import { createContext, type GraphqlParts } from '../context.ts';
import { badCursor } from '../errors.ts';
import { maskGraphqlError } from '../mask-errors.ts';
import { shownGap } from '../shown-event.ts';
import { refuseExpensive } from './event-cost.ts';
import type { LogSource } from './log-source.ts';
import type { Outlet } from './outlet.ts';
import type { PreparedDocument } from './prepared-documents.ts';
import { Selection } from './selection.ts';
import { SharedPayload } from './shared-payload.ts';
import { rightsOf, sharedViewer } from './shared-viewer.ts';
import { type GroupParts, StreamGroup } from './stream-group.ts';
import type { StreamMember } from './stream-member.ts';
import { UntoldEvent } from './untold-event.ts';

/** A subscription as it was asked for. */
export interface AskedSubscription {
  readonly prepared: PreparedDocument;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: ViewerUntil;
}

/** All subscriptions to the log on this node: one group for those that are shown the same of the same stream. */
export class StreamGroups {
  readonly #parts: GraphqlParts;
  readonly #schema: GraphQLSchema;
  readonly #mostUnsent: number;
  readonly #rightsSettled: () => Promise<unknown> | undefined;
  readonly #tails: SharedTails;
  readonly #groups = new Map<string, StreamGroup>();

  constructor(
    parts: GraphqlParts,
    schema: GraphQLSchema,
    { mostUnsent, rightsSettled }: Pick<GroupParts, 'mostUnsent' | 'rightsSettled'>,
  ) {
    this.#parts = parts;
    this.#schema = schema;
    this.#mostUnsent = mostUnsent;
    this.#rightsSettled = rightsSettled;
    const onFault = (fault: unknown) =>
      parts.faults.error({ fault: String(fault) }, 'the end of a stream could not be read');
    this.#tails = new SharedTails({ log: parts.log, bell: parts.bell, onFault });
  }

  /** Reads on wherever a ring was lost. Happens by itself every five seconds. */
  look(): Promise<void> {
    return this.#tails.look();
  }

  /** How much is held: groups, the streams that they follow, and their members. */
  get held(): { readonly groups: number; readonly streams: number; readonly members: number } {
    const members = [...this.#groups.values()].reduce((sum, { size }) => sum + size, 0);
    return { groups: this.#groups.size, streams: this.#tails.size, members };
  }

  /** Tells the outlet what the source asks for, until the member leaves. Throws OVER_LIMIT where each event would be too much. */
  enter(asked: AskedSubscription, source: LogSource, outlet: Outlet): StreamMember {
    const key = keyOf(asked, source);
    const group = this.#groups.get(key) ?? this.#open(key, asked, source);
    return group.add(outlet, source.place);
  }

  #open(key: string, asked: AskedSubscription, { place: { stream, wants } }: LogSource): StreamGroup {
    refuseExpensive(this.#schema, asked.prepared.document, asked.operationName, asked.variables);
    const group = new StreamGroup({
      tail: this.#tails.hold(stream),
      wants,
      selection: new Selection(this.#parts.clock, (item) => this.#show(asked, stream, item)),
      mostUnsent: this.#mostUnsent,
      rightsSettled: this.#rightsSettled,
      tellFault: (fault) => this.#tellFault(fault),
      onEmpty: () => {
        this.#groups.delete(key);
        this.#tails.release(stream);
      },
    });
    this.#groups.set(key, group);
    return group;
  }

  async #show(
    { prepared, operationName, variables, viewer }: AskedSubscription,
    stream: StreamId,
    item: StreamItem,
  ): Promise<SharedPayload> {
    const { log, clock } = this.#parts;
    const { data, errors } = await execute({
      schema: this.#schema,
      document: prepared.document,
      operationName,
      variableValues: variables,
      rootValue: isGap(item) ? shownGap(log, stream, item, clock.now()) : item,
      contextValue: createContext(this.#parts, sharedViewer(viewer)),
    });
    const told = errors?.map((error) => maskGraphqlError(error, this.#parts.faults));
    if (!data) throw new UntoldEvent(told ?? []);
    return new SharedPayload(told ? { errors: told, data } : { data }, log.cursorAt(stream, placeOf(item)));
  }

  #tellFault(fault: unknown): readonly GraphQLFormattedError[] {
    if (fault instanceof UntoldEvent) return fault.errors;
    if (fault instanceof BadCursor) return [badCursor(fault).toJSON()];
    const originalError = fault instanceof Error ? fault : new Error(String(fault));
    return [maskGraphqlError(new GraphQLError('', { originalError }), this.#parts.faults)];
  }
}

/** The same for those who are shown the same: same stream, same document, same variables but for the place, same rights. */
function keyOf(asked: AskedSubscription, { place }: LogSource): string {
  const { prepared, operationName, variables, viewer } = asked;
  const { document, text, placeVariables } = prepared;
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  // A variable that is left out has its default, one that is null has none: what is given stands in a list, or nothing does.
  const given = declared.map(({ variable: { name } }) =>
    Object.hasOwn(variables, name.value) && !placeVariables.has(name.value) ? [variables[name.value]] : [],
  );
  return JSON.stringify([place.stream, rightsOf(viewer), operationName, given, text]);
}
