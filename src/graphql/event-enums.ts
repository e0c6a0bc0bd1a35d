import type { EventSource, EventType } from '../events/event.ts';
import { vocabulary } from './vocabulary.ts';

export const EventSourceEnum = vocabulary<EventSource>('EventSource', 'Where a fact comes from.', {
  GATEWAY: 'The gateway did it.',
  OBSERVED: 'The host was asked.',
  REPORTED: 'The host or a partner reported it.',
  SIMULATED: 'The sandbox said so; no real host was involved.',
});

export const EventTypeEnum = vocabulary<EventType>(
  'EventType',
  'What can happen. Words are added over time and never renamed.',
  {
    AGREEMENT_ACCEPTED: 'A document of a platform’s agreement was accepted.',
    SUBJECT_DECLARED: 'The account declared who it is before the law.',
    MATERIAL_ADDED: 'A paper was put on file.',
    MATERIAL_HANDED_IN:
      'A paper that replaces one was handed in to a platform again; where a person goes on there, the registration has the page.',
    MATERIAL_VERIFIED:
      'A paper that replaces one is relied upon from now on; the payload names those it replaced.',
    MATERIAL_DECLINED: 'A platform did not accept a paper and goes by the older one; the words say why.',
    PROGRAM_CREATED: 'A program was created.',
    PROGRAM_UPDATED: 'A program was declared anew; the payload names the fields that changed.',
    VERSION_CREATED: 'A version was created.',
    HOSTS_CHOSEN: 'The hosts of a program were chosen.',
    RULING_RECORDED: 'A person judged what no rule can; the payload names rule, code and clauses.',
    RULING_REVOKED: 'What a person had judged holds no longer.',
    REGISTRATION_REQUESTED: 'A platform is to be asked for an identity for the program.',
    REGISTRATION_CONSENT_NEEDED: 'A person has to agree at the platform first; the payload has the page.',
    REGISTERED: 'The platform gave the program an app id.',
    REGISTRATION_REFUSED: 'The platform refused to register the program.',
    VERIFICATION_REQUESTED: 'The platform’s verification is to begin.',
    VERIFICATION_PAGE_READY: 'A person goes on with the verification at the page in the payload.',
    VERIFICATION_CHANGED: 'The platform’s check of the developer moved.',
    VERIFICATION_RENEWED:
      'The platform passed a verification that was begun again while the earlier one held.',
    VERIFICATION_RENEWAL_DECLINED:
      'The platform did not pass a verification that was begun again; the earlier one still holds.',
    SUBMITTED: 'A version was taken on for review at a platform.',
    SUBMISSION_REFUSED: 'A version was not taken on for a platform; the payload cites the clauses.',
    PACKAGE_UPLOADING: 'The package is on its way to the platform.',
    PACKAGE_UPLOADED: 'The platform has the package.',
    PACKAGE_FAILED: 'The platform could not take the package.',
    REVIEW_STARTED: 'The platform’s review began.',
    REVIEW_DELAYED: 'The platform says that its review takes longer.',
    REVIEW_APPROVED: 'The platform approved.',
    REVIEW_REJECTED: 'The platform rejected; the words say why.',
    WITHDRAWAL_REQUESTED: 'The platform is to be asked to give the version back.',
    REVIEW_WITHDRAWN: 'The version was taken back from review.',
    HOST_REVIEW_OPENED: 'A host was asked for its own word.',
    HOST_CONFIRMED: 'A host agreed.',
    HOST_REFUSED: 'A host refused; the words say why.',
    RELEASE_REQUESTED: 'A version is to become public at a host.',
    RELEASE_REFUSED: 'A version may not become public at a host; the payload cites the clauses.',
    RELEASED: 'A version became public at a host.',
    SUPERSEDED: 'A version gave way to a later one at a host.',
    HOST_CALL_FAILED: 'A call to a platform failed in a way that a person has to mend.',
    ANOMALY_NOTICED: 'A platform said something that its own rules do not allow; nothing was changed.',
    AGREEMENT_DRAFTED: 'A platform drafted a version of its agreement, or changed the draft.',
    AGREEMENT_PUBLISHED:
      'A platform published a version of its agreement; the payload says from when, and whether it is a material change.',
    AGREEMENT_CHANGE_AHEAD:
      'A version of an agreement takes effect in as many days as the payload says: 30, 14, 7 or 1.',
    AGREEMENT_DECLINED:
      'The account does not agree to a version of an agreement; the payload says from when use has to stop.',
    AGREEMENT_AGREED_AFTER_ALL: 'What was declined has been accepted after all: use may go on.',
    OBLIGATION_OPENED: 'A duty is to be done; the payload says what, to whom, by when, and by which clauses.',
    OBLIGATION_REMINDER: 'A duty is due in as many days as the payload says.',
    OBLIGATION_OVERDUE: 'The day of a duty has passed.',
    OBLIGATION_EXTENDED: 'A duty has more time: the host that it depends on was out.',
    OBLIGATION_FULFILLED: 'A duty was done.',
    OBLIGATION_LAPSED: 'A duty is no longer owed.',
    UNDERTAKING_SIGNED: 'A member signed a confidentiality undertaking.',
    UNDERTAKING_REVOKED: 'A confidentiality undertaking was taken back.',
    BETA_INVITED: 'A platform’s invitation of a program to a closed test was noted.',
    BETA_CONSENT_RECORDED: 'A platform’s written consent to show a closed test was noted.',
    BETA_ENDED: 'A closed test was over.',
  },
);
