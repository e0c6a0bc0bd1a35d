import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { commitEvent, cursorNow, SUBSCRIPTION } from './another-node.mjs';
import { startChild } from './children.mjs';
import { percentile, table } from './figures.mjs';
import { TOKEN } from './world.mjs';

const AUDIENCES = [1, 100];
const WARM_UP_EVENTS = 20;

/** No event takes this long, in milliseconds; without a bound a lost one would stop the bench for ever. */
const LOST_AFTER_MS = 10_000;

/**
 * From the commit of an event to the last of its subscribers. The event is written by this process, so to the
 * gateway it comes from another node: the database notifies, the gateway reads its log, and sends. The clock
 * starts when COMMIT is sent. Beside it, the same text passed on by a bare WebSocket server.
 */
export async function benchStream({ gateway, database, seconds }) {
  const broadcast = await startChild('broadcast-server.mjs', {});
  const rows = [['event to the last of its subscribers', 'p50 ms', 'p99 ms', 'events']];
  for (const audience of AUDIENCES) {
    const here = await cursorNow(gateway.started.port);
    const subscribers = await openAll(audience, () => subscribe(gateway.started.port, here));
    const committed = await measure(subscribers, seconds, () => commitEvent(database));
    const [{ text }] = subscribers;
    rows.push(row(`gateway, commit to ${audience}`, committed.delays));
    rows.push(row('  of it the commit itself', committed.returns));
    await closeAll(subscribers);

    const listeners = await openAll(audience, () => listen(broadcast.started.port));
    const passedOn = await measure(listeners, seconds, async () => {
      const sentAt = performance.now();
      listeners[0].socket.send(text);
      return sentAt;
    });
    rows.push(row(`floor: ws broadcast to ${audience}`, passedOn.delays));
    await closeAll(listeners);
  }
  await broadcast.stop();
  return table(rows);
}

function row(name, delays) {
  const ms = (share) => percentile(delays, share).toFixed(2);
  return [name, ms(0.5), ms(0.99), String(delays.length)];
}

/** One event after another, each once all have the one before. */
async function measure(subscribers, seconds, send) {
  const delays = [];
  const returns = [];
  const once = async () => {
    const heard = subscribers.map((subscriber) => subscriber.next());
    const sentAt = await send();
    const returned = performance.now() - sentAt;
    const times = await Promise.all(heard);
    return { returned, delays: times.map((at) => at - sentAt) };
  };
  for (let n = 0; n < WARM_UP_EVENTS; n += 1) await once();
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    const result = await once();
    returns.push(result.returned);
    // The slowest of all: the event has reached its audience when the last one has it.
    delays.push(Math.max(...result.delays));
  }
  return { delays, returns };
}

async function openAll(count, open) {
  return Promise.all(Array.from({ length: count }, open));
}

async function closeAll(subscribers) {
  await Promise.all(
    subscribers.map(
      ({ socket }) =>
        new Promise((closed) => {
          socket.once('close', closed);
          socket.close();
        }),
    ),
  );
}

async function listen(port) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  return new Subscriber(socket);
}

/**
 * A subscription over graphql-transport-ws, on a bare socket: the client's own work stays out of the figures. From a
 * cursor, so that nothing is missed that is written before it has begun.
 */
async function subscribe(port, after) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  const subscriber = new Subscriber(socket);
  const acknowledged = subscriber.next();
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${TOKEN}` } }));
  await acknowledged;
  const payload = { query: SUBSCRIPTION, variables: { after } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  return subscriber;
}

class Subscriber {
  text = '';
  #heard = () => {};

  constructor(socket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.text = data.toString();
      this.#heard(performance.now());
    });
  }

  /** Resolves to the moment of the next message. */
  next() {
    return new Promise((heard, lost) => {
      const timer = setTimeout(
        () => lost(new Error(`nothing came; the last was ${this.text}`)),
        LOST_AFTER_MS,
      );
      this.#heard = (at) => {
        clearTimeout(timer);
        heard(at);
      };
    });
  }
}
