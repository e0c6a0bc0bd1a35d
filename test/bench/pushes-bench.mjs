import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { sandboxConnection } from '../../dist/sandbox-hosts.js';
import { openDatabase } from '../../dist/store/database.js';
import { createBenchDatabase } from './bench-database.mjs';
import { startChild } from './children.mjs';
import { percentile, table } from './figures.mjs';
import { PORTFOLIO } from './portfolio.mjs';
import { seedWorld, TOKEN } from './world.mjs';

/** How many a platform sends at the same moment. */
const AT_ONCE = 200;

/** How long after one salvo the next begins, in milliseconds, where there is a pause between them. */
const EVERY_MS = 1_000;

/** Salvos before those that count. */
const UNCOUNTED = 10;

/** How many read meanwhile, in the last row. */
const READERS = 4;

/** How long each piece is kept back on its way to the database, and on its way back; a statement takes twice that. */
const DELAYS_MS = [0, 10, 25];

const { wechat } = sandboxConnection({ wechatPort: 9, baiduPort: 9 }, 'http://127.0.0.1');

/**
 * From the first byte of a push to the `success` that says it is stored, 200 at once about 200 programs, while the
 * database is slow: every statement waits on the wire. All of them are different, and all are found in the table
 * afterwards. The next come a second after the last began; or, without a pause, as soon as these are answered, which is
 * many times what a platform sends. Meanwhile those before are being applied.
 */
export async function benchPushes({ seconds, nodeFlags, profileFlags }) {
  const rows = [[`${AT_ONCE} pushes at once`, 'p50 ms', 'p99 ms', 'most ms', 'pushes']];
  const flags = [...nodeFlags, ...profileFlags];
  const floor = await startChild('push-floor.mjs', {}, nodeFlags);
  try {
    rows.push(rowOf('floor: node:http, nothing is stored', await salvos(floor, seconds)));
  } finally {
    await floor.stop();
  }
  for (const delayMs of DELAYS_MS) {
    const what = delayMs === 0 ? 'database as it is' : `every statement ${2 * delayMs} ms later`;
    rows.push(rowOf(what, await benchGateway({ delayMs, seconds, flags })));
    rows.push(
      rowOf(`${what}, without a pause`, await benchGateway({ delayMs, seconds, flags, endless: true })),
    );
  }
  const beside = await benchGateway({ delayMs: 0, seconds, flags, readers: READERS, endless: true });
  rows.push(rowOf(`as it is, while ${READERS} connections read portfolios, without a pause`, beside));
  return table(rows);
}

async function benchGateway({ delayMs, seconds, flags, readers = 0, endless = false }) {
  const { url: databaseUrl, drop } = await createBenchDatabase();
  const closing = [drop];
  try {
    const database = await openDatabase({ kind: 'SERVER', url: databaseUrl, connections: 2 });
    closing.push(() => database.close());
    const wire = await startChild('slow-wire-server.mjs', { databaseUrl, delayMs });
    closing.push(() => wire.stop());
    const gateway = await startChild(
      'gateway-server.mjs',
      { databaseUrl: wire.started.url, connections: 10 },
      flags,
    );
    closing.push(() => gateway.stop());
    if (readers > 0) closing.push(await readPortfolios(database, gateway, readers));
    const sent = await salvos(gateway, seconds, endless ? 0 : EVERY_MS);
    const { rows } = await database.pool.query('SELECT count(*)::int AS count FROM "HostPush"');
    if (rows[0].count !== sent.acknowledged)
      throw new Error(`${sent.acknowledged} were acknowledged, and ${rows[0].count} are stored`);
    return sent;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Reads one portfolio after another on so many connections, on the event loop that the pushes share; resolves to what ends it. */
async function readPortfolios(database, gateway, connections) {
  await seedWorld(database);
  const load = await startChild('load.mjs', {});
  const body = JSON.stringify({ query: PORTFOLIO });
  const read = { kind: 'load', port: gateway.started.port, token: TOKEN, body, connections, ms: 500 };
  let ends = false;
  const reading = (async () => {
    while (!ends) await load.ask(read);
  })();
  return async () => {
    ends = true;
    await reading;
    await load.stop();
  };
}

async function salvos({ started: { port } }, seconds, everyMs = 0) {
  const load = await startChild('push-load.mjs', { port, receiver: wechat, atOnce: AT_ONCE });
  try {
    let number = 0;
    const salvo = () => load.ask({ kind: 'salvo', number: number++ });
    // Not counted: the first are also those that compile the code.
    for (let n = 0; n < UNCOUNTED; n += 1) await salvo();
    const delays = [];
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      const next = setTimeout(everyMs);
      delays.push(...(await salvo()));
      await next;
    }
    return { delays, acknowledged: number * AT_ONCE };
  } finally {
    await load.stop();
  }
}

function rowOf(what, { delays }) {
  const ms = (share) => percentile(delays, share).toFixed(1);
  return [what, ms(0.5), ms(0.99), Math.max(...delays).toFixed(1), String(delays.length)];
}
