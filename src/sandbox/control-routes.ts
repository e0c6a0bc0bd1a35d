import type { FastifyInstance } from 'fastify';
import type { ScriptedAnswer } from './answer-script.ts';
import { CONSOLE_ACTIONS, type ConsoleUse } from './console.ts';
import { type SandboxControl, UnknownProgram } from './control.ts';
import { renderPage } from './control-page.ts';
import { answered, bodyOf } from './control-wire.ts';
import { addEventRoutes, NamesNoProgram, UnknownEvent } from './events.ts';
import { addMeasureRoutes } from './measure-routes.ts';
import { NotThere } from './measures.ts';
import { type Decision, NothingOpen, type ScriptedReview } from './review-desk.ts';
import { CHECKED_ADDRESSES, type CheckedAddress } from './url-check.ts';

const decisionFields = {
  reason: { type: 'string' },
  screenshot: { type: 'string' },
  code: { type: 'integer' },
};
const outcome = {
  $id: 'outcome',
  type: 'object',
  required: ['outcome'],
  additionalProperties: false,
  properties: {
    ...decisionFields,
    outcome: { enum: ['approve', 'reject', 'delay', 'wait'] },
    afterMs: { type: 'integer', minimum: 0 },
    afterwards: { $ref: 'outcome#' },
  },
};

/** Ten years. */
const LONGEST_MOVE_SECONDS = 315_360_000;
const count = { type: 'integer', minimum: 0, maximum: 1000 };
const text = { type: 'string', minLength: 1 };
const outcomes = { type: 'array', items: { $ref: 'outcome#' } };

/** The same functions over HTTP, under `/sandbox/`. A form that a person sends is answered with the page. */
export function addControlRoutes(server: FastifyInstance, control: SandboxControl): void {
  server.addSchema(outcome);
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
    return reply.status(statusOf(error)).send({ error: error.message });
  });
  addReviewRoutes(server, control);
  addMeasureRoutes(server, control);
  addEventRoutes(server, control);
  addChangeRoutes(server, control);
  addNetworkRoutes(server, control);
  server.get('/sandbox/calls', () => control.calls());
  server.get('/sandbox/pushes', () => control.pushes());
  server.get('/sandbox/state', () => control.state());
  server.get('/sandbox', (_, reply) => reply.redirect('/sandbox/'));
  server.get('/sandbox/', (_, reply) => {
    return reply.type('text/html; charset=utf-8').send(renderPage(control));
  });
}

function statusOf(error: Error & { statusCode?: number }): number {
  if (error instanceof NothingOpen || error instanceof NotThere) return 409;
  if (error instanceof UnknownProgram || error instanceof UnknownEvent) return 404;
  if (error instanceof NamesNoProgram) return 400;
  return error.statusCode ?? 500;
}

function addReviewRoutes(server: FastifyInstance, control: SandboxControl): void {
  server.post<{ Body: { app: string; outcomes: ScriptedReview[] } }>(
    '/sandbox/reviews',
    bodyOf(['app', 'outcomes'], { app: text, outcomes }),
    ({ body }) => {
      control.scriptReviews(body.app, body.outcomes);
      return { ok: true };
    },
  );
  server.post<{ Body: Decision & { app: string } }>(
    '/sandbox/reviews/decide',
    bodyOf(['app', 'outcome'], {
      ...decisionFields,
      app: text,
      outcome: { enum: ['approve', 'reject', 'delay'] },
    }),
    (request, reply) => {
      const { app, ...decision } = request.body;
      control.decideReview(app, decision);
      return answered(request, reply, { ok: true });
    },
  );
  server.post<{ Body: { name: string; outcomes: ScriptedReview[] } }>(
    '/sandbox/registrations',
    bodyOf(['name', 'outcomes'], { name: text, outcomes }),
    ({ body }) => {
      control.scriptRegistrations(body.name, body.outcomes);
      return { ok: true };
    },
  );
}

/** What a program is called, shows and hands in; and what somebody does without the gateway. */
function addChangeRoutes(server: FastifyInstance, control: SandboxControl): void {
  server.post<{ Body: { app: string; what?: string; outcomes: ScriptedReview[] } }>(
    '/sandbox/changes',
    bodyOf(['app', 'outcomes'], { app: text, what: text, outcomes }),
    ({ body }) => {
      control.scriptChanges(body.app, body.what, body.outcomes);
      return { ok: true };
    },
  );
  server.post<{ Body: Decision & { app: string; what: string } }>(
    '/sandbox/changes/decide',
    bodyOf(['app', 'what', 'outcome'], {
      app: text,
      what: text,
      outcome: { enum: ['approve', 'reject'] },
      reason: { type: 'string' },
    }),
    (request, reply) => {
      const { app, what, ...decision } = request.body;
      control.decideChange(app, what, decision);
      return answered(request, reply, { ok: true });
    },
  );
  server.post<{ Body: ConsoleUse & { app: string } }>(
    '/sandbox/console',
    bodyOf(['app', 'action'], {
      app: text,
      action: { enum: CONSOLE_ACTIONS },
      version: { type: 'string' },
      description: { type: 'string' },
    }),
    (request, reply) => {
      const { app, ...use } = request.body;
      control.useConsole(app, use);
      return answered(request, reply, { ok: true });
    },
  );
}

function addNetworkRoutes(server: FastifyInstance, control: SandboxControl): void {
  server.post<{ Body: { lose?: number; repeat?: number } }>(
    '/sandbox/pushes',
    bodyOf([], { lose: count, repeat: count }),
    (request, reply) => {
      const { body } = request;
      control.losePushes(body.lose ?? 0);
      control.repeatPushes(body.repeat ?? 0);
      return answered(request, reply, { ok: true });
    },
  );
  server.post<{ Body: ScriptedAnswer }>(
    '/sandbox/answers',
    bodyOf(['path'], {
      path: { type: 'string', pattern: '^(/.*|\\*)$' },
      times: { ...count, minimum: 1 },
      status: { type: 'integer', minimum: 200, maximum: 599 },
      body: {},
      contentType: text,
      delayMs: { type: 'integer', minimum: 0 },
      cut: { type: 'boolean' },
      half: { type: 'boolean' },
      acts: { type: 'boolean' },
    }),
    (request, reply) => {
      control.answerNext(request.body);
      return answered(request, reply, { ok: true });
    },
  );
  server.get('/sandbox/answers', () => control.scriptedAnswers());
  server.delete('/sandbox/answers', () => {
    control.clearAnswers();
    return { ok: true };
  });
  server.post<{ Body: { forwardSeconds: number } }>(
    '/sandbox/clock',
    bodyOf(['forwardSeconds'], {
      forwardSeconds: { type: 'integer', minimum: 1, maximum: LONGEST_MOVE_SECONDS },
    }),
    (request, reply) => {
      control.moveClock(request.body.forwardSeconds * 1000);
      return answered(request, reply, control.state().clock);
    },
  );
  server.post<{ Body: { pushBaseUrl: string } }>(
    '/sandbox/settings',
    bodyOf(['pushBaseUrl'], { pushBaseUrl: { type: 'string', pattern: '^https?://' } }),
    ({ body }) => {
      control.setPushBaseUrl(body.pushBaseUrl);
      return { ok: true };
    },
  );
  server.post('/sandbox/tokens/expire', (request, reply) => {
    control.expireTokens();
    return answered(request, reply, { ok: true });
  });
  server.post<{ Body: { app?: string } }>('/sandbox/tokens', bodyOf([], { app: text }), ({ body }) => ({
    access_token: control.handOutToken(body.app),
  }));
  server.post<{ Body: { address?: CheckedAddress } }>(
    '/sandbox/url-checks',
    bodyOf([], { address: { enum: CHECKED_ADDRESSES } }),
    ({ body }) => control.checkUrl(body.address ?? 'messages'),
  );
  server.post('/sandbox/tickets', (request, reply) => {
    control.pushTicket();
    return answered(request, reply, { ok: true });
  });
}
