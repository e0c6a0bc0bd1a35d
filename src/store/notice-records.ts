import type { Delivery, NoticeRecords, Sending } from '../duties/notice-records.ts';
import { newId } from '../kernel/ids.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import {
  type DeliveryState,
  type NoticeChannel,
  type NoticeKind,
  noticeCompletedAt,
} from '../policy/notice.ts';
import type * as rows from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** A notice that is as old as that, and not wanting, is not sent after anybody. */
const STILL_MATTERS_MS = 30 * 86_400_000;

/** The rows of notices, in one transaction. */
export function createNoticeRecords({ tx, cipher, now }: RecordParts): NoticeRecords {
  return {
    async addSending({ subject, body, agreementVersion, toAccountId, channels, requiredChannels, ...same }) {
      const id = newId('send', now);
      await tx.noticeSending.create({
        data: {
          id,
          ...same,
          subject: { ...subject },
          body: { ...body },
          channels: [...channels],
          requiredChannels: [...requiredChannels],
          agreementVersion: agreementVersion ?? null,
          toAccountId: toAccountId ?? null,
          publishedAt: now,
        },
      });
      return id;
    },
    async lockSending(id) {
      await tx.$queryRaw`SELECT 1 FROM "NoticeSending" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.noticeSending.findUnique({ where: { id } });
      return row ? readSending(row) : undefined;
    },
    async accountsBound(platform, after, limit) {
      const found = await tx.acceptance.findMany({
        where: { platform, ...(after === undefined ? {} : { accountId: { gt: after } }) },
        distinct: ['accountId'],
        select: { accountId: true },
        orderBy: { accountId: 'asc' },
        take: limit,
      });
      return found.map(({ accountId }) => accountId);
    },
    async reachedWith(id, accountId) {
      const data = accountId === undefined ? { fannedOutAt: now } : { reachedAccountId: accountId };
      await tx.noticeSending.update({ where: { id }, data });
    },
    async addNotice(sending, accountId, deliveries) {
      const { id: sendingId, platform, kind, subject, body, agreementVersion, publishedAt } = sending;
      const id = newId('ntc', now);
      const { count } = await tx.notice.createMany({
        data: [
          {
            id,
            sendingId,
            accountId,
            platform,
            kind,
            subject: { ...subject },
            body: { ...body },
            agreementVersion: agreementVersion ?? null,
            requiredChannels: [...sending.requiredChannels],
            publishedAt,
          },
        ],
        skipDuplicates: true,
      });
      if (count === 0) return undefined;
      const added = deliveries.map((one) => ({ id: newId('ndl', now), ...one }));
      await tx.noticeDelivery.createMany({
        data: added.map((one) => ({
          ...one,
          noticeId: id,
          accountId,
          sentAt: one.state === 'DELIVERED' ? now : null,
          nextAttemptAt: one.state === 'PENDING' ? now : null,
          updatedAt: now,
        })),
      });
      return { id, deliveries: added };
    },
    async completeNotice(id) {
      await tx.$queryRaw`SELECT 1 FROM "Notice" WHERE id = ${id} FOR UPDATE`;
      const notice = await tx.notice.findUniqueOrThrow({ where: { id }, include: { deliveries: true } });
      if (notice.completedAt) return undefined;
      const facts = notice.deliveries.map(({ channel, state, sentAt }) => ({
        channel: channel as NoticeChannel,
        state: state as DeliveryState,
        ...(sentAt ? { sentAt } : {}),
      }));
      const completedAt = noticeCompletedAt(notice.requiredChannels as NoticeChannel[], facts);
      if (completedAt) await tx.notice.update({ where: { id }, data: { completedAt } });
      return completedAt;
    },
    async lockDelivery(id) {
      await tx.$queryRaw`SELECT 1 FROM "NoticeDelivery" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.noticeDelivery.findUnique({ where: { id }, include: { notice: true } });
      return row ? readDelivery(row) : undefined;
    },
    async noteAttempt(id, { state, attempts, nextAttemptAt, failure, obligationId, words }) {
      await tx.noticeDelivery.update({
        where: { id },
        data: {
          state,
          attempts,
          nextAttemptAt: nextAttemptAt ?? null,
          lastAttemptAt: now,
          sentAt: state === 'SENT' || state === 'DELIVERED' ? now : null,
          failure: failure ?? null,
          obligationId: obligationId ?? null,
          words: words ?? null,
          updatedAt: now,
        },
      });
    },
    async reopenDeliveries(accountId, channel, another) {
      const found = await tx.noticeDelivery.findMany({
        where: {
          accountId,
          channel,
          state: 'FAILED',
          failure: { in: another ? ['NO_ADDRESS', 'REFUSED', 'UNREACHABLE'] : ['NO_ADDRESS'] },
          notice: {
            OR: [
              { completedAt: null, requiredChannels: { has: channel } },
              { publishedAt: { gte: new Date(now.getTime() - STILL_MATTERS_MS) } },
            ],
          },
        },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      const ids = found.map(({ id }) => id);
      await tx.noticeDelivery.updateMany({
        where: { id: { in: ids } },
        data: {
          state: 'PENDING',
          attempts: 0,
          nextAttemptAt: now,
          failure: null,
          obligationId: null,
          updatedAt: now,
        },
      });
      return ids;
    },
    async markNoticeRead(accountId, id, by) {
      const notice = await tx.notice.findFirst({ where: { id, accountId } });
      if (!notice) return undefined;
      const { count } = await tx.notice.updateMany({
        where: { id, readAt: null },
        data: { readAt: now, readBy: by },
      });
      return { platform: notice.platform, first: count === 1 };
    },
    async hasNoticeAddress(accountId, kind) {
      return (await tx.noticeAddress.count({ where: { accountId, kind } })) > 0;
    },
    async putNoticeAddress(accountId, kind, { address, masked, by }) {
      const data = {
        sealedAddress: cipher.seal(addressCell(accountId, kind), address),
        sealedMasked: cipher.seal(maskedCell(accountId, kind), masked),
        putBy: by,
        updatedAt: now,
      };
      const where = { accountId_kind: { accountId, kind } };
      const before = await tx.noticeAddress.findUnique({ where });
      await tx.noticeAddress.upsert({ where, create: { accountId, kind, ...data }, update: data });
      return before !== null && cipher.open(addressCell(accountId, kind), before.sealedAddress) !== address;
    },
  };
}

export function addressCell(accountId: string, kind: string) {
  return { table: 'NoticeAddress', column: 'sealedAddress', rowId: `${accountId}/${kind}` };
}

export function maskedCell(accountId: string, kind: string) {
  return { table: 'NoticeAddress', column: 'sealedMasked', rowId: `${accountId}/${kind}` };
}

function readSending(row: rows.NoticeSending): Sending {
  const { id, platform, publishedAt, sentBy, agreementVersion, toAccountId, reachedAccountId } = row;
  return {
    id,
    platform,
    publishedAt,
    sentBy,
    kind: row.kind as NoticeKind,
    subject: row.subject as unknown as LocalizedText,
    body: row.body as unknown as LocalizedText,
    channels: row.channels as NoticeChannel[],
    requiredChannels: row.requiredChannels as NoticeChannel[],
    fannedOut: row.fannedOutAt !== null,
    ...(agreementVersion === null ? {} : { agreementVersion }),
    ...(toAccountId === null ? {} : { toAccountId }),
    ...(reachedAccountId === null ? {} : { reachedAccountId }),
  };
}

export function readDelivery(row: rows.NoticeDelivery & { readonly notice: rows.Notice }): Delivery {
  const { id, noticeId, accountId, attempts, nextAttemptAt, notice } = row;
  return {
    id,
    noticeId,
    accountId,
    platform: notice.platform,
    channel: row.channel as NoticeChannel,
    state: row.state as DeliveryState,
    attempts,
    ...(nextAttemptAt === null ? {} : { nextAttemptAt }),
  };
}
