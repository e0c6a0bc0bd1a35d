import type { LocalizedText } from '../kernel/localized.ts';
import type { DeliveryFailure, DeliveryState, NoticeChannel, NoticeKind } from '../policy/notice.ts';
import type { PlatformId } from '../programs/platform.ts';

/** A notice as a platform sends it. */
export interface NewSending {
  readonly platform: PlatformId;
  readonly kind: NoticeKind;
  readonly subject: LocalizedText;
  readonly body: LocalizedText;
  readonly agreementVersion?: string | undefined;
  readonly channels: readonly NoticeChannel[];
  readonly requiredChannels: readonly NoticeChannel[];
  /** Undefined: to every account that the agreement binds. */
  readonly toAccountId?: string | undefined;
  readonly sentBy: string;
}

export interface Sending extends NewSending {
  readonly id: string;
  readonly publishedAt: Date;
  /** The accounts up to this one have it. */
  readonly reachedAccountId?: string;
  readonly fannedOut: boolean;
}

/** Where notices reach an account outside the gateway. */
export type NoticeAddressKind = 'PHONE' | 'EMAIL';

export interface NewDelivery {
  readonly channel: NoticeChannel;
  readonly state: Extract<DeliveryState, 'PENDING' | 'DELIVERED'>;
}

export interface Delivery {
  readonly id: string;
  readonly noticeId: string;
  readonly accountId: string;
  readonly platform: PlatformId;
  readonly channel: NoticeChannel;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt?: Date;
}

/** What came of an attempt. One that is PENDING is tried again at `nextAttemptAt`. */
export interface DeliveryAttempt {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt?: Date | undefined;
  readonly failure?: DeliveryFailure | undefined;
  readonly obligationId?: string | undefined;
  readonly words?: string | undefined;
}

export interface NoticeRecords {
  addSending(sending: NewSending): Promise<string>;
  /** The sending, locked until the transaction ends. */
  lockSending(id: string): Promise<Sending | undefined>;
  /** The accounts whom the platform's agreement binds, in the order of their ids, after this one. */
  accountsBound(platform: PlatformId, after: string | undefined, limit: number): Promise<readonly string[]>;
  /** Notes how far a sending has come; without an account: everybody has it. */
  reachedWith(sendingId: string, accountId: string | undefined): Promise<void>;
  /** The notice of one account; undefined where it has it already. */
  addNotice(
    sending: Sending,
    accountId: string,
    deliveries: readonly NewDelivery[],
  ): Promise<
    | { readonly id: string; readonly deliveries: readonly { id: string; channel: NoticeChannel }[] }
    | undefined
  >;
  /** Notes that it is complete, where it has become so; resolves to the instant where it was this that noted it. */
  completeNotice(noticeId: string): Promise<Date | undefined>;
  lockDelivery(id: string): Promise<Delivery | undefined>;
  noteAttempt(id: string, attempt: DeliveryAttempt): Promise<void>;
  /**
   * Makes deliveries wait again that failed for want of an address, and with `another` those, too, that did not get
   * through to the one before: their ids. Only of notices that are not complete or of the last 30 days.
   */
  reopenDeliveries(accountId: string, channel: NoticeChannel, another: boolean): Promise<readonly string[]>;
  markNoticeRead(
    accountId: string,
    noticeId: string,
    by: string,
  ): Promise<{ readonly platform: PlatformId; readonly first: boolean } | undefined>;
  hasNoticeAddress(accountId: string, kind: NoticeAddressKind): Promise<boolean>;
  /** Whether it is another address than the one before it, where there was one. */
  putNoticeAddress(
    accountId: string,
    kind: NoticeAddressKind,
    address: { readonly address: string; readonly masked: string; readonly by: string },
  ): Promise<boolean>;
}
