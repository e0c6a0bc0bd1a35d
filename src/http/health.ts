import type { FastifyInstance } from 'fastify';

/** A check that takes longer has failed: whoever asks has better things to do than wait. */
const PATIENCE_MS = 2_000;

export interface HealthChecks {
  /** Without these the process can do nothing: each rejects where it fails. */
  readonly needed: Readonly<Record<string, () => Promise<unknown>>>;
  /** Without these it does all its work, and some of it later. */
  readonly useful?: Readonly<Record<string, () => boolean>>;
}

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work, so send it some; 503 with the
 * checks that failed otherwise. What it works without is named, and is no reason to send it nothing.
 */
export function registerHealth(app: FastifyInstance, { needed, useful = {} }: HealthChecks): void {
  app.get('/health/live', { logLevel: 'silent' }, async () => ({ status: 'live' }));
  app.get('/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(needed).map(async ([name, check]) => [name, await passes(check)] as const),
    );
    const failed = results.filter(([, ok]) => !ok).map(([name]) => name);
    const without = Object.entries(useful).flatMap(([name, isThere]) => (isThere() ? [] : [name]));
    return failed.length === 0
      ? { status: 'ready', ...(without.length > 0 ? { without } : {}) }
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
