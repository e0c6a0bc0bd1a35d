/** The tables that keep their past; `keep_history` in the migrations has them join. */
export const keptTables = [
  'Program',
  'Subject',
  'Acceptance',
  'Material',
  'Registration',
  'HostSelection',
  'Version',
  'Submission',
  'Package',
  'Review',
  'Distribution',
  'ForeignChange',
  'Obligation',
  'Ruling',
  'Member',
  'Undertaking',
  'BetaInvitation',
  'SettingChange',
  'MaterialCheck',
  'Enforcement',
  'Appeal',
  'Rectification',
  'Fee',
  'TermsDecline',
  'PlatformExit',
] as const;
export type KeptTable = (typeof keptTables)[number];

/**
 * Stands in a statement where the table would: its rows as they were true at $2 and recorded by $3, of the account $1.
 * `which` says which entries of the history (`entry`) are looked at; all of a row's, or none. Of each cell the entry
 * that was written last counts: news that came late are true since they happened, and touch no other cell.
 */
export function pastRows(table: KeptTable, which = 'true'): string {
  return `(
    SELECT jsonb_object_agg(cell.key, cell.value) AS cells FROM (
      SELECT DISTINCT ON (entry."rowId", cell.key) entry."rowId", cell.key, cell.value
      FROM "RowHistory" AS entry CROSS JOIN LATERAL jsonb_each(entry.cells) AS cell
      WHERE ${visible('entry', table)} AND ${which}
      ORDER BY entry."rowId", cell.key, entry.sequence DESC) AS cell
    GROUP BY cell."rowId"
    HAVING bool_or(cell.key = '#present' AND cell.value = 'true'::jsonb)) AS past
  CROSS JOIN LATERAL jsonb_populate_record(NULL::"${table}", past.cells) AS "${table}"`;
}

/** What a key points at. A row lies in the same program as what it points at, and by program entries are found fast. */
const pointsAt: Readonly<Record<string, KeptTable>> = {
  packageId: 'Package',
  versionId: 'Version',
  submissionId: 'Submission',
};

/**
 * Picks, for `pastRows`, at least all the rows whose `key` was one of the values in an array; which of them it was at
 * the instants asked about is for the statement to say once more.
 */
export function whoseKeyIs(table: KeptTable, key: string, values: string): string {
  if (key === 'id') return `entry."rowId" = ANY(${values})`;
  if (key === 'programId') return `entry."programId" = ANY(${values})`;
  if (pointsAt[key]) {
    return `entry."programId" IN (SELECT target."programId" FROM "RowHistory" AS target
      WHERE target."accountId" = $1 AND target."tableName" = '${pointsAt[key]}' AND target."rowId" = ANY(${values}))`;
  }
  return `entry."rowId" IN (SELECT named."rowId" FROM "RowHistory" AS named
    WHERE ${visible('named', table)} AND named.cells ->> '${key}' = ANY(${values}))`;
}

/** The ids of the newest rows that were there, up to ${limit}, those before the one with the id `before`. */
export function newestIds(table: KeptTable, before: string, limit: string): string {
  return `SELECT there."rowId" FROM (
      SELECT DISTINCT ON (entry."rowId") entry."rowId", entry.cells -> '#present' AS present
      FROM "RowHistory" AS entry
      WHERE ${visible('entry', table)} AND entry.cells ? '#present' AND (${before} IS NULL OR entry."rowId" < ${before})
      ORDER BY entry."rowId" DESC, entry.sequence DESC) AS there
    WHERE there.present = 'true'::jsonb ORDER BY there."rowId" DESC LIMIT ${limit}`;
}

function visible(entry: string, table: KeptTable): string {
  return `${entry}."accountId" = $1 AND ${entry}."tableName" = '${table}'
    AND ${entry}."effectiveAt" <= $2 AND ${entry}."recordedAt" <= $3`;
}
