import { randomInt } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { AnswerScript } from '../answer-script.ts';
import { CallLog } from '../call-log.ts';
import { ChangeDesk } from '../change-desk.ts';
import { makeControl, type SandboxControl } from '../control.ts';
import { MovableClock } from '../movable-clock.ts';
import { Pushes } from '../push.ts';
import { ReviewDesk } from '../review-desk.ts';
import { Timers } from '../timers.ts';
import { TokenTable } from '../token-table.ts';
import { makeCheck } from '../url-check.ts';
import { openWire } from '../wire.ts';
import { issueAuthorizerToken, issueComponentToken, pushTicket } from './access.ts';
import { answerCall } from './calls.ts';
import { numberCategories, usualCategoryPaths } from './categories.ts';
import { useConsole } from './console.ts';
import { EVENT_KINDS, sendEvent } from './event-kinds.ts';
import { endMeasures, measureViews, punish } from './measures.ts';
import { urlCheck } from './pushes.ts';
import { addSceneryRoutes, knownProgram, sceneryOf, type WechatScenery } from './scenery.ts';
import type { SandboxTemplate, WechatTokenKind, WechatWorld } from './state.ts';
import { appViews, reviewViews } from './views.ts';

export interface WechatSandboxOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** The address to listen on: 127.0.0.1, unless said. */
  readonly host?: string;
  readonly clock: Clock;
  readonly componentAppId: string;
  readonly componentAppSecret: string;
  /** The token that signs pushes. */
  readonly messageToken: string;
  readonly encodingAesKey: string;
  /** The gateway: pushes go to `/hosts/wechat/events` and `/hosts/wechat/messages/<appid>` there. */
  readonly pushBaseUrl: string;
  /** 600 000, as documented; 0: none but the first and those asked for. */
  readonly ticketEveryMs?: number;
  readonly reviewAfterMs?: number;
  readonly registrationAfterMs?: number;
  /** How long appeals are looked at. */
  readonly contestAfterMs?: number;
  /** How long the privacy scan takes after each commit. */
  readonly scanAfterMs?: number;
  readonly monthlyQuota?: number;
  /** Reviews that can be hastened in a month, and how soon they end then. */
  readonly monthlySpeedups?: number;
  readonly speedUpAfterMs?: number;
  /** How long names, categories, papers and filings are looked at. */
  readonly changeAfterMs?: number;
  /** Calls of one path on one day; no limit, unless said. */
  readonly dailyCalls?: number;
  readonly templates: readonly SandboxTemplate[];
  /** Category names, two or three levels each; a program starts with all of them. */
  readonly categories?: readonly (readonly string[])[];
  /** 3 tries, 5 s apart: documented for public accounts, inferred for platforms. */
  readonly pushTries?: number;
  readonly pushGapMs?: number;
  /** Callers that are served; all, unless said. */
  readonly allowedAddresses?: readonly string[];
}

/** A stand-in for WeChat on this machine. */
export interface WechatSandbox extends SandboxControl, WechatScenery {
  readonly url: string;
  close(): Promise<void>;
}

export async function startWechatSandbox(options: WechatSandboxOptions): Promise<WechatSandbox> {
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
      world.tokens.expire('component');
      world.tokens.expire('authorizer');
    },
    handOutToken: (app) =>
      app === undefined ? issueComponentToken(world) : issueAuthorizerToken(world, knownProgram(world, app)),
    pushTicket: () => pushTicket(world),
    checkUrl: (address) => makeCheck(urlCheck(world, address)),
    setPushBaseUrl: (url) => {
      world.settings.pushBaseUrl = url;
    },
    state: () => ({
      platform: 'WeChat',
      apps: appViews(world),
      reviews: reviewViews(world),
      measures: measureViews(world),
    }),
    contests: world.contests,
    changes: world.changes,
    useConsole: (app, use) => useConsole(world, knownProgram(world, app), use),
    punish: (app, punishment) => punish(world, knownProgram(world, app), punishment),
    endMeasures: (app) => endMeasures(knownProgram(world, app)),
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

function createWorld(options: WechatSandboxOptions, timers: Timers): WechatWorld {
  const clock = new MovableClock(options.clock, timers);
  const registrationAfterMs = options.registrationAfterMs ?? 1500;
  return {
    settings: {
      componentAppId: options.componentAppId,
      componentAppSecret: options.componentAppSecret,
      messageToken: options.messageToken,
      encodingAesKey: options.encodingAesKey,
      pushBaseUrl: options.pushBaseUrl,
      registrationAfterMs,
      scanAfterMs: options.scanAfterMs ?? 500,
      monthlyQuota: options.monthlyQuota ?? 500,
      monthlySpeedups: options.monthlySpeedups ?? 5,
      speedUpAfterMs: options.speedUpAfterMs ?? 0,
      dailyCalls: options.dailyCalls ?? Number.POSITIVE_INFINITY,
      categories: numberCategories(options.categories ?? usualCategoryPaths),
      allowedAddresses: options.allowedAddresses ?? [],
    },
    clock,
    timers,
    pushes: new Pushes(clock, timers, { tries: options.pushTries ?? 3, gapMs: options.pushGapMs ?? 5000 }),
    reviews: new ReviewDesk(timers, options.reviewAfterMs ?? 1500),
    registrations: new ReviewDesk(timers, registrationAfterMs),
    contests: new ReviewDesk(timers, options.contestAfterMs ?? 1500),
    changes: new ChangeDesk(timers, options.changeAfterMs ?? registrationAfterMs),
    tokens: new TokenTable<WechatTokenKind>(clock),
    programs: new Map(),
    templates: options.templates.map((one) => ({
      ...one,
      draftId: 0,
      atSeconds: Math.floor(clock.now().getTime() / 1000),
      type: 0,
    })),
    drafts: [],
    tasks: [],
    personalTasks: new Map(),
    verifications: new Map(),
    media: new Set(),
    icpMedia: new Map(),
    reviewMedia: new Map(),
    platformBar: undefined,
    nextAuditId: randomInt(400_000_000, 500_000_000),
    submissions: new Map(),
    speedups: new Map(),
    quotaResets: new Map(),
    callCounts: new Map(),
    refusals: new Map(),
  };
}
