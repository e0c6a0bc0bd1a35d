// Thousands of sockets that listen. When each message came is kept, and nothing is done with it: the client's own work stays
// out of the figures as far as it can.
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { serveParent, settings } from './children.mjs';

/** Servers let in so many of one address at once that have not signed in yet. */
const OPENED_AT_ONCE = 250;
/** No message takes this long, in milliseconds; without a bound a lost one would stop the bench for ever. */
const LOST_AFTER_MS = 60_000;

const { port, tokens, query } = settings();
const sockets = [];
let heard = 0;
let expected = Number.POSITIVE_INFINITY;
let lastText = '';
let times = new Float64Array(0);
let allHeard = () => {};

serveParent({}, { open, listen, hear, count: () => heard, stop: async () => {} });

/** Opens so many sockets; where there is a query, each signs in and subscribes to it from a cursor. */
async function open({ count, after }) {
  for (let n = 0; n < count; n += OPENED_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPENED_AT_ONCE, count - n) }, (_, m) => openOne(n + m, after));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets.length;
}

async function openOne(nth, after) {
  const url = `ws://127.0.0.1:${port}${query ? '/graphql' : ''}`;
  const socket = new WebSocket(url, query ? 'graphql-transport-ws' : undefined, { perMessageDeflate: false });
  socket.once('close', (code, reason) => {
    throw new Error(`the server closed socket ${nth}: ${code} ${reason}`);
  });
  await once(socket, 'open');
  if (query) {
    const authorization = `Bearer ${tokens[nth % tokens.length]}`;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { after } } }));
  }
  socket.on('message', (data) => {
    if (heard < times.length) times[heard] = performance.timeOrigin + performance.now();
    heard += 1;
    if (heard !== expected) return;
    lastText = data.toString();
    allHeard();
  });
  return socket;
}

/** From now on so many messages are waited for. */
function listen({ messages }) {
  heard = 0;
  expected = messages;
  times = new Float64Array(messages);
  return true;
}

/** Waits for all of them; resolves to when each came, in milliseconds since 1970, and what the last one was. */
async function hear() {
  if (heard < expected) {
    await new Promise((resolve, reject) => {
      const lost = () => reject(new Error(`${heard} of ${expected} messages came`));
      const timer = setTimeout(lost, LOST_AFTER_MS);
      allHeard = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  return { times: [...times], text: lastText, heard };
}
