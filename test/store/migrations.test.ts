import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { releaseStates } from '../../src/policy/lifecycle.ts';
import type { Database } from '../../src/store/database.ts';
import { MigrationRefused, migrate } from '../../src/store/migrate.ts';
import { openTestDatabase } from '../support/database.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MIGRATIONS = path.join(ROOT, 'prisma/migrations');

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

describe('the committed migrations', () => {
  it('make the committed schema: Prisma finds no difference, and needs no server to look', async () => {
    const prisma = path.join(ROOT, 'node_modules/.bin/prisma');
    const to = ['--to-schema', 'prisma/schema.prisma', '--exit-code'];
    const { stdout } = await promisify(execFile)(
      prisma,
      ['migrate', 'diff', '--from-migrations', 'prisma/migrations', ...to],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          CHECKPOINT_DISABLE: '1',
          DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
        },
      },
    );
    expect(stdout).toContain('No difference detected.');
  });

  it('are all applied when a database opens, and then there is nothing to do', async () => {
    expect(await migrate(database.pool)).toEqual([]);
  });

  it('put every constraint that they name on the tables', async () => {
    const texts = readdirSync(MIGRATIONS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'));
    const named = new Set(
      texts.flatMap((text) => [...text.matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map(([, name]) => name ?? '')),
    );
    const { rows } = await database.pool.query<{ conname: string }>(
      `SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
    );
    const found = rows.map(({ conname }) => conname);
    expect(found.sort()).toEqual([...named].sort());
    expect(found).toEqual(
      expect.arrayContaining(['Acceptance_how', 'Distribution_released', 'Event_source', 'Package_axes']),
    );
  });

  it.each([
    ['Host_confirmation', 'MAYBE', 'OWN'],
    ['Host_confirmation', 'own', 'PLATFORM'],
  ])('refuse a word that %s does not know: %s, where %s is one', async (constraint, bad, good) => {
    const insert = (confirmation: string) =>
      database.pool.query(
        `INSERT INTO "Host" (id, platform, "nameZh", "nameEn", kind, form, confirmation, source, "offeredFrom")
         VALUES ($1, 'BAIDU', '车', 'Car', 'MEMBER', 'CAR', $1, 'test', '2026-01-01')`,
        [confirmation],
      );
    await expect(insert(bad)).rejects.toThrow(constraint);
    await expect(insert(good)).resolves.toMatchObject({ rowCount: 1 });
  });

  const isPublicWord = (release: string) => release !== 'NOT_RELEASED' && release !== 'SUPERSEDED';
  const distribute = (release: string, confirmation: string) =>
    database.pool.query(
      `INSERT INTO "Distribution" (id, "accountId", "programId", platform, "hostId", confirmation, release, "updatedAt")
       VALUES ('dist_1', 'acct_1', 'prog_1', 'BAIDU', 'tieba', $2, $1, now())`,
      [release, confirmation],
    );

  it.each(releaseStates.filter(isPublicWord))(
    'let no host show what it has not confirmed (baidu/3.6): %s',
    async (release) => {
      await expect(distribute(release, 'PENDING')).rejects.toThrow('Distribution_released');
    },
  );

  it('know every word of the release axis, and no other', async () => {
    for (const release of releaseStates) {
      // What is in the way is that there is no such program: the word itself was let through.
      await expect(distribute(release, 'CONFIRMED')).rejects.toThrow(/foreign key/);
    }
    await expect(distribute('GONE', 'CONFIRMED')).rejects.toThrow('Distribution_axes');
  });
});

describe('a migration', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'paifang-migrations-'));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.pool.query('DROP TABLE IF EXISTS one, two');
    await database.pool.query(`DELETE FROM "_prisma_migrations" WHERE migration_name IN ('1_one', '2_two')`);
  });

  const write = (name: string, sql: string) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  };
  const exists = async (table: string) => {
    const { rows } = await database.pool.query('SELECT to_regclass($1) AS found', [table]);
    return rows[0].found !== null;
  };
  const note = (name: string, columns: string) =>
    database.pool.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, ${columns}) VALUES ($1, 'x', $1, now())`,
      [name],
    );

  it('is applied once, in the order of the names', async () => {
    write('2_two', 'CREATE TABLE two AS SELECT * FROM one');
    write('1_one', 'CREATE TABLE one (id int)');
    expect(await migrate(database.pool, folder)).toEqual(['1_one', '2_two']);
    expect(await migrate(database.pool, folder)).toEqual([]);
  });

  it('that was edited after it was applied is refused, and the new one before it is not applied either', async () => {
    write('2_two', 'CREATE TABLE two (id int)');
    await migrate(database.pool, folder);
    write('2_two', 'CREATE TABLE two (id bigint)');
    write('1_one', 'CREATE TABLE one (id int)');
    const refused = migrate(database.pool, folder);
    await expect(refused).rejects.toThrow(MigrationRefused);
    await expect(refused).rejects.toThrow('migration 2_two was edited after it was applied');
    expect(await exists('one')).toBe(false);
  });

  it('that somebody began and did not finish is refused until it is resolved', async () => {
    write('1_one', 'CREATE TABLE one (id int)');
    await note('1_one', 'started_at');
    await expect(migrate(database.pool, folder)).rejects.toThrow('migration 1_one failed earlier');
    expect(await exists('one')).toBe(false);
    // What `prisma migrate resolve --rolled-back` does.
    await database.pool.query(
      `UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name = '1_one'`,
    );
    expect(await migrate(database.pool, folder)).toEqual(['1_one']);
  });

  it('that fails in its middle leaves nothing, and is applied once it is mended', async () => {
    write('1_one', 'CREATE TABLE one (id int); SELECT nonsense()');
    write('2_two', 'CREATE TABLE two (id int)');
    await expect(migrate(database.pool, folder)).rejects.toThrow('nonsense()');
    expect([await exists('one'), await exists('two')]).toEqual([false, false]);
    write('1_one', 'CREATE TABLE one (id int)');
    expect(await migrate(database.pool, folder)).toEqual(['1_one', '2_two']);
  });

  it('cannot be looked for in a folder that is not there', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await expect(migrate(database.pool, nowhere)).rejects.toThrow(`no migrations in ${nowhere}`);
  });
});
