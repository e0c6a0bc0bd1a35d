import type * as rows from './read-rows.ts';

/** The tables that are read by key, with the columns that may leave the store. */
interface Readable {
  readonly Program: rows.ProgramRow;
  readonly Registration: rows.RegistrationRow;
  readonly HostSelection: rows.SelectionRow;
  readonly Version: rows.VersionRow;
  readonly Submission: rows.SubmissionRow;
  readonly Package: rows.PackageRow;
  readonly Review: rows.ReviewRow;
  readonly Distribution: rows.DistributionRow;
  readonly ForeignChange: rows.ForeignChangeRow;
  readonly Material: rows.MaterialRow;
  readonly Obligation: rows.ObligationRow;
  readonly AuditRequest: rows.AuditRequestRow;
  readonly RightsRequest: rows.RightsRequestRow;
  readonly Fee: rows.FeeRow;
  readonly Notice: rows.NoticeRow;
  readonly NoticeDelivery: rows.NoticeDeliveryRow;
  readonly Enforcement: rows.EnforcementRow;
  readonly Appeal: rows.AppealRow;
  readonly Rectification: rows.RectificationRow;
  readonly Ruling: rows.RulingRow;
  readonly BetaInvitation: rows.BetaInvitationRow;
  readonly SettingChange: rows.SettingChangeRow;
}
export type ReadableTable = keyof Readable;
export type RowOf<Table extends ReadableTable> = Readable[Table];

interface Shape<Row> {
  readonly columns: readonly (keyof Row & string)[];
  /** How rows that share a key follow each other. */
  readonly order: string;
}

const shapes: { readonly [Table in ReadableTable]: Shape<RowOf<Table>> } = {
  Program: { columns: ['id', 'name', 'createdAt'], order: 'id DESC' },
  Registration: {
    columns: [
      'id',
      'programId',
      'platform',
      'state',
      'appId',
      'admission',
      'verification',
      'sealedConsentUrl',
      'sealedVerificationUrl',
      'renewingSince',
      'authorisedSince',
      'authorisationEndedAt',
      'permissions',
      'words',
      'createdAt',
      'updatedAt',
    ],
    order: 'platform',
  },
  HostSelection: {
    columns: ['programId', 'platform', 'mode', 'hostIds', 'chosenAt'],
    order: 'platform',
  },
  Enforcement: {
    columns: [
      'id',
      'platform',
      'programId',
      'hostId',
      'kind',
      'ground',
      'scope',
      'functions',
      'clauses',
      'agreementVersion',
      'holdsUp',
      'hides',
      'rectifiable',
      'takenByHost',
      'reference',
      'words',
      'source',
      'takenBy',
      'from',
      'until',
      'rectifyBy',
      'endedAt',
      'endedHow',
      'endedBy',
      'endWords',
      'contested',
    ],
    order: 'id DESC',
  },
  Appeal: {
    columns: [
      'id',
      'enforcementId',
      'state',
      'sealedStatement',
      'evidenceFileIds',
      'openedBy',
      'openedAt',
      'reference',
      'words',
      'source',
      'decidedAt',
      'handIn',
      'trouble',
    ],
    order: 'id',
  },
  Rectification: {
    columns: [
      'id',
      'enforcementId',
      'state',
      'sealedStatement',
      'evidenceFileIds',
      'submittedBy',
      'submittedAt',
      'reference',
      'words',
      'source',
      'decidedAt',
      'handIn',
      'trouble',
    ],
    order: 'id',
  },
  Version: {
    columns: ['id', 'programId', 'number', 'description', 'settings', 'templates', 'createdAt'],
    order: 'id DESC',
  },
  Submission: {
    columns: ['id', 'programId', 'versionId', 'declaration', 'sealedForReviewer', 'createdAt'],
    order: 'id DESC',
  },
  Package: {
    columns: [
      'id',
      'programId',
      'submissionId',
      'versionId',
      'registrationId',
      'platform',
      'attempt',
      'hostIds',
      'state',
      'review',
      'goal',
      'online',
      'reference',
      'trouble',
      'stagedPercentage',
      'submittedAt',
      'updatedAt',
    ],
    order: '"submittedAt" DESC, id DESC',
  },
  Review: {
    columns: [
      'id',
      'programId',
      'packageId',
      'platform',
      'hostId',
      'reviewer',
      'state',
      'words',
      'reasonCode',
      'source',
      'openedAt',
      'decidedAt',
    ],
    order: '"openedAt" DESC, id DESC',
  },
  Distribution: {
    columns: [
      'id',
      'programId',
      'platform',
      'hostId',
      'packageId',
      'confirmation',
      'release',
      'words',
      'livePackageId',
      'liveSince',
      'liveRelease',
      'stagedPackageId',
      'updatedAt',
    ],
    order: 'platform, "hostId"',
  },
  ForeignChange: {
    columns: [
      'id',
      'programId',
      'platform',
      'kind',
      'hostVersion',
      'hostDescription',
      'hostState',
      'hostAt',
      'packageId',
      'insteadOfId',
      'source',
      'noticedAt',
      'acknowledgedAt',
      'acknowledgedBy',
      'endedAt',
    ],
    order: '"noticedAt" DESC, id DESC',
  },
  Material: {
    columns: ['id', 'programId', 'paper', 'fileId', 'validFrom', 'validUntil', 'state', 'words', 'createdAt'],
    order: 'id',
  },
  Obligation: {
    columns: [
      'id',
      'platform',
      'programId',
      'kind',
      'clauses',
      'agreementVersion',
      'recipient',
      'subjectId',
      'round',
      'state',
      'opensAt',
      'dueAt',
      'dueAtFirst',
      'proof',
      'overdueBlocks',
      'endedAt',
      'endedBy',
      'sealedStatement',
      'evidenceFileIds',
    ],
    order: '"dueAt", id',
  },
  AuditRequest: {
    columns: ['id', 'platform', 'programId', 'sealedScope', 'dueOn', 'requestedAt'],
    order: 'id DESC',
  },
  RightsRequest: {
    columns: [
      'id',
      'platform',
      'programId',
      'right',
      'receivedOn',
      'dueOn',
      'sealedUser',
      'sealedWords',
      'recordedBy',
      'recordedAt',
    ],
    order: 'id DESC',
  },
  Fee: {
    columns: [
      'id',
      'platform',
      'programId',
      'clause',
      'agreementVersion',
      'amountFen',
      'currency',
      'reference',
      'dueOn',
      'state',
      'demandedAt',
      'paidAt',
      'paidBy',
      'paymentReference',
      'evidenceFileIds',
      'confirmedAt',
      'waivedAt',
      'invoiceRequestedAt',
      'sealedInvoiceData',
      'invoiceNumber',
      'invoiceFileId',
      'invoicedAt',
    ],
    order: 'id DESC',
  },
  Notice: {
    columns: [
      'id',
      'platform',
      'kind',
      'subject',
      'body',
      'agreementVersion',
      'requiredChannels',
      'publishedAt',
      'completedAt',
      'readAt',
      'readBy',
    ],
    order: 'id DESC',
  },
  NoticeDelivery: {
    columns: [
      'id',
      'noticeId',
      'channel',
      'state',
      'attempts',
      'nextAttemptAt',
      'lastAttemptAt',
      'sentAt',
      'failure',
      'obligationId',
      'words',
    ],
    order: 'channel',
  },
  Ruling: {
    columns: [
      'id',
      'programId',
      'platform',
      'rule',
      'code',
      'question',
      'message',
      'citations',
      'answer',
      'sealedNote',
      'fileId',
      'validUntil',
      'ruledBy',
      'ruledAt',
      'revokedBy',
      'revokedAt',
    ],
    order: 'id DESC',
  },
  SettingChange: {
    columns: [
      'id',
      'programId',
      'platform',
      'setting',
      'act',
      'wish',
      'state',
      'reference',
      'words',
      'trouble',
      'source',
      'requestedBy',
      'requestedAt',
      'askedAt',
      'decidedAt',
    ],
    order: 'id DESC',
  },
  BetaInvitation: {
    columns: [
      'id',
      'programId',
      'platform',
      'hostId',
      'invitedOn',
      'fileId',
      'endedOn',
      'consentMaterialId',
      'createdAt',
    ],
    order: 'id DESC',
  },
};

/** The columns of a table, as a statement selects them. */
export function columnsOf(table: ReadableTable): string {
  return shapes[table].columns.map((column) => `"${column}"`).join(', ');
}

export function orderOf(table: ReadableTable): string {
  return shapes[table].order;
}
