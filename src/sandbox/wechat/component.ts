import { type Fields, textIn } from '../fields.ts';
import { required, WechatRefusal } from './errors.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

/** Whether the caller names the right platform. Answers its id. */
export function checkComponent(world: WechatWorld, body: Fields): string {
  const appid = required(textIn(body, 'component_appid'), 41018);
  if (appid !== world.settings.componentAppId) throw new WechatRefusal(40013);
  return appid;
}

export function checkSecret(world: WechatWorld, secret: string | undefined): void {
  if (required(secret, 41004) !== world.settings.componentAppSecret) throw new WechatRefusal(40125);
}

/** A program that has authorised the platform. Throws 40013 for none and 61003 for one that has not. */
export function authorizedProgram(world: WechatWorld, appid: string | undefined): MiniProgram {
  const program = world.programs.get(required(appid, 40013));
  if (program === undefined) throw new WechatRefusal(40013);
  if (!program.authorized) throw new WechatRefusal(61003);
  return program;
}
