const ACCOUNT = 'account:';
const HOST = 'host:';

/** One ordered sequence of events: all of an account's, or all that concern one host. */
export type StreamId = `${typeof ACCOUNT}${string}` | `${typeof HOST}${string}`;

/** How the names of all accounts' streams begin. */
export const ACCOUNT_STREAMS = ACCOUNT;

export function accountStream(accountId: string): StreamId {
  return `${ACCOUNT}${accountId}`;
}

export function hostStream(hostId: string): StreamId {
  return `${HOST}${hostId}`;
}

/** Whose stream it is; undefined: a host's. */
export function accountOf(stream: StreamId): string | undefined {
  return stream.startsWith(ACCOUNT) ? stream.slice(ACCOUNT.length) : undefined;
}

/** The host that it concerns; undefined: it is an account's. */
export function hostOf(stream: StreamId): string | undefined {
  return stream.startsWith(HOST) ? stream.slice(HOST.length) : undefined;
}
