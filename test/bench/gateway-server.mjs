// The whole gateway, as it runs on a server; its hosts are at an address where nothing listens and nothing is asked.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { startGateway } from '../../dist/app.js';
import { systemClock } from '../../dist/kernel/clock.js';
import { sandboxConnection } from '../../dist/sandbox-hosts.js';
import { serveParent, settings } from './children.mjs';

const { databaseUrl, connections } = settings();
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const hosts = sandboxConnection({ wechatPort: 9, baiduPort: 9 }, publicUrl);
const gateway = await startGateway({
  clock: systemClock,
  keys: { masterKeys: [randomBytes(32)], signInSecret: randomBytes(32).toString('base64') },
  hosts,
  config: {
    host: '127.0.0.1',
    port,
    publicUrl,
    dataDirectory: '',
    database: { kind: 'SERVER', url: databaseUrl, connections },
    hosts: { kind: 'REAL', ...hosts },
    pollMs: 3_600_000,
    allowedOrigins: [],
    backups: [],
    delivery: {},
    logLevel: 'error',
  },
});
serveParent({ port }, { stop: () => gateway.stop() });

async function freePort() {
  const probe = createServer();
  await new Promise((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port: free } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return free;
}
