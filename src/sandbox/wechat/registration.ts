import { type Fields, numberIn, textIn } from '../fields.ts';
import type { Decision } from '../review-desk.ts';
import { issueCode } from './authorisation.ts';
import type { PlatformCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { createProgram } from './program.ts';
import { pushPlatformEvent } from './pushes.ts';
import type { MiniProgram, RegistrationTask, WechatWorld } from './state.ts';

/** Lengths of the three kinds of company code: unified credit code, organisation code, business licence. */
const CODE_LENGTHS: Readonly<Record<number, number>> = { 1: 18, 2: 9, 3: 15 };
/** `status` of a refused registration, unless scripted: company and legal person do not match. */
const MISMATCH = -1;

/** The registration of a company's program with the face of its legal person. */
export const registrationCalls: PlatformCalls = {
  '/cgi-bin/component/fastregisterweapp': { method: 'POST', act: fastRegister },
};

function fastRegister(world: WechatWorld, body: Fields, { action }: Fields): object {
  if (action === 'create') return create(world, body);
  if (action === 'search') return search(world, body);
  throw new WechatRefusal(40097);
}

function create(world: WechatWorld, body: Fields): object {
  const task = readTask(body);
  const length = CODE_LENGTHS[task.codeType];
  if (length === undefined) throw new WechatRefusal(89248);
  if (task.code.length !== length) throw new WechatRefusal(89255);
  if (findTask(world, task)?.state === 'WAITING') throw new WechatRefusal(89249);
  world.tasks.push(task);
  world.registrations.open(task.name, (decision) => conclude(world, task, decision));
  return {};
}

/** The state is told through the code: 89251 while the legal person is awaited, 0 once it is done (inferred). */
function search(world: WechatWorld, body: Fields): object {
  const task = findTask(world, {
    name: required(textIn(body, 'name'), 89253),
    wechat: required(textIn(body, 'legal_persona_wechat'), 89253),
    legalPerson: required(textIn(body, 'legal_persona_name'), 89253),
  });
  if (task === undefined || task.state === 'FAILED') throw new WechatRefusal(89250);
  if (task.state === 'WAITING') throw new WechatRefusal(89251);
  return {};
}

function readTask(body: Fields): RegistrationTask {
  return {
    name: required(textIn(body, 'name'), 89253),
    code: required(textIn(body, 'code'), 89253),
    codeType: required(numberIn(body, 'code_type'), 89253),
    wechat: required(textIn(body, 'legal_persona_wechat'), 89253),
    legalPerson: required(textIn(body, 'legal_persona_name'), 89253),
    phone: textIn(body, 'component_phone') ?? '',
    state: 'WAITING',
  };
}

function findTask(
  world: WechatWorld,
  { name, wechat, legalPerson }: Pick<RegistrationTask, 'name' | 'wechat' | 'legalPerson'>,
): RegistrationTask | undefined {
  return world.tasks.findLast(
    (task) => task.name === name && task.wechat === wechat && task.legalPerson === legalPerson,
  );
}

function conclude(world: WechatWorld, task: RegistrationTask, decision: Decision): void {
  if (decision.outcome === 'delay') return;
  const info = {
    name: task.name,
    code: task.code,
    code_type: task.codeType,
    legal_persona_wechat: task.wechat,
    legal_persona_name: task.legalPerson,
    component_phone: task.phone,
  };
  if (decision.outcome === 'reject') {
    task.state = 'FAILED';
    const { code = MISMATCH, reason = 'legal person does not match' } = decision;
    pushPlatformEvent(world, 'notify_third_fasteregister', { status: code, msg: reason, info });
    return;
  }
  task.state = 'DONE';
  const { program, code: auth_code } = authorizeNew(world, task.name, 6);
  pushPlatformEvent(
    world,
    'notify_third_fasteregister',
    { appid: program.appid, status: 0, auth_code, msg: 'OK', info },
    program.appid,
  );
}

/** A program that was made through the platform, which may act for it from the start, and the code for its tokens. */
export function authorizeNew(
  world: WechatWorld,
  name: string,
  registerType: MiniProgram['registerType'],
): { readonly program: MiniProgram; readonly code: string } {
  const program = createProgram(world, { nickName: name, principalName: name, registerType });
  return { program, code: issueCode(world, program) };
}
