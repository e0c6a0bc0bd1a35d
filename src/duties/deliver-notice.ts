import { CarrierError, type Carriers, type Message } from '../delivery/carrier.ts';
import { done } from '../kernel/outcome.ts';
import type { DutyDeps } from './deps.ts';
import { noteCompletion } from './fan-out-notice.ts';
import type { Delivery, DeliveryAttempt } from './notice-records.ts';
import type { DutyRecords } from './records.ts';

/** A delivery that this job has to itself, with what there is to send; without an address there is nobody to send it to. */
export interface ClaimedDelivery {
  readonly delivery: Delivery;
  readonly message: Omit<Message, 'to'> & { readonly to: string | undefined };
  free(): Promise<void>;
}

export interface DeliverNoticeDeps extends DutyDeps {
  readonly carriers: Carriers;
  /** Undefined while another job has it, and where there is no such delivery. */
  claimDelivery(id: string): Promise<ClaimedDelivery | undefined>;
}

const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Tries to bring a notice to its reader by one channel. A carrier that does not answer is tried again, with pauses that
 * double up to an hour; each attempt bears the same id, so that a provider that goes by it takes the notice once.
 */
export async function deliverNotice(
  deps: DeliverNoticeDeps,
  id: string,
): Promise<{ readonly lookAgainInMs?: number }> {
  const claimed = await deps.claimDelivery(id);
  if (!claimed) return {};
  try {
    const { delivery } = claimed;
    const now = deps.clock.now();
    if (delivery.state !== 'PENDING') return {};
    if (delivery.nextAttemptAt && delivery.nextAttemptAt > now) {
      return { lookAgainInMs: delivery.nextAttemptAt.getTime() - now.getTime() };
    }
    const attempt = await tryOnce(deps, claimed);
    const { accountId } = delivery;
    const actor = { accountId, label: 'gateway' };
    await deps.perform({ actor, name: 'deliverNotice', input: { id } }, async (records) => {
      await noteAttempt(records, id, attempt);
      return done(undefined);
    });
    const { nextAttemptAt } = attempt;
    return nextAttemptAt ? { lookAgainInMs: nextAttemptAt.getTime() - deps.clock.now().getTime() } : {};
  } finally {
    await claimed.free();
  }
}

async function tryOnce(
  { carriers, clock }: DeliverNoticeDeps,
  { delivery, message }: ClaimedDelivery,
): Promise<DeliveryAttempt> {
  const { channel, attempts } = delivery;
  const { to } = message;
  if (to === undefined) return { state: 'FAILED', attempts, failure: 'NO_ADDRESS' };
  const carrier = channel === 'SMS' || channel === 'EMAIL' ? carriers[channel] : undefined;
  if (!carrier) return { state: 'FAILED', attempts, failure: 'NO_CARRIER' };
  const made = attempts + 1;
  try {
    await carrier.send({ ...message, to });
    return { state: 'SENT', attempts: made };
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    const { kind: failure, words } = error;
    if (failure === 'REFUSED' || made >= MOST_ATTEMPTS) {
      return { state: 'FAILED', attempts: made, failure, words };
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (made - 1), LONGEST_PAUSE_MS);
    const nextAttemptAt = new Date(clock.now().getTime() + pause);
    return { state: 'PENDING', attempts: made, failure, words, nextAttemptAt };
  }
}

async function noteAttempt(records: DutyRecords, id: string, attempt: DeliveryAttempt): Promise<void> {
  const delivery = await records.lockDelivery(id);
  if (delivery?.state !== 'PENDING') return;
  const { accountId, platform, noticeId, channel } = delivery;
  const owed = attempt.failure === 'NO_ADDRESS' && channel === 'SMS';
  const [duty] = owed ? await records.lockOwed(accountId, { platform, kind: 'KEEP_PHONE_ON_FILE' }) : [];
  await records.noteAttempt(id, { ...attempt, ...(duty ? { obligationId: duty.id } : {}) });
  if (attempt.state === 'PENDING') return;
  const { state, attempts, failure } = attempt;
  records.record({
    type: state === 'FAILED' ? 'NOTICE_DELIVERY_FAILED' : 'NOTICE_DELIVERED',
    subjectId: noticeId,
    payload: {
      platform,
      channel,
      state,
      attempts,
      deliveryId: id,
      ...(failure ? { failure } : {}),
      ...(duty ? { obligationId: duty.id } : {}),
    },
  });
  await noteCompletion(records, { noticeId, accountId, platform });
}
