import type { ConsoleUse } from '../console.ts';
import { NotThere } from '../measures.ts';
import { BaiduRefusal, required } from './errors.ts';
import { addPackage, settle } from './packages.ts';
import { releasePackage, rollBackPackage } from './releases.ts';
import { startReview, withdrawPackage } from './reviews.ts';
import { serve } from './service.ts';
import type { App, BaiduWorld, Package, PackageStatus } from './state.ts';

/** Somebody at smartprogram.baidu.com, or with the developer tools. Throws `NotThere` where Baidu refuses it. */
export function useConsole(world: BaiduWorld, app: App, use: ConsoleUse): void {
  try {
    perform(world, app, use);
  } catch (error) {
    if (!(error instanceof BaiduRefusal)) throw error;
    throw new NotThere(`${use.action} of ${app.appId}: ${error.errno} ${error.message}`);
  }
}

function perform(world: BaiduWorld, app: App, { action, version, description }: ConsoleUse): void {
  switch (action) {
    case 'UPLOAD':
      settle(
        world,
        addPackage(world, app, version ?? `console-${app.packages.length + 1}`, description ?? ''),
      );
      return;
    case 'SUBMIT':
      startReview(world, app, newest(app, [3, 5]));
      return;
    case 'WITHDRAW':
      withdrawPackage(world, app, newest(app, [4]));
      return;
    case 'RELEASE':
      releasePackage(app, newest(app, [6]));
      return;
    case 'ROLL_BACK':
      rollBackPackage(world, app, newest(app, [1]));
      return;
    case 'PAUSE':
    case 'RESUME':
      serve(world, app, action === 'RESUME');
  }
}

function newest(app: App, statuses: readonly PackageStatus[]): Package {
  const found = app.packages.findLast(({ status }) => status !== undefined && statuses.includes(status));
  return required(found, 69005);
}
