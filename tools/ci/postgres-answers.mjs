// Fails, in one line, where the PostgreSQL that the tests are to run on does not answer: without it they would prove less.
import process from 'node:process';
import pg from 'pg';

const [url] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
try {
  await client.connect();
  await client.query('SELECT 1');
  await client.end();
} catch (error) {
  const { host } = new URL(url);
  console.error(
    `PostgreSQL at ${host} does not answer (${error.message || error.code}): start it, or name another one with PAIFANG_TEST_DATABASE_URL`,
  );
  process.exit(1);
}
