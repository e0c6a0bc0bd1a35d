import type { OutageRecords } from '../duties/outage-records.ts';
import { newId } from '../kernel/ids.ts';
import type { Outage, OutageCause } from '../policy/outage.ts';
import type * as rows from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of outages, in one transaction. */
export function createOutageRecords({ tx, now }: Pick<RecordParts, 'tx' | 'now'>): OutageRecords {
  return {
    async addOutage({ hostId, until, ...outage }) {
      const id = newId('out', now);
      await tx.hostOutage.create({
        data: { id, ...outage, hostId: hostId ?? null, until: until ?? null, recordedAt: now },
      });
      return id;
    },
    async sameOutage({ platform, cause, from, hostId = null, until = null }) {
      const row = await tx.hostOutage.findFirst({
        where: { platform, cause, from, hostId, until },
        select: { id: true },
      });
      return row?.id;
    },
    async lockOutage(id) {
      await tx.$queryRaw`SELECT 1 FROM "HostOutage" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.hostOutage.findUnique({ where: { id } });
      if (!row) return undefined;
      return { id, recordedBy: row.recordedBy, cause: row.cause as OutageCause, ...readOutage(row) };
    },
    async endOutage(id, until, by) {
      await tx.hostOutage.update({ where: { id }, data: { until, endedBy: by } });
    },
    async outagesSince(platform, at) {
      const found = await tx.hostOutage.findMany({
        where: { platform, OR: [{ until: null }, { until: { gt: at } }] },
        orderBy: { id: 'asc' },
      });
      return found.map(readOutage);
    },
    async reconsiderObligations(platform, hostId) {
      // In the order in which other acts lock them.
      await tx.$executeRaw`
        UPDATE "Obligation" SET "nextStepAt" = ${now} WHERE id IN (
          SELECT id FROM "Obligation"
          WHERE platform = ${platform} AND "endedAt" IS NULL AND state <> 'SCHEDULED'
            AND recipient IN ('PLATFORM', 'HOST') AND (${hostId ?? null}::text IS NULL OR "hostId" = ${hostId ?? null})
          ORDER BY id FOR UPDATE)`;
    },
  };
}

export function readOutage({
  platform,
  hostId,
  from,
  until,
}: Pick<rows.HostOutage, 'platform' | 'hostId' | 'from' | 'until'>): Outage {
  return { platform, from, ...(hostId === null ? {} : { hostId }), ...(until === null ? {} : { until }) };
}
