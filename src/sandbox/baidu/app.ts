import { randomBytes, randomInt } from 'node:crypto';
import type { Account, App, BaiduWorld } from './state.ts';

/** What a registration asks for: the program and who it belongs to. */
export type Application = Pick<
  App,
  'appName' | 'appDesc' | 'photo' | 'subjectName' | 'subjectType' | 'categories'
>;

/** A program that exists, with nothing examined yet. */
export function createApp(world: BaiduWorld, account: Account | undefined, application: Application): App {
  const app: App = {
    ...application,
    appId: newAppId(world),
    appKey: newAppKey(),
    authorized: true,
    categoryReview: { status: 2, reason: '' },
    subjectStatus: 1,
    annualReview: 1,
    nameApproved: false,
    categoryApproved: false,
    certified: false,
    packages: [],
    previous: undefined,
    uploadFaults: [],
    baseReviews: new Map(),
    modified: { name: 0, icon: 0, desc: 0, category: 0 },
    paused: false,
    trafficClosed: false,
    supportVersion: '',
    webStatus: 0,
    domains: new Map(),
    mobileAuth: { status: 0, reason: '' },
    faceStatus: 1,
    measures: [],
    submissions: new Map(),
  };
  world.apps.set(app.appId, app);
  account?.apps.push(app);
  return app;
}

/** Random: a restarted sandbox repeats none. */
function newAppId(world: BaiduWorld): number {
  let appId = randomInt(10_000_000, 99_999_999);
  while (world.apps.has(appId)) appId += 1;
  return appId;
}

function newAppKey(): string {
  return randomBytes(24).toString('base64').replace(/[+/]/g, 'x');
}
