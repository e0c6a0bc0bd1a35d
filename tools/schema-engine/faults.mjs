import { DriverAdapterError } from '@prisma/driver-adapter-utils';

/** PostgreSQL's and the network's codes in Prisma's words; what is not here could not be reached (P1001). */
const PRISMA_CODES = new Map([
  ['28P01', 'P1000'],
  ['3D000', 'P1003'],
  ['42P04', 'P1009'],
]);

/** Why there is no connection, as Prisma prints it. */
export function connectionFault(error) {
  // A refused connection is an AggregateError without a message where a name has several addresses.
  const message = error.message || error.errors?.map((one) => one.message).join('; ') || String(error);
  return { code: PRISMA_CODES.get(error.code) ?? 'P1001', message };
}

/** Why a statement failed. Of another class the engine would show a number and not the message. */
export function statementFault(error) {
  const { code = 'XX000', severity = 'ERROR', message, detail, column, hint } = error;
  const original = { originalCode: code, originalMessage: message };
  return new DriverAdapterError({
    kind: 'postgres',
    code,
    severity,
    message,
    detail,
    column,
    hint,
    ...original,
  });
}
