import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { encryptMessage, signatureOf } from '../../dist/kernel/message-crypto.js';
import { sandboxConnection } from '../../dist/sandbox-hosts.js';
import { openDatabase } from '../../dist/store/database.js';
import { createBenchDatabase } from './bench-database.mjs';
import { startChild } from './children.mjs';
import { percentile, table } from './figures.mjs';
import { openSlowWire } from './slow-wire.mjs';

/** How many a platform sends at the same moment. */
const AT_ONCE = 200;

/** How long each piece is kept back on its way to the database, and on its way back; a statement takes twice that. */
const DELAYS_MS = [0, 10, 25];

const { wechat } = sandboxConnection({ wechatPort: 9, baiduPort: 9 }, 'http://127.0.0.1');

/**
 * From the first byte of a push to the `success` that says it is stored, 200 at once, while the database is slow:
 * every statement waits on the wire. All of them are different, and all are found in the table afterwards.
 */
export async function benchPushes({ seconds, nodeFlags }) {
  const rows = [[`${AT_ONCE} pushes at once`, 'p50 ms', 'p99 ms', 'most ms', 'pushes']];
  for (const delayMs of DELAYS_MS) {
    const { url: databaseUrl, drop } = await createBenchDatabase();
    const database = await openDatabase({ kind: 'SERVER', url: databaseUrl, connections: 2 });
    const wire = await openSlowWire(databaseUrl, delayMs);
    const gateway = await startChild(
      'gateway-server.mjs',
      { databaseUrl: wire.url, connections: 10 },
      nodeFlags,
    );
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    try {
      const { port } = gateway.started;
      let serial = 0;
      const salvo = () =>
        Promise.all(
          Array.from({ length: AT_ONCE }, () => acknowledged(agent, port, `${delayMs}-${serial++}`)),
        );
      await salvo();
      const delays = [];
      const until = performance.now() + seconds * 1_000;
      while (performance.now() < until) delays.push(...(await salvo()));
      const stored = await database.pool.query(
        'SELECT count(*)::int AS count FROM "HostPush" WHERE address = $1',
        [`bench${delayMs}`],
      );
      if (stored.rows[0].count !== serial)
        throw new Error(`${serial} were acknowledged, and ${stored.rows[0].count} are stored`);
      const ms = (share) => percentile(delays, share).toFixed(1);
      rows.push([
        delayMs === 0 ? 'database as it is' : `every statement ${2 * delayMs} ms later`,
        ms(0.5),
        ms(0.99),
        Math.max(...delays).toFixed(1),
        String(delays.length),
      ]);
    } finally {
      agent.destroy();
      await gateway.stop();
      await wire.close();
      await database.close();
      await drop();
    }
  }
  return table(rows);
}

/** Sends one push; resolves to the milliseconds until its acknowledgement was read to the end. */
function acknowledged(agent, port, mark) {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const message = `<xml><ToUserName>gh_1</ToUserName><MsgType>event</MsgType><Event>bench</Event><Mark>${mark}</Mark></xml>`;
  const encrypted = encryptMessage(message, wechat.componentAppId, wechat.encodingAesKeys[0]);
  const signature = signatureOf(wechat.messageToken, timestamp, mark, encrypted);
  const body = `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const path = `/hosts/wechat/messages/bench${mark.split('-')[0]}?timestamp=${timestamp}&nonce=${mark}&msg_signature=${signature}`;
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
    const sent = request({ agent, port, host: '127.0.0.1', method: 'POST', path, headers }, (response) => {
      let text = '';
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () =>
        text === 'success'
          ? resolve(performance.now() - sentAt)
          : reject(new Error(`${response.statusCode} ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
