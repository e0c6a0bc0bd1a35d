import type { Cursor } from './cursor.ts';

/** The events that tell how a review and what follows it goes: what `reviewStatus` streams. */
const reviewWords = [
  'SUBMITTED',
  'SUBMISSION_REFUSED',
  'PACKAGE_UPLOADING',
  'PACKAGE_UPLOADED',
  'PACKAGE_FAILED',
  'REVIEW_STARTED',
  'REVIEW_DELAYED',
  'REVIEW_APPROVED',
  'REVIEW_REJECTED',
  'WITHDRAWAL_REQUESTED',
  'REVIEW_WITHDRAWN',
  'HOST_REVIEW_OPENED',
  'HOST_CONFIRMED',
  'HOST_REFUSED',
  'RELEASE_REQUESTED',
  'RELEASE_REFUSED',
  'RELEASED',
  'SUPERSEDED',
  'EXPEDITE_REQUESTED',
  'REVIEW_EXPEDITED',
  'STAGED_RELEASE_REQUESTED',
  'STAGED',
  'STAGE_WIDENED',
  'STAGE_CANCEL_REQUESTED',
  'STAGE_CANCELLED',
  'ROLLBACK_REQUESTED',
  'ROLLING_BACK',
  'ROLLED_BACK',
  'ROLLBACK_FAILED',
  'RESTORED',
  'PAUSE_REQUESTED',
  'PAUSED',
  'RESUME_REQUESTED',
  'RESUMED',
  'HOST_CALL_FAILED',
  'FOREIGN_CHANGE_NOTICED',
  'FOREIGN_CHANGE_ACKNOWLEDGED',
  'FOREIGN_CHANGE_ENDED',
] as const;

/**
 * What can happen. A subscriber switches over these words, so they are added to and never renamed.
 * The part before the first underscore is not a rule; read each word whole.
 */
export const eventTypes = [
  'AGREEMENT_ACCEPTED',
  'SUBJECT_DECLARED',
  'MATERIAL_ADDED',
  'MATERIAL_HANDED_IN',
  'MATERIAL_VERIFIED',
  'MATERIAL_DECLINED',
  'PROGRAM_CREATED',
  'PROGRAM_UPDATED',
  'VERSION_CREATED',
  'HOSTS_CHOSEN',
  'RULING_RECORDED',
  'RULING_REVOKED',
  'REGISTRATION_REQUESTED',
  'REGISTRATION_CONSENT_NEEDED',
  'REGISTERED',
  'REGISTRATION_REFUSED',
  'VERIFICATION_REQUESTED',
  'VERIFICATION_PAGE_READY',
  'VERIFICATION_CHANGED',
  'VERIFICATION_RENEWED',
  'VERIFICATION_RENEWAL_DECLINED',
  'VERIFICATION_DUE',
  ...reviewWords,
  'SETTING_DECIDED',
  'SETTING_CHANGE_REQUESTED',
  'SETTING_CHANGE_IN_REVIEW',
  'SETTING_CHANGE_APPROVED',
  'SETTING_CHANGE_REFUSED',
  'SETTING_CHANGE_ABANDONED',
  'AUTHORISATION_ASKED_FOR',
  'AUTHORISATION_GRANTED',
  'AUTHORISATION_ENDED',
  'TESTER_ADDED',
  'TESTER_REMOVED',
  'DOMAINS_SET',
  'PRIVACY_GUIDELINE_SET',
  'ANOMALY_NOTICED',
  'AGREEMENT_DRAFTED',
  'AGREEMENT_DRAFT_DELETED',
  'AGREEMENT_PUBLISHED',
  'AGREEMENT_CHANGE_AHEAD',
  'AGREEMENT_DECLINED',
  'AGREEMENT_AGREED_AFTER_ALL',
  'OBLIGATION_OPENED',
  'OBLIGATION_REMINDER',
  'OBLIGATION_OVERDUE',
  'OBLIGATION_EXTENDED',
  'OBLIGATION_FULFILLED',
  'OBLIGATION_LAPSED',
  'AUDIT_REQUESTED',
  'RIGHTS_REQUEST_RECORDED',
  'NOTICE_PUBLISHED',
  'NOTICE_DELIVERED',
  'NOTICE_DELIVERY_FAILED',
  'NOTICE_COMPLETE',
  'NOTICE_READ',
  'NOTICE_ADDRESS_PUT_ON_FILE',
  'FEE_DEMANDED',
  'FEE_PAID',
  'FEE_CONFIRMED',
  'FEE_WAIVED',
  'INVOICE_REQUESTED',
  'INVOICE_ISSUED',
  'MEASURE_TAKEN',
  'MEASURE_BEGUN',
  'MEASURE_ENDED',
  'MEASURE_UNREAD',
  'APPEAL_OPENED',
  'APPEAL_HANDED_IN',
  'APPEAL_TURNED_AWAY',
  'APPEAL_WITHOUT_CALL',
  'APPEAL_ANSWERED',
  'APPEAL_UPHELD',
  'APPEAL_OVERTURNED',
  'RECTIFICATION_ORDERED',
  'RECTIFICATION_SUBMITTED',
  'RECTIFICATION_HANDED_IN',
  'RECTIFICATION_TURNED_AWAY',
  'RECTIFICATION_WITHOUT_CALL',
  'RECTIFICATION_ACCEPTED',
  'RECTIFICATION_DECLINED',
  'UNDERTAKING_SIGNED',
  'UNDERTAKING_REVOKED',
  'BETA_INVITED',
  'BETA_CONSENT_RECORDED',
  'BETA_ENDED',
  'DELETION_DEMANDED',
  'DELETION_CONFIRMED',
  'INCIDENT_REPORTED',
  'INCIDENT_UPDATED',
  'INCIDENT_CLOSED',
  'REGISTRATION_ENDED',
  'PLATFORM_LEAVING',
  'PLATFORM_LEFT',
  'PLATFORM_RETURNED',
  'WEBHOOK_CREATED',
  'WEBHOOK_UPDATED',
  'WEBHOOK_DELETED',
  'WEBHOOK_PAUSED',
  'WEBHOOK_RESUMED',
  'WEBHOOK_SECRET_ROTATED',
  'WEBHOOK_REPLAYED',
  'WEBHOOK_DELIVERY_FAILED',
  'WEBHOOK_DISABLED',
] as const;
export type EventType = (typeof eventTypes)[number];

/** As a set, for readers of the log who want only these. */
export const reviewEventTypes: ReadonlySet<EventType> = new Set(reviewWords);

/** Where a fact comes from: asked of the host, pushed by it or by a partner, or said by the sandbox. */
export const eventSources = ['GATEWAY', 'OBSERVED', 'REPORTED', 'SIMULATED'] as const;
export type EventSource = (typeof eventSources)[number];

/** What a change says happened, before it has a place in the log. */
export interface NewEvent {
  readonly type: EventType;
  readonly accountId: string;
  /** Set where the event is also that host's business: it then has a place in the host's stream, too. */
  readonly hostId?: string;
  readonly programId?: string;
  /** The version of the program that it is about, where it is about one. */
  readonly versionId?: string;
  /** The thing that changed: a package, a registration, a distribution. */
  readonly subjectId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly source: EventSource;
  /** `member:…`, `token:…`, `host:…` or `gateway`. */
  readonly actor: string;
  /** When it happened at the platform or host, where that says so; otherwise it is the instant at which we learned of it. */
  readonly occurredAt?: Date | undefined;
}

/** What happened, at its place in a stream. */
export interface LoggedEvent extends NewEvent {
  readonly id: string;
  readonly occurredAt: Date;
  /** When the gateway learned of it, by its clock. */
  readonly at: Date;
  /** The place in the stream that was read: the account's or the host's. Grows in the order of commits. */
  readonly position: bigint;
  /** That place, as clients hold it. */
  readonly cursor: Cursor;
}
