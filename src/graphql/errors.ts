import { GraphQLError } from 'graphql';
import type { Viewer } from '../accounts/viewer.ts';
import type { BadCursor } from '../events/cursor.ts';

// What a client may be told in `errors`: faults of the request, and what the caller may not see. Expected
// refusals of an act are problems in its payload instead.

export function unauthenticated(viewer: Viewer): GraphQLError {
  const message =
    viewer.kind === 'nobody' && viewer.refused
      ? 'what was sent to sign in with is unknown, expired, revoked, or of another account: sign in again, use another token, or name the account in `x-paifang-account`'
      : 'not signed in: send `Authorization: Bearer …` with a session, an API token, or the credential of a partner host or of a platform';
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });
}

export function forbidden(message: string, needed: string | undefined): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'FORBIDDEN', ...(needed === undefined ? {} : { needed }) },
  });
}

export function badInput(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument } });
}

/** Something that was named is not there, or not the viewer's: which of the two is not told. */
export function notFound(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'NOT_FOUND', argument } });
}

/** A cursor that cannot be followed, in a list or in a stream, with what to do about it. */
export function badCursor({ reason, message }: Pick<BadCursor, 'reason' | 'message'>): GraphQLError {
  return new GraphQLError(message, { extensions: { code: `CURSOR_${reason}` } });
}

/** Marks an error as ours where Apollo puts a code of its own in the place of what a validation rule says. */
export const OVER_LIMIT = 'overLimit';

/** A request that asks for more than one request may. */
export function overLimit(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OVER_LIMIT', [OVER_LIMIT]: true } });
}
