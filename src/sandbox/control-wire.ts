import type { FastifyReply, FastifyRequest } from 'fastify';

/** The schema of a control call's body: these fields and no others. */
export function bodyOf(required: readonly string[], properties: Readonly<Record<string, unknown>>) {
  return { schema: { body: { type: 'object', required, additionalProperties: false, properties } } };
}

/** A form that a person sends is answered with the page, everything else with JSON. */
export function answered(request: FastifyRequest, reply: FastifyReply, answer: object) {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return answer;
  return reply.redirect('/sandbox/', 303);
}
