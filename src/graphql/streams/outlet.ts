import type { GraphQLFormattedError } from 'graphql';
import type { SharedPayload } from './shared-payload.ts';

/**
 * From here on nothing more is handed to a network that has not taken what it was given, in bytes: its reader is behind, and
 * reads on when it has caught up.
 */
export const ENOUGH_UNSENT = 64 * 1024;

/** Where the messages of one subscription go. */
export interface Outlet {
  /** Bytes that were handed over and that the network has not taken yet, of all that uses the same connection. */
  readonly unsent: number;
  /**
   * How far the connection is behind, in bytes: what is unsent, and what was held back from the subscriptions that use it
   * since its network takes nothing.
   */
  readonly owed: number;
  send(payload: SharedPayload): void;
  /** Resolves when the network has taken everything, or the connection is gone. */
  drained(): Promise<void>;
  /** Ends the subscription with these errors. */
  fail(errors: readonly GraphQLFormattedError[]): void;
  /** Ends the connection: its reader does not read, and is to come back behind its last cursor. */
  giveUp(): void;
}
