import type { CalendarLimit } from '../policy/agreement.ts';
import type { ClausePart } from '../policy/agreement-diff.ts';
import type { DueRule, OccurrenceKind } from '../policy/duty.ts';
import { vocabulary } from './vocabulary.ts';

export const ClausePartEnum = vocabulary<ClausePart>('ClausePart', 'What of a clause can read otherwise.', {
  TEXT: 'The agreement’s own text.',
  KIND: 'Where the clause shows up.',
  EMPHASIS: 'Whether it is printed in bold.',
  BINDS: 'The operations that it binds.',
  TITLE: 'Our title.',
  SUMMARY: 'Our summary.',
});

export const DueRuleEnum = vocabulary<DueRule['rule']>('DueRule', 'By when a duty is due.', {
  AT_ONCE: 'On the day on which it arises.',
  WITHIN_DAYS: 'So many days after it arises.',
  AS_DEMANDED: 'On the day that the demand names, and so many days after it where it names none.',
  BY_LAST_DAY: 'On the last day of the paper; it opens so many days ahead.',
});

export const OccurrenceEnum = vocabulary<OccurrenceKind>('Occurrence', 'What a duty follows from.', {
  PAPER_FILED: 'A paper was put on file.',
  SUBJECT_CHANGED: 'Who the developer is was declared anew.',
  AGREEMENT_ACCEPTED: 'A document of the agreement was accepted.',
  PROGRAM_REGISTERED: 'A program was registered.',
  PERSONAL_DATA_HANDLED:
    'A registered program declares items of personal data; it ends when it declares none.',
  AUDIT_REQUESTED: 'The platform asked to be shown compliance.',
  RIGHTS_REQUESTED: 'An end user asked for their rights.',
  DELETION_DEMANDED: 'The platform asked for data to be deleted.',
  INCIDENT_REPORTED: 'An incident was reported.',
  PLATFORM_LEFT: 'The account left the platform.',
  TERMS_DECLINED: 'The account declined changed terms.',
  RECTIFICATION_ORDERED: 'The platform or a host ordered something to be put right.',
  FEE_DEMANDED: 'A fee was demanded.',
});

export const DiffStepEnum = vocabulary<'PROGRESS' | 'CHANGE' | 'COMPLETE'>(
  'AgreementDiffStepKind',
  'What a step of a comparison tells.',
  {
    PROGRESS: 'How far it has come.',
    CHANGE: 'A verdict that is another under the later version.',
    COMPLETE: 'All programs were asked about; nothing follows.',
  },
);

export const CalendarPeriodEnum = vocabulary<CalendarLimit['per']>(
  'CalendarPeriod',
  'In what a limit counts: of China’s calendar.',
  { DAY: 'A day.', MONTH: 'A month.' },
);
