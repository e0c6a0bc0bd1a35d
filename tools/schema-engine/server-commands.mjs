import pg from 'pg';
import { connectionFault } from './faults.mjs';

/** What Prisma asks before it sends requests: `schema-engine --datasource … cli <command>`. */
const COMMANDS = { 'can-connect-to-database': connect, 'create-database': createDatabase };

/** Does one command; resolves to the exit code. */
export async function runServerCommand(command, url) {
  try {
    const run = COMMANDS[command];
    if (!run) throw new Error(`the schema engine has no command ${command}`);
    await run(url);
    return 0;
  } catch (error) {
    logFault(connectionFault(error));
    return 1;
  }
}

async function connect(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}

async function createDatabase(url) {
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  // A database is created from another one; this one is on every server.
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Prisma skips the first line and looks in the others for an error of this very target. */
function logFault({ code, message }) {
  log({ level: 'INFO', target: 'schema_engine', fields: { message: 'Starting schema engine CLI' } });
  log({
    level: 'ERROR',
    target: 'schema_engine::logger',
    fields: { message, error_code: code, is_panic: false },
  });
}

function log(line) {
  process.stderr.write(`${JSON.stringify({ timestamp: new Date().toISOString(), ...line })}\n`);
}
