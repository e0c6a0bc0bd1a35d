import pg from 'pg';
import type { StreamId } from '../events/stream.ts';
import { EVENT_CHANNEL } from './event-store.ts';

const RECONNECT_AFTER_MS = 1_000;

/**
 * Hears from other nodes which streams have grown, over a connection of its own. While it is broken nothing
 * is lost: readers look at the log every few seconds anyway, and it connects again by itself.
 */
export function listenForEvents(url: string, ring: (stream: StreamId) => void): { stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url });
    client = next;
    next.on('notification', ({ payload }) => payload && ring(payload as StreamId));
    next.on('error', () => {});
    next.on('end', () => {
      if (!stopped && client === next) retry = setTimeout(() => void connect(), RECONNECT_AFTER_MS);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${EVENT_CHANNEL}`);
    } catch {
      await next.end().catch(() => {});
    }
  }
  void connect();

  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
