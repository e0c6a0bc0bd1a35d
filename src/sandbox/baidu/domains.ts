import { type Fields, textIn } from '../fields.ts';
import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal } from './errors.ts';
import type { App, BaiduWorld } from './state.ts';

const SERVER_KINDS = ['request_domain', 'socket_domain', 'upload_domain', 'download_domain'];
const PAGE_KINDS = ['web_view_domain'];

/** The servers that a program may talk to, and the pages that it may show. */
export const domainCalls: AppCalls = {
  [`${REST}/app/modifydomain`]: { method: 'POST', act: modify(SERVER_KINDS) },
  [`${REST}/app/modifywebviewdomain`]: { method: 'POST', act: modify(PAGE_KINDS) },
};

/**
 * Lists travel with commas between. Without an action all of the platform's are copied. A kind that is not named stays as it
 * is (inferred); that one has to be named is 470013.
 */
function modify(kinds: readonly string[]) {
  return (world: BaiduWorld, app: App, fields: Fields): object => {
    const action = textIn(fields, 'action');
    const named = kinds.filter((kind) => typeof fields[kind] === 'string');
    if (action !== undefined && action !== 'get' && named.length === 0) throw new BaiduRefusal(470013);
    const after = kinds.map((kind) => {
      const before = app.domains.get(kind) ?? [];
      if (action === undefined) return [kind, copied(world)] as const;
      if (action === 'get' || !named.includes(kind)) return [kind, before] as const;
      return [kind, changed(world, action, before, String(fields[kind]).split(','))] as const;
    });
    for (const [kind, domains] of after) app.domains.set(kind, domains);
    return Object.fromEntries(after.map(([kind, domains]) => [kind, domains.join(',')]));
  };
}

function copied({ settings }: BaiduWorld): readonly string[] {
  return settings.domains.map((domain) => `https://${domain}`);
}

function changed(
  world: BaiduWorld,
  action: string,
  before: readonly string[],
  given: readonly string[],
): readonly string[] {
  if (given.includes('')) throw new BaiduRefusal(470015);
  for (const domain of given) checkDomain(world, domain);
  switch (action) {
    case 'set':
      return given;
    case 'add':
      return [...new Set([...before, ...given])];
    case 'delete':
      if (!given.every((domain) => before.includes(domain))) throw new BaiduRefusal(470017);
      return before.filter((domain) => !given.includes(domain));
    default:
      throw new BaiduRefusal(40001);
  }
}

/** 470014 for one that is no address, 470016 for one that is none of the platform's, nor below one. */
function checkDomain({ settings: { domains } }: BaiduWorld, domain: string): void {
  const [, host] = /^(?:https?|wss):\/\/([\w.-]+)(?::\d+)?$/.exec(domain) ?? [];
  if (host === undefined) throw new BaiduRefusal(470014);
  const isOurs = domains.length === 0 || domains.some((own) => host === own || host.endsWith(`.${own}`));
  if (!isOurs) throw new BaiduRefusal(470016);
}
