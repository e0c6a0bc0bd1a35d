import { statementFault } from './faults.mjs';
import { columnType, openScratchDatabase } from './sessions.mjs';

const INFO = { provider: 'postgres', adapterName: 'schema-engine' };

/**
 * The engine's view of a session. Prisma's own adapter for `pg` does not do here: it cannot read the catalog's
 * `"char"`, cuts scripts at every semicolon (also inside of functions), and spreads statements over a pool.
 */
export function createAdapterFactory(session) {
  return {
    ...INFO,
    connect: async () => adapterOf(session),
    connectToShadowDb: named(async () => adapterOf(await openScratchDatabase())),
  };
}

function adapterOf(session) {
  const queryable = {
    ...INFO,
    queryRaw: named(async ({ sql, args }) => {
      const { fields, rows } = await session.query(sql, args);
      return {
        columnNames: fields.map(({ name }) => name),
        columnTypes: fields.map(({ dataTypeID }) => columnType(dataTypeID)),
        rows,
      };
    }),
    executeRaw: named(async ({ sql, args }) => (await session.query(sql, args)).affected),
  };
  return {
    ...queryable,
    executeScript: named(async (script) => void (await session.runScript(script))),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    startTransaction: named(async () => {
      await session.runScript('BEGIN');
      return {
        ...queryable,
        options: { usePhantomQuery: true },
        commit: named(async () => void (await session.runScript('COMMIT'))),
        rollback: named(async () => void (await session.runScript('ROLLBACK'))),
      };
    }),
    dispose: () => session.close(),
  };
}

/** The same, failing with an error that the engine can name. */
function named(work) {
  return async (argument) => {
    try {
      return await work(argument);
    } catch (error) {
      throw statementFault(error);
    }
  };
}
