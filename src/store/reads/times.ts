/** Which past is read: what was true at `asOf`, as far as it had been recorded by `knownAt`. */
export interface Times {
  readonly asOf: Date;
  readonly knownAt: Date;
}

const readAt = new WeakMap<object, Times>();

/** Notes which past a row belongs to, so that what is asked of it is answered from the same. */
export function ofThePast<Row extends object>(rows: readonly Row[], times: Times): readonly Row[] {
  for (const row of rows) readAt.set(row, times);
  return rows;
}

/** Which past a row was read of; undefined where it is of the present. */
export function timesOf(row: object): Times | undefined {
  return readAt.get(row);
}
