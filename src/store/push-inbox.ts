import type pg from 'pg';
import type { VerifiedPush } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CellContext, FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';
import { LEFT_APP } from './purge-platform.ts';

/** The most that one statement stores. A platform that sends more at once waits for the next. */
const MOST_IN_ONE = 100;

/** A push as it goes into the table. */
interface InboxRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly address: string;
  readonly lane: string;
  readonly receivedAt: Date;
  readonly push: VerifiedPush;
}

interface Waiting {
  readonly row: InboxRow;
  readonly stored: (fresh: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Stores pushes. What comes in while a statement is under way goes into the next one together: however slow the
 * database is, and however many come at once, a push waits for two statements and not for those of all before it.
 */
export class PushInbox {
  readonly #waiting: Waiting[] = [];
  readonly #prisma: PrismaClient;
  readonly #pool: pg.Pool;
  readonly #cipher: FieldCipher;
  readonly #clock: Clock;
  readonly #onStored: (lanes: readonly string[]) => void;
  #storing = false;

  constructor(
    { prisma, pool }: { readonly prisma: PrismaClient; readonly pool: pg.Pool },
    cipher: FieldCipher,
    clock: Clock,
    onStored: (lanes: readonly string[]) => void,
  ) {
    this.#prisma = prisma;
    this.#pool = pool;
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
      if (!this.#storing) void this.#storeAll();
    });
  }

  async #storeAll(): Promise<void> {
    this.#storing = true;
    while (this.#waiting.length > 0) await this.#storeTogether(this.#waiting.splice(0, MOST_IN_ONE));
    this.#storing = false;
  }

  async #storeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const fresh = await this.#insert(batch.map(({ row }) => row));
      for (const { row, stored } of batch) stored(fresh.has(row.id));
    } catch (error) {
      const [only, ...others] = batch;
      if (only && others.length === 0) return only.failed(error);
      // One that cannot be stored must not take the others with it.
      for (const one of batch) await this.#storeTogether([one]);
    }
  }

  async #insert(batch: readonly InboxRow[]): Promise<ReadonlySet<string>> {
    const left = await leftApps(this.#prisma, this.#cipher);
    const kept = batch.filter(({ platform, address, push }) => {
      const gone = left.filter((app) => app.platform === platform);
      return !gone.some(({ appId }) => address === appId || push.message.includes(appId));
    });
    if (kept.length === 0) return new Set();
    const column = (read: (row: InboxRow) => unknown) => kept.map(read);
    const { rows } = await this.#pool.query<{ id: string; lane: string }>(
      `INSERT INTO "HostPush" ("id", "platform", "key", "event", "address", "lane", "sealedMessage", "receivedAt")
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                            $8::timestamptz[])
       ON CONFLICT ("platform", "key") DO NOTHING
       RETURNING "id", "lane"`,
      [
        column(({ id }) => id),
        column(({ platform }) => platform),
        column(({ push }) => push.key),
        column(({ push }) => push.event),
        column(({ address }) => address),
        column(({ lane }) => lane),
        column(({ id, push }) => this.#cipher.seal(messageCell(id), push.message)),
        column(({ receivedAt }) => receivedAt),
      ],
    );
    if (rows.length > 0) this.#onStored([...new Set(rows.map(({ lane }) => lane))]);
    return new Set(rows.map(({ id }) => id));
  }
}

export function messageCell(rowId: string): CellContext {
  return { table: 'HostPush', column: 'sealedMessage', rowId };
}

/** Of a program whose account has left the platform nothing is kept any more (wechat/4.10). */
async function leftApps(
  prisma: PrismaClient,
  cipher: FieldCipher,
): Promise<readonly { readonly platform: string; readonly appId: string }[]> {
  const left = await prisma.leftProgram.findMany({
    where: { exit: { state: 'LEFT' } },
    include: { exit: { select: { platform: true } } },
  });
  return left.map(({ sealedAppId, exit }) => ({
    platform: exit.platform,
    appId: cipher.open(LEFT_APP, sealedAppId),
  }));
}
