import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
} from 'graphql';
import { untilReaderLeaves } from '../../events/follow.ts';
import { LogSource } from './log-source.ts';

/**
 * Begins a subscription: resolves to the place in the log that it asks for, to its results where they are computed for it
 * alone, or to what is wrong with it.
 */
export async function openSubscription(
  args: ExecutionArgs,
): Promise<LogSource | AsyncIterableIterator<ExecutionResult, void, void> | ExecutionResult> {
  let source: AsyncIterable<unknown> | ExecutionResult;
  try {
    source = await createSourceEventStream(args);
  } catch (fault) {
    const originalError = fault instanceof Error ? fault : new Error(String(fault));
    return { errors: [new GraphQLError(originalError.message, { originalError, path: [] })] };
  }
  if (!(Symbol.asyncIterator in source) || source instanceof LogSource) return source;
  const items = source as AsyncIterableIterator<unknown, void, void>;
  return untilReaderLeaves(async function* (signal) {
    signal.addEventListener('abort', () => void items.return?.(), { once: true });
    for await (const rootValue of items) yield await execute({ ...args, rootValue });
  });
}
