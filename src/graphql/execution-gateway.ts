import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { Execute } from './compiled-execution.ts';
import { consistentExecution } from './consistent-execution.ts';

/** Puts our execution in the place of Apollo's own: everything round it stays. */
export function executionGateway(schema: GraphQLSchema, execute: Execute): GatewayInterface {
  const run = consistentExecution(execute);
  return {
    async load() {
      return {
        executor: async ({ document, request, operationName, context }) =>
          run({ schema, document, operationName, contextValue: context, variableValues: request.variables }),
      };
    },
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
