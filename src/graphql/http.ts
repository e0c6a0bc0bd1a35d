import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { execute, GraphQLError } from 'graphql';
import { createCompiledExecution } from './compiled-execution.ts';
import { createContext, type GraphqlContext, type GraphqlParts } from './context.ts';
import { unauthenticated } from './errors.ts';
import { executionGateway } from './execution-gateway.ts';
import { asksAboutSchema } from './introspection.ts';
import { limitsRule, MOST_TOKENS } from './limits.ts';
import { maskError, withoutSchemaDetails } from './mask-errors.ts';
import { buildSchema } from './schema.ts';
import { refuseUnstorableText } from './storable-text.ts';

/** Largest request, in bytes: a manifest with its papers fits many times over. */
const LARGEST_BODY = 256 * 1024;

/** Whether queries that come again are compiled. Without it everything is executed by graphql-js, to the same answers. */
const COMPILES_QUERIES = true;

/** Serves the contract on `path` over GET and POST. */
export async function mountHttp(
  app: FastifyInstance,
  parts: GraphqlParts,
  path: string,
): Promise<ApolloServer<GraphqlContext>> {
  const apollo = createApollo(parts);
  await apollo.start();
  app.route({
    method: ['GET', 'POST'],
    url: path,
    bodyLimit: LARGEST_BODY,
    onRequest: refuseOddCharset,
    onSend: answerLegacyClients,
    errorHandler: (error, request, reply) => {
      if ((error as { code?: string }).code !== 'FST_ERR_CTP_INVALID_JSON_BODY') throw error;
      const modern = request.headers.accept?.includes(RESPONSE_TYPE);
      const errors = [{ message: 'the body is not JSON', extensions: { code: 'BAD_REQUEST' } }];
      return reply
        .code(400)
        .type(modern ? `${RESPONSE_TYPE}; charset=utf-8` : 'application/json; charset=utf-8')
        .send(JSON.stringify({ errors }));
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => createContext(parts, await parts.signIn.viewerOf(headersOf(request))),
    }),
  });
  return apollo;
}

function createApollo(parts: GraphqlParts): ApolloServer<GraphqlContext> {
  const schema = buildSchema();
  return new ApolloServer<GraphqlContext>({
    gateway: executionGateway(schema, COMPILES_QUERIES ? createCompiledExecution(schema) : execute),
    // Who may ask about the schema depends on the caller, see below, and not on the environment.
    nodeEnv: 'production',
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [limitsRule],
    validationOptions: { maxErrors: 20 },
    formatError: (formatted, error) => maskError(formatted, unwrapResolverError(error), parts.faults),
    plugins: [
      // By itself it wraps every resolver, which costs half the time of a large answer.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      discretion,
    ],
  });
}

/** Keeps the schema from callers who are not signed in, and answers out of caches. */
const discretion: ApolloServerPlugin<GraphqlContext> = {
  async requestDidStart() {
    return {
      // Not a validation rule: what was validated for one caller is not validated again for the next.
      async didResolveOperation({ document, operation, contextValue, request }) {
        if (operation?.operation === 'subscription') {
          throw new GraphQLError(
            'subscriptions run over WebSocket (graphql-transport-ws) at this same path, or over server-sent events at /graphql/stream',
            {
              extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
            },
          );
        }
        if (contextValue.viewer.kind === 'nobody' && asksAboutSchema(document)) {
          const refusal = unauthenticated(contextValue.viewer);
          refusal.extensions.http = { status: 400 };
          throw refusal;
        }
        refuseUnstorableText(document, request.variables);
      },
      async willSendResponse({ contextValue, response }) {
        response.http.headers.set('cache-control', 'no-store');
        const { body } = response;
        if (body.kind !== 'single' || !body.singleResult.errors || contextValue.viewer.kind !== 'nobody')
          return;
        body.singleResult.errors = withoutSchemaDetails(body.singleResult.errors);
      },
    };
  },
};

const RESPONSE_TYPE = 'application/graphql-response+json';

/** JSON is UTF-8; another charset is an old way to smuggle text past a check. */
async function refuseOddCharset({ headers }: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const charset = /charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return undefined;
  return reply
    .code(415)
    .send({ errors: [{ message: 'the body has to be UTF-8', extensions: { code: 'BAD_REQUEST' } }] });
}

/**
 * A client that takes plain `application/json` cannot tell our 400 from a proxy's: GraphQL over HTTP wants it
 * to get 200 with `errors`. Only where it sent JSON, and what it sent could be read: a page that could not send any is
 * still refused, and so is text that is none.
 */
async function answerLegacyClients(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const answersJson = String(reply.getHeader('content-type')).startsWith('application/json');
  const sentJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const readJson = request.body !== undefined;
  if (reply.statusCode === 400 && request.method === 'POST' && answersJson && sentJson && readJson)
    reply.code(200);
  return payload;
}

export function headersOf({ headers }: FastifyRequest): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) all.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return all;
}
