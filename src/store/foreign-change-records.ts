import { newId } from '../kernel/ids.ts';
import type { ForeignChangeFact, ForeignChangeKind } from '../policy/foreign-change.ts';
import type { PlatformId } from '../programs/platform.ts';
import type {
  ForeignChangeRecord,
  ForeignChangeRecords,
  ForeignPlace,
} from '../review/foreign-change-records.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** How many of those that ended are looked back at. */
const LOOKED_BACK_AT = 20;

/** The rows of what somebody did in a platform's own console, in one transaction. */
export function createForeignChangeRecords({ tx, now }: RecordParts): ForeignChangeRecords {
  return {
    async foreignChanges(programId, platform) {
      const where = { programId, platform };
      const latestFirst = [{ noticedAt: 'desc' }, { id: 'desc' }] as const;
      const standing = await tx.foreignChange.findMany({
        where: { ...where, endedAt: null },
        orderBy: [...latestFirst],
      });
      const ended = await tx.foreignChange.findMany({
        where: { ...where, endedAt: { not: null } },
        orderBy: [...latestFirst],
        take: LOOKED_BACK_AT,
      });
      return [...standing, ...ended].map(readForeignChange);
    },
    async foreignChange(accountId, id) {
      const row = await tx.foreignChange.findFirst({ where: { accountId, id } });
      return row ? readForeignChange(row) : undefined;
    },
    async addForeignChange({ accountId, programId, platform }, finding, source) {
      const { place, kind, content } = finding;
      const id = newId('fch', now);
      await tx.foreignChange.create({
        data: {
          id,
          accountId,
          programId,
          platform,
          place,
          kind,
          content,
          hostVersion: finding.hostVersion ?? null,
          hostDescription: finding.hostDescription ?? null,
          hostState: finding.hostState ?? null,
          hostAt: finding.hostAt ?? null,
          packageId: finding.packageId ?? null,
          insteadOfId: finding.insteadOfId ?? null,
          source,
          noticedAt: now,
        },
      });
      return id;
    },
    async changeForeignChange(id, change) {
      await tx.foreignChange.update({ where: { id }, data: change as Prisma.ForeignChangeUpdateInput });
    },
    async reviewOpenedAt(packageId) {
      const row = await tx.review.findFirst({
        where: { packageId, hostId: null },
        orderBy: { openedAt: 'desc' },
        select: { openedAt: true },
      });
      return row?.openedAt;
    },
  };
}

/** Those that stand, and that nobody has accepted. */
export async function openForeignChanges(
  tx: Prisma.TransactionClient,
  programId: string,
  platform: PlatformId,
): Promise<readonly ForeignChangeFact[]> {
  const found = await tx.foreignChange.findMany({
    where: { programId, platform, endedAt: null, acknowledgedAt: null },
    select: { id: true, kind: true, hostVersion: true, noticedAt: true },
    orderBy: { id: 'asc' },
  });
  return found.map((row) => ({ ...row, kind: row.kind as ForeignChangeKind }));
}

function readForeignChange(row: rows.ForeignChange): ForeignChangeRecord {
  const { id, accountId, programId, platform, content, noticedAt } = row;
  return {
    id,
    accountId,
    programId,
    platform,
    content,
    noticedAt,
    place: row.place as ForeignPlace,
    kind: row.kind as ForeignChangeKind,
    ...(row.hostVersion === null ? {} : { hostVersion: row.hostVersion }),
    ...(row.hostDescription === null ? {} : { hostDescription: row.hostDescription }),
    ...(row.hostState === null ? {} : { hostState: row.hostState }),
    ...(row.hostAt === null ? {} : { hostAt: row.hostAt }),
    ...(row.packageId === null ? {} : { packageId: row.packageId }),
    ...(row.insteadOfId === null ? {} : { insteadOfId: row.insteadOfId }),
    ...(row.acknowledgedAt === null ? {} : { acknowledgedAt: row.acknowledgedAt }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
  };
}
