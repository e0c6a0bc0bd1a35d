import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { PGliteStream } from './embedded/pglite-stream.ts';
import { PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';

/** EMBEDDED: a folder and one process. SERVER: a PostgreSQL at an address. Both run the same migrations and queries. */
export type DatabaseLocation =
  | { readonly kind: 'EMBEDDED'; readonly directory: string }
  | { readonly kind: 'SERVER'; readonly url: string; readonly connections: number };

export interface Database {
  readonly kind: DatabaseLocation['kind'];
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /**
   * For what a platform waits for an answer to: one connection more that stays open, so that it does not queue behind
   * the gateway's own work. What takes longer than a platform waits fails. What is embedded has one connection for all.
   */
  readonly intake: pg.Pool;
  /** The migrations that were applied while it opened. */
  readonly applied: readonly string[];
  close(): Promise<void>;
}

/** Opens and migrates. Throws `DirectoryInUse`, `MigrationRefused`, or what the driver says. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const { pool, intake, close } = await connect(location);
  try {
    const applied = await migrate(pool);
    const prisma = new PrismaClient({
      adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }),
    });
    return {
      kind: location.kind,
      prisma,
      pool,
      intake,
      applied,
      async close() {
        await prisma.$disconnect();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** WeChat is said to hang up after 5 s, and to come again (`unconfirmed`). An answer after that reaches nobody. */
const INTAKE_WITHIN_MS = 5_000;

type Connections = Pick<Database, 'pool' | 'intake' | 'close'>;

async function connect(location: DatabaseLocation): Promise<Connections> {
  if (location.kind === 'SERVER') {
    const { url: connectionString, connections: max } = location;
    const pool = new pg.Pool({ connectionString, max });
    const intake = new pg.Pool({
      connectionString,
      max: 1,
      idleTimeoutMillis: 0,
      keepAlive: true,
      query_timeout: INTAKE_WITHIN_MS,
      connectionTimeoutMillis: INTAKE_WITHIN_MS,
    });
    // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
    for (const one of [pool, intake]) one.on('error', () => {});
    return {
      pool,
      intake,
      async close() {
        await intake.end();
        await pool.end();
      },
    };
  }
  const embedded = await openEmbeddedDatabase(location.directory);
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    // The driver's type asks for a socket; it uses of it what PGliteStream has.
    stream: (() => new PGliteStream(embedded.execute)) as unknown as NonNullable<pg.PoolConfig['stream']>,
  });
  return {
    pool,
    intake: pool,
    async close() {
      await pool.end();
      await embedded.close();
    },
  };
}

/** More statements than the gateway has; beyond them names are made anew each time. */
const MOST_NAMES = 1_000;
const names = new Map<string, string>();

/** Statements are prepared on the server under the digest of their text, and planned once a connection. */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(sql).digest('base64url');
  if (names.size < MOST_NAMES) names.set(sql, name);
  return name;
}
