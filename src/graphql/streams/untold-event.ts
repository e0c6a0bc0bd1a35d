import type { GraphQLFormattedError } from 'graphql';

/** An event that could not be shown: nothing after it is shown either, so that nobody passes over it unaware. */
export class UntoldEvent extends Error {
  override readonly name = 'UntoldEvent';
  /** As clients are told. */
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('an event could not be shown');
    this.errors = errors;
  }
}
