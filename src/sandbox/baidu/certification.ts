import { randomBytes } from 'node:crypto';
import { type AppCalls, type PlatformCalls, REST } from './call-table.ts';
import { BaiduRefusal } from './errors.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld } from './state.ts';

/** Who is behind a program, by payment or by face. */
export const certificationCalls: AppCalls = {
  [`${REST}/auth/paymentCertification`]: { method: 'GET', act: paymentCertification },
  [`${REST}/auth/faceauthen`]: { method: 'GET', act: faceCheck },
};
/** The libraries differ over whose token it takes: either will do. */
export const gradeCalls: PlatformCalls = {
  [`${REST}/app/grade`]: { method: 'GET', alsoForApps: true, act: grades },
};

/** A page, on the sandbox, on which the transfer is made; again only when the yearly review is due (inferred). */
function paymentCertification(world: BaiduWorld, app: App): object {
  if (app.certified && app.annualReview === 1) throw new BaiduRefusal(64001);
  const order = randomBytes(16).toString('hex');
  world.payments.set(order, app);
  return { url: `${world.url}/mappconsole/tp/payment?order=${order}` };
}

/** A transparent pixel stands for the code to scan. */
const NO_CODE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const WAITING = 6;
const PASSED = 2;
const REFUSED = 4;
const CHECK_SECONDS = 600;

/** Whoever asks first begins the check; the people of the change desk decide it. `adType` 23 is the legal person's face. */
function faceCheck(world: BaiduWorld, app: App): object {
  if (app.certified && app.faceStatus !== PASSED) throw new BaiduRefusal(64001);
  if (app.faceStatus === 1 || app.faceStatus === REFUSED) {
    app.faceStatus = WAITING;
    const about = { app: String(app.appId), what: 'face', words: app.subjectName };
    world.changes.examine(about, ({ passed }) => {
      app.faceStatus = passed ? PASSED : REFUSED;
      if (!passed) return;
      app.certified = true;
      pushEvent(world, 'MESSAGES', 'ADVANCED_AUDIT_CHANGED', { adType: 23, adStatus: 1 }, app);
    });
  }
  const timeout = Math.floor(world.clock.now().getTime() / 1000) + CHECK_SECONDS;
  return { qrcode: NO_CODE, timeout, legal_face_status: app.faceStatus };
}

/** Nobody has been graded yet. */
function grades({ apps }: BaiduWorld): object {
  const dataList = [...apps.values()].map(({ appId, appKey }) => ({
    app_id: appId,
    app_key: appKey,
    grade: '未评级',
    app_grade: '未评级',
  }));
  return { pageNo: 1, pageSize: 100, total: dataList.length, totalPage: 1, dataList };
}
