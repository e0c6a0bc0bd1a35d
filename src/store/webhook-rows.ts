import type { Principal } from '../accounts/standing.ts';
import type { Role } from '../accounts/viewer.ts';
import type { StreamId } from '../events/stream.ts';
import type { Delivery, DeliveryKind, DeliveryState } from '../webhooks/delivery.ts';
import type { DisabledReason, WebhookEndpoint, WebhookState } from '../webhooks/endpoint.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';

export function urlCell(rowId: string) {
  return { table: 'WebhookEndpoint', column: 'sealedUrl', rowId };
}

/** Of the present secret and of the one before. */
export function secretCell(rowId: string) {
  return { table: 'WebhookEndpoint', column: 'sealedSecret', rowId };
}

export function readEndpoint(row: rows.WebhookEndpoint, cipher: FieldCipher): WebhookEndpoint {
  const { id, description, revision, position, replays, operationName, reason, role, failingSince } = row;
  return {
    id,
    stream: row.stream as StreamId,
    url: cipher.open(urlCell(id), row.sealedUrl),
    description,
    chosen: {
      document: row.document,
      ...(operationName === null ? {} : { operationName }),
      variables: row.variables as Record<string, unknown>,
    },
    revision,
    state: row.state as WebhookState,
    ...(reason === null ? {} : { reason: reason as DisabledReason }),
    rights: {
      principal: { kind: row.principalKind as Principal['kind'], id: row.principalId },
      ...(role === null ? {} : { role: role as Role }),
    },
    secret: cipher.open(secretCell(id), row.sealedSecret),
    ...previousOf(row, cipher),
    position,
    ...(row.replayPosition === null || row.replayUntil === null
      ? {}
      : { replay: { position: row.replayPosition, until: row.replayUntil } }),
    replays,
    ...(failingSince === null ? {} : { failingSince }),
  };
}

function previousOf(
  { id, sealedPreviousSecret, previousSecretUntil }: rows.WebhookEndpoint,
  cipher: FieldCipher,
): Pick<WebhookEndpoint, 'previous'> {
  if (sealedPreviousSecret === null || previousSecretUntil === null) return {};
  return {
    previous: { secret: cipher.open(secretCell(id), sealedPreviousSecret), until: previousSecretUntil },
  };
}

export function readDelivery(row: rows.WebhookDelivery): Delivery {
  const { id, endpointId, eventId, type, position, lane, attempts, tries, roundSince, createdAt } = row;
  return {
    id,
    endpointId,
    kind: row.kind as DeliveryKind,
    eventId,
    type,
    position,
    lane,
    state: row.state as DeliveryState,
    attempts,
    tries,
    ...(roundSince === null ? {} : { roundSince }),
    createdAt,
  };
}
