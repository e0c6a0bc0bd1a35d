import type { StreamId } from '../../events/stream.ts';
import type { Attempt, AttemptOutcome, Delivery } from '../../webhooks/delivery.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoint.ts';
import type { Database } from '../database.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type * as rows from '../generated/client.ts';
import { readDelivery, readEndpoint } from '../webhook-rows.ts';

/** An endpoint as its keeper is shown it: not its secrets. */
export interface WebhookRow extends Omit<WebhookEndpoint, 'secret' | 'previous'> {
  readonly stateSince: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Until when the secret before signs, too. */
  readonly previousSecretUntil: Date | null;
}

export interface WebhookDeliveryRow extends Delivery {
  readonly nextAttemptAt: Date | null;
  readonly settledAt: Date | null;
  /** The first first. */
  readonly tried: readonly Attempt[];
}

/** The webhooks of one account or host, and what became of what they were told. */
export class WebhookReads {
  readonly #prisma: Database['prisma'];
  readonly #cipher: FieldCipher;
  readonly #stream: StreamId;

  constructor(prisma: Database['prisma'], cipher: FieldCipher, stream: StreamId) {
    this.#prisma = prisma;
    this.#cipher = cipher;
    this.#stream = stream;
  }

  async all(): Promise<readonly WebhookRow[]> {
    const found = await this.#prisma.webhookEndpoint.findMany({
      where: { stream: this.#stream },
      orderBy: { id: 'asc' },
    });
    return found.map((row) => this.#shown(row));
  }

  async find(id: string): Promise<WebhookRow | undefined> {
    const row = await this.#prisma.webhookEndpoint.findFirst({ where: { id, stream: this.#stream } });
    return row ? this.#shown(row) : undefined;
  }

  async delivery(id: string): Promise<WebhookDeliveryRow | undefined> {
    const row = await this.#prisma.webhookDelivery.findFirst({
      where: { id, endpoint: { stream: this.#stream } },
      include: TRIED,
    });
    return row ? deliveryRow(row) : undefined;
  }

  /** Of one endpoint, the newest first, before the one with the id `before`. */
  async deliveries(
    endpointId: string,
    state: Delivery['state'] | undefined,
    before: string | undefined,
    limit: number,
  ): Promise<readonly WebhookDeliveryRow[]> {
    const found = await this.#prisma.webhookDelivery.findMany({
      where: {
        endpointId,
        endpoint: { stream: this.#stream },
        ...(state ? { state } : {}),
        ...(before === undefined ? {} : { id: { lt: before } }),
      },
      include: TRIED,
      orderBy: { id: 'desc' },
      take: limit,
    });
    return found.map(deliveryRow);
  }

  #shown(row: rows.WebhookEndpoint): WebhookRow {
    const { secret: _secret, previous: _previous, ...endpoint } = readEndpoint(row, this.#cipher);
    const { stateSince, createdBy, createdAt, previousSecretUntil } = row;
    return { ...endpoint, stateSince, createdBy, createdAt, previousSecretUntil };
  }
}

const TRIED = { tried: { orderBy: { number: 'asc' } } } as const;

function deliveryRow({
  tried,
  ...row
}: rows.WebhookDelivery & { tried: rows.WebhookAttempt[] }): WebhookDeliveryRow {
  const { nextAttemptAt, settledAt } = row;
  return { ...readDelivery(row), nextAttemptAt, settledAt, tried: tried.map(attemptOf) };
}

function attemptOf({ statusCode, outcome, deliveryId: _, ...attempt }: rows.WebhookAttempt): Attempt {
  return {
    ...attempt,
    outcome: outcome as AttemptOutcome,
    ...(statusCode === null ? {} : { statusCode }),
  };
}
