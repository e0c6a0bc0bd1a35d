import { type Fields, listIn, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

/** The servers that a program may talk to, and the pages that it may show. */
export const domainCalls: ProgramCalls = {
  '/wxa/modify_domain': { method: 'POST', act: modifyDomain },
  '/wxa/setwebviewdomain': { method: 'POST', act: setWebviewDomain },
};

const SCHEMES: Readonly<Record<string, RegExp>> = {
  requestdomain: /^https:\/\//,
  wsrequestdomain: /^wss:\/\//,
  uploaddomain: /^https:\/\//,
  downloaddomain: /^https:\/\//,
  udpdomain: /^udp:\/\//,
  tcpdomain: /^tcp:\/\//,
};

/** Sets, adds, deletes or lists server domains; answers with all of them. */
function modifyDomain(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const action = required(textIn(body, 'action'), 40097);
  const after: Record<string, readonly string[]> = {};
  for (const [kind, scheme] of Object.entries(SCHEMES)) {
    const given = domainsIn(body, kind, scheme);
    after[kind] = changed(action, program.domains[kind] ?? [], given);
  }
  Object.assign(program.domains, after);
  return program.domains;
}

/** `get` lists; without an action all of the platform's would be copied, which is not served here. */
function setWebviewDomain(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const action = required(textIn(body, 'action'), 40097);
  const given = domainsIn(body, 'webviewdomain', /^https:\/\//);
  program.webviewDomains = changed(action, program.webviewDomains, given);
  return action === 'get' ? { webviewdomain: program.webviewDomains } : {};
}

/** A domain without its scheme is refused with 40097: the code is not published (simulator-defined). */
function domainsIn(body: Fields, kind: string, scheme: RegExp): readonly string[] {
  const given = listIn(body, kind).map(String);
  if (!given.every((domain) => scheme.test(domain))) throw new WechatRefusal(40097);
  return given;
}

function changed(action: string, before: readonly string[], given: readonly string[]): readonly string[] {
  switch (action) {
    case 'get':
      return before;
    case 'set':
      return given;
    case 'add':
      return [...new Set([...before, ...given])];
    case 'delete':
      return before.filter((domain) => !given.includes(domain));
    default:
      throw new WechatRefusal(40097);
  }
}
