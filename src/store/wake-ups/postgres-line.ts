import pg from 'pg';
import { ANSWER_WITHIN_MS, type OpenLine } from './line.ts';

/** On this channel of the database, nodes tell each other which streams have grown. */
export const EVENT_CHANNEL = 'paifang_events';

/** Listens to the database over a connection of its own. It only hears: what is to be sent goes out with its commit. */
export function postgresLine(url: string): OpenLine {
  return async (hear) => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    const broken = new Promise<unknown>((resolve) => {
      client.on('error', resolve);
      client.on('end', () => resolve(new Error('the connection was closed')));
    });
    client.on('notification', ({ payload }) => payload && hear(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${EVENT_CHANNEL}`);
    } catch (fault) {
      await client.end().catch(() => undefined);
      throw fault;
    }
    return { send() {}, ask: () => client.query('SELECT 1'), broken, close: () => client.end() };
  };
}
