import type { DutyTerms } from '../duty.ts';

/** How many days ahead a duty with a date of its own is called to mind. */
const AHEAD = [30, 14, 7, 1];

/** What the terms make a developer do, and by when. "In time" and "regularly" are days of ours: the text has no number. */
export const wechatDuties: readonly DutyTerms[] = [
  {
    kind: 'RENEW_MATERIAL',
    clauses: ['wechat/4.2'],
    on: 'PAPER_FILED',
    recipient: 'PLATFORM',
    due: { rule: 'BY_LAST_DAY', opensDaysAhead: 60, origin: 'OURS' },
    remindDaysAhead: AHEAD,
    proof: 'BY_ACT',
    // Data that are not kept current can limit the service.
    overdueBlocks: ['SUBMIT'],
  },
  {
    kind: 'REPORT_CHANGE',
    clauses: ['wechat/4.2'],
    on: 'SUBJECT_CHANGED',
    recipient: 'PLATFORM',
    due: { rule: 'WITHIN_DAYS', days: 15, origin: 'OURS' },
    remindDaysAhead: [7, 1],
    proof: 'EVIDENCE',
    overdueBlocks: ['SUBMIT'],
  },
  {
    kind: 'SHOW_COMPLIANCE',
    clauses: ['wechat/4.4(1)'],
    on: 'AUDIT_REQUESTED',
    recipient: 'PLATFORM',
    due: { rule: 'AS_DEMANDED', days: 15, origin: 'OURS' },
    remindDaysAhead: [7, 1],
    proof: 'EVIDENCE',
    overdueBlocks: [],
  },
  {
    kind: 'DELETE_DATA',
    clauses: ['wechat/4.7', 'wechat/4.4(5)'],
    on: 'DELETION_DEMANDED',
    recipient: 'PLATFORM',
    due: { rule: 'AS_DEMANDED', days: 15, origin: 'OURS' },
    remindDaysAhead: [7, 1],
    proof: 'BY_ACT',
    overdueBlocks: [],
  },
  {
    kind: 'CHECK_SECURITY',
    clauses: ['wechat/4.4(6)'],
    // The clause binds the programs that handle personal data.
    on: 'PERSONAL_DATA_HANDLED',
    recipient: 'OWN_FILES',
    due: { rule: 'WITHIN_DAYS', days: 180, origin: 'OURS' },
    remindDaysAhead: AHEAD,
    proof: 'EVIDENCE',
    overdueBlocks: [],
    everyDays: 180,
  },
  {
    kind: 'ANSWER_RIGHTS_REQUEST',
    clauses: ['wechat/4.4(8)'],
    on: 'RIGHTS_REQUESTED',
    recipient: 'END_USERS',
    due: { rule: 'AS_DEMANDED', days: 15, origin: 'OURS' },
    remindDaysAhead: [7, 1],
    proof: 'STATEMENT',
    overdueBlocks: [],
  },
  {
    kind: 'DELETE_ON_LEAVING',
    clauses: ['wechat/4.10'],
    on: 'PLATFORM_LEFT',
    recipient: 'PLATFORM',
    due: { rule: 'WITHIN_DAYS', days: 15, origin: 'OURS' },
    remindDaysAhead: [7, 1],
    proof: 'EVIDENCE',
    overdueBlocks: [],
  },
  ...(['PLATFORM', 'END_USERS', 'AUTHORITY'] as const).map(
    (recipient): DutyTerms => ({
      kind: 'TELL_OF_INCIDENT',
      clauses: ['wechat/4.11'],
      on: 'INCIDENT_REPORTED',
      recipient,
      due: { rule: 'WITHIN_DAYS', days: 3, origin: 'OURS' },
      remindDaysAhead: [1],
      proof: 'STATEMENT',
      overdueBlocks: [],
    }),
  ),
  {
    kind: 'STOP_USE',
    clauses: ['wechat/7.2'],
    on: 'TERMS_DECLINED',
    recipient: 'PLATFORM',
    due: { rule: 'AT_ONCE' },
    remindDaysAhead: [],
    proof: 'STATEMENT',
    overdueBlocks: [],
  },
  {
    kind: 'PAY_FEE',
    clauses: ['wechat/2.6'],
    on: 'FEE_DEMANDED',
    recipient: 'PLATFORM',
    due: { rule: 'AS_DEMANDED', days: 30, origin: 'OURS' },
    remindDaysAhead: [7, 1],
    proof: 'BY_ACT',
    // An unpaid fee holds submissions up from the demand on; that is a rule of its own.
    overdueBlocks: [],
  },
];
