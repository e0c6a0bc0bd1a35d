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
 * Lets these cells of rows have had no other value than this at any time: what they held is gone from the past. The rows
 * themselves are for the caller to change.
 */
export async function forgetCells(
  tx: Prisma.TransactionClient,
  table: string,
  rowIds: readonly string[],
  cells: Prisma.InputJsonObject,
): Promise<void> {
  if (rowIds.length === 0) return;
  await forgettingThePast(
    tx,
    () => tx.$executeRaw`
      UPDATE "RowHistory" AS entry SET cells = (
        SELECT jsonb_object_agg(cell.key, coalesce(${cells}::jsonb -> cell.key, cell.value))
        FROM jsonb_each(entry.cells) AS cell)
      WHERE "tableName" = ${table} AND "rowId" = ANY(${[...rowIds]}::text[])
        AND entry.cells ?| ${Object.keys(cells)}::text[]`,
  );
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
