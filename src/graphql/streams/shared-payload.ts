import type { FormattedExecutionResult } from 'graphql';
import type { Cursor } from '../../events/cursor.ts';

/** What an event became for a selection: executed once, and made into text once, for all who get it. */
export class SharedPayload {
  readonly result: FormattedExecutionResult;
  /** The result as JSON, in UTF-8. */
  readonly bytes: Buffer;

  /** Where a reader stands who has dealt with it. */
  readonly cursor: Cursor;

  constructor(result: FormattedExecutionResult, cursor: Cursor) {
    this.result = result;
    this.cursor = cursor;
    this.bytes = Buffer.from(JSON.stringify(result));
  }
}
