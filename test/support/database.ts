import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, type DatabaseLocation, openDatabase } from '../../src/store/database.ts';
import { IN_MEMORY } from '../../src/store/embedded/embedded-database.ts';

/**
 * Where tests keep their rows: in memory, or, where PAIFANG_TEST_DATABASE_URL names a PostgreSQL server, in a
 * fresh database on it for each caller. The same tests run on both, and both are dropped afterwards.
 */
export async function testLocation(): Promise<{ location: DatabaseLocation; drop: () => Promise<void> }> {
  const server = process.env.PAIFANG_TEST_DATABASE_URL;
  if (!server) return { location: { kind: 'EMBEDDED', directory: IN_MEMORY }, drop: async () => {} };
  const name = `paifang_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    location: { kind: 'SERVER', url: url.href, connections: 5 },
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** A database with which a second node can be played. */
export interface TestDatabase extends Database {
  /**
   * As another node has it: of a server, a handle with connections of its own, to be closed before this one. What is embedded
   * one process alone can have open, so there it is this one.
   */
  again(): Promise<Database>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const { location, drop } = await testLocation();
  const database = await openDatabase(location);
  const opened: TestDatabase = {
    ...database,
    again: async () => (location.kind === 'SERVER' ? openDatabase(location) : opened),
    async close() {
      await database.close();
      await drop();
    },
  };
  return opened;
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
