import type { ConsoleUse } from '../console.ts';
import { NotThere } from '../measures.ts';
import { uploadCode } from './code.ts';
import { WechatRefusal } from './errors.ts';
import { release, revertRelease } from './release.ts';
import { openAudit, withdrawAudit } from './review.ts';
import { serve } from './service.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** Somebody at mp.weixin.qq.com, or with the developer tools. Throws `NotThere` where WeChat refuses it. */
export function useConsole(world: WechatWorld, program: MiniProgram, use: ConsoleUse): void {
  try {
    perform(world, program, use);
  } catch (error) {
    if (!(error instanceof WechatRefusal)) throw error;
    throw new NotThere(`${use.action} of ${program.appid}: ${error.errcode} ${error.message}`);
  }
}

function perform(
  world: WechatWorld,
  program: MiniProgram,
  { action, version, description }: ConsoleUse,
): void {
  switch (action) {
    case 'UPLOAD':
      uploadCode(world, program, {
        templateId: 0,
        version: version ?? `console-${program.scanRound + 1}`,
        description: description ?? '',
        pages: program.trial?.pages ?? world.templates[0]?.pages ?? [],
        atSeconds: secondsNow(world),
      });
      return;
    case 'SUBMIT':
      openAudit(world, program);
      return;
    case 'WITHDRAW':
      withdrawAudit(world, program);
      return;
    case 'RELEASE':
      release(world, program);
      return;
    case 'ROLL_BACK':
      revertRelease(world, program, {}, {});
      return;
    case 'PAUSE':
      serve(world, program, false);
      return;
    case 'RESUME':
      serve(world, program, true);
      return;
  }
}
