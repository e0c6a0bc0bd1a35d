import type { GraphqlContext } from './context.ts';
import { placeAfter } from './place-in-log.ts';
import { LogSource, type Wanted } from './streams/log-source.ts';

/** Why a stream ends that computes its items. It travels as an item, so that it arrives as a result and the socket stays open. */
export class StreamFault {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * The events of the viewer's stream after a cursor, then every new one; without a cursor, those from now on. What is no
 * longer kept is told as a gap, whatever events are wanted. Throws CURSOR_… where a cursor cannot be followed.
 */
export async function streamAfter(
  context: GraphqlContext,
  asked: string | null | undefined,
  wants: Wanted,
): Promise<LogSource> {
  const { stream, resumeAfter, parts } = context;
  const after = resumeAfter ?? asked;
  if (after === null || after === undefined) {
    return new LogSource({ stream, position: (await parts.log.bounds(stream)).last, gap: undefined, wants });
  }
  return new LogSource({ stream, ...(await placeAfter(context, after)), wants });
}
