import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { commitEvent, cursorNow, MASTER_KEY, SUBSCRIPTION } from './another-node.mjs';
import { startChild } from './children.mjs';
import { median, percentile, table } from './figures.mjs';
import { seedTokens } from './world.mjs';

const WARM_UP_EVENTS = 5;
const EVENTS = 20;
const SOCKETS_OF_A_TOKEN = 1_000;
const GC = ['--expose-gc'];
/** A message that came twice would come within this time, in milliseconds. */
const TWICE_WITHIN_MS = 200;

/**
 * One event to thousands of subscribers of the same document: from its commit, by another node, to the last of them. Beside it
 * a plain broadcast of the same bytes by `ws`, in the same run, to as many sockets. The processor time is that of the server's
 * process alone; memory is what it grew by, for each socket, once all of them were open and the garbage was collected.
 */
export async function benchSubscriptions({ database, databaseUrl, nodeFlags, profileFlags, audiences }) {
  const tokens = await seedTokens(database, Math.ceil(Math.max(...audiences) / SOCKETS_OF_A_TOKEN) + 1);
  const masterKey = MASTER_KEY.toString('hex');
  const rows = [
    ['one event to', 'p50 ms', 'p99 ms', 'last ms', 'µs a message', 'KB a socket', 'of the plain µs'],
  ];
  for (const count of audiences) {
    const flags = [...nodeFlags, ...GC];
    const gateway = await startChild('gateway-server.mjs', { databaseUrl, connections: 10, masterKey }, [
      ...flags,
      ...profileFlags,
    ]);
    const ours = await measured({
      count,
      server: gateway,
      audience: { port: gateway.started.port, tokens, query: SUBSCRIPTION },
      after: await cursorNow(gateway.started.port),
      send: () => commitEvent(database).then((at) => performance.timeOrigin + at),
    });
    const broadcast = await startChild('broadcast-server.mjs', {}, flags);
    const plain = await measured({
      count,
      server: broadcast,
      audience: { port: broadcast.started.port },
      send: () => broadcast.ask({ kind: 'broadcast', text: ours.text }),
    });
    const label = count.toLocaleString('en');
    rows.push(rowOf(`${label}: plain ws broadcast, ${Buffer.byteLength(ours.text)} bytes`, plain, plain));
    rows.push(rowOf(`${label}: gateway, from the commit`, ours, plain));
  }
  return table(rows);
}

function rowOf(name, { delays, lasts, cpu, memory }, plain) {
  const ms = (share) => percentile(delays, share).toFixed(1);
  const ratio = (cpu / plain.cpu).toFixed(2);
  return [
    name,
    ms(0.5),
    ms(0.99),
    median(lasts).toFixed(1),
    cpu.toFixed(1),
    (memory / 1024).toFixed(1),
    ratio,
  ];
}

/** Opens the sockets, sends the events one after the other, and checks that each came to each socket once. */
async function measured({ count, server, audience: settings, after, send }) {
  const audience = await startChild('audience.mjs', settings);
  try {
    const before = await server.ask({ kind: 'memory' });
    await audience.ask({ kind: 'open', count, after });
    for (let n = 0; n < WARM_UP_EVENTS; n += 1) await told(audience, count, send);
    const memory = ((await server.ask({ kind: 'memory' })) - before) / count;
    const cpuBefore = await server.ask({ kind: 'cpu' });
    const delays = [];
    const lasts = [];
    let text = '';
    for (let n = 0; n < EVENTS; n += 1) {
      const one = await told(audience, count, send);
      for (const delay of one.delays) delays.push(delay);
      lasts.push(one.delays.reduce((most, delay) => Math.max(most, delay), 0));
      text = one.text;
    }
    const cpu = ((await server.ask({ kind: 'cpu' })) - cpuBefore) / (EVENTS * count);
    await setTimeout(TWICE_WITHIN_MS);
    const heard = await audience.ask({ kind: 'count' });
    if (heard !== count) throw new Error(`${heard} messages came of one event, and not ${count}`);
    return { delays, lasts, cpu, memory, text };
  } finally {
    await audience.stop();
    await server.stop();
  }
}

async function told(audience, count, send) {
  await audience.ask({ kind: 'listen', messages: count });
  const sentAt = await send();
  const { times, text } = await audience.ask({ kind: 'hear' });
  return { delays: times.map((at) => at - sentAt), text };
}
