import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';
import { createServer } from './server.ts';

/** Where the operator's monitoring reads. */
export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
  /** Left out: whoever reaches the address may read. */
  readonly token?: string;
}

/**
 * `GET /metrics` at an address of its own, so that a proxy which makes the gateway public does not make this public
 * with it. How much waits, and what is refused why, is the operator's business alone.
 */
export async function serveMetrics(
  metrics: Metrics,
  { host, port, token }: MetricsAddress,
  logLevel: string,
): Promise<FastifyInstance> {
  const app = createServer(logLevel);
  app.get('/metrics', { logLevel: 'silent' }, async (request, reply) => {
    if (token !== undefined && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) {
      return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain').send('refused');
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
  await app.listen({ host, port });
  return app;
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
