import { z } from 'zod';
import type { DomainDesk, DomainKind, DomainRule, Domains } from '../../desks/settings.ts';
import type { ProgramCalls } from '../program-calls.ts';

const SERVERS = '/wxa/modify_domain';
const PAGES = '/wxa/setwebviewdomain';

type ServerKind = Exclude<DomainKind, 'WEB_VIEW'>;
const fields: Readonly<Record<ServerKind, string>> = {
  REQUEST: 'requestdomain',
  SOCKET: 'wsrequestdomain',
  UPLOAD: 'uploaddomain',
  DOWNLOAD: 'downloaddomain',
  UDP: 'udpdomain',
  TCP: 'tcpdomain',
};
type ServerDomains = { readonly [Kind in ServerKind]: readonly string[] };
const serverKinds = Object.keys(fields) as readonly ServerKind[];

const MOST_SERVERS = 200;
const MOST_PAGES = 300;
const schemes: Readonly<Record<ServerKind, string>> = {
  REQUEST: 'https',
  SOCKET: 'wss',
  UPLOAD: 'https',
  DOWNLOAD: 'https',
  UDP: 'udp',
  TCP: 'tcp',
};
/** Of servers a port may be named, and then only that one is spoken to; of pages none. No address is one of numbers. */
const rules: readonly DomainRule[] = [
  ...serverKinds.map((kind) => ({
    kind,
    schemes: [schemes[kind]],
    takesPort: true,
    most: MOST_SERVERS,
    neverTaken: ['api.weixin.qq.com'],
  })),
  { kind: 'WEB_VIEW', schemes: ['https'], takesPort: false, most: MOST_PAGES },
];

const list = z.array(z.string()).nullish();
const serversShape = z.object(
  Object.fromEntries(Object.values(fields).map((field) => [field, list])) as Record<string, typeof list>,
);
const pagesShape = z.object({ webviewdomain: list });

/**
 * The addresses that a program may speak to. `set` replaces the addresses of all kinds at once, so that those of kinds
 * which nobody spoke of are written as they were. Whether `modify_domain` has an `add` is unconfirmed; it is not used.
 * Sources: the pages of `modify_domain` and `setwebviewdomain`.
 */
export function createWechatDomains(calls: ProgramCalls): DomainDesk {
  async function readServers(appId: string): Promise<ServerDomains> {
    const found = await calls.post(appId, SERVERS, { action: 'get' }, serversShape);
    const entries = serverKinds.map((kind): [ServerKind, readonly string[]] => [
      kind,
      found[fields[kind]] ?? [],
    ]);
    return Object.fromEntries<readonly string[]>(entries) as ServerDomains;
  }
  async function changeServers(appId: string, action: 'set' | 'delete', domains: Domains): Promise<void> {
    const named = serverKinds.flatMap((kind) =>
      domains[kind] ? [[fields[kind], domains[kind]] as const] : [],
    );
    const json = { action, ...Object.fromEntries(named) };
    await calls.act(appId, 'POST', SERVERS, { json, harmless: true });
  }

  return {
    rules,
    async read(appId) {
      const servers = await readServers(appId);
      const { webviewdomain } = await calls.post(appId, PAGES, { action: 'get' }, pagesShape);
      return { ...servers, WEB_VIEW: webviewdomain ?? [] };
    },
    async change(appId, act, domains) {
      if (serverKinds.some((kind) => domains[kind] !== undefined)) {
        if (act === 'REMOVE') await changeServers(appId, 'delete', domains);
        else await changeServers(appId, 'set', merged(await readServers(appId), act, domains));
      }
      if (domains.WEB_VIEW === undefined) return;
      const action = { ADD: 'add', REMOVE: 'delete', SET: 'set' }[act];
      await calls.act(appId, 'POST', PAGES, {
        json: { action, webviewdomain: domains.WEB_VIEW },
        harmless: true,
      });
    },
  };
}

function merged(now: ServerDomains, act: 'ADD' | 'SET', domains: Domains): Domains {
  return Object.fromEntries(
    serverKinds.map((kind) => {
      const asked = domains[kind];
      if (asked === undefined) return [kind, now[kind]];
      return [kind, act === 'SET' ? asked : [...new Set([...now[kind], ...asked])]];
    }),
  );
}
