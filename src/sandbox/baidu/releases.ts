import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal } from './errors.ts';
import { inForce } from './measures.ts';
import { type App, type BaiduWorld, chosenPackage, type Package } from './state.ts';

/** What the public sees. No push follows either call: who wants to know asks `package/get`. */
export const releaseCalls: AppCalls = {
  [`${REST}/package/release`]: {
    method: 'POST',
    act: (_, app, fields) => releasePackage(app, chosenPackage(app, fields)),
  },
  [`${REST}/package/rollback`]: {
    method: 'POST',
    act: (world, app, fields) => rollBackPackage(world, app, chosenPackage(app, fields)),
  },
};

/** What was online is no longer listed, and can be gone back to. */
export function releasePackage(app: App, chosen: Package): undefined {
  if (!app.certified) throw new BaiduRefusal(50038);
  if (chosen.status !== 6 || inForce(app, 'OFFLINE')) throw new BaiduRefusal(40001);
  const before = app.packages.find(({ status }) => status === 1);
  app.packages = app.packages.filter((one) => one !== before);
  app.previous = before;
  chosen.status = 1;
  chosen.rollbackVersion = before?.version;
  return undefined;
}

/**
 * From the package that is online to the one before it. It takes a while, in which the package that goes has status 8.
 * There is one step back and no second; that 40001 refuses what cannot be is simulator-defined.
 */
export function rollBackPackage(world: BaiduWorld, app: App, chosen: Package): undefined {
  const target = app.previous;
  if (chosen.status !== 1 || target === undefined) throw new BaiduRefusal(40001);
  chosen.status = 8;
  app.previous = undefined;
  world.timers.after(world.settings.rollbackAfterMs, () => {
    app.packages = [...app.packages.filter((one) => one !== chosen), target];
    target.status = 1;
    target.rollbackVersion = undefined;
  });
  return undefined;
}
