import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** The lock that Prisma's own `migrate deploy` takes: nodes that start together take turns, with it too. */
const MIGRATION_LOCK = 72_707_369;

/** The database does not fit these migrations. Nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/**
 * Applies what is missing of `prisma/migrations`, each in one transaction, and records it in Prisma's own
 * table, so that `prisma migrate status` and `deploy` see the same history. Resolves to the names applied.
 */
export async function migrate(pool: pg.Pool, folder = MIGRATIONS): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await readHistory(client);
    const missing = migrationNames(folder)
      .map((name) => ({ name, sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }))
      .filter(({ name, sql }) => !isApplied(name, checksumOf(sql), applied));
    for (const { name, sql } of missing) await apply(client, name, sql);
    return missing.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
}

function migrationNames(folder: string): string[] {
  if (!existsSync(folder))
    throw new MigrationRefused(`no migrations in ${folder}: is the checkout complete?`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function readHistory(client: pg.PoolClient): Promise<AppliedMigration[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
  const { rows } = await client.query<AppliedMigration>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return rows;
}

function isApplied(name: string, checksum: string, history: readonly AppliedMigration[]): boolean {
  const row = history.find(({ migration_name }) => migration_name === name);
  if (!row) return false;
  if (!row.finished_at) {
    throw new MigrationRefused(`migration ${name} failed earlier: mend it, then \`prisma migrate resolve\``);
  }
  if (row.checksum !== checksum) {
    throw new MigrationRefused(`migration ${name} was edited after it was applied: write a new one instead`);
  }
  return true;
}

async function apply(client: pg.PoolClient, name: string, sql: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksumOf(sql), name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
