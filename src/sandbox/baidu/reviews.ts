import { addDays, civilDateAt } from '../../kernel/civil-time.ts';
import { type Fields, textIn } from '../fields.ts';
import type { Decision } from '../review-desk.ts';
import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal, required } from './errors.ts';
import { packagePassed } from './measures.ts';
import { pushEvent } from './pushes.ts';
import { type App, type BaiduWorld, chosenPackage, type Package } from './state.ts';

/** Reviews of packages. */
export const reviewCalls: AppCalls = {
  [`${REST}/package/submitaudit`]: { method: 'POST', act: submitAudit },
  [`${REST}/package/auditquota`]: { method: 'GET', act: auditQuota },
  [`${REST}/package/withdraw`]: {
    method: 'POST',
    act: (world, app, fields) => withdrawPackage(world, app, chosenPackage(app, fields)),
  },
};

function submitAudit(world: BaiduWorld, app: App, fields: Fields): undefined {
  required(textIn(fields, 'content'));
  const remark = required(textIn(fields, 'remark'));
  const chosen = chosenPackage(app, fields);
  startReview(world, app, chosen);
  chosen.remark = remark;
  return undefined;
}

/** One review per program at a time, and only of a development or rejected version (both inferred). */
export function startReview(world: BaiduWorld, app: App, chosen: Package): void {
  if (!app.nameApproved && !app.categoryApproved) throw new BaiduRefusal(69003);
  if (!app.nameApproved) throw new BaiduRefusal(69001);
  if (!app.categoryApproved) throw new BaiduRefusal(69002);
  if (app.packages.some(({ status }) => status === 4)) throw new BaiduRefusal(50052);
  if (chosen.status !== 3 && chosen.status !== 5) throw new BaiduRefusal(40001);
  const week = weekNow(world);
  const used = app.submissions.get(week) ?? 0;
  if (used >= world.settings.weeklyQuota) throw new BaiduRefusal(69013);
  app.submissions.set(week, used + 1);
  chosen.status = 4;
  chosen.words = '';
  world.reviews.open(String(app.appId), (decision) => conclude(world, app, chosen, decision));
}

/** Baidu knows no delayed review: a scripted delay only makes it last longer. */
function conclude(world: BaiduWorld, app: App, chosen: Package, { outcome, reason = '' }: Decision): void {
  if (outcome === 'delay') return;
  const passed = outcome === 'approve';
  chosen.status = passed ? 6 : 5;
  chosen.words = passed ? '审核通过' : reason;
  if (passed) packagePassed(app);
  const about =
    world.settings.pushStyle === '2020' ? {} : { packageId: chosen.id, packageVersion: chosen.version };
  if (passed) pushEvent(world, 'MESSAGES', 'PACKAGE_AUDIT_PASS', about, app);
  else pushEvent(world, 'MESSAGES', 'PACKAGE_AUDIT_FAIL', { ...about, reason }, app);
}

function auditQuota(world: BaiduWorld, app: App): object {
  const times = world.settings.weeklyQuota;
  return {
    quota_type: 2,
    quota_times: times,
    remain_times: times - (app.submissions.get(weekNow(world)) ?? 0),
  };
}

/** Back to a development version; the quota is not given back (both inferred). */
export function withdrawPackage(world: BaiduWorld, app: App, chosen: Package): undefined {
  if (chosen.status !== 4) throw new BaiduRefusal(40001);
  chosen.status = 3;
  world.reviews.close(String(app.appId));
  return undefined;
}

/** The Monday, in China, of the week that it is: quotas are per week. That weeks begin on Mondays is inferred. */
function weekNow(world: BaiduWorld): string {
  const today = civilDateAt(world.clock.now());
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  return addDays(today, -weekday);
}
