import { type Fields, textIn } from '../fields.ts';
import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal, required } from './errors.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld } from './state.ts';

/** The leave to ask users for their phone numbers. */
export const mobileAuthCalls: AppCalls = {
  [`${REST}/app/apply/mobileauth`]: { method: 'POST', act: apply },
  [`${REST}/app/cancel/mobileauth`]: { method: 'POST', act: cancel },
  [`${REST}/app/get/mobileauthstatus`]: { method: 'GET', act: status },
};

const CANCELLED = 0;
const PENDING = 1;
const REFUSED = 2;
const PASSED = 3;
const WORDS_CHARACTERS = 500;

function apply(world: BaiduWorld, app: App, fields: Fields): undefined {
  for (const name of ['reason', 'used_scene', 'scene_desc', 'scene_demo']) required(textIn(fields, name));
  const words = textIn(fields, 'scene_desc') ?? '';
  if (Array.from(words).length > WORDS_CHARACTERS) throw new BaiduRefusal(40001);
  if (app.mobileAuth.status === PENDING) throw new BaiduRefusal(50052);
  if (app.mobileAuth.status === PASSED) throw new BaiduRefusal(40000);
  app.mobileAuth = { status: PENDING, reason: '' };
  const about = { app: String(app.appId), what: 'mobile-auth', words };
  world.changes.examine(about, ({ passed, reason }) => {
    app.mobileAuth = { status: passed ? PASSED : REFUSED, reason };
    const event = passed ? 'APPLY_APP_MOBILE_AUTH_PASS' : 'APPLY_APP_MOBILE_AUTH_REJECT';
    pushEvent(world, 'MESSAGES', event, passed ? {} : { reason }, app);
  });
  return undefined;
}

/** Taken back while it is looked at, or given up later; either is pushed (inferred). */
function cancel(world: BaiduWorld, app: App): undefined {
  if (app.mobileAuth.status === CANCELLED) throw new BaiduRefusal(40001);
  world.changes.close(String(app.appId), 'mobile-auth');
  app.mobileAuth = { status: CANCELLED, reason: '' };
  pushEvent(world, 'MESSAGES', 'APP_MOBILE_AUTH_CANCEL', {}, app);
  return undefined;
}

function status(_: BaiduWorld, { mobileAuth }: App): object {
  return mobileAuth;
}
