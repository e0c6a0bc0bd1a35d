import type { FastifyInstance } from 'fastify';

/** A check that takes longer has failed: whoever asks has better things to do than wait. */
const PATIENCE_MS = 2_000;

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work, so send it some; 503 with the
 * checks that failed otherwise.
 */
export function registerHealth(
  app: FastifyInstance,
  checks: Readonly<Record<string, () => Promise<unknown>>>,
): void {
  app.get('/health/live', { logLevel: 'silent' }, async () => ({ status: 'live' }));
  app.get('/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const),
    );
    const failed = results.filter(([, ok]) => !ok).map(([name]) => name);
    return failed.length === 0
      ? { status: 'ready' }
      : reply.code(503).header('retry-after', '5').send({ status: 'not ready', failed });
  });
}

async function passes(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([check().then(() => true), patience]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
