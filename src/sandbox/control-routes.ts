import type { FastifyInstance } from 'fastify';
import type { ScriptedAnswer } from './answer-script.ts';
import { type SandboxControl, UnknownProgram } from './control.ts';
import { answered, bodyOf } from './control-wire.ts';
import { addMeasureRoutes } from './measure-routes.ts';
import { NotThere } from './measures.ts';
import { renderPage } from './page.ts';
import { type Decision, NothingOpen, type ScriptedReview } from './review-desk.ts';

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
  if (error instanceof UnknownProgram) return 404;
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

function addNetworkRoutes(server: FastifyInstance, control: SandboxControl): void {
  server.post<{ Body: { lose?: number; repeat?: number } }>(
    '/sandbox/pushes',
    bodyOf([], { lose: count, repeat: count }),
    ({ body }) => {
      control.losePushes(body.lose ?? 0);
      control.repeatPushes(body.repeat ?? 0);
      return { ok: true };
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
    ({ body }) => {
      control.answerNext(body);
      return { ok: true };
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
  server.post('/sandbox/tickets', (request, reply) => {
    control.pushTicket();
    return answered(request, reply, { ok: true });
  });
}
