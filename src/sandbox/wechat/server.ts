import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import { AnswerScript } from '../answer-script.ts';
import { CallLog } from '../call-log.ts';
import {
  type AppView,
  makeControl,
  type ReviewView,
  type SandboxControl,
  UnknownProgram,
} from '../control.ts';
import { MovableClock } from '../movable-clock.ts';
import { Pushes } from '../push.ts';
import { ReviewDesk } from '../review-desk.ts';
import { Timers } from '../timers.ts';
import { TokenTable } from '../token-table.ts';
import { openWire } from '../wire.ts';
import { authorizeProgram, pushTicket, revokeProgram } from './access.ts';
import { answerCall } from './calls.ts';
import { numberCategories, usualCategoryPaths } from './categories.ts';
import { endMeasures, isBlocked, measureViews, punish } from './measures.ts';
import {
  isOpen,
  type MiniProgram,
  type SandboxTemplate,
  type WechatTokenKind,
  type WechatWorld,
} from './state.ts';

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
  readonly templates: readonly SandboxTemplate[];
  /** Category names, two or three levels each; a program starts with all of them. */
  readonly categories?: readonly (readonly string[])[];
  /** 3 tries, 5 s apart: documented for public accounts, inferred for platforms. */
  readonly pushTries?: number;
  readonly pushGapMs?: number;
  /** Callers that are served; all, unless said. */
  readonly allowedAddresses?: readonly string[];
}

/** Gates that a scenario opens or shuts. */
export interface WechatProgramFacts {
  /** Name, picture and introduction are set; without them 86002. */
  readonly initialised?: boolean;
  /** Privacy interfaces that the code uses and nobody declared; with them 61040. */
  readonly undeclaredApis?: readonly string[];
  readonly serving?: boolean;
  readonly verified?: boolean;
}

/** A stand-in for WeChat on this machine. */
export interface WechatSandbox extends SandboxControl {
  readonly url: string;
  /** An administrator authorises the platform: pushes `authorized`. Without an id the program is new. Answers its id. */
  authorize(program: { readonly appid?: string; readonly nickName: string }): string;
  /** The administrator takes it back: pushes `unauthorized`, and tokens are worth nothing. */
  revoke(appid: string): void;
  setFacts(appid: string, facts: WechatProgramFacts): void;
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
    pushTicket: () => pushTicket(world),
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
    punish: (app, punishment) => punish(world, knownProgram(world, app), punishment),
    endMeasures: (app) => endMeasures(knownProgram(world, app)),
  });
  const extras = {
    authorize: (program: { appid?: string; nickName: string }) => authorizeProgram(world, program).appid,
    revoke: (appid: string) => revokeProgram(world, knownProgram(world, appid)),
    setFacts: (appid: string, facts: WechatProgramFacts) => {
      Object.assign(knownProgram(world, appid), facts);
    },
  };
  const wire = await openWire({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    clock: world.clock,
    timers,
    answers,
    log,
    control,
    addRoutes: (server) => addProgramRoutes(server, extras),
    act: (call) => answerCall(world, call),
  });
  pushTicket(world);
  timers.every(options.ticketEveryMs ?? 600_000, () => pushTicket(world));
  return {
    ...control,
    ...extras,
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
      templates: options.templates,
      categories: numberCategories(options.categories ?? usualCategoryPaths),
      allowedAddresses: options.allowedAddresses ?? [],
    },
    clock,
    timers,
    pushes: new Pushes(clock, timers, { tries: options.pushTries ?? 3, gapMs: options.pushGapMs ?? 5000 }),
    reviews: new ReviewDesk(timers, options.reviewAfterMs ?? 1500),
    registrations: new ReviewDesk(timers, registrationAfterMs),
    contests: new ReviewDesk(timers, options.contestAfterMs ?? 1500),
    tokens: new TokenTable<WechatTokenKind>(clock),
    programs: new Map(),
    tasks: [],
    verifications: new Map(),
    media: new Set(),
    nextAuditId: randomInt(400_000_000, 500_000_000),
    submissions: new Map(),
  };
}

function knownProgram(world: WechatWorld, appid: string): MiniProgram {
  const program = world.programs.get(appid);
  if (program === undefined) throw new UnknownProgram(appid);
  return program;
}

type Extras = Pick<WechatSandbox, 'authorize' | 'revoke' | 'setFacts'>;

function addProgramRoutes(server: FastifyInstance, { authorize, revoke, setFacts }: Extras): void {
  const appid = { type: 'string', minLength: 1 };
  const body = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({
    schema: { body: { type: 'object', required, additionalProperties: false, properties } },
  });
  server.post<{ Body: { appid?: string; nickName: string } }>(
    '/sandbox/apps/authorize',
    body(['nickName'], { appid, nickName: { type: 'string' } }),
    ({ body: program }) => ({ appid: authorize(program) }),
  );
  server.post<{ Body: { appid: string } }>('/sandbox/apps/revoke', body(['appid'], { appid }), (request) => {
    revoke(request.body.appid);
    return { ok: true };
  });
  server.post<{ Body: WechatProgramFacts & { appid: string } }>(
    '/sandbox/apps/facts',
    body(['appid'], {
      appid,
      initialised: { type: 'boolean' },
      undeclaredApis: { type: 'array', items: { type: 'string' } },
      serving: { type: 'boolean' },
      verified: { type: 'boolean' },
    }),
    ({ body: { appid: id, ...facts } }) => {
      setFacts(id, facts);
      return { ok: true };
    },
  );
}

function appViews(world: WechatWorld): readonly AppView[] {
  return [...world.programs.values()].map((program) => {
    const live = program.releases.at(-1)?.code.version;
    const { authorized, initialised, serving, scanned } = program;
    const visible = serving && live !== undefined && !isBlocked(world, program);
    return {
      app: program.appid,
      name: program.nickName,
      ...(live !== undefined && { live }),
      facts: { visible, authorized, initialised, serving, scanned, trial: program.trial?.version ?? '' },
    };
  });
}

const AUDIT_STATES = ['approved', 'rejected', 'in review', 'withdrawn', 'delayed'] as const;

function reviewViews(world: WechatWorld): readonly ReviewView[] {
  return [...world.programs.values()].flatMap(({ appid, audits }) =>
    audits.map((audit) => ({
      app: appid,
      reference: String(audit.id),
      version: audit.code.version,
      description: audit.code.description,
      state: AUDIT_STATES[audit.status],
      reason: audit.reason,
      open: isOpen(audit),
    })),
  );
}
