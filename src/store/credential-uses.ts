import { hostname } from 'node:os';
import type { CredentialKey, CredentialPurpose } from '../hosts/credential-vault.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';

/** Uses of a credential for one purpose by one node are one row for this long. */
const ROW_MS = 60_000;
/** How often what was counted is written: at most this much counting is lost with a process that is killed. */
const WRITE_EVERY_MS = 5_000;

/** The audit log of credentials (baidu/2.1): which one was opened, for what, when, by which node. Never the secret. */
export interface CredentialUses {
  /**
   * Resolves once the use is in the log. The first of a minute is written before that, as a row; those that follow
   * are counted, and written every five seconds and at `stop`. So a killed process loses counts and the last
   * instant of at most five seconds, and never that a credential was opened for that purpose in that minute.
   */
  note(key: CredentialKey, purpose: CredentialPurpose): Promise<void>;
  /** Writes what was counted. */
  write(): Promise<void>;
  /** Writes what was counted, and ends. */
  stop(): Promise<void>;
}

interface OpenRow {
  readonly id: string;
  readonly firstAt: Date;
  /** Resolves once the row is there. */
  readonly written: Promise<unknown>;
  uses: number;
  lastAt: Date;
  /** How many of the uses the database has. */
  known: number;
}

export interface CredentialUseOptions {
  /** As what this process signs; by default host name and process id. */
  readonly node?: string;
  readonly onError?: (fault: unknown) => void;
}

export function createCredentialUses(
  prisma: PrismaClient,
  clock: Clock,
  { node = `${hostname()}:${process.pid}`, onError = () => {} }: CredentialUseOptions = {},
): CredentialUses {
  const open = new Map<string, OpenRow>();

  function begin(name: string, { platform, holder, kind }: CredentialKey, purpose: string): OpenRow {
    const now = clock.now();
    const id = newId('use', now);
    const data = { id, platform, holder, kind, purpose, node, uses: 1, firstAt: now, lastAt: now };
    const row: OpenRow = {
      id,
      firstAt: now,
      written: prisma.credentialUse.create({ data }),
      uses: 1,
      lastAt: now,
      known: 1,
    };
    open.set(name, row);
    return row;
  }

  async function write(): Promise<void> {
    const now = clock.now().getTime();
    const grown = [...open.values()].filter(({ uses, known }) => uses > known);
    if (grown.length > 0) await writeCounts(grown);
    // A use that comes from here on begins a row of its own.
    for (const [name, row] of open) {
      if (now - row.firstAt.getTime() >= ROW_MS && row.uses === row.known) open.delete(name);
    }
  }

  async function writeCounts(grown: readonly OpenRow[]): Promise<void> {
    const rows = grown.map(({ id, uses, lastAt }) => ({ id, uses, lastAt }));
    await prisma.$executeRaw`
      UPDATE "CredentialUse" AS used SET uses = counted.uses, "lastAt" = counted."lastAt"
      FROM (VALUES ${Prisma.join(rows.map(({ id, uses, lastAt }) => Prisma.sql`(${id}::text, ${uses}::int, ${lastAt}::timestamptz)`))})
        AS counted (id, uses, "lastAt")
      WHERE used.id = counted.id AND used.uses < counted.uses`;
    for (const [index, row] of grown.entries()) row.known = Math.max(row.known, rows[index]?.uses ?? 0);
  }

  const writing = setInterval(() => write().catch(onError), WRITE_EVERY_MS);
  writing.unref();

  return {
    async note(key, purpose) {
      const { platform, holder, kind } = key;
      const name = JSON.stringify([platform, holder, kind, purpose]);
      const held = open.get(name);
      if (held && clock.now().getTime() - held.firstAt.getTime() < ROW_MS) {
        held.uses += 1;
        held.lastAt = new Date(Math.max(held.lastAt.getTime(), clock.now().getTime()));
        await held.written;
        return;
      }
      if (held && held.uses > held.known) await write();
      const row = begin(name, key, purpose);
      try {
        await row.written;
      } catch (error) {
        // Nobody was given a secret for it; the next one tries anew.
        if (open.get(name) === row) open.delete(name);
        throw error;
      }
    },
    write,
    async stop() {
      clearInterval(writing);
      await write();
    },
  };
}
