/** One ordered sequence of events: all of an account's, or all that concern one host. */
export type StreamId = `account:${string}` | `host:${string}`;

export function accountStream(accountId: string): StreamId {
  return `account:${accountId}`;
}

export function hostStream(hostId: string): StreamId {
  return `host:${hostId}`;
}
