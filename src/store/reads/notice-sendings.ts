import type pg from 'pg';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { NoticeChannel, NoticeKind } from '../../policy/notice.ts';
import type { PlatformId } from '../../programs/platform.ts';

/** How far a sending has come on one channel: numbers of accounts, and instants as the database writes them. */
export interface ChannelProgress {
  readonly channel: NoticeChannel;
  readonly required: boolean;
  readonly waiting: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  /** Accounts to which it went out on this channel, and which have read the notice. */
  readonly read: number;
  readonly firstSentAt: string | null;
  readonly lastSentAt: string | null;
  readonly nextAttemptAt: string | null;
}

/** What a platform sent, and how far it has come. No account is named but the one that it was sent to alone. */
export interface NoticeSendingRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subject: LocalizedText;
  readonly body: LocalizedText;
  readonly agreementVersion: string | null;
  readonly accountId: string | null;
  readonly sentBy: string;
  readonly publishedAt: string;
  readonly fannedOutAt: string | null;
  readonly accounts: number;
  readonly complete: number;
  readonly read: number;
  readonly firstReadAt: string | null;
  readonly lastReadAt: string | null;
  readonly channels: readonly ChannelProgress[];
}

// A channel of a sending that has reached nobody yet is counted as well: with nothing.
const SENDINGS = `
  WITH sending AS (
    SELECT * FROM "NoticeSending"
    WHERE platform = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR id < $3)
    ORDER BY id DESC LIMIT $4),
  reached AS (
    SELECT "sendingId", count(*)::int AS accounts, count("completedAt")::int AS complete, count("readAt")::int AS read,
      min("readAt") AS "firstReadAt", max("readAt") AS "lastReadAt"
    FROM "Notice" WHERE "sendingId" IN (SELECT id FROM sending) GROUP BY "sendingId"),
  carried AS (
    SELECT notice."sendingId", delivery.channel,
      count(*) FILTER (WHERE delivery.state = 'PENDING') AS waiting,
      count(*) FILTER (WHERE delivery.state = 'SENT') AS sent,
      count(*) FILTER (WHERE delivery.state = 'DELIVERED') AS delivered,
      count(*) FILTER (WHERE delivery.state = 'FAILED') AS failed,
      count(notice."readAt") FILTER (WHERE delivery."sentAt" IS NOT NULL) AS read,
      min(delivery."sentAt") AS "firstSentAt", max(delivery."sentAt") AS "lastSentAt",
      min(delivery."nextAttemptAt") AS "nextAttemptAt"
    FROM "Notice" AS notice JOIN "NoticeDelivery" AS delivery ON delivery."noticeId" = notice.id
    WHERE notice."sendingId" IN (SELECT id FROM sending) GROUP BY notice."sendingId", delivery.channel),
  progress AS (
    SELECT sending.id, jsonb_agg(jsonb_build_object(
      'channel', asked.channel, 'required', asked.channel = ANY(sending."requiredChannels"),
      'waiting', coalesce(waiting, 0), 'sent', coalesce(sent, 0), 'delivered', coalesce(delivered, 0),
      'failed', coalesce(failed, 0), 'read', coalesce(carried.read, 0), 'firstSentAt', "firstSentAt",
      'lastSentAt', "lastSentAt", 'nextAttemptAt', "nextAttemptAt") ORDER BY asked.place) AS channels
    FROM sending CROSS JOIN unnest(sending.channels) WITH ORDINALITY AS asked(channel, place)
    LEFT JOIN carried ON carried."sendingId" = sending.id AND carried.channel = asked.channel
    GROUP BY sending.id)
  SELECT sending.id, sending.kind, sending.subject, sending.body, sending."agreementVersion",
    sending."toAccountId" AS "accountId", sending."sentBy", to_json(sending."publishedAt") AS "publishedAt",
    to_json(sending."fannedOutAt") AS "fannedOutAt",
    coalesce(reached.accounts, 0) AS accounts, coalesce(reached.complete, 0) AS complete,
    coalesce(reached.read, 0) AS read, to_json(reached."firstReadAt") AS "firstReadAt",
    to_json(reached."lastReadAt") AS "lastReadAt",
    coalesce(progress.channels, '[]'::jsonb) AS channels
  FROM sending LEFT JOIN reached ON reached."sendingId" = sending.id LEFT JOIN progress ON progress.id = sending.id
  ORDER BY sending.id DESC`;

/**
 * What a platform sent, whoever spoke for it, the newest first: one by its id, or up to `limit` before the one with the
 * id `before`. One statement, however many accounts have it.
 */
export async function noticeSendings(
  pool: pg.Pool,
  platform: PlatformId,
  { id, before, limit }: { id?: string; before?: string | undefined; limit: number },
): Promise<NoticeSendingRow[]> {
  const { rows } = await pool.query<NoticeSendingRow>({
    name: 'read-notice-sendings',
    text: SENDINGS,
    values: [platform, id ?? null, before ?? null, limit],
  });
  return rows;
}
