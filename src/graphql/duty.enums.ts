import type { DutyKind, DutyProof, DutyRecipient } from '../policy/duty.ts';
import type { ObligationState } from '../policy/obligation.ts';
import { vocabulary } from './vocabulary.ts';

export const DutyKindEnum = vocabulary<DutyKind>('DutyKind', 'What a developer can have to do.', {
  RENEW_MATERIAL: 'Replace a paper before it expires (wechat/4.2, baidu/2.5).',
  REPORT_CHANGE: 'Tell the platform that what it was told has changed (wechat/4.2, baidu/2.5).',
  SHOW_COMPLIANCE: 'Show that personal data are treated as agreed (wechat/4.4(1)).',
  CHECK_SECURITY: 'Check the security measures, again and again (wechat/4.4(6)).',
  ANSWER_RIGHTS_REQUEST: 'Help an end user with their rights (wechat/4.4(8)).',
  DELETE_DATA: 'Delete what the platform asks to be deleted (wechat/4.7, baidu/4.4).',
  TELL_OF_INCIDENT: 'Tell the recipient of an unauthorised access (wechat/4.11).',
  DELETE_ON_LEAVING: 'Delete everything obtained from a platform that is left (wechat/4.10).',
  KEEP_PHONE_ON_FILE: 'Keep a phone on file for notices (baidu/7).',
  STOP_USE: 'Stop using a service whose terms are not agreed to (wechat/7.2, baidu/0.3, baidu/7).',
  RECTIFY: 'Put right what a platform or a host objects to (baidu/2.3, baidu/3.4, baidu/3.6, wechat/0.1).',
  PAY_FEE: 'Pay a demanded fee (wechat/2.6, baidu/2.4).',
});

export const DutyRecipientEnum = vocabulary<DutyRecipient>('DutyRecipient', 'To whom a duty is owed.', {
  PLATFORM: 'The platform.',
  HOST: 'A host.',
  END_USERS: 'The end users concerned.',
  AUTHORITY: 'The authority in charge.',
  OWN_FILES: 'Nobody in particular: the proof is kept on file.',
});

export const DutyProofEnum = vocabulary<DutyProof>('DutyProof', 'How a duty ends.', {
  STATEMENT: 'By `fulfilObligation` with a statement, and with evidence if there is any.',
  EVIDENCE: 'By `fulfilObligation` with a statement and at least one file.',
  BY_ACT: 'By the act it asks for: a renewed paper, a confirmation, a payment.',
});

export const ObligationStateEnum = vocabulary<ObligationState>(
  'ObligationState',
  'Where an obligation stands.',
  {
    SCHEDULED: 'It is known, and opens at `opensAt`.',
    OPEN: 'It is to be done.',
    OVERDUE: 'Its day has passed.',
    FULFILLED: 'It was done.',
    LAPSED: 'It is no longer owed.',
  },
);
