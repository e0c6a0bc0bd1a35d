import { BadCursor } from '../events/cursor.ts';
import { gapAfter } from '../events/follow.ts';
import type { Gap } from '../events/gap.ts';
import type { GraphqlContext } from './context.ts';
import { badCursor } from './errors.ts';

/** The place behind a cursor of the viewer's stream. Throws CURSOR_MALFORMED. */
export function positionOf({ parts, stream }: GraphqlContext, cursor: string): bigint {
  try {
    return parts.log.positionOf(stream, cursor);
  } catch (error) {
    throw toldOf(error);
  }
}

/** The same, with what after it is no longer kept. Throws CURSOR_… where it cannot be followed. */
export async function placeAfter(
  context: GraphqlContext,
  cursor: string,
): Promise<{ readonly position: bigint; readonly gap: Gap | undefined }> {
  const position = positionOf(context, cursor);
  try {
    return { position, gap: await gapAfter(context.parts.log, context.stream, position) };
  } catch (error) {
    throw toldOf(error);
  }
}

function toldOf(error: unknown): unknown {
  return error instanceof BadCursor ? badCursor(error) : error;
}
