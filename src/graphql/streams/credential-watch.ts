import type { Ending } from '../../accounts/endings.ts';
import type { ViewerUntil } from '../../accounts/known-viewer.ts';
import type { RightsChange } from '../../accounts/rights-changes.ts';
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
  /** Whether it succeeded. */
  #checking: Promise<boolean> | undefined;
  /** What events wait for, so that nobody is told of them who may be told no more. */
  readonly #unseen = new Set<Promise<void>>();
  /** How many changes have been heard of, and of how many it has not been seen yet whom they end. */
  #changes = 0;
  #underWay = 0;
  /** Those who wait for the next check that succeeds. */
  #waiting: (() => void)[] = [];

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

  /** Take it before it is found out who connects, and hand it to `add`. */
  get moment(): number {
    return this.#underWay === 0 ? this.#changes : Number.NaN;
  }

  /**
   * Watches a connection from now on, under this credential alone. False where that has as many as it may.
   * @param moment That at which it began to be found out who it is: where something changed since, it is asked again.
   */
  add(connection: Watched, viewer: ViewerUntil, moment: number): boolean {
    if (moment !== this.#changes) this.#untilSeen(this.#checkAnew());
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
  async recheck(): Promise<void> {
    await this.#checkOnce();
  }

  /** Looks at once when the change is done, and until then lets `settled` wait for it. */
  hear(change: RightsChange): void {
    this.#changes += 1;
    this.#underWay += 1;
    const seen = change.then((mayHaveEnded) => (mayHaveEnded ? this.#checkAnew() : undefined));
    this.#untilSeen(
      seen.finally(() => {
        this.#underWay -= 1;
      }),
    );
  }

  #untilSeen(seen: Promise<void>): void {
    this.#unseen.add(seen);
    void seen.finally(() => this.#unseen.delete(seen));
  }

  /**
   * Resolves when the connections have ended whose rights were ended by a change that began before this was asked; undefined:
   * there is none. What was committed after a change is told after this. Where nobody can be asked, it waits until somebody can.
   */
  settled(): Promise<unknown> | undefined {
    return this.#unseen.size === 0 ? undefined : Promise.all(this.#unseen);
  }

  /** Resolves when a check has succeeded that began after this was asked. */
  async #checkAnew(): Promise<void> {
    // One that is under way may have asked before.
    await this.#checking;
    if (await this.#checkOnce()) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #checkOnce(): Promise<boolean> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #check(): Promise<boolean> {
    const now = this.#clock.now();
    for (const entry of [...this.#entries.values()]) {
      if (entry.viewer.expiresAt && entry.viewer.expiresAt <= now) endAll(entry, EXPIRED);
    }
    const entries = [...this.#entries.values()];
    if (entries.length > 0) {
      const endings = await this.#endingsOf(entries.map(({ viewer }) => viewer)).catch(() => undefined);
      // While nobody can be asked, nobody is turned away who was let in.
      if (!endings) return false;
      for (const [n, entry] of entries.entries()) {
        const ending = endings[n];
        if (ending) endAll(entry, reasons[ending]);
      }
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
    return true;
  }
}

function endAll({ connections }: Entry, reason: string): void {
  for (const connection of [...connections]) connection.end(reason);
}
