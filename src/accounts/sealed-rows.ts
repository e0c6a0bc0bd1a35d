import type { Where } from '@better-auth/core/db/adapter';
import { columnOf, isModel, tableOf } from './tables.ts';

/** What this room needs of the encryption at rest: `FieldCipher` in src/store/encryption is one. */
export interface CellCipher {
  seal(context: CellPlace, plain: string): string;
  sealForLookup(context: CellPlace, plain: string): string;
  lookupForms(context: CellPlace, plain: string): readonly [string, ...string[]];
  open(context: CellPlace, sealed: string): string;
}

interface CellPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId?: string;
}

export type Row = Record<string, unknown>;

/** The row with its cells sealed. `rowId` may be missing only where nothing of `values` is bound to its row. */
export function sealRow(cipher: CellCipher, model: string, rowId: string | undefined, values: Row): Row {
  const table = tableOf(model);
  const sealed = { ...values };
  for (const field of table.sealed) {
    const plain = values[field];
    if (typeof plain !== 'string') continue;
    if (rowId === undefined)
      throw new Error(`${table.name}.${field} cannot be sealed before the row is known`);
    sealed[field] = cipher.seal({ table: table.name, column: columnOf(table, field), rowId }, plain);
  }
  for (const field of table.sealedForLookup) {
    const plain = values[field];
    if (typeof plain !== 'string') continue;
    sealed[field] = cipher.sealForLookup({ table: table.name, column: columnOf(table, field) }, plain);
  }
  return sealed;
}

/** The row, and the rows joined to it, in plain. Throws where a cell was tampered with. */
export function openRow(cipher: CellCipher, model: string, row: Row): Row {
  const table = tableOf(model);
  const opened: Row = {};
  for (const [field, value] of Object.entries(row)) opened[field] = openJoined(cipher, field, value);
  for (const field of table.sealed) {
    const cell = row[field];
    if (typeof cell !== 'string') continue;
    const place = { table: table.name, column: columnOf(table, field), rowId: String(row.id) };
    opened[field] = cipher.open(place, cell);
  }
  for (const field of table.sealedForLookup) {
    const cell = row[field];
    if (typeof cell !== 'string') continue;
    opened[field] = cipher.open({ table: table.name, column: columnOf(table, field) }, cell);
  }
  return opened;
}

/** better-auth puts a joined row, or a list of them, under the name of its model. */
function openJoined(cipher: CellCipher, field: string, value: unknown): unknown {
  if (!isModel(field)) return value;
  if (Array.isArray(value)) return value.map((row) => (isRow(row) ? openRow(cipher, field, row) : row));
  return isRow(value) ? openRow(cipher, field, value) : value;
}

/**
 * The conditions over sealed cells. Equality is all that can be asked of a cell sealed for lookup, nothing of one
 * sealed at random; anything else is refused loudly, since it would silently match no row.
 */
export function sealWhere(cipher: CellCipher, model: string, where: readonly Where[]): Where[] {
  const table = tableOf(model);
  return where.map((condition) => {
    const { field, value } = condition;
    if (value === null) return condition;
    if (table.sealed.includes(field)) throw notSearchable(table.name, condition);
    if (!table.sealedForLookup.includes(field)) return condition;
    const place = { table: table.name, column: columnOf(table, field) };
    const forms = textsOf(table.name, condition).flatMap((plain) => cipher.lookupForms(place, plain));
    return sealedCondition(table.name, condition, forms);
  });
}

function sealedCondition(table: string, condition: Where, forms: string[]): Where {
  const [only] = forms;
  switch (condition.operator ?? 'eq') {
    // One form is a unique key to Prisma; several exist only while a master key is being rotated.
    case 'eq':
      return forms.length === 1 && only !== undefined
        ? { ...condition, value: only }
        : { ...condition, operator: 'in', value: forms };
    case 'in':
      return { ...condition, value: forms };
    case 'ne':
    case 'not_in':
      return { ...condition, operator: 'not_in', value: forms };
    default:
      throw notSearchable(table, condition);
  }
}

function textsOf(table: string, condition: Where): string[] {
  const { value, mode } = condition;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const texts = values.filter((item) => typeof item === 'string');
  if (texts.length < values.length || mode === 'insensitive') throw notSearchable(table, condition);
  return texts;
}

function notSearchable(table: string, { field, operator, mode }: Where): Error {
  const asked = `${operator ?? 'eq'}${mode === 'insensitive' ? ', ignoring case' : ''}`;
  return new Error(`${table}.${field} is sealed: rows cannot be found by it (${asked})`);
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
