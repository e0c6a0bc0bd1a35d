import type { FastifyInstance } from 'fastify';
import { UnknownProgram } from '../control.ts';
import { bodyOf } from '../control-wire.ts';
import { authorizeApp, revokeApp } from './authorisation.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld, UploadFault } from './state.ts';
import { addDraft } from './templates.ts';

/** Gates that a scenario opens or shuts: 69001, 69002, 50038 and 64001 stand behind them. */
export type BaiduAppFacts = Partial<
  Pick<App, 'nameApproved' | 'categoryApproved' | 'certified' | 'subjectStatus' | 'annualReview'>
>;

/** What a scenario sets up that only Baidu has. */
export interface BaiduScenery {
  /**
   * An administrator authorises the platform for a program of theirs: pushes AUTHORIZED, or UPDATE_AUTHORIZED for one
   * that was. Without an id the program is new, with name and category approved and certified. Answers its id.
   */
  authorize(program: { readonly appId?: number; readonly appName: string }): number;
  /** The administrator takes it back: pushes UNAUTHORIZED, and tokens are worth nothing. */
  revoke(appId: number): void;
  setFacts(appId: number, facts: BaiduAppFacts): void;
  /** The next uploads of the program fail so, in this order. */
  failUploads(appId: number, faults: readonly UploadFault[]): void;
  /** A developer uploads a draft for the template library. Answers its id. */
  addDraft(draft: { readonly userVersion: string; readonly userDesc: string }): number;
}

export function sceneryOf(world: BaiduWorld): BaiduScenery {
  return {
    authorize: (program) => authorizeApp(world, program).appId,
    revoke: (appId) => revokeApp(world, knownApp(world, String(appId))),
    setFacts: (appId, facts) => setFacts(world, knownApp(world, String(appId)), facts),
    failUploads: (appId, faults) => {
      knownApp(world, String(appId)).uploadFaults.push(...faults);
    },
    addDraft: (draft) => addDraft(world, draft),
  };
}

/** `annual_review_status`: 1 normal, 2 pending, 3 overdue. */
const YEARLY: Readonly<Record<number, string>> = {
  1: 'ANNUAL_REVIEW_PASS',
  2: 'ANNUAL_REVIEW_PENDING',
  3: 'ANNUAL_REVIEW_OVERDUE',
};

function setFacts(world: BaiduWorld, app: App, facts: BaiduAppFacts): void {
  const event = facts.annualReview === app.annualReview ? undefined : YEARLY[facts.annualReview ?? 0];
  Object.assign(app, facts);
  if (event !== undefined) pushEvent(world, 'MESSAGES', event, {}, app);
}

/** Throws `UnknownProgram`. */
export function knownApp(world: BaiduWorld, appId: string): App {
  const app = world.apps.get(Number(appId));
  if (app === undefined) throw new UnknownProgram(appId);
  return app;
}

const appId = { type: 'integer' };
const text = { type: 'string', minLength: 1 };
const gate = { type: 'boolean' };
const fault = {
  type: 'object',
  required: ['code', 'words'],
  additionalProperties: false,
  properties: { code: { enum: [-1, 40001, 69009, 69010] }, words: { type: 'string' } },
};

/** The same over HTTP. */
export function addSceneryRoutes(server: FastifyInstance, scenery: BaiduScenery): void {
  server.post<{ Body: { appId?: number; appName: string } }>(
    '/sandbox/apps/authorize',
    bodyOf(['appName'], { appId, appName: text }),
    ({ body }) => ({ appId: scenery.authorize(body) }),
  );
  server.post<{ Body: { appId: number } }>(
    '/sandbox/apps/revoke',
    bodyOf(['appId'], { appId }),
    ({ body }) => {
      scenery.revoke(body.appId);
      return { ok: true };
    },
  );
  server.post<{ Body: BaiduAppFacts & { appId: number } }>(
    '/sandbox/apps/facts',
    bodyOf(['appId'], {
      appId,
      nameApproved: gate,
      categoryApproved: gate,
      certified: gate,
      subjectStatus: { enum: [1, 2, 3] },
      annualReview: { enum: [1, 2, 3] },
    }),
    ({ body: { appId: id, ...facts } }) => {
      scenery.setFacts(id, facts);
      return { ok: true };
    },
  );
  server.post<{ Body: { appId: number; faults: UploadFault[] } }>(
    '/sandbox/uploads',
    bodyOf(['appId', 'faults'], { appId, faults: { type: 'array', items: fault } }),
    ({ body }) => {
      scenery.failUploads(body.appId, body.faults);
      return { ok: true };
    },
  );
  server.post<{ Body: { userVersion: string; userDesc: string } }>(
    '/sandbox/drafts',
    bodyOf(['userVersion', 'userDesc'], { userVersion: text, userDesc: { type: 'string' } }),
    ({ body }) => ({ draft_id: scenery.addDraft(body) }),
  );
}
