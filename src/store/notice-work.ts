import type { ClaimedDelivery, DeliverNoticeDeps } from '../duties/deliver-notice.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Job } from '../onboarding/job.ts';
import { variantOf } from '../policy/variants.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { addressCell, readDelivery } from './notice-records.ts';

export type NoticeWork = Pick<DeliverNoticeDeps, 'claimDelivery'> & {
  /** Notices that not everybody has yet, and deliveries whose time has come. */
  readonly noticesDue: (now: Date) => Promise<readonly Job[]>;
};

const AT_ONCE = 500;

/** What is on its way to readers. */
export function createNoticeWork(prisma: PrismaClient, cipher: FieldCipher, clock: Clock): NoticeWork {
  return {
    async claimDelivery(id): Promise<ClaimedDelivery | undefined> {
      const lease = await takeLease(prisma.noticeDelivery, id, clock);
      if (!lease) return undefined;
      try {
        const row = await prisma.noticeDelivery.findUniqueOrThrow({
          where: { id },
          include: { notice: true },
        });
        const { accountId, channel, notice } = row;
        const kind = channel === 'SMS' ? 'PHONE' : 'EMAIL';
        const address = await prisma.noticeAddress.findUnique({
          where: { accountId_kind: { accountId, kind } },
        });
        return {
          delivery: readDelivery(row),
          message: {
            id,
            to: address ? cipher.open(addressCell(accountId, kind), address.sealedAddress) : undefined,
            from: variantOf(notice.platform).name,
            subject: notice.subject as unknown as LocalizedText,
            body: notice.body as unknown as LocalizedText,
          },
          free: () => lease.free(),
        };
      } catch (error) {
        await lease.free();
        throw error;
      }
    },
    async noticesDue(now) {
      const sendings = await prisma.noticeSending.findMany({
        where: { fannedOutAt: null },
        select: { id: true },
        orderBy: { id: 'asc' },
        take: AT_ONCE,
      });
      const deliveries = await prisma.noticeDelivery.findMany({
        where: { nextAttemptAt: { lte: now } },
        select: { id: true },
        orderBy: { nextAttemptAt: 'asc' },
        take: AT_ONCE,
      });
      return [
        ...sendings.map(({ id }): Job => ({ kind: 'NOTICE', id })),
        ...deliveries.map(({ id }): Job => ({ kind: 'NOTICE_DELIVERY', id })),
      ];
    },
  };
}
