// Fails, in one line, where the Redis that the tests are to run on does not answer: without it they would prove less.
import process from 'node:process';
import { Redis } from 'ioredis';

const [url] = process.argv.slice(2);
const client = new Redis(url, { lazyConnect: true, connectTimeout: 10_000, retryStrategy: () => null });
let fault;
client.on('error', (error) => {
  fault = error;
});
try {
  await client.connect();
  await client.ping();
  client.disconnect();
} catch (error) {
  const { message, code } = fault ?? error;
  console.error(
    `Redis at ${new URL(url).host} does not answer (${message || code}): start it, or name another one with PAIFANG_TEST_REDIS_URL`,
  );
  process.exit(1);
}
