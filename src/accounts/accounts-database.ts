import type { BetterAuthOptions } from '@better-auth/core';
import type { DBAdapter, DBTransactionAdapter, Where } from '@better-auth/core/db/adapter';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { type CellCipher, isRow, openRow, type Row, sealRow, sealWhere } from './sealed-rows.ts';
import { type TableDelegate, tableOf, tables } from './tables.ts';

type Tables = Readonly<Record<TableDelegate, object>>;

/** What this room needs of a Prisma client. */
export interface AccountsClient extends Tables {
  $transaction<Result>(work: (transaction: Tables) => Promise<Result>): Promise<Result>;
}

export type AccountsDatabase = (options: BetterAuthOptions) => DBAdapter;

/**
 * better-auth's Prisma adapter, with our tables under it and the encryption at rest around it. It wraps the adapter's
 * public interface rather than using the hooks of better-auth's adapter factory, because those see single values: they
 * know no row id to bind a cell to, and a condition may turn into several while a master key is being rotated.
 */
export function createAccountsDatabase(
  client: AccountsClient,
  cipher: CellCipher,
  clock: Clock,
): AccountsDatabase {
  const plain = prismaAdapter(underTheirNames(client), { provider: 'postgresql', transaction: true });
  return (options) => {
    const adapter = plain(options);
    return {
      ...sealed(adapter, cipher, clock),
      transaction: (work) => adapter.transaction((transaction) => work(sealed(transaction, cipher, clock))),
    };
  };
}

/** The client's tables under the names by which better-auth asks for them. */
function underTheirNames(client: AccountsClient): object {
  const rename = (from: Tables) =>
    Object.fromEntries(Object.entries(tables).map(([model, { delegate }]) => [model, from[delegate]]));
  return {
    ...rename(client),
    $transaction: <Result>(work: (transaction: object) => Promise<Result>) =>
      client.$transaction((transaction) => work(rename(transaction))),
  };
}

/** Rows that one `updateMany` may touch, where each must be sealed on its own. */
const MOST_ROWS_AT_ONCE = 10_000;

function sealed(adapter: DBTransactionAdapter, cipher: CellCipher, clock: Clock): DBTransactionAdapter {
  const sealing = (model: string, where: readonly Where[] | undefined) =>
    sealWhere(cipher, model, where ?? []);
  // The adapter's callers choose the type of what they read; what comes from the database is just rows.
  const opened = <Result>(model: string, row: unknown) =>
    (isRow(row) ? openRow(cipher, model, row) : row) as Result;

  /** The conditions, the row they mean included, where a value must be bound to that row. */
  async function locate(model: string, where: readonly Where[], values: Row) {
    const conditions = sealing(model, where);
    if (!tableOf(model).sealed.some((field) => typeof values[field] === 'string')) return { conditions };
    const row = await adapter.findOne<{ id: string }>({ model, where: conditions, select: ['id'] });
    return row ? { conditions: [...conditions, byId(row.id)], rowId: row.id } : undefined;
  }

  async function update<Result>(model: string, where: readonly Where[], values: Row): Promise<Result | null> {
    const target = await locate(model, where, values);
    if (!target) return null;
    const cells = sealRow(cipher, model, target.rowId, values);
    return opened(model, await adapter.update({ model, where: target.conditions, update: cells }));
  }

  return {
    ...adapter,
    async create({ model, data, select, forceAllowId }) {
      const values: Row = data;
      const id =
        forceAllowId && typeof values.id === 'string' ? values.id : newId(tableOf(model).idKind, clock.now());
      const row = await adapter.create({
        model,
        data: { ...sealRow(cipher, model, id, values), id },
        select: withId(select),
        forceAllowId: true,
      });
      return opened(model, row);
    },
    async findOne({ model, where, select, join }) {
      const row = await adapter.findOne({
        model,
        where: sealing(model, where),
        select: withId(select),
        join,
      });
      return opened(model, row);
    },
    async findMany({ model, where, select, sortBy, ...rest }) {
      refuseSealedOrder(model, sortBy?.field);
      const conditions = sealing(model, where);
      const rows = await adapter.findMany({
        model,
        where: conditions,
        select: withId(select),
        sortBy,
        ...rest,
      });
      return rows.map((row) => opened(model, row));
    },
    count: ({ model, where }) => adapter.count({ model, where: sealing(model, where) }),
    update: ({ model, where, update: values }) => update(model, where, values),
    async updateMany({ model, where, update: values }) {
      const conditions = sealing(model, where);
      if (!tableOf(model).sealed.some((field) => typeof values[field] === 'string')) {
        return adapter.updateMany({
          model,
          where: conditions,
          update: sealRow(cipher, model, undefined, values),
        });
      }
      const rows = await adapter.findMany<{ id: string }>({
        model,
        where: conditions,
        select: ['id'],
        limit: MOST_ROWS_AT_ONCE,
      });
      let changed = 0;
      for (const { id } of rows) {
        if ((await update(model, [...where, byId(id)], values)) !== null) changed += 1;
      }
      return changed;
    },
    delete: ({ model, where }) => adapter.delete({ model, where: sealing(model, where) }),
    deleteMany: ({ model, where }) => adapter.deleteMany({ model, where: sealing(model, where) }),
    async consumeOne({ model, where }) {
      return opened(model, await adapter.consumeOne({ model, where: sealing(model, where) }));
    },
    async incrementOne({ model, where, increment, set }) {
      const target = await locate(model, where, set ?? {});
      if (!target) return null;
      const cells = set && sealRow(cipher, model, target.rowId, set);
      const row = await adapter.incrementOne({ model, where: target.conditions, increment, set: cells });
      return opened(model, row);
    },
  };
}

function byId(id: string): Where {
  return { field: 'id', value: id };
}

/** A row's cells cannot be opened without its id. */
function withId(select: string[] | undefined): string[] | undefined {
  return select && !select.includes('id') ? [...select, 'id'] : select;
}

function refuseSealedOrder(model: string, field: string | undefined): void {
  const table = tableOf(model);
  if (field !== undefined && [...table.sealed, ...table.sealedForLookup].includes(field)) {
    throw new Error(`${table.name}.${field} is sealed: rows cannot be put in order by it`);
  }
}
