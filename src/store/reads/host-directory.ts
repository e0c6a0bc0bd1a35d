import type pg from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import type { Host } from '../../programs/host.ts';
import type * as rows from '../generated/client.ts';
import { readHost } from '../rows.ts';

/** Hosts change a few times a year; a new one is seen this late at the latest. */
const REMEMBERED_FOR_MS = 30_000;

/** The published hosts, remembered: they are public, few, and named by nearly every read. */
export interface HostDirectory {
  /** In the order of platforms and ids. */
  all(): readonly Host[] | Promise<readonly Host[]>;
  find(id: string): Host | undefined | Promise<Host | undefined>;
}

export function createHostDirectory(pool: pg.Pool, clock: Clock): HostDirectory {
  let hosts: ReadonlyMap<string, Host> | undefined;
  let goodUntil = 0;
  let reading: Promise<ReadonlyMap<string, Host>> | undefined;

  async function read(): Promise<ReadonlyMap<string, Host>> {
    const readAt = clock.now().getTime();
    const result = await pool.query<rows.Host>({
      name: 'read-hosts',
      text: `SELECT id, platform, "nameZh", "nameEn", kind, form, confirmation, source, "offeredFrom"
             FROM "Host" ORDER BY platform, id`,
    });
    hosts = new Map(result.rows.map((row) => [row.id, readHost(row)]));
    goodUntil = readAt + REMEMBERED_FOR_MS;
    return hosts;
  }

  function current(): ReadonlyMap<string, Host> | Promise<ReadonlyMap<string, Host>> {
    if (hosts && clock.now().getTime() < goodUntil) return hosts;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    all() {
      const known = current();
      return known instanceof Promise ? known.then((map) => [...map.values()]) : [...known.values()];
    },
    find(id) {
      const known = current();
      return known instanceof Promise ? known.then((map) => map.get(id)) : known.get(id);
    },
  };
}
