// The floor of a stream: whoever is connected gets the text, at once.
import { performance } from 'node:perf_hooks';
import { WebSocketServer } from 'ws';
import { serveParent } from './children.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (text) => {
    for (const client of server.clients) client.send(text, { binary: false });
  });
});
server.on('listening', () => serveParent({ port: server.address().port }, { broadcast }));

/** The same to everybody; resolves to when it began, in milliseconds since 1970. */
function broadcast({ text }) {
  const at = performance.timeOrigin + performance.now();
  for (const client of server.clients) client.send(text);
  return at;
}
