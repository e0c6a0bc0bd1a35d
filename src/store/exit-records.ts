import { newId } from '../kernel/ids.ts';
import type { ExitRecords, PlatformExit, PurgedRows } from '../review/exit-records.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import { purgePlatform } from './purge-platform.ts';
import type { RecordParts } from './record-parts.ts';
import { readDistribution, readPackage } from './rows.ts';
import { PACKAGE_UNDER_WAY } from './under-way.ts';

/** The rows of leaving, in one transaction. */
export function createExitRecords(parts: RecordParts): ExitRecords {
  const { tx, now } = parts;
  return {
    async lockExit(accountId, platform) {
      await tx.$queryRaw`SELECT 1 FROM "PlatformExit" WHERE "accountId" = ${accountId} AND platform = ${platform}
                         AND state <> 'RETURNED' FOR UPDATE`;
      const where = { accountId, platform, state: { not: 'RETURNED' } };
      const row = await tx.platformExit.findFirst({ where });
      return row ? readExit(row) : undefined;
    },
    async addExit({ clauses, backups, ...exit }) {
      const id = newId('exit', now);
      const data = { id, ...exit, clauses: [...clauses], backups: [...backups] };
      await tx.platformExit.create({ data: { ...data, state: 'LEAVING', nextStepAt: now } });
      return id;
    },
    liveAt: (accountId, platform) =>
      tx.distribution.count({ where: { accountId, platform, livePackageId: { not: null } } }),
    async isBoundTo(accountId, platform) {
      const where = { accountId, platform };
      return (await tx.acceptance.count({ where })) + (await tx.registration.count({ where })) > 0;
    },
    async lockUnderWay(accountId, platform) {
      await tx.$queryRaw`SELECT 1 FROM "Package" WHERE "accountId" = ${accountId} AND platform = ${platform}
                         ORDER BY id FOR UPDATE`;
      const found = await tx.package.findMany({
        where: {
          accountId,
          platform,
          ...PACKAGE_UNDER_WAY,
        },
        include: { version: { select: { number: true } } },
        orderBy: { id: 'asc' },
      });
      return found.map(({ version, ...row }) => readPackage(row, version.number));
    },
    async pendingAtHosts(accountId, platform) {
      const where = { accountId, platform, confirmation: 'PENDING' };
      const found = await tx.distribution.findMany({ where, orderBy: { id: 'asc' } });
      return found.map(readDistribution);
    },
    async isBusyAt(accountId, platform) {
      const where = { accountId, platform, leaseUntil: { gt: now } };
      return (await tx.package.count({ where })) + (await tx.registration.count({ where })) > 0;
    },
    registrationsAt: (accountId, platform) =>
      tx.registration.findMany({
        where: { accountId, platform, state: { not: 'LEFT' } },
        select: { id: true, programId: true, state: true },
        orderBy: { id: 'asc' },
      }),
    async delayExit(id, until) {
      await tx.platformExit.update({ where: { id }, data: { nextStepAt: until } });
    },
    async purge(exit, everything) {
      const purged = await purgePlatform(parts, exit, everything);
      await tx.platformExit.update({
        where: { id: exit.id },
        data: {
          state: 'LEFT',
          leftAt: now,
          nextStepAt: null,
          purged: purged as unknown as Prisma.InputJsonArray,
        },
      });
      return purged;
    },
  };
}

export function readExit(row: rows.PlatformExit): PlatformExit {
  const { leftAt, returnedAt, purged, nextStepAt: _next, ...same } = row;
  return {
    ...same,
    state: row.state as PlatformExit['state'],
    ...(leftAt ? { leftAt } : {}),
    ...(returnedAt ? { returnedAt } : {}),
    ...(purged ? { purged: purged as unknown as readonly PurgedRows[] } : {}),
  };
}
