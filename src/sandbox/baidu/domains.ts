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

/** Lists travel with commas between. Without an action all of the platform's are copied. */
function modify(kinds: readonly string[]) {
  return (world: BaiduWorld, app: App, fields: Fields): object => {
    const action = textIn(fields, 'action');
    const after = kinds.map((kind) => {
      const before = app.domains.get(kind) ?? [];
      const given = (textIn(fields, kind) ?? '').split(',').filter((one) => one !== '');
      if (action !== undefined && action !== 'get') checkDomains(world, given);
      return [kind, changed(world, action, before, given)] as const;
    });
    for (const [kind, domains] of after) app.domains.set(kind, domains);
    return Object.fromEntries(after.map(([kind, domains]) => [kind, domains.join(',')]));
  };
}

/** 470013 for one with no scheme, 470011 for one that is none of the platform's: which is which is not published. */
function checkDomains({ settings: { domains } }: BaiduWorld, given: readonly string[]): void {
  for (const domain of given) {
    const [, host] = /^(?:https|wss):\/\/([\w.-]+)$/.exec(domain) ?? [];
    if (host === undefined) throw new BaiduRefusal(470013);
    const isOurs = domains.length === 0 || domains.some((own) => host === own || host.endsWith(`.${own}`));
    if (!isOurs) throw new BaiduRefusal(470011);
  }
}

function changed(
  { settings }: BaiduWorld,
  action: string | undefined,
  before: readonly string[],
  given: readonly string[],
): readonly string[] {
  switch (action) {
    case undefined:
      return settings.domains.map((domain) => `https://${domain}`);
    case 'get':
      return before;
    case 'set':
      return given;
    case 'add':
      return [...new Set([...before, ...given])];
    case 'delete':
      return before.filter((domain) => !given.includes(domain));
    default:
      throw new BaiduRefusal(40001);
  }
}
