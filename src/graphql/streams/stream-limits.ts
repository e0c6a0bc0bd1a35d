/** How much sockets and streams may take of one node. */
export interface StreamLimits {
  /** How far behind a subscriber may be, in bytes of messages that it has not taken. */
  readonly unsentBytes: number;
  /** Sockets and event streams of one credential at once: of one token, one session. */
  readonly perCredential: number;
  /** Sockets of one address at once that have not signed in yet. */
  readonly unsignedPerAddress: number;
  /** How long a socket may take to sign in, in milliseconds. */
  readonly signInWithinMs: number;
}

export const defaultStreamLimits: StreamLimits = {
  unsentBytes: 1024 * 1024,
  perCredential: 1_000,
  unsignedPerAddress: 1_000,
  signInWithinMs: 10_000,
};
