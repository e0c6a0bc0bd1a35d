import { connect, createServer } from 'node:net';

/**
 * Stands between the gateway and its database, and keeps every piece back for so long on its way there and once more on
 * its way back: what a statement costs at least is then known, whatever the machine does.
 */
export async function openSlowWire(databaseUrl, delayMs) {
  const target = new URL(databaseUrl);
  const sockets = new Set();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (piece) => setTimeout(() => to.writable && to.write(piece), delayMs));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(server.address().port);
  return {
    url: url.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
