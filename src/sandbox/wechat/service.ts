import { randomBytes } from 'node:crypto';
import { type Fields, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { isBlocked } from './measures.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

/** Whether a program is served, to whom before its release, and from which base library on. */
export const serviceCalls: ProgramCalls = {
  '/wxa/change_visitstatus': { method: 'POST', act: changeVisitStatus },
  '/wxa/getvisitstatus': { method: 'POST', act: visitStatus },
  '/cgi-bin/wxopen/setweappsupportversion': { method: 'POST', act: setSupportVersion },
  '/cgi-bin/wxopen/getweappsupportversion': { method: 'POST', act: supportVersion },
  '/wxa/bind_tester': { method: 'POST', act: bindTester },
  '/wxa/unbind_tester': { method: 'POST', act: unbindTester },
  '/wxa/memberauth': { method: 'POST', act: testers },
};

/** That opening what is open, or what was taken down, is refused is inferred. */
function changeVisitStatus(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const action = textIn(body, 'action');
  if (action !== 'open' && action !== 'close') throw new WechatRefusal(85022);
  serve(world, program, action === 'open');
  return {};
}

export function serve(world: WechatWorld, program: MiniProgram, serving: boolean): void {
  if (program.serving === serving || isBlocked(world, program)) throw new WechatRefusal(85021);
  program.serving = serving;
}

/** Nobody can open a program that was taken down or whose account is banned. */
function visitStatus(world: WechatWorld, program: MiniProgram): object {
  return { status: program.serving && !isBlocked(world, program) ? 1 : 0 };
}

const LIBRARY = /^\d{1,2}\.\d{1,3}\.\d{1,3}$/;

function setSupportVersion(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const version = required(textIn(body, 'version'), 85015);
  if (!LIBRARY.test(version)) throw new WechatRefusal(85015);
  program.supportVersion = version;
  return {};
}

/** Who uses which library is made up; the numbers sum to 100. */
function supportVersion(_: WechatWorld, { supportVersion: now_version }: MiniProgram): object {
  const items = [
    { version: '3.7.0', percentage: 71.5 },
    { version: '3.0.0', percentage: 28.5 },
  ];
  return { now_version, uv_info: { items } };
}

/** That 85004 says so of who is a tester already is from the call's own page, as remembered (unconfirmed). */
function bindTester(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const wechatid = required(textIn(body, 'wechatid'), 40097);
  if ([...program.testers.values()].includes(wechatid)) throw new WechatRefusal(85004);
  const userstr = randomBytes(16).toString('base64url');
  program.testers.set(userstr, wechatid);
  return { userstr };
}

function unbindTester(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const wechatid = textIn(body, 'wechatid');
  const userstr = textIn(body, 'userstr');
  const found = [...program.testers].find(([key, name]) => key === userstr || name === wechatid);
  if (found === undefined) throw new WechatRefusal(40097);
  program.testers.delete(found[0]);
  return {};
}

function testers(_: WechatWorld, program: MiniProgram, body: Fields): object {
  if (textIn(body, 'action') !== 'get_experiencer') throw new WechatRefusal(40097);
  return { members: [...program.testers.keys()].map((userstr) => ({ userstr })) };
}
