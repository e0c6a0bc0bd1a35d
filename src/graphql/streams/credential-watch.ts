import type { Ending } from '../../accounts/endings.ts';
import type { ViewerUntil } from '../../accounts/known-viewer.ts';
import type { Viewer } from '../../accounts/viewer.ts';
import type { Clock } from '../../kernel/clock.ts';

/** A connection that stays open in somebody's name. */
export interface Watched {
  /** Its viewer is no longer who they were; `reason` says what ended. */
  end(reason: string): void;
}

/** What a client is told with code 4403, or as the last event of its stream. */
export const EXPIRED = 'what you signed in with has expired: sign in again';
const reasons: Readonly<Record<Ending, string>> = {
  TOKEN_ENDED: 'the token was revoked or has expired: use another',
  SESSION_ENDED: 'the session has ended: sign in again',
  CREDENTIAL_REVOKED: 'the credential was revoked: use another',
  MEMBERSHIP_ENDED: 'you are no longer a member of the account',
  ROLE_CHANGED: 'your role has changed: connect again',
};

interface Entry {
  readonly viewer: ViewerUntil;
  readonly connections: Set<Watched>;
}

/** Who is connected under which credential. Whether each still holds is asked once, however many connections it has. */
export class CredentialWatch {
  readonly #clock: Clock;
  readonly #endingsOf: (viewers: readonly Viewer[]) => Promise<readonly (Ending | undefined)[]>;
  readonly #most: number;
  readonly #entries = new Map<string, Entry>();
  readonly #keys = new Map<Watched, string>();
  #checking: Promise<void> | undefined;

  constructor(
    clock: Clock,
    endingsOf: (viewers: readonly Viewer[]) => Promise<readonly (Ending | undefined)[]>,
    most: number,
  ) {
    this.#clock = clock;
    this.#endingsOf = endingsOf;
    this.#most = most;
  }

  /** How many connections are watched. */
  get size(): number {
    return this.#keys.size;
  }

  /** Watches a connection from now on, under this credential alone. False where that has as many as it may. */
  add(connection: Watched, viewer: ViewerUntil): boolean {
    const key = JSON.stringify(viewer);
    if (this.#keys.get(connection) === key) return true;
    const entry = this.#entries.get(key) ?? { viewer, connections: new Set() };
    if (entry.connections.size >= this.#most) return false;
    this.remove(connection);
    this.#entries.set(key, entry);
    entry.connections.add(connection);
    this.#keys.set(connection, key);
    return true;
  }

  remove(connection: Watched): void {
    const key = this.#keys.get(connection);
    if (key === undefined) return;
    this.#keys.delete(connection);
    const entry = this.#entries.get(key);
    entry?.connections.delete(connection);
    if (entry?.connections.size === 0) this.#entries.delete(key);
  }

  /** Ends the connections of everybody who is no longer who they were. One check runs at a time. */
  recheck(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #check(): Promise<void> {
    const now = this.#clock.now();
    for (const entry of [...this.#entries.values()]) {
      if (entry.viewer.expiresAt && entry.viewer.expiresAt <= now) endAll(entry, EXPIRED);
    }
    const entries = [...this.#entries.values()];
    if (entries.length === 0) return;
    // While nobody can be asked, nobody is turned away who was let in.
    const endings = await this.#endingsOf(entries.map(({ viewer }) => viewer)).catch(() => []);
    for (const [n, entry] of entries.entries()) {
      const ending = endings[n];
      if (ending) endAll(entry, reasons[ending]);
    }
  }
}

function endAll({ connections }: Entry, reason: string): void {
  for (const connection of [...connections]) connection.end(reason);
}
