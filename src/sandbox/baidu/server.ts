import { randomInt } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { AnswerScript } from '../answer-script.ts';
import { CallLog } from '../call-log.ts';
import { ChangeDesk } from '../change-desk.ts';
import { makeControl, type SandboxControl } from '../control.ts';
import { MEMBER_HOST } from '../identities.ts';
import { MovableClock } from '../movable-clock.ts';
import { Pushes } from '../push.ts';
import { ReviewDesk } from '../review-desk.ts';
import { Timers } from '../timers.ts';
import { TokenTable } from '../token-table.ts';
import { makeCheck } from '../url-check.ts';
import { openWire } from '../wire.ts';
import { issueAppToken, issueTpToken } from './access.ts';
import { answerCall } from './calls.ts';
import { type CategoryRow, numberCategories, usualCategoryRows } from './categories.ts';
import { useConsole } from './console.ts';
import { EVENT_KINDS, sendEvent } from './event-kinds.ts';
import { endMeasures, measureViews, punish } from './measures.ts';
import { pushTicket, urlCheck } from './pushes.ts';
import { addSceneryRoutes, type BaiduScenery, knownApp, sceneryOf } from './scenery.ts';
import type { BaiduSettings, BaiduTokenKind, BaiduWorld, SandboxTemplate } from './state.ts';
import { appViews, reviewViews } from './views.ts';

export interface BaiduSandboxOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** The address to listen on: 127.0.0.1, unless said. */
  readonly host?: string;
  readonly clock: Clock;
  /** The platform's key, `client_id` on the wire. */
  readonly tpKey: string;
  readonly tpAppId: number;
  /** The key of a member host; one of the sandbox's own, unless said. */
  readonly memberHost?: BaiduSettings['memberHost'];
  /** The token that signs pushes. */
  readonly messageToken: string;
  readonly encodingAesKey: string;
  /** The gateway: pushes go to `/hosts/baidu/events` and `/hosts/baidu/messages` there. */
  readonly pushBaseUrl: string;
  /** The id behind the message in a push: `tpKey`, unless said. */
  readonly pushTail?: string;
  readonly pushStyle?: BaiduSettings['pushStyle'];
  /** 600 000, as documented; 0: none but the first and those asked for. */
  readonly ticketEveryMs?: number;
  readonly reviewAfterMs?: number;
  readonly registrationAfterMs?: number;
  /** How long names, pictures, words and papers are looked at. */
  readonly changeAfterMs?: number;
  /** How long fixes are looked at. */
  readonly contestAfterMs?: number;
  /** How long after its registration the name and the category of a program are approved. */
  readonly baseInfoAfterMs?: number;
  /** 3000, as documented. */
  readonly uploadAfterMs?: number;
  /** How long a step back to the version before takes. */
  readonly rollbackAfterMs?: number;
  /** Host names that the platform registered; programs may use them and names below them. Any, unless said. */
  readonly domains?: readonly string[];
  /** Submissions per program and week. */
  readonly weeklyQuota?: number;
  readonly templates: readonly SandboxTemplate[];
  readonly categories?: readonly CategoryRow[];
  /** Baidu publishes neither; 3 tries, 5 s apart, unless said. */
  readonly pushTries?: number;
  readonly pushGapMs?: number;
  /** Callers that are served; all, unless said. */
  readonly allowedAddresses?: readonly string[];
}

/** A stand-in for Baidu's open platform on this machine. */
export interface BaiduSandbox extends SandboxControl, BaiduScenery {
  readonly url: string;
  close(): Promise<void>;
}

export async function startBaiduSandbox(options: BaiduSandboxOptions): Promise<BaiduSandbox> {
  const timers = new Timers();
  const world = createWorld(options, timers);
  const answers = new AnswerScript();
  const log = new CallLog();
  const control = makeControl({
    reviews: world.reviews,
    registrations: world.registrations,
    pushes: world.pushes,
    answers,
    log,
    clock: world.clock,
    expireTokens: () => {
      world.tokens.expire('tp');
      world.tokens.expire('app');
    },
    handOutToken: (app) =>
      app === undefined ? issueTpToken(world) : issueAppToken(world, String(knownApp(world, app).appId)),
    pushTicket: () => pushTicket(world),
    checkUrl: (address) => makeCheck(urlCheck(world, address)),
    setPushBaseUrl: (url) => {
      world.settings.pushBaseUrl = url;
    },
    state: () => ({
      platform: 'Baidu',
      apps: appViews(world),
      reviews: reviewViews(world),
      measures: measureViews(world),
    }),
    contests: world.contests,
    changes: world.changes,
    useConsole: (app, use) => useConsole(world, knownApp(world, app), use),
    punish: (app, punishment) => punish(world, knownApp(world, app), punishment),
    endMeasures: (app) => endMeasures(knownApp(world, app)),
    eventKinds: EVENT_KINDS,
    sendEvent: (event) => sendEvent(world, event),
  });
  const scenery = sceneryOf(world);
  const wire = await openWire({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    clock: world.clock,
    timers,
    answers,
    log,
    control,
    addRoutes: (server) => addSceneryRoutes(server, scenery),
    act: (call) => answerCall(world, call),
  });
  world.url = wire.url;
  pushTicket(world);
  timers.every(options.ticketEveryMs ?? 600_000, () => pushTicket(world));
  return {
    ...control,
    ...scenery,
    url: wire.url,
    close: async () => {
      timers.close();
      world.pushes.close();
      await wire.close();
    },
  };
}

function settingsOf(options: BaiduSandboxOptions): BaiduWorld['settings'] {
  return {
    tpKey: options.tpKey,
    tpAppId: options.tpAppId,
    memberHost: options.memberHost ?? MEMBER_HOST,
    messageToken: options.messageToken,
    encodingAesKey: options.encodingAesKey,
    pushTail: options.pushTail ?? options.tpKey,
    pushStyle: options.pushStyle ?? 'CURRENT',
    pushBaseUrl: options.pushBaseUrl,
    baseInfoAfterMs: options.baseInfoAfterMs ?? 0,
    uploadAfterMs: options.uploadAfterMs ?? 3000,
    weeklyQuota: options.weeklyQuota ?? 100,
    rollbackAfterMs: options.rollbackAfterMs ?? 1500,
    domains: options.domains ?? [],
    categories: numberCategories(options.categories ?? usualCategoryRows),
    allowedAddresses: options.allowedAddresses ?? [],
  };
}

function createWorld(options: BaiduSandboxOptions, timers: Timers): BaiduWorld {
  const clock = new MovableClock(options.clock, timers);
  return {
    settings: settingsOf(options),
    clock,
    timers,
    pushes: new Pushes(clock, timers, { tries: options.pushTries ?? 3, gapMs: options.pushGapMs ?? 5000 }),
    reviews: new ReviewDesk(timers, options.reviewAfterMs ?? 1500),
    registrations: new ReviewDesk(timers, options.registrationAfterMs ?? 1500),
    contests: new ReviewDesk(timers, options.contestAfterMs ?? 1500),
    changes: new ChangeDesk(timers, options.changeAfterMs ?? options.registrationAfterMs ?? 1500),
    tokens: new TokenTable<BaiduTokenKind>(clock),
    templates: options.templates.map((one) => ({ ...one, draftId: 0, at: clock.now() })),
    drafts: [],
    accounts: new Map(),
    apps: new Map(),
    images: new Set(),
    payments: new Map(),
    nextPackageId: randomInt(100_000, 900_000),
    nextExamineId: randomInt(100_000, 900_000),
    url: '',
  };
}
