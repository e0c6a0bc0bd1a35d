import type { Prisma } from './generated/client.ts';

// What the triggers that keep the past are told (RowHistory): settings of one transaction, gone with it.

/** Everything that the transaction changes from here on was recorded now, by the gateway's clock. */
export async function recordAt(tx: Prisma.TransactionClient, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT set_config('paifang.now', ${now.toISOString()}, true)`;
}

/**
 * Runs a change of what a platform or host dates itself: true since `at`, though recorded now. What lies ahead of the
 * recording counts as true since then; without an instant, so does everything. One inside another ends both.
 */
export async function trueSince<Result>(
  tx: Prisma.TransactionClient,
  at: Date | undefined,
  change: () => Promise<Result>,
): Promise<Result> {
  if (at === undefined) return change();
  await tx.$executeRaw`SELECT set_config('paifang.effective', ${at.toISOString()}, true)`;
  const result = await change();
  await tx.$executeRaw`SELECT set_config('paifang.effective', '', true)`;
  return result;
}

/**
 * Runs a change after which nobody can read what was there before: the cells that it changes have their new value at
 * all times, and of a row that it deletes nothing is left. For data that a law or an agreement wants gone.
 */
export async function forgettingThePast<Result>(
  tx: Prisma.TransactionClient,
  change: () => Promise<Result>,
): Promise<Result> {
  await tx.$executeRaw`SELECT set_config('paifang.forget', 'on', true)`;
  const result = await change();
  await tx.$executeRaw`SELECT set_config('paifang.forget', '', true)`;
  return result;
}
