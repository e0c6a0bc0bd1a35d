import type { FastifyInstance } from 'fastify';
import { answered, bodyOf } from './control-wire.ts';
import type { MeasureControl, Punishment } from './measures.ts';
import type { Decision, ScriptedReview } from './review-desk.ts';

const text = { type: 'string', minLength: 1 };

/** Punishing, answering appeals and fixes, and ending measures, over HTTP. Needs the schema `outcome#`. */
export function addMeasureRoutes(server: FastifyInstance, control: MeasureControl): void {
  server.post<{ Body: Punishment & { app: string } }>(
    '/sandbox/measures',
    bodyOf(['app', 'kind', 'reason'], {
      app: text,
      kind: { enum: ['WARNING', 'FUNCTIONS', 'OFFLINE', 'TRAFFIC', 'ACCOUNT', 'PAGE'] },
      reason: text,
      days: { type: 'integer', minimum: 0, maximum: 36_500 },
      functions: { type: 'array', items: text, minItems: 1 },
      path: text,
      offlineReason: { enum: [1, 2, 3] },
      push: { enum: ['PUNISHMENT', 'RECORD', 'BOTH'] },
    }),
    (request, reply) => {
      const { app, ...punishment } = request.body;
      return answered(request, reply, { reference: control.punish(app, punishment) });
    },
  );
  server.post<{ Body: { app: string; outcomes: ScriptedReview[] } }>(
    '/sandbox/measures/answers',
    bodyOf(['app', 'outcomes'], { app: text, outcomes: { type: 'array', items: { $ref: 'outcome#' } } }),
    ({ body }) => {
      control.scriptContests(body.app, body.outcomes);
      return { ok: true };
    },
  );
  server.post<{ Body: Decision & { app: string } }>(
    '/sandbox/measures/decide',
    bodyOf(['app', 'outcome'], {
      app: text,
      outcome: { enum: ['approve', 'reject'] },
      reason: { type: 'string' },
    }),
    (request, reply) => {
      const { app, ...decision } = request.body;
      control.decideContest(app, decision);
      return answered(request, reply, { ok: true });
    },
  );
  server.post<{ Body: { app: string } }>(
    '/sandbox/measures/end',
    bodyOf(['app'], { app: text }),
    (request, reply) => {
      control.endMeasures(request.body.app);
      return answered(request, reply, { ok: true });
    },
  );
}
