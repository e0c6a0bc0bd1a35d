import type { FastifyInstance } from 'fastify';
import { UnknownProgram } from '../control.ts';
import { bodyOf } from '../control-wire.ts';
import { authorizeProgram, revokeProgram } from './authorisation.ts';
import { isPlatformBar, SUBMISSION_BARS, type SubmissionBar } from './program-parts.ts';
import type { MiniProgram, WechatWorld } from './state.ts';
import { addDraft } from './templates.ts';
import { warnOfExpiry } from './verification.ts';

/** Gates that a scenario opens or shuts. */
export interface WechatProgramFacts {
  /** Name, picture and introduction are set; without them 86002. */
  readonly initialised?: boolean;
  /** Privacy interfaces that the code uses and nobody declared; with them 61040. */
  readonly undeclaredApis?: readonly string[];
  readonly serving?: boolean;
  readonly verified?: boolean;
  /** Interfaces that need the platform's leave and have none; with them 85312. */
  readonly unauthorisedApis?: readonly string[];
  /** Keys of personal data that the scan finds; 85086 as long as there is no guideline. */
  readonly detectedPrivacy?: readonly string[];
  /** The code with which every submission is refused; null: none. */
  readonly submissionBar?: SubmissionBar | null;
  /** Another operation is running: 9402202. */
  readonly busy?: boolean;
  /** The second level of a category that WeChat gives up: 85077. */
  readonly withdrawnCategory?: string;
}

/** What a scenario sets up that only WeChat has. */
export interface WechatScenery {
  /**
   * An administrator authorises the platform: pushes `authorized`, or `updateauthorized` where the sets of permissions
   * change. Without an id the program is new. Answers its id.
   */
  authorize(program: {
    readonly appid?: string;
    readonly nickName: string;
    readonly sets?: readonly number[];
  }): string;
  /** A developer uploads a draft for the template library. Answers its id. */
  addDraft(draft: {
    readonly userVersion: string;
    readonly userDesc: string;
    readonly pages: readonly string[];
  }): number;
  /** Pushes that the verification of a program runs out in so many days. */
  warnOfExpiry(appid: string, days: number): void;
  /** The administrator takes it back: pushes `unauthorized`, and tokens are worth nothing. */
  revoke(appid: string): void;
  setFacts(appid: string, facts: WechatProgramFacts): void;
}

export function sceneryOf(world: WechatWorld): WechatScenery {
  return {
    authorize: (program) => authorizeProgram(world, program).appid,
    revoke: (appid) => revokeProgram(world, knownProgram(world, appid)),
    setFacts: (appid, facts) => setFacts(world, knownProgram(world, appid), facts),
    addDraft: (draft) => addDraft(world, draft),
    warnOfExpiry: (appid, days) => warnOfExpiry(world, knownProgram(world, appid), days),
  };
}

function setFacts(world: WechatWorld, program: MiniProgram, facts: WechatProgramFacts): void {
  const { submissionBar, withdrawnCategory, ...plain } = facts;
  Object.assign(program, plain);
  if (submissionBar !== undefined) bar(world, program, submissionBar);
  for (const set of program.categories) {
    if (set.category.path[1] === withdrawnCategory) set.withdrawn = true;
  }
}

/** 86008 to 86010 hold for the whole platform, whichever program they are named with. */
function bar(world: WechatWorld, program: MiniProgram, submissionBar: SubmissionBar | null): void {
  if (submissionBar !== null && isPlatformBar(submissionBar)) {
    world.platformBar = submissionBar;
    return;
  }
  program.submissionBar = submissionBar ?? undefined;
  if (submissionBar === null) world.platformBar = undefined;
}

/** Throws `UnknownProgram`. */
export function knownProgram(world: WechatWorld, appid: string): MiniProgram {
  const program = world.programs.get(appid);
  if (program === undefined) throw new UnknownProgram(appid);
  return program;
}

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: { type: 'string' } };
const yesOrNo = { type: 'boolean' };

/** The same over HTTP. */
export function addSceneryRoutes(server: FastifyInstance, scenery: WechatScenery): void {
  server.post<{ Body: Parameters<WechatScenery['authorize']>[0] }>(
    '/sandbox/apps/authorize',
    bodyOf(['nickName'], {
      appid: text,
      nickName: text,
      sets: { type: 'array', items: { type: 'integer' } },
    }),
    ({ body }) => ({ appid: scenery.authorize(body) }),
  );
  server.post<{ Body: { appid: string } }>(
    '/sandbox/apps/revoke',
    bodyOf(['appid'], { appid: text }),
    ({ body }) => {
      scenery.revoke(body.appid);
      return { ok: true };
    },
  );
  server.post<{ Body: WechatProgramFacts & { appid: string } }>(
    '/sandbox/apps/facts',
    bodyOf(['appid'], {
      appid: text,
      initialised: yesOrNo,
      undeclaredApis: texts,
      serving: yesOrNo,
      verified: yesOrNo,
      unauthorisedApis: texts,
      detectedPrivacy: texts,
      submissionBar: { enum: [...SUBMISSION_BARS, null] },
      busy: yesOrNo,
      withdrawnCategory: text,
    }),
    ({ body: { appid, ...facts } }) => {
      scenery.setFacts(appid, facts);
      return { ok: true };
    },
  );
  server.post<{ Body: { userVersion: string; userDesc: string; pages: string[] } }>(
    '/sandbox/drafts',
    bodyOf(['userVersion', 'userDesc', 'pages'], {
      userVersion: text,
      userDesc: { type: 'string' },
      pages: { ...texts, minItems: 1 },
    }),
    ({ body }) => ({ draft_id: scenery.addDraft(body) }),
  );
  server.post<{ Body: { appid: string; days: number } }>(
    '/sandbox/apps/expiring',
    bodyOf(['appid', 'days'], { appid: text, days: { enum: [60, 30, 0] } }),
    ({ body }) => {
      scenery.warnOfExpiry(body.appid, body.days);
      return { ok: true };
    },
  );
}
