// Fails, in one line, where the NATS that the tests are to run on does not answer: without it they would prove less.
import process from 'node:process';
import { connect } from '@nats-io/transport-node';

const { host, username, password } = new URL(process.argv[2]);
try {
  const client = await connect({
    servers: host,
    timeout: 10_000,
    reconnect: false,
    ...(username === '' ? {} : password === '' ? { token: username } : { user: username, pass: password }),
  });
  await client.flush();
  await client.close();
} catch (error) {
  console.error(
    `NATS at ${host} does not answer (${error.message || error.code}): start it, or name another one with PAIFANG_TEST_NATS_URL`,
  );
  process.exit(1);
}
