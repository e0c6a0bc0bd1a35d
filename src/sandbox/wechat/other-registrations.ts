import { randomBytes } from 'node:crypto';
import { type Fields, isFields, numberIn, textIn } from '../fields.ts';
import type { PlatformCalls, ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushPlatformEvent } from './pushes.ts';
import { authorizeNew } from './registration.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

/** Programs of natural persons, and programs on trial. */
export const otherRegistrationCalls: PlatformCalls = {
  '/wxa/component/fastregisterpersonalweapp': {
    method: 'POST',
    act: (world, body, { action }) => {
      if (action === 'create') return createPersonal(world, body);
      if (action === 'query') return queryPersonal(world, body);
      throw new WechatRefusal(40097);
    },
  },
  '/wxa/component/fastregisterbetaweapp': { method: 'POST', act: createTrial },
};
export const trialProgramCalls: ProgramCalls = {
  '/wxa/verifybetaweapp': { method: 'POST', act: convertTrial },
};

const CREATED = 12;
/** Of a refused registration, unless scripted: the person did not act within 24 hours. */
const NOT_IN_TIME = 100_003;

function createPersonal(world: WechatWorld, body: Fields): object {
  const info = {
    wxuser: required(textIn(body, 'wxuser'), 89253),
    idname: required(textIn(body, 'idname'), 89253),
    component_phone: textIn(body, 'component_phone') ?? '',
  };
  const taskid = randomBytes(16).toString('hex');
  world.personalTasks.set(taskid, { status: 0, appid: undefined });
  world.registrations.open(info.idname, ({ outcome, code = NOT_IN_TIME, reason = 'not confirmed' }) => {
    if (outcome === 'delay') return;
    if (outcome === 'reject') {
      world.personalTasks.set(taskid, { status: code, appid: undefined });
      pushPlatformEvent(world, 'notify_third_fasteregister', { status: code, msg: reason, info });
      return;
    }
    const { program, code: auth_code } = authorizeNew(world, info.idname, 16);
    world.personalTasks.set(taskid, { status: CREATED, appid: program.appid });
    const { appid } = program;
    pushPlatformEvent(
      world,
      'notify_third_fasteregister',
      { appid, status: 0, auth_code, msg: 'OK', info },
      appid,
    );
  });
  return { taskid, authorize_url: `https://open.weixin.qq.com/register?taskid=${taskid}`, status: 0 };
}

function queryPersonal(world: WechatWorld, body: Fields): object {
  const taskid = required(textIn(body, 'taskid'), 89253);
  const { status, appid } = required(world.personalTasks.get(taskid), 89250);
  return { taskid, authorize_url: '', status, ...(appid !== undefined && { appid }) };
}

function createTrial(world: WechatWorld, body: Fields): object {
  const name = required(textIn(body, 'name'), 89253);
  required(textIn(body, 'openid'), 89253);
  const unique_id = randomBytes(16).toString('hex');
  const info = { unique_id, name };
  world.registrations.open(name, ({ outcome, code = NOT_IN_TIME, reason = 'not confirmed' }) => {
    if (outcome === 'delay') return;
    const event = 'notify_third_fastregisterbetaapp';
    if (outcome === 'reject') return pushPlatformEvent(world, event, { status: code, msg: reason, info });
    const { appid } = authorizeNew(world, name, 13).program;
    pushPlatformEvent(world, event, { appid, status: 0, msg: 'OK', info }, appid);
  });
  return { unique_id, authorize_url: `https://open.weixin.qq.com/beta?unique_id=${unique_id}` };
}

/** Which code refuses a program that is not on trial is not published: 40097 (simulator-defined). */
function convertTrial(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const given = body.verify_info;
  if (!isFields(given)) throw new WechatRefusal(47001);
  if (program.registerType !== 13) throw new WechatRefusal(40097);
  const info = {
    name: required(textIn(given, 'enterprise_name'), 89253),
    code: required(textIn(given, 'code'), 89253),
    code_type: required(numberIn(given, 'code_type'), 89253),
    legal_persona_wechat: required(textIn(given, 'legal_persona_wechat'), 89253),
    legal_persona_name: required(textIn(given, 'legal_persona_name'), 89253),
    component_phone: textIn(given, 'component_phone') ?? '',
  };
  const { appid } = program;
  world.registrations.open(info.name, ({ outcome, code = -1, reason = 'legal person does not match' }) => {
    if (outcome === 'delay') return;
    const isRefused = outcome === 'reject';
    if (!isRefused) program.registerType = 19;
    const said = isRefused ? { status: code, msg: reason } : { status: 0, msg: 'OK' };
    pushPlatformEvent(world, 'notify_third_fastverifybetaapp', { appid, ...said, info }, appid);
  });
  return {};
}
