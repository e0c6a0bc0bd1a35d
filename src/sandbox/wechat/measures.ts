import { randomBytes, randomInt } from 'node:crypto';
import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import { type MeasureView, NotThere, type Punishment } from '../measures.ts';
import type { Decision } from '../review-desk.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import type { Violation, ViolationAppeal } from './program-parts.ts';
import { pushProgramEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** What a program is held to have done wrong, and appeals against it. */
export const measureCalls: ProgramCalls = {
  '/wxa/getillegalrecords': { method: 'POST', sets: [76], act: illegalRecords },
  '/wxa/getappealrecords': { method: 'POST', sets: [76], act: appealRecords },
  '/wxa/component/createappeal': { method: 'POST', sets: [198], act: createAppeal },
  '/cgi-bin/media/upload': { method: 'POST', file: 'media', act: uploadMedia },
};

const DAY_S = 86_400;
const USUAL_DAYS = 7;
const RULE = {
  rule_name: '《微信小程序平台运营规范》',
  rule_url: 'https://developers.weixin.qq.com/miniprogram/product/index.html',
};
const GUIDE = 'https://mp.weixin.qq.com/';

/** As the page of the event numbers them; an older page has 10 for a page ban. */
const EVENT_TYPES = { WARNING: 1, FUNCTIONS: 2, OFFLINE: 3, ACCOUNT: 4, PAGE: 5 } as const;

/** Puts a breach on record and punishes it: each is pushed on its own (that platforms get both is inferred). */
export function punish(world: WechatWorld, program: MiniProgram, punishment: Punishment): string {
  const { kind, reason, push = 'BOTH', days = USUAL_DAYS } = punishment;
  if (kind === 'TRAFFIC') throw new NotThere('WeChat switches no traffic off; see Baidu');
  const atSeconds = secondsNow(world);
  const violation: Violation = {
    recordId: `3_${randomInt(10_000_000, 99_999_999)}`,
    punishId: String(randomInt(10_000_000, 99_999_999)),
    kind,
    reason,
    atSeconds,
    untilSeconds: days === 0 ? undefined : atSeconds + days * DAY_S,
    ended: false,
    appeals: [],
  };
  program.violations.push(violation);
  if (push !== 'RECORD') {
    pushProgramEvent(world, program, 'wxa_punish_event', {
      punish_id: violation.punishId,
      appid: program.appid,
      punish_time: atSeconds,
      illegal_reason: reason,
      illegal_content: EVIDENCE,
      detail: JSON.stringify(detailOf(punishment, days, atSeconds)),
      ...RULE,
      adjust_guide_url: GUIDE,
      event_type: EVENT_TYPES[kind],
    });
  }
  if (push !== 'PUNISHMENT') {
    const { appid } = program;
    const { illegal_record_id, create_time, illegal_reason, illegal_content } = recordView(violation);
    const fields = { illegal_record_id, appid, create_time, illegal_reason, illegal_content, ...RULE };
    pushProgramEvent(world, program, 'wxa_illegal_record', fields);
  }
  return violation.recordId;
}

const EVIDENCE = '沙箱模拟的违规内容';

function detailOf({ kind, functions = ['分享朋友圈'], path }: Punishment, days: number, atSeconds: number) {
  switch (kind) {
    case 'WARNING':
      return {
        warned_type: 3,
        rectify_deadline: atSeconds + days * DAY_S,
        warned_function_names: [],
        warned_ban_days: [USUAL_DAYS],
      };
    case 'FUNCTIONS':
      return { banned_days: functions.map(() => days), banned_function_names: functions };
    case 'OFFLINE':
      return { suspended_days: days };
    case 'ACCOUNT':
      return { banned_days: days };
    default:
      return { path: path ?? 'pages/index/index' };
  }
}

function isInForce(world: WechatWorld, { ended, untilSeconds }: Violation): boolean {
  return !ended && (untilSeconds === undefined || secondsNow(world) < untilSeconds);
}

/** Taken down, or with its account banned: nobody can open it, and nothing of it is reviewed or released. */
export function isBlocked(world: WechatWorld, { violations }: MiniProgram): boolean {
  return violations.some(
    (one) => (one.kind === 'OFFLINE' || one.kind === 'ACCOUNT') && isInForce(world, one),
  );
}

/** As `account_status` numbers it: 16 banned, 18 warned, 1 neither. */
export function accountStatus(world: WechatWorld, { violations }: MiniProgram): 1 | 16 | 18 {
  const kinds = violations.filter((one) => isInForce(world, one)).map(({ kind }) => kind);
  if (kinds.includes('ACCOUNT')) return 16;
  return kinds.includes('WARNING') ? 18 : 1;
}

export function endMeasures({ violations }: MiniProgram): void {
  for (const violation of violations) violation.ended = true;
}

function recordView({ recordId, atSeconds, reason }: Violation) {
  return {
    illegal_record_id: recordId,
    create_time: atSeconds,
    illegal_reason: reason,
    illegal_content: EVIDENCE,
    ...RULE,
  };
}

/** Without times: the last 90 days. */
function illegalRecords(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const end = numberIn(body, 'end_time') ?? secondsNow(world);
  const start = numberIn(body, 'start_time') ?? end - 90 * DAY_S;
  const within = program.violations.filter(({ atSeconds }) => atSeconds >= start && atSeconds <= end);
  return { records: within.map(recordView) };
}

function appealRecords(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const violation = violationOf(program, body);
  return {
    records: violation.appeals.map((appeal) => ({
      ...appealView(violation, appeal),
      materials: [materialsOf(appeal)],
    })),
  };
}

function appealView({ reason }: Violation, appeal: ViolationAppeal) {
  const isDecided = appeal.status === 2 || appeal.status === 3;
  return {
    appeal_record_id: appeal.id,
    appeal_time: appeal.atSeconds,
    appeal_count: appeal.count,
    appeal_from: 1,
    appeal_status: appeal.status,
    ...(isDecided ? { audit_time: appeal.decidedAtSeconds ?? 0, audit_reason: appeal.words } : {}),
    punish_description: reason,
  };
}

function materialsOf({ reason, proof }: ViolationAppeal) {
  return {
    illegal_material: { content: EVIDENCE, content_url: GUIDE },
    appeal_material: { reason, proof_material_ids: proof },
  };
}

function violationOf(program: MiniProgram, body: Fields): Violation {
  const id = required(textIn(body, 'illegal_record_id'), 40097);
  return required(
    program.violations.find(({ recordId }) => recordId === id),
    40097,
  );
}

function uploadMedia(
  world: WechatWorld,
  _: MiniProgram,
  __: Fields,
  ___: Fields,
  file: UploadedFile | undefined,
): object {
  if (file === undefined) throw new WechatRefusal(41005);
  const media_id = randomBytes(24).toString('base64url');
  world.media.add(media_id);
  return { type: 'image', media_id, created_at: secondsNow(world) };
}

/**
 * One reason with proof for the one piece of evidence. Which codes refuse an appeal is not published: 40097 stands for
 * what does not fit the record, and for one that is being looked at already (simulator-defined).
 */
function createAppeal(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const violation = violationOf(program, body);
  const materials = listIn(body, 'appeal_materials');
  const [material] = materials;
  if (materials.length !== 1 || !isFields(material)) throw new WechatRefusal(40097);
  const reason = required(textIn(material, 'reason'), 40097);
  const proof = listIn(material, 'proof_material_ids').map(String);
  if (proof.length === 0) throw new WechatRefusal(40097);
  if (!proof.every((id) => world.media.has(id))) throw new WechatRefusal(40007);
  const inHand = violation.appeals.some(({ status }) => status === 1);
  if (inHand || !isInForce(world, violation)) throw new WechatRefusal(40097);
  const appeal: ViolationAppeal = {
    id: randomInt(1_000_000, 9_999_999),
    atSeconds: secondsNow(world),
    count: violation.appeals.length + 1,
    reason,
    proof,
    status: 1,
    words: '',
    decidedAtSeconds: undefined,
  };
  violation.appeals.push(appeal);
  pushAppeal(world, program, violation, appeal);
  world.contests.open(program.appid, (decision) => conclude(world, program, violation, appeal, decision));
  return {};
}

function conclude(
  world: WechatWorld,
  program: MiniProgram,
  violation: Violation,
  appeal: ViolationAppeal,
  { outcome, reason }: Decision,
): void {
  if (outcome === 'delay') return;
  const won = outcome === 'approve';
  appeal.status = won ? 2 : 3;
  appeal.words = reason ?? (won ? '申诉通过（沙箱模拟）' : '申诉理由不成立（沙箱模拟）');
  appeal.decidedAtSeconds = secondsNow(world);
  if (won) violation.ended = true;
  pushAppeal(world, program, violation, appeal);
}

function pushAppeal(
  world: WechatWorld,
  program: MiniProgram,
  violation: Violation,
  appeal: ViolationAppeal,
): void {
  pushProgramEvent(world, program, 'wxa_appeal_record', {
    ...appealView(violation, appeal),
    appid: program.appid,
    material: {
      illegal_material: { content: EVIDENCE, content_url: GUIDE },
      appeal_material: { reason: appeal.reason, proof_material_id: appeal.proof.join(',') },
    },
  });
}

const APPEAL_STATES = ['', 'in hand', 'won', 'lost', 'taken back'] as const;

export function measureViews(world: WechatWorld): readonly MeasureView[] {
  return [...world.programs.values()].flatMap((program) =>
    program.violations.map((violation) => {
      const last = violation.appeals.at(-1);
      return {
        app: program.appid,
        reference: violation.recordId,
        kind: violation.kind,
        reason: violation.reason,
        inForce: isInForce(world, violation),
        ...(last ? { contest: { words: last.reason, state: APPEAL_STATES[last.status] } } : {}),
        open: last?.status === 1,
      };
    }),
  );
}
