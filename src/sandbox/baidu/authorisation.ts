import { CODE_LIFE_S, issueCode } from './access.ts';
import { createApp } from './app.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld } from './state.ts';

/** An administrator lets the platform act for a program that exists. Without an id it is new here, and all of it approved. */
export function authorizeApp(
  world: BaiduWorld,
  { appId, appName }: { readonly appId?: number; readonly appName: string },
): App {
  const known = appId === undefined ? undefined : world.apps.get(appId);
  const app = known ?? existingApp(world, appName);
  const event = known?.authorized === true ? 'UPDATE_AUTHORIZED' : 'AUTHORIZED';
  app.authorized = true;
  const codes = { authorizationCode: issueCode(world, app), authorizationCodeExpiresIn: CODE_LIFE_S };
  pushEvent(world, 'AUTHORISATION', event, codes, app);
  return app;
}

function existingApp(world: BaiduWorld, appName: string): App {
  const app = createApp(world, undefined, {
    appName,
    appDesc: '沙箱里已有的小程序',
    photo: '',
    subjectName: appName,
    subjectType: 2,
    categories: world.settings.categories.slice(0, 1),
  });
  app.nameApproved = true;
  app.categoryApproved = true;
  app.certified = true;
  return app;
}

/** The administrator takes the authorisation back. */
export function revokeApp(world: BaiduWorld, app: App): void {
  app.authorized = false;
  for (const kind of ['app', 'refresh', 'code'] as const) world.tokens.revoke(kind, String(app.appId));
  pushEvent(world, 'AUTHORISATION', 'UNAUTHORIZED', {}, app);
}
