/** A connection over which wake-ups come, until it breaks. */
export interface Line {
  /** Sends a message to all nodes. What cannot be sent is lost. */
  send(message: string): void;
  /** Resolves when the other side has answered: nothing else tells a line on which nothing happens from one that is dead. */
  ask(): Promise<unknown>;
  /** Resolves, with the reason, when it carries nothing any more. */
  readonly broken: Promise<unknown>;
  close(): Promise<unknown>;
}

/** Opens a line, and hands on what comes over it. Rejects where the other side cannot be had, within `ANSWER_WITHIN_MS`. */
export type OpenLine = (hear: (message: string) => void) => Promise<Line>;

/** Who does not answer for so long, in milliseconds, is taken for dead. */
export const ANSWER_WITHIN_MS = 5_000;
