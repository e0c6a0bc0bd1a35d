import { done } from '../kernel/outcome.ts';
import type { NoticeChannel } from '../policy/notice.ts';
import type { DutyDeps } from './deps.ts';
import type { NewDelivery, Sending } from './notice-records.ts';
import type { DutyRecords } from './records.ts';

/** How many accounts have it in one transaction. */
const BATCH = 50;

/** These two are the gateway's own: what is published there lies where the reader looks. */
const OWN_CHANNELS: readonly NoticeChannel[] = ['COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE'];

/**
 * Gives the next accounts the notice that was sent to them, and lets the rest follow: each account has it once, however
 * often this is done and on however many nodes.
 */
export async function fanOutNotice(deps: DutyDeps, sendingId: string): Promise<void> {
  const actor = { accountId: 'gateway', label: 'gateway' };
  await deps.perform({ actor, name: 'fanOutNotice', input: { sendingId } }, async (records) => {
    const sending = await records.lockSending(sendingId);
    if (!sending || sending.fannedOut) return done(undefined);
    const { toAccountId, platform, reachedAccountId } = sending;
    const accounts =
      toAccountId === undefined
        ? await records.accountsBound(platform, reachedAccountId, BATCH)
        : [toAccountId];
    for (const accountId of accounts) await publish(records, sending, accountId);
    const isLast = toAccountId !== undefined || accounts.length < BATCH;
    await records.reachedWith(sendingId, isLast ? undefined : accounts.at(-1));
    if (!isLast) records.enqueue({ kind: 'NOTICE', id: sendingId });
    return done(undefined);
  });
}

async function publish(records: DutyRecords, sending: Sending, accountId: string): Promise<void> {
  const { platform, kind, agreementVersion, sentBy, channels, requiredChannels } = sending;
  const wantsMail = await records.hasNoticeAddress(accountId, 'EMAIL');
  const all = wantsMail && !channels.includes('EMAIL') ? [...channels, 'EMAIL' as const] : channels;
  const deliveries = all.map(
    (channel): NewDelivery => ({ channel, state: OWN_CHANNELS.includes(channel) ? 'DELIVERED' : 'PENDING' }),
  );
  const notice = await records.addNotice(sending, accountId, deliveries);
  if (!notice) return;
  const about = { platform, kind, agreementVersion: agreementVersion ?? null };
  const spoken = { accountId, subjectId: notice.id, actor: sentBy, source: 'REPORTED' } as const;
  records.record({
    type: 'NOTICE_PUBLISHED',
    ...spoken,
    payload: { ...about, channels: all, requiredChannels },
  });
  for (const { id, channel } of notice.deliveries) {
    if (!OWN_CHANNELS.includes(channel)) {
      records.enqueue({ kind: 'NOTICE_DELIVERY', id });
      continue;
    }
    records.record({
      type: 'NOTICE_DELIVERED',
      accountId,
      subjectId: notice.id,
      actor: 'gateway',
      payload: { ...about, channel, state: 'DELIVERED', deliveryId: id },
    });
  }
  await noteCompletion(records, { noticeId: notice.id, accountId, platform });
}

/** Says that a notice is complete, once it is: see `noticeCompletedAt`. */
export async function noteCompletion(
  records: DutyRecords,
  { noticeId, accountId, platform }: { noticeId: string; accountId: string; platform: string },
): Promise<void> {
  const completedAt = await records.completeNotice(noticeId);
  if (!completedAt) return;
  records.record({
    type: 'NOTICE_COMPLETE',
    accountId,
    subjectId: noticeId,
    actor: 'gateway',
    payload: { platform, completedAt: completedAt.toISOString() },
  });
}
