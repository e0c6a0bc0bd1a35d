/**
 * Does one after the other, all of them even where some fail. Throws the failure, or an `AggregateError` of several.
 */
export async function inTurn(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'several parts did not stop cleanly');
}

/** The words of whatever was thrown; of several failures, those of each. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(messageOf)].join('; ');
  return error instanceof Error ? error.message : String(error);
}
