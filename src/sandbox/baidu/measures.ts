import { type Fields, textIn } from '../fields.ts';
import { type MeasureView, NotThere, type Punishment } from '../measures.ts';
import type { Decision } from '../review-desk.ts';
import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal, required } from './errors.ts';
import { pushEvent } from './pushes.ts';
import type { App, AppMeasure, BaiduWorld } from './state.ts';

/** What a program is held to have done wrong, and what puts it right. */
export const measureCalls: AppCalls = {
  [`${REST}/app/offline/update`]: { method: 'POST', act: updateOffline },
  [`${REST}/app/violation`]: { method: 'GET', act: violations },
  [`${REST}/appflow/applyRecovery`]: { method: 'POST', act: applyRecovery },
};

const LONGEST_RECOVERY_WORDS = 100;
/** The fields that a forced offline for name, picture and words objects to, unless it is about the package alone. */
const ILLEGAL_FIELDS = 'appName,appDesc';

type Step = 'OFFLINE' | 'TRAFFIC' | 'WARNING';
const steps: Readonly<Partial<Record<Punishment['kind'], Step>>> = {
  OFFLINE: 'OFFLINE',
  TRAFFIC: 'TRAFFIC',
  WARNING: 'WARNING',
};

/** A step of the ladder: forced offline, traffic off, rectification within a time. */
export function punish(world: BaiduWorld, app: App, punishment: Punishment): string {
  const { reason, offlineReason = 1 } = punishment;
  const kind = steps[punishment.kind];
  if (kind === undefined)
    throw new NotThere('Baidu does OFFLINE, TRAFFIC and WARNING; see WeChat for the rest');
  const measure: AppMeasure = {
    id: String(world.nextExamineId),
    kind,
    reason,
    offlineReason,
    ended: false,
    fix: undefined,
  };
  world.nextExamineId += 1;
  app.measures.push(measure);
  if (kind === 'OFFLINE') {
    const about = offlineReason === 2 ? {} : { illegalFields: ILLEGAL_FIELDS };
    pushEvent(world, 'MESSAGES', 'APP_FORCE_OFFLINE', { reason, offlineReason, ...about }, app);
  } else {
    const event = kind === 'TRAFFIC' ? 'FLOW_CLOSE_NOTIFY' : 'TIME_LIMIT_RECTIFY_NOTIFY';
    pushEvent(world, 'MESSAGES', event, { reason }, app);
  }
  return measure.id;
}

export function endMeasures({ measures }: App): void {
  for (const measure of measures) measure.ended = true;
}

/** The measure of this kind that is in force, the newest. */
export function inForce({ measures }: App, kind: Step): AppMeasure | undefined {
  return measures.findLast((one) => one.kind === kind && !one.ended);
}

/** `status` of `app/info`: 5 forced offline, 7 traffic off, 6 to be rectified, 4 paused, 1 normal. */
export function statusOf(app: App): number {
  if (inForce(app, 'OFFLINE')) return 5;
  if (inForce(app, 'TRAFFIC')) return 7;
  if (inForce(app, 'WARNING')) return 6;
  return app.paused ? 4 : 1;
}

/** What `app/info` adds about a program that was forced offline. */
export function offlineInfo(app: App): { readonly app_offline_info?: object; readonly audit_info?: object } {
  const measure = inForce(app, 'OFFLINE');
  if (!measure) return {};
  const { fix, offlineReason } = measure;
  const about = offlineReason === 2 ? {} : { illegal_fields: ILLEGAL_FIELDS };
  const status = { IN_REVIEW: 1, DECLINED: 3, ACCEPTED: undefined }[fix?.state ?? 'ACCEPTED'];
  return {
    app_offline_info: [{ offline_reason: offlineReason, ...about }],
    ...(fix && status
      ? {
          audit_info: {
            audit_app_name: fix.words,
            audit_app_name_status: status,
            audit_app_name_reason: fix.said,
          },
        }
      : {}),
  };
}

/** The fields that are there are examined; a program that is not offline for them has nothing to update (inferred). */
function updateOffline(world: BaiduWorld, app: App, fields: Fields): object {
  const measure = inForce(app, 'OFFLINE');
  if (!measure || measure.offlineReason === 2) throw new BaiduRefusal(40045);
  const handedIn = ['app_name', 'app_desc', 'photo_addr'].map((name) => textIn(fields, name));
  if (handedIn.every((one) => one === undefined)) throw new BaiduRefusal(40001);
  const [, , photo] = handedIn;
  if (photo !== undefined && !world.images.has(photo)) throw new BaiduRefusal(47008);
  const examine_id = world.nextExamineId;
  world.nextExamineId += 1;
  handIn(world, app, measure, handedIn[0] ?? app.appName, ({ passed, words }) => {
    const event = passed ? 'BASE_INFO_OFFLINE_AUDIT_SUCCESS' : 'BASE_INFO_OFFLINE_AUDIT_FAIL';
    const said = passed ? {} : { reason: words };
    pushEvent(world, 'MESSAGES', event, { examineId: examine_id, ...said }, app);
  });
  return { examine_id };
}

function applyRecovery(world: BaiduWorld, app: App, fields: Fields): undefined {
  const words = required(textIn(fields, 'audit_desc'));
  if (Array.from(words).length > LONGEST_RECOVERY_WORDS) throw new BaiduRefusal(40001);
  const measure = inForce(app, 'TRAFFIC');
  if (!measure) throw new BaiduRefusal(40045);
  handIn(world, app, measure, words, ({ passed, words: reason }) => {
    const event = passed ? 'FLOW_CLOSE_AUDIT_PASS' : 'FLOW_CLOSE_AUDIT_FAIL';
    pushEvent(world, 'MESSAGES', event, passed ? {} : { reason }, app);
  });
  return undefined;
}

/** One at a time: that 50052 says so here is inferred. */
function handIn(
  world: BaiduWorld,
  app: App,
  measure: AppMeasure,
  words: string,
  tell: (answer: { readonly passed: boolean; readonly words: string }) => void,
): void {
  if (measure.fix?.state === 'IN_REVIEW') throw new BaiduRefusal(50052);
  measure.fix = { words, state: 'IN_REVIEW', said: '' };
  world.contests.open(String(app.appId), (decision) => {
    if (decision.outcome !== 'delay') tell(concluded(measure, words, decision));
  });
}

function concluded(measure: AppMeasure, words: string, { outcome, reason }: Decision) {
  const passed = outcome === 'approve';
  const said = reason ?? (passed ? '' : '整改不符合要求（沙箱模拟）');
  measure.fix = { words, state: passed ? 'ACCEPTED' : 'DECLINED', said };
  if (passed) measure.ended = true;
  return { passed, words: said };
}

/** A new version that passed review puts right what the package was the reason for (inferred). */
export function packagePassed(app: App): void {
  const measure = inForce(app, 'OFFLINE');
  if (measure?.offlineReason === 2) measure.ended = true;
  const warned = inForce(app, 'WARNING');
  if (warned) warned.ended = true;
}

/** `taskId`, words and whether it goes on; what the numbers of `status` mean is not published: 0 as in the sample. */
function violations(_: BaiduWorld, app: App): object {
  const open = app.measures.filter(({ ended }) => !ended);
  return {
    appId: app.appId,
    problemDetails: open.map(({ id, reason, fix }) => ({
      taskId: id,
      status: 0,
      problemDesc: reason,
      problemPath: '',
      screenShot: '[]',
      auditReason: fix?.said ?? '',
      auditShot: '[]',
    })),
  };
}

export function measureViews(world: BaiduWorld): readonly MeasureView[] {
  return [...world.apps.values()].flatMap((app) =>
    app.measures.map(({ id, kind, reason, ended, fix }) => ({
      app: String(app.appId),
      reference: id,
      kind,
      reason,
      inForce: !ended,
      ...(fix ? { contest: { words: fix.words, state: fix.state } } : {}),
      open: fix?.state === 'IN_REVIEW',
    })),
  );
}
