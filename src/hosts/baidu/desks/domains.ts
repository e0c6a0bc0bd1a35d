import { z } from 'zod';
import {
  type DomainDesk,
  type DomainKind,
  type DomainRule,
  type Domains,
  domainKinds,
} from '../../desks/settings.ts';
import type { ProgramCalls } from '../program-calls.ts';

const SERVERS = 'app/modifydomain';
const PAGES = 'app/modifywebviewdomain';

const fields = {
  REQUEST: 'request_domain',
  SOCKET: 'socket_domain',
  UPLOAD: 'upload_domain',
  DOWNLOAD: 'download_domain',
} as const;
type ServerKind = keyof typeof fields;
const serverKinds = Object.keys(fields) as readonly ServerKind[];
const kinds = domainKinds.filter((kind) => kind === 'WEB_VIEW' || kind in fields);

/** How many there can be, and whether a port may be named, no page says: Baidu answers for that itself. */
const rules: readonly DomainRule[] = kinds.map((kind) => ({
  kind,
  schemes: ['https', 'http', 'wss'],
  takesPort: true,
}));

/** Texts with commas in the samples; a list is taken, too. */
const addresses = z
  .union([z.string().transform((text) => text.split(',')), z.array(z.string())])
  .transform((list) => list.map((one) => one.trim()).filter((one) => one !== ''))
  .nullish();
const serversShape = z.object({
  data: z
    .object({
      request_domain: addresses,
      socket_domain: addresses,
      upload_domain: addresses,
      download_domain: addresses,
    })
    .nullish(),
});
const pagesShape = z.object({
  data: z
    .union([addresses, z.object({ web_view_domain: addresses }).transform((data) => data.web_view_domain)])
    .nullish(),
});

/**
 * The addresses that a program may speak to, with their scheme: each is the gateway's own at Baidu, or below one of them.
 * A kind that is not named is left as it is (inferred). Without `action` Baidu would copy all addresses of the gateway
 * into the program, so that one is always sent. Sources: the pages of `app/modifydomain` and `app/modifywebviewdomain`.
 */
export function createBaiduDomains(calls: ProgramCalls): DomainDesk {
  async function readServers(appId: string): Promise<Domains> {
    const { data } = await calls.ask(appId, SERVERS, serversShape, { action: 'get' }, 'READS');
    return Object.fromEntries(serverKinds.map((kind) => [kind, data?.[fields[kind]] ?? []]));
  }
  async function readPages(appId: string): Promise<readonly string[]> {
    return (await calls.ask(appId, PAGES, pagesShape, { action: 'get' }, 'READS')).data ?? [];
  }
  async function send(appId: string, action: 'add' | 'delete' | 'set', domains: Domains): Promise<void> {
    const harmless = action === 'set' ? ({ harmless: true } as const) : {};
    const servers = serverKinds.flatMap((kind) => entryOf(fields[kind], domains[kind]));
    if (servers.length > 0) {
      await calls.act(appId, SERVERS, { action, ...Object.fromEntries(servers) }, harmless);
    }
    const pages = entryOf('web_view_domain', domains.WEB_VIEW);
    if (pages.length > 0) await calls.act(appId, PAGES, { action, ...Object.fromEntries(pages) }, harmless);
  }

  return {
    rules,
    async read(appId) {
      return { ...(await readServers(appId)), WEB_VIEW: await readPages(appId) };
    },
    async change(appId, act, domains) {
      await send(appId, act === 'SET' ? 'set' : act === 'ADD' ? 'add' : 'delete', domains);
      if (act !== 'SET') return;
      // No address at all cannot be set (470015), so what is there is taken away.
      const emptied = kinds.filter((kind) => domains[kind]?.length === 0);
      if (emptied.length === 0) return;
      const now = { ...(await readServers(appId)), WEB_VIEW: await readPages(appId) } as Domains;
      await send(appId, 'delete', Object.fromEntries(emptied.map((kind) => [kind, now[kind] ?? []])));
    },
  };
}

function entryOf(field: string, list: Domains[DomainKind]): readonly (readonly [string, string])[] {
  return list && list.length > 0 ? [[field, list.join(',')]] : [];
}
