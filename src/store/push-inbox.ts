import type pg from 'pg';
import type { VerifiedPush } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CellContext, FieldCipher } from './encryption/field-cipher.ts';
import { LEFT_MARK_SQL, LeftApps } from './left-apps.ts';

/** The most that one statement stores: some megabytes at worst. What comes in beyond that waits for the next. */
const MOST_IN_ONE = 500;

/** A push as it goes into the table. */
interface InboxRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly address: string;
  readonly lane: string;
  readonly receivedAt: Date;
  readonly push: VerifiedPush;
}

/** Work that has waited this long for a lull goes on without one: a platform that never pauses must not stop it. */
const LONGEST_WAIT_MS = 250;

interface Waiting {
  readonly row: InboxRow;
  readonly stored: (fresh: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Stores pushes. What comes in together, or while a statement is under way, goes into the next one together: however
 * slow the database is, and however many come at once, a push waits for two statements and not for those of all before
 * it. One statement at a time, so that the order in which they are numbered is the order in which they came.
 */
export class PushInbox {
  readonly #waiting: Waiting[] = [];
  readonly #pool: pg.Pool;
  readonly #left: LeftApps;
  readonly #cipher: FieldCipher;
  readonly #clock: Clock;
  readonly #onStored: (lanes: readonly string[]) => void;
  #storing = false;
  #lull: Promise<void> | undefined;
  #calm: () => void = () => {};

  /** @param pool With a connection that nobody else holds for long: who waits for it is a platform. */
  constructor(
    pool: pg.Pool,
    cipher: FieldCipher,
    clock: Clock,
    onStored: (lanes: readonly string[]) => void,
  ) {
    this.#pool = pool;
    this.#left = new LeftApps(pool, cipher);
    this.#cipher = cipher;
    this.#clock = clock;
    this.#onStored = onStored;
  }

  /** Resolves once the push is on disk; to false where this very push was there already, or must not be kept. */
  store(platform: PlatformId, address: string, push: VerifiedPush): Promise<boolean> {
    const receivedAt = this.#clock.now();
    const lane = `${platform}/${push.about ?? address}`;
    const row = { id: newId('push', receivedAt), platform, address, lane, receivedAt, push };
    return new Promise((stored, failed) => {
      this.#waiting.push({ row, stored, failed });
      if (this.#storing) return;
      this.#storing = true;
      this.#lull = new Promise((calm) => {
        this.#calm = calm;
      });
      // By then all requests were read that had arrived by now: they are one statement, and not one and the others.
      setImmediate(() => void this.#storeAll());
    });
  }

  async #storeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#storeTogether(this.#waiting.splice(0, MOST_IN_ONE));
    this.#storing = false;
    this.#calm();
  }

  /**
   * Resolves when no push waits to be stored, or after a quarter of a second. Whoever applies what was stored waits for it
   * between one push and the next: for a push that is not stored yet a platform is waiting, and for that one nobody is.
   */
  async lull(): Promise<void> {
    if (!this.#storing) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LONGEST_WAIT_MS);
    });
    await Promise.race([this.#lull, patience]);
    clearTimeout(timer);
  }

  async #storeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const fresh = await this.#insert(batch.map(({ row }) => row));
      for (const { row, stored } of batch) stored(fresh.has(row.id));
    } catch (error) {
      if (batch.length === 1 || !isOfARow(error)) {
        for (const { failed } of batch) failed(error);
        return;
      }
      // One that cannot be stored must not take the others with it.
      for (const one of batch) await this.#storeTogether([one]);
    }
  }

  /** The ids of those that were not there before. */
  async #insert(batch: readonly InboxRow[]): Promise<ReadonlySet<string>> {
    if (this.#left.mark === undefined) await this.#left.read();
    for (;;) {
      const stored = await this.#insertUnlessLeft(batch);
      if (stored) {
        if (stored.length > 0) this.#onStored([...new Set(stored.map(({ lane }) => lane))]);
        return new Set(stored.map(({ id }) => id));
      }
      await this.#left.read();
    }
  }

  /** Undefined, and nothing is stored, where an account has left a platform, or come back, since that was last read. */
  async #insertUnlessLeft(
    batch: readonly InboxRow[],
  ): Promise<readonly { id: string; lane: string }[] | undefined> {
    const kept = batch.filter(
      ({ platform, address, push }) => !this.#left.isOf(platform, address, push.message),
    );
    const column = (read: (row: InboxRow) => unknown) => kept.map(read);
    const { rows } = await this.#pool.query<{ mark: string; id: string | null; lane: string | null }>({
      name: 'store-pushes',
      text: STORE_SQL,
      values: [
        column(({ id }) => id),
        column(({ platform }) => platform),
        column(({ push }) => push.key),
        column(({ push }) => push.event),
        column(({ address }) => address),
        column(({ lane }) => lane),
        column(({ id, push }) => this.#cipher.seal(messageCell(id), push.message)),
        column(({ receivedAt }) => receivedAt),
        this.#left.mark,
      ],
    });
    if (rows[0]?.mark !== this.#left.mark) return undefined;
    return rows.flatMap(({ id, lane }) => (id === null || lane === null ? [] : [{ id, lane }]));
  }
}

/** Answers with the mark at any rate, and with what was stored besides. */
const STORE_SQL = `
  WITH standing AS (${LEFT_MARK_SQL}), stored AS (
    INSERT INTO "HostPush" ("id", "platform", "key", "event", "address", "lane", "sealedMessage", "receivedAt")
    SELECT id, platform, key, event, address, lane, message, at
    FROM standing, unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::timestamptz[])
      WITH ORDINALITY AS pushed (id, platform, key, event, address, lane, message, at, place)
    WHERE standing.mark = $9
    ORDER BY place
    ON CONFLICT ("platform", "key") DO NOTHING
    RETURNING "id", "lane"
  )
  SELECT standing.mark, stored."id", stored."lane" FROM standing LEFT JOIN stored ON true`;

/** Whether it is a value that the database refuses (SQLSTATE classes 22 and 23), and not the database that cannot be had. */
function isOfARow(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}

export function messageCell(rowId: string): CellContext {
  return { table: 'HostPush', column: 'sealedMessage', rowId };
}
