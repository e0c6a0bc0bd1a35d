import type { ClauseId } from './clause.ts';

/** What a platform tells the developers whom its agreement binds. */
export const noticeKinds = ['AGREEMENT_CHANGE', 'MEASURE', 'GENERAL'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** By which way a notice goes out. Baidu names the first three (baidu/7); EMAIL is an extra of ours. */
export const noticeChannels = ['COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE', 'SMS', 'EMAIL'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/**
 * PENDING: to be sent, or to be tried again. SENT: whoever carries it has taken it. DELIVERED: it lies where the reader
 * looks. FAILED: it will not be tried again by itself.
 */
export const deliveryStates = ['PENDING', 'SENT', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * Why a delivery failed. NO_ADDRESS: no phone (or e-mail address) is on file. NO_CARRIER: the gateway has nobody who
 * carries it. REFUSED: the carrier will not take it. UNREACHABLE: the carrier did not answer, however often it was tried.
 */
export const deliveryFailures = ['NO_ADDRESS', 'NO_CARRIER', 'REFUSED', 'UNREACHABLE'] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];

/** What a clause says of notices. Part of an agreement version. */
export interface NoticeTerms {
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  /** The channels on which notice of a material change is promised before it takes effect; none: no notice is. */
  readonly requiredChannels: readonly NoticeChannel[];
  /** When new terms take the place of the old ones. */
  readonly takesEffect: 'ON_ITS_DAY' | 'ON_PUBLICATION' | 'AFTER_NOTICE';
  /** From when on use is acceptance. */
  readonly useIsAcceptance: 'AFTER_CHANGE' | 'AFTER_NOTICE';
}

/** The channels that all of these terms together promise, each once. */
export function requiredChannelsOf(terms: readonly NoticeTerms[] = []): readonly NoticeChannel[] {
  return noticeChannels.filter((channel) =>
    terms.some(({ requiredChannels }) => requiredChannels.includes(channel)),
  );
}

/** One notice on its way to one account, by one channel. */
export interface DeliveryFact {
  readonly channel: NoticeChannel;
  readonly state: DeliveryState;
  /** When it was sent; of the gateway's own channels, when it was put where the reader looks. */
  readonly sentAt?: Date;
}

/**
 * The instant from which a notice is complete (baidu/7): the last of the required channels has been sent on. Undefined
 * while one is missing, is waiting or has failed, and where none is required: what nobody promised is never complete.
 */
export function noticeCompletedAt(
  requiredChannels: readonly NoticeChannel[],
  deliveries: readonly DeliveryFact[],
): Date | undefined {
  const instants = requiredChannels.map((channel) => {
    const sent = deliveries.filter(
      (one) => one.channel === channel && (one.state === 'SENT' || one.state === 'DELIVERED'),
    );
    const times = sent.flatMap(({ sentAt }) => (sentAt ? [sentAt.getTime()] : []));
    return times.length > 0 ? Math.min(...times) : undefined;
  });
  const known = instants.filter((instant) => instant !== undefined);
  if (known.length === 0 || known.length < instants.length) return undefined;
  return new Date(Math.max(...known));
}
