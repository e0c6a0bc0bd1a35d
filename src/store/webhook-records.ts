import { newId } from '../kernel/ids.ts';
import type { Attempt, Delivery, NewDelivery } from '../webhooks/delivery.ts';
import type { ChosenPayload } from '../webhooks/endpoint.ts';
import type { EndpointChange, NewEndpoint, NextOfDelivery, WebhookRecords } from '../webhooks/records.ts';
import type { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';
import { readDelivery, readEndpoint, secretCell, urlCell } from './webhook-rows.ts';

/** The rows of webhooks, in one transaction. */
export function createWebhookRecords(parts: RecordParts): Omit<WebhookRecords, 'record'> {
  const { tx, cipher, now } = parts;
  return {
    async lockWebhooksOf(stream) {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks of ${stream}`}, 0))::text`;
      return tx.webhookEndpoint.count({ where: { stream } });
    },
    addWebhook: (endpoint, by) => addEndpoint(parts, endpoint, by),
    async lockWebhook(stream, id) {
      await tx.$queryRaw`SELECT 1 FROM "WebhookEndpoint" WHERE id = ${id} AND stream = ${stream} FOR UPDATE`;
      const row = await tx.webhookEndpoint.findFirst({ where: { id, stream } });
      return row ? readEndpoint(row, cipher) : undefined;
    },
    async isWebhookOf(leaseOwner, id) {
      return (await tx.webhookEndpoint.count({ where: { id, leaseOwner } })) === 1;
    },
    async changeWebhook(id, change) {
      await tx.webhookEndpoint.update({ where: { id }, data: await changeOf(parts, id, change) });
    },
    async deleteWebhook(id) {
      await tx.webhookEndpoint.delete({ where: { id } });
    },
    async reopenWebhookDeliveries(endpointId, instead) {
      const where = { endpointId, state: 'PENDING' };
      const again = { nextAttemptAt: now, roundSince: null, tries: 0 };
      const over = { state: 'SKIPPED', nextAttemptAt: null, settledAt: now };
      await tx.webhookDelivery.updateMany({ where, data: instead === 'SKIP' ? over : again });
    },
    async addWebhookDelivery(endpointId, delivery) {
      const row = await tx.webhookDelivery.create({
        data: newDelivery(newId('whd', now), endpointId, delivery, 0, now),
      });
      return readDelivery(row);
    },
    webhookTestsSince: (endpointId, since) =>
      tx.webhookDelivery.count({ where: { endpointId, kind: 'TEST', createdAt: { gt: since } } }),
    noteWebhookAttempt: (delivery, attempt, next) => noteAttempt(parts, delivery, attempt, next),
  };
}

/** A row of a delivery that waits. */
export function newDelivery(
  id: string,
  endpointId: string,
  delivery: NewDelivery,
  replay: number,
  now: Date,
) {
  return {
    id,
    endpointId,
    ...delivery,
    replay,
    state: 'PENDING',
    nextAttemptAt: now,
    createdAt: now,
  };
}

async function addEndpoint(
  { tx, cipher, now }: RecordParts,
  endpoint: NewEndpoint,
  by: string,
): Promise<string> {
  const { stream, url, description, chosen, rights, secret, position } = endpoint;
  const id = newId('wh', now);
  await tx.webhookEndpoint.create({
    data: {
      id,
      stream,
      sealedUrl: cipher.seal(urlCell(id), url),
      description,
      ...columnsOf(chosen),
      sealedSecret: cipher.seal(secretCell(id), secret),
      state: 'ACTIVE',
      stateSince: now,
      ...lent(rights),
      createdBy: by,
      createdAt: now,
      position,
      updatedAt: now,
    },
  });
  return id;
}

async function changeOf(
  { tx, cipher, now }: RecordParts,
  id: string,
  {
    url,
    description,
    chosen,
    rights,
    state,
    reason,
    position,
    replay,
    secret,
    previousUntil,
  }: EndpointChange,
): Promise<Prisma.WebhookEndpointUpdateInput> {
  return {
    updatedAt: now,
    ...(url === undefined ? {} : { sealedUrl: cipher.seal(urlCell(id), url) }),
    ...(description === undefined ? {} : { description }),
    ...(chosen ? columnsOf(chosen) : {}),
    ...(rights ? { ...lent(rights), revision: { increment: 1 } } : {}),
    ...(state ? { state, stateSince: now } : {}),
    ...(state === 'ACTIVE' ? { failingSince: null } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(position === undefined ? {} : { position }),
    ...(replay
      ? { replayPosition: replay.position, replayUntil: replay.until, replays: { increment: 1 } }
      : {}),
    ...(secret === undefined ? {} : await rotated({ tx, cipher, now }, id, secret, previousUntil)),
  };
}

/** Both cells are of one column: a secret that becomes the previous one is not sealed anew. */
async function rotated(
  { tx, cipher, now }: RecordParts,
  id: string,
  secret: string,
  until: Date | undefined,
): Promise<Prisma.WebhookEndpointUpdateInput> {
  const { sealedSecret } = await tx.webhookEndpoint.findUniqueOrThrow({ where: { id } });
  const overlaps = until !== undefined && until > now;
  return {
    sealedSecret: cipher.seal(secretCell(id), secret),
    sealedPreviousSecret: overlaps ? sealedSecret : null,
    previousSecretUntil: overlaps ? until : null,
  };
}

function columnsOf({ document, operationName, variables }: ChosenPayload) {
  return { document, operationName: operationName ?? null, variables: variables as Prisma.InputJsonObject };
}

function lent({ principal: { kind, id }, role }: NewEndpoint['rights']) {
  return { principalKind: kind, principalId: id, role: role ?? null };
}

async function noteAttempt(
  { tx, now }: RecordParts,
  { id, endpointId, kind, attempts }: Delivery,
  attempt: Attempt,
  next: NextOfDelivery,
): Promise<boolean> {
  const settled = next.state !== 'PENDING';
  const { count } = await tx.webhookDelivery.updateMany({
    where: { id, state: 'PENDING', attempts },
    data: {
      state: next.state,
      attempts: { increment: 1 },
      tries: { increment: 1 },
      nextAttemptAt: next.state === 'PENDING' ? next.at : null,
      settledAt: settled ? now : null,
    },
  });
  if (count === 0) return false;
  await tx.webhookDelivery.updateMany({ where: { id, roundSince: null }, data: { roundSince: attempt.at } });
  const { statusCode, ...made } = attempt;
  await tx.webhookAttempt.create({ data: { deliveryId: id, ...made, statusCode: statusCode ?? null } });
  // A sample says nothing of what waits, and a fault of ours nothing of the receiver.
  if (kind === 'TEST' || attempt.outcome === 'FAULT') return true;
  const taken = attempt.outcome === 'TAKEN';
  await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, failingSince: taken ? { not: null } : null },
    data: { failingSince: taken ? null : attempt.at },
  });
  return true;
}
