import type { TypedDocumentString } from './generated/graphql.ts';

/** An operation from `operations/`, with the types of what goes in and what comes back. */
export type Operation<Result, Variables> = TypedDocumentString<Result, Variables>;

/** Left out where an operation takes nothing. */
export type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** `subscription ReviewStatus(…)`: ReviewStatus. */
export function nameOf(operation: Operation<unknown, never>): string {
  return /\b(?:query|mutation|subscription)\s+(\w+)/.exec(operation.toString())?.[1] ?? 'operation';
}
