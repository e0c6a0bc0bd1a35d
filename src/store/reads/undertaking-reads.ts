import type { UndertakingRow } from './read-rows.ts';

/** A row as the driver has it: what is empty is null. */
export type StoredUndertaking = {
  readonly [Key in keyof UndertakingRow]-?: undefined extends UndertakingRow[Key]
    ? UndertakingRow[Key] | null
    : UndertakingRow[Key];
};

/**
 * The statement that answers `StoredUndertaking`, for the account $1.
 * @param undertakings Where they are found: a table.
 * @param members Where the members of the account are found: a table.
 */
export function undertakingsStatement(undertakings: string, members: string): string {
  return `SELECT signed.id, signed."memberId", signed.platform, signed."signedOn", signed."validUntil", signed."fileId",
            signed."createdAt", signed."revokedAt", signed."revokedAt" IS NOT NULL AS revoked, member.id IS NULL AS left
     FROM ${undertakings} AS signed
     LEFT JOIN ${members} AS member ON member.id = signed."memberId" AND member."accountId" = signed."accountId"
     WHERE signed."accountId" = $1 ORDER BY signed.id DESC LIMIT 1000`;
}

export function readUndertakings(found: readonly StoredUndertaking[]): UndertakingRow[] {
  return found.map(({ validUntil, fileId, revokedAt, ...row }) => ({
    ...row,
    ...(validUntil ? { validUntil } : {}),
    ...(fileId ? { fileId } : {}),
    ...(revokedAt ? { revokedAt } : {}),
  }));
}
