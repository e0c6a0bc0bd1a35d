import type { FastifyInstance } from 'fastify';
import type { ScriptedAnswer } from './answer-script.ts';
import { type SandboxControl, UnknownProgram } from './control.ts';
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

function bodyOf(required: readonly string[], properties: Readonly<Record<string, unknown>>) {
  return { schema: { body: { type: 'object', required, additionalProperties: false, properties } } };
}

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
    ({ body: { app, ...decision }, headers }, reply) => {
      control.decideReview(app, decision);
      if (headers['content-type']?.startsWith('application/json')) return { ok: true };
      return reply.redirect('/sandbox/', 303);
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
      path: { type: 'string', pattern: '^/' },
      times: { ...count, minimum: 1 },
      status: { type: 'integer', minimum: 200, maximum: 599 },
      body: {},
      delayMs: { type: 'integer', minimum: 0 },
      cut: { type: 'boolean' },
      acts: { type: 'boolean' },
    }),
    ({ body }) => {
      control.answerNext(body);
      return { ok: true };
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
  server.post('/sandbox/tokens/expire', () => {
    control.expireTokens();
    return { ok: true };
  });
  server.post('/sandbox/tickets', () => {
    control.pushTicket();
    return { ok: true };
  });
}
