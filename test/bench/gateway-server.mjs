// The whole gateway, as it runs on a server; its hosts are at an address where nothing listens and nothing is asked.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { startGateway } from '../../dist/app.js';
import { readConfig } from '../../dist/config.js';
import { systemClock } from '../../dist/kernel/clock.js';
import { sandboxConnection } from '../../dist/sandbox-hosts.js';
import { serveParent, settings } from './children.mjs';

/** `masterKey`: in hexadecimal, where several are started on one database, one after the other. */
const { databaseUrl, connections, masterKey } = settings();
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const hosts = sandboxConnection({ wechatPort: 9, baiduPort: 9 }, publicUrl);
const gateway = await startGateway({
  clock: systemClock,
  keys: {
    masterKeys: [masterKey ? Buffer.from(masterKey, 'hex') : randomBytes(32)],
    signInSecret: randomBytes(32).toString('base64'),
  },
  hosts,
  config: {
    ...readConfig({ PORT: String(port), LOG_LEVEL: 'error' }),
    database: { kind: 'SERVER', url: databaseUrl, connections },
    hosts: { kind: 'REAL', ...hosts },
    pollMs: 3_600_000,
    delivery: {},
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
