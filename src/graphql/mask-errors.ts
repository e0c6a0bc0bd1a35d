import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { FaultLog } from './context.ts';
import { OVER_LIMIT } from './errors.ts';

/** The codes of what a client may be told: the request was wrong, or its caller may not. */
const clientCodes: ReadonlySet<unknown> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'NOT_FOUND',
  'OVER_LIMIT',
  'CURSOR_MALFORMED',
  'CURSOR_AHEAD',
  'CURSOR_EXPIRED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Their messages quote the schema. */
const schemaCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/**
 * What the client is told of an error. What nobody expected is written down whole under an id, and of it the
 * client gets the id.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  cause: unknown,
  faults: FaultLog,
): GraphQLFormattedError {
  const { message, locations, path, extensions = {} } = formatted;
  const { http: _status, stacktrace: _trace, [OVER_LIMIT]: tooMuch, ...shown } = extensions;
  const places = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (tooMuch === true) return { message, extensions: { ...shown, code: 'OVER_LIMIT' } };
  if (clientCodes.has(extensions.code)) return { message, ...places, extensions: shown };
  const id = randomUUID();
  faults.error({ id, path, ...describe(cause) }, 'a GraphQL operation failed');
  return {
    message: `something went wrong in the gateway; it is in the log under ${id}`,
    ...(path ? { path } : {}),
    extensions: { code: 'INTERNAL', id },
  };
}

/** As `maskError`, of an error as graphql-js has it, which gives no codes of its own. */
export function maskGraphqlError(error: GraphQLError, faults: FaultLog): GraphQLFormattedError {
  const { originalError, path } = error;
  const ofRequest = originalError === undefined && path === undefined;
  const code = error.extensions.code ?? (ofRequest ? 'GRAPHQL_VALIDATION_FAILED' : undefined);
  const formatted = error.toJSON();
  return maskError(
    { ...formatted, extensions: { ...formatted.extensions, code } },
    originalError ?? error,
    faults,
  );
}

/** What clients are told of errors. Those that are formatted have been made fit to be told already. */
export function maskErrors(
  errors: readonly (GraphQLError | GraphQLFormattedError)[],
  faults: FaultLog,
): readonly GraphQLFormattedError[] {
  return errors.map((error) => (error instanceof GraphQLError ? maskGraphqlError(error, faults) : error));
}

/**
 * What a caller who is not signed in is told: nothing that spells a name of the schema. Limits come first, since
 * they are ours and name none.
 */
export function withoutSchemaDetails(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const telling = errors.filter(({ extensions, path }) => !path && schemaCodes.has(extensions?.code));
  const others = errors.filter((error) => !telling.includes(error));
  if (telling.length === 0 || others.length > 0) return others;
  return [
    {
      message: 'the request is not valid; sign in to be told why',
      extensions: { code: telling[0]?.extensions?.code ?? 'GRAPHQL_VALIDATION_FAILED' },
    },
  ];
}

function describe(cause: unknown): Readonly<Record<string, unknown>> {
  if (!(cause instanceof Error)) return { fault: typeof cause };
  return { fault: cause.name, message: cause.message, stack: cause.stack };
}
