import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

// A session runs one statement, or a whole script as it is, on one connection that stays the same.

const asText = (text) => text;

/** By type id: what the system catalog and Prisma's own table are made of. Everything else is read as text. */
const COLUMNS = new Map([
  [16, { type: ColumnTypeEnum.Boolean, read: (text) => text === 't' }],
  [18, { type: ColumnTypeEnum.Character, read: asText }],
  [20, { type: ColumnTypeEnum.Int64, read: asText }],
  [21, { type: ColumnTypeEnum.Int32, read: Number }],
  [23, { type: ColumnTypeEnum.Int32, read: Number }],
  [26, { type: ColumnTypeEnum.Int64, read: asText }],
  [1009, { type: ColumnTypeEnum.TextArray, read: pg.types.getTypeParser(1009) }],
  [1184, { type: ColumnTypeEnum.DateTime, read: toRfc3339 }],
]);

/** `2026-11-21 08:00:00.5+00`, which is how PostgreSQL writes it, has neither the T nor the minutes of the zone. */
function toRfc3339(text) {
  return text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00');
}

export function columnType(typeId) {
  return COLUMNS.get(typeId)?.type ?? ColumnTypeEnum.Text;
}

export async function connectToServer(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const types = { getTypeParser: (typeId) => COLUMNS.get(typeId)?.read ?? asText };
  return {
    async query(text, values) {
      const { fields, rows, rowCount } = await client.query({ text, values, rowMode: 'array', types });
      return { fields, rows, affected: rowCount ?? 0 };
    },
    runScript: (script) => client.query(script),
    close: () => client.end(),
  };
}

/** A database in memory, to play migrations into: a comparison needs no server and no right to create databases. */
export async function openScratchDatabase() {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  const parsers = Object.fromEntries([...COLUMNS].map(([typeId, { read }]) => [typeId, read]));
  return {
    async query(text, values) {
      const { fields, rows, affectedRows } = await database.query(text, values, {
        rowMode: 'array',
        parsers,
      });
      return { fields, rows, affected: affectedRows ?? 0 };
    },
    runScript: (script) => database.exec(script),
    close: () => database.close(),
  };
}

/**
 * Where only files are compared. The engine asks its database for the version before anything else, and then
 * nothing more; whatever else it asks is refused, so that no command can seem to have done what it did not.
 */
export function withoutDatabase() {
  const refuse = () => Promise.reject(new Error('this command was taken for one that needs no database'));
  return {
    async query(sql) {
      if (!sql.includes('version()')) return refuse();
      const fields = [16, 25, 23].map((dataTypeID, column) => ({ name: `column${column}`, dataTypeID }));
      return { fields, rows: [[true, 'PostgreSQL 15.0', 150000]], affected: 0 };
    },
    runScript: refuse,
    close: async () => {},
  };
}
