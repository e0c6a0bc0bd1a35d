import type { Redis, RedisOptions } from 'ioredis';
import { ANSWER_WITHIN_MS, type OpenLine } from './line.ts';

/** Channels belong to the server, and not to one of its numbered databases. */
const CHANNEL = 'paifang:events';

/** Whoever keeps the line opens it again: the client itself does not, and holds nothing back for later. */
const OPTIONS: RedisOptions = {
  lazyConnect: true,
  connectTimeout: ANSWER_WITHIN_MS,
  maxRetriesPerRequest: 0,
  autoResubscribe: false,
  // It would ask for INFO, which a user who may only publish and subscribe is refused.
  enableReadyCheck: false,
  retryStrategy: () => null,
};

/** Publishes and subscribes at a Redis, over two connections: one that subscribes cannot do anything else. */
export function redisLine(url: string): OpenLine {
  return async (hear) => {
    const { Redis } = await import('ioredis');
    const [sending, hearing] = [new Redis(url, OPTIONS), new Redis(url, OPTIONS)];
    const both = [sending, hearing];
    let fault: unknown;
    for (const one of both) one.on('error', (told: unknown) => (fault ??= told));
    const broken = Promise.race(both.map(ended)).then(() => fault ?? new Error('the connection was closed'));
    const close = async () => {
      for (const one of both) one.disconnect();
    };
    hearing.on('message', (_channel, message) => hear(message));
    try {
      await Promise.all(both.map((one) => one.connect()));
      await Promise.all([sending.ping(), hearing.subscribe(CHANNEL)]);
    } catch (refused) {
      await close();
      // The client says of a call only that the connection is closed; why, it said before.
      throw fault ?? refused;
    }
    return {
      send: (message) => void sending.publish(CHANNEL, message).catch(() => undefined),
      ask: () => Promise.all(both.map((one) => one.ping())),
      broken,
      close,
    };
  };
}

function ended(client: Redis): Promise<void> {
  return new Promise((resolve) => client.once('end', resolve));
}
