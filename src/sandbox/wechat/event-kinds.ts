import { type EventToSend, NamesNoProgram, UnknownEvent } from '../events.ts';
import { pushTicket } from './access.ts';
import { issueCode } from './authorisation.ts';
import { type Element, pushPlatformEvent, pushProgramEvent } from './pushes.ts';
import { knownProgram } from './scenery.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

type Sample = (program: MiniProgram, world: WechatWorld) => Readonly<Record<string, Element>>;

const COMPANY = {
  name: '某某餐饮有限公司',
  code: '91500000MA5U00000X',
  code_type: 1,
  legal_persona_wechat: 'someone',
  legal_persona_name: '某某',
  component_phone: '',
};
const BREACH = {
  illegal_reason: '侵犯商标权',
  rule_name: '1.1.1',
  rule_url: 'https://developers.weixin.qq.com/miniprogram/product/',
};

/** Those that come as messages of the program, with the fields of their pages' samples; values are the sandbox's own. */
const programEvents: Readonly<Record<string, Sample>> = {
  weapp_audit_success: (_, world) => ({ SuccTime: secondsNow(world) }),
  weapp_audit_fail: (_, world) => ({
    Reason: '1:页面无法打开<br>',
    FailTime: secondsNow(world),
    ScreenShot: 'a|b',
  }),
  weapp_audit_delay: (_, world) => ({ Reason: '需要进一步审核', DelayTime: secondsNow(world) }),
  wxa_nickname_audit: ({ nickName }) => ({ nickname: nickName, ret: 3, reason: '' }),
  wxa_category_audit: () => ({ first: 1, second: 2, ret: 3, reason: '' }),
  wxa_privacy_apply: (_, world) => ({
    result_info: {
      api_name: 'wx.getLocation',
      audit_id: 1,
      status: 4,
      apply_time: secondsNow(world),
      audit_time: secondsNow(world),
      reason: '场景不符',
    },
  }),
  wxa_illegal_record: ({ appid }, world) => ({
    illegal_record_id: `record-${world.pushes.records().length}`,
    appid,
    create_time: secondsNow(world),
    illegal_content: '首页',
    ...BREACH,
  }),
  wxa_appeal_record: ({ appid }, world) => ({
    appeal_record_id: world.pushes.records().length,
    appid,
    appeal_time: secondsNow(world),
    appeal_count: 1,
    appeal_from: 0,
    appeal_status: 1,
    punish_description: '警告',
    material: {
      illegal_material: { content: '首页', content_url: '' },
      appeal_material: { reason: '已获授权', proof_material_id: 'm1' },
    },
  }),
  wxa_punish_event: ({ appid }, world) => ({
    event_type: 1,
    punish_id: `punish-${world.pushes.records().length}`,
    appid,
    punish_time: secondsNow(world),
    illegal_content: ['首页'],
    adjust_guide_url: 'https://mp.weixin.qq.com/',
    detail: JSON.stringify({ rectify_deadline: secondsNow(world) + 86_400 }),
    ...BREACH,
  }),
};

/** Those that come to the authorisation event address. */
const platformEvents: Readonly<Record<string, Sample>> = {
  authorized: granted,
  updateauthorized: granted,
  unauthorized: ({ appid }) => ({ AuthorizerAppid: appid }),
  notify_third_fasteregister: (program, world) => ({
    appid: program.appid,
    status: 0,
    auth_code: issueCode(world, program),
    msg: 'OK',
    info: COMPANY,
  }),
  notify_third_fastregisterbetaapp: ({ appid }) => ({
    appid,
    status: 0,
    msg: 'OK',
    info: { unique_id: 'trial-1', name: '试用小程序' },
  }),
  notify_third_fastverifybetaapp: ({ appid }) => ({ appid, status: 0, msg: 'OK', info: COMPANY }),
  notify_3rd_wxa_auth: ({ appid }) => ({
    appid,
    taskid: 'task-1',
    task_status: 12,
    apply_status: 2,
    message: '',
    dispatch_info: { provider: '审核公司', contact: '', dispatch_time: 0 },
  }),
  notify_3rd_wxa_wxverify: ({ appid }) => ({ appid, expired: 30, message: '微信认证将在30天后过期' }),
  notify_3rd_wxa_auth_and_icp: ({ appid }) => ({ appid, procedure_id: 'procedure-1', procedure_status: 17 }),
  notify_icpfiling_verify_result: ({ appid }) => ({
    task_id: 'task-1',
    verify_appid: appid,
    result: 2,
    along_with_auth_result: 0,
  }),
  notify_apply_icpfiling_result: ({ appid }) => ({ authorizer_appid: appid, beian_status: 4 }),
  order_path_audit_result_notify: ({ appid }, world) => ({
    list: [
      {
        appid,
        audit_id: 1,
        status: 3,
        apply_time: secondsNow(world),
        audit_time: secondsNow(world),
        reason: '页面打不开',
      },
    ],
  }),
};

const TICKET = 'component_verify_ticket';

/** All of the tables of events: to the message address, and to that for authorisations. */
export const EVENT_KINDS: readonly string[] = [
  TICKET,
  ...Object.keys(platformEvents),
  ...Object.keys(programEvents),
];

export function sendEvent(world: WechatWorld, { event, app, fields = {} }: EventToSend): void {
  if (event === TICKET) {
    pushTicket(world);
    return;
  }
  const ofProgram = Object.hasOwn(programEvents, event) ? programEvents[event] : undefined;
  const ofPlatform = Object.hasOwn(platformEvents, event) ? platformEvents[event] : undefined;
  const sample = ofProgram ?? ofPlatform;
  if (sample === undefined) throw new UnknownEvent(event, EVENT_KINDS);
  if (app === undefined) throw new NamesNoProgram(event);
  const program = knownProgram(world, app);
  const all = { ...sample(program, world), ...(fields as Readonly<Record<string, Element>>) };
  if (ofProgram) pushProgramEvent(world, program, event, all);
  else pushPlatformEvent(world, event, all, app);
}

function granted(program: MiniProgram, world: WechatWorld): Readonly<Record<string, Element>> {
  return {
    AuthorizerAppid: program.appid,
    AuthorizationCode: issueCode(world, program),
    AuthorizationCodeExpiredTime: secondsNow(world) + 3600,
    PreAuthCode: 'preauthcode@@@of-an-event-that-was-sent-by-hand',
  };
}
