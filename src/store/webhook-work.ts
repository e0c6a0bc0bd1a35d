import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { webhookLimits } from '../webhooks/endpoint.ts';
import type { WebhookWork } from '../webhooks/work.ts';
import type { Database } from './database.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { takeLease } from './lease.ts';
import { newDelivery } from './webhook-records.ts';
import { readDelivery, readEndpoint } from './webhook-rows.ts';

/** Deliveries that are taken out of the log at once. */
const PRUNED_AT_ONCE = 1_000;

/**
 * The last that may be delivered now, of whatever program: what comes behind a gap waits until that was taken or given up,
 * since it is a present state that the receiver has to ask for first.
 */
const barrier = (endpointId: string) => `coalesce((
  SELECT min(sequence) FROM "WebhookDelivery"
  WHERE "endpointId" = ${endpointId} AND state = 'PENDING' AND lane = '' AND kind = 'GAP'), 9223372036854775807)`;

/**
 * Something to do: the log has grown and there is room, something is to be delivered once more, or the first that waits
 * of some program is due. What waits behind it is not looked at.
 */
const DUE = `
  SELECT endpoint.id FROM "WebhookEndpoint" AS endpoint
  LEFT JOIN "StreamHead" AS head ON head.stream = endpoint.stream
  WHERE endpoint.state = 'ACTIVE' AND (endpoint."leaseUntil" IS NULL OR endpoint."leaseUntil" < $1)
    AND (((head.head > endpoint.position OR endpoint."replayPosition" IS NOT NULL)
          AND (SELECT count(*) FROM "WebhookDelivery" AS waiting
               WHERE waiting."endpointId" = endpoint.id AND waiting.state = 'PENDING') < $2)
      OR EXISTS (SELECT 1 FROM (
           SELECT DISTINCT ON (lane) sequence, "nextAttemptAt" FROM "WebhookDelivery"
           WHERE "endpointId" = endpoint.id AND state = 'PENDING' AND kind <> 'TEST'
           ORDER BY lane, sequence) AS first
         WHERE first."nextAttemptAt" <= $1 AND first.sequence <= ${barrier('endpoint.id')}))`;

/** The first that waits of each lane, as far as it is due. */
const HEADS = `
  SELECT id FROM (
    SELECT DISTINCT ON (lane) id, sequence, "nextAttemptAt" FROM "WebhookDelivery"
    WHERE "endpointId" = $1 AND state = 'PENDING' AND kind <> 'TEST' AND NOT lane = ANY ($3)
    ORDER BY lane, sequence) AS first
  WHERE "nextAttemptAt" <= $2 AND sequence <= ${barrier('$1')} ORDER BY sequence LIMIT $4`;

/** Endpoints and deliveries, as couriers work on them. */
export function createWebhookWork(
  { prisma, pool }: Pick<Database, 'prisma' | 'pool'>,
  cipher: FieldCipher,
  clock: Clock,
): WebhookWork {
  return {
    async webhooksDue(now) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'webhooks-due',
        text: DUE,
        values: [now, webhookLimits.waiting],
      });
      return rows.map(({ id }) => id);
    },
    claimWebhook: (id) => takeLease(prisma.webhookEndpoint, id, clock),
    async findWebhook(id) {
      const row = await prisma.webhookEndpoint.findUnique({ where: { id } });
      return row ? readEndpoint(row, cipher) : undefined;
    },
    async findWebhookDelivery(id) {
      const row = await prisma.webhookDelivery.findUnique({ where: { id } });
      return row ? readDelivery(row) : undefined;
    },
    webhookDeliveriesWaiting: (endpointId) =>
      prisma.webhookDelivery.count({ where: { endpointId, state: 'PENDING' } }),
    async planWebhook({ id, position, replay, replays }, planned) {
      await prisma.$transaction(async (tx) => {
        const { count } = await tx.webhookEndpoint.updateMany({
          where: { id, position, replayPosition: replay?.position ?? null },
          data: {
            position: planned.position,
            replayPosition: planned.replay?.position ?? null,
            replayUntil: planned.replay?.until ?? null,
          },
        });
        if (count === 0) return;
        const now = clock.now();
        // They are shown in the order of their ids: that of the log, then.
        const ids = planned.deliveries.map(() => newId('whd', now)).sort();
        // What a replay already brought, or an earlier courier, is there.
        await tx.webhookDelivery.createMany({
          data: planned.deliveries.map((one, n) =>
            newDelivery(ids[n] ?? '', id, one, replay ? replays : 0, now),
          ),
          skipDuplicates: true,
        });
      });
    },
    async webhookHeads(id, now, besides, limit) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'webhook-heads',
        text: HEADS,
        values: [id, now, [...besides], limit],
      });
      const found = await prisma.webhookDelivery.findMany({
        where: { id: { in: rows.map((row) => row.id) } },
      });
      return found.map(readDelivery);
    },
    async skipWebhookDelivery(id) {
      await prisma.webhookDelivery.updateMany({
        where: { id, state: 'PENDING' },
        data: { state: 'SKIPPED', nextAttemptAt: null, settledAt: clock.now() },
      });
    },
    async pruneWebhookDeliveries(before) {
      const { rowCount } = await pool.query({
        name: 'webhooks-prune',
        text: `DELETE FROM "WebhookDelivery" WHERE id IN (
                 SELECT id FROM "WebhookDelivery" WHERE "settledAt" < $1 ORDER BY "settledAt" LIMIT $2)`,
        values: [before, PRUNED_AT_ONCE],
      });
      return rowCount ?? 0;
    },
  };
}
