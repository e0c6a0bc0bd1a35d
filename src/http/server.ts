import Fastify, { type FastifyInstance } from 'fastify';
import type { TrustsProxy } from './client-address.ts';

/**
 * The server that all routes hang on: bounded bodies, headers that every answer has, and errors that say what
 * the caller can act upon and nothing of the inside.
 * @param trustProxy Whose word is taken for where a request comes from (`request.ip`); left out: nobody's.
 */
export function createServer(logLevel: string, trustProxy?: TrustsProxy): FastifyInstance {
  const app = Fastify({
    ...(trustProxy ? { trustProxy } : {}),
    bodyLimit: 1024 * 1024,
    // What identifies a request, and nothing of what it carries: tokens travel in queries and bodies.
    logger: {
      level: logLevel,
      serializers: { req: ({ method, url }) => ({ method, path: url.split('?')[0] }) },
    },
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'no-referrer');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      request.log.error({ error: error.message, path: request.url.split('?')[0] }, 'request failed');
    const message = status >= 500 ? 'the gateway could not do this now; try again' : error.message;
    return reply.code(status).send({ error: { code: error.code ?? 'INTERNAL', message } });
  });
  return app;
}
