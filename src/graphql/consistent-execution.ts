import { getOperationAST } from 'graphql';
import type { Execute } from './compiled-execution.ts';
import type { GraphqlContext } from './context.ts';

/** An account in which something is committed during each of so many readings is told of what is happening right now. */
const MOST_READINGS = 5;

/**
 * Answers queries that ask for the cursor with a state and the place in the log that it is the state of. The place is read
 * first; where it has moved when everything is read, all of it is read again. So what follows the cursor is what the answer does
 * not show yet: nothing falls between the two, and nothing is in both. Where something is committed without a pause, the last
 * reading is given, whose cursor lies before some of what it shows: still nothing is missed.
 */
export function consistentExecution(run: Execute): Execute {
  return async (args) => {
    const context = args.contextValue as GraphqlContext;
    const isQuery = getOperationAST(args.document, args.operationName)?.operation === 'query';
    for (let reading = 1; ; reading += 1) {
      const result = await run(args);
      if (!isQuery || !result.data || reading === MOST_READINGS) return result;
      if (!(await context.hasMoved())) return result;
      context.renew();
    }
  };
}
