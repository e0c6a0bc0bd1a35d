import type { Role } from '../accounts/viewer.ts';
import type { ClauseKind } from '../policy/clause.ts';
import type { CoverageGrade } from '../policy/coverage.ts';
import type { ClearedField } from '../policy/explain/overlay.ts';
import type { RemedySet } from '../policy/explain/smallest-remedies.ts';
import type { Audience } from '../policy/facts.ts';
import type { Headline, Party, Visibility } from '../policy/headline.ts';
import type {
  Axis,
  ConfirmationState,
  PackageState,
  ReleaseState,
  ReviewState,
} from '../policy/lifecycle.ts';
import type { ManifestChange } from '../policy/manifest-change.ts';
import type { Operation } from '../policy/operation.ts';
import type { QrAudience } from '../policy/qr-code.ts';
import type { TermTopic } from '../policy/term.ts';
import type { UndertakingState } from '../policy/undertakings.ts';
import { variants } from '../policy/variants.ts';
import type { FindingEffect, Remedy, VerdictAnswer } from '../policy/verdict.ts';
import type { MaterialState, SubjectType } from '../programs/category.ts';
import type { HostConfirmation, HostForm, HostKind } from '../programs/host.ts';
import type { DataSource, Sensitivity } from '../programs/manifest.ts';
import type { HostSelection } from '../programs/program.ts';
import type { CheckState, RegistrationState } from '../programs/registration.ts';
import type { PlannedAction } from '../review/plan.ts';
import { vocabulary } from './vocabulary.ts';

export const PlatformEnum = vocabulary<string>(
  'Platform',
  'A party whose agreement binds the developer.',
  Object.fromEntries(variants.map(({ platform, name }) => [platform, `${name.en} (${name['zh-CN']}).`])),
);

export const OperationEnum = vocabulary<Operation>('Operation', 'What may be asked of a platform’s rules.', {
  REGISTER: 'To ask the platform for an identity for the program.',
  VERIFY: 'To begin the platform’s verification of the developer.',
  SUBMIT: 'To hand a version in for review.',
  WITHDRAW: 'To take a version back from review.',
  RELEASE: 'To make an approved version public.',
  READ_PLATFORM_DATA: 'To let a member read personal data that the platform provides.',
  DISCLOSE: 'To show something of the program to somebody.',
});

export const VerdictAnswerEnum = vocabulary<VerdictAnswer>('VerdictAnswer', 'May it be done?', {
  YES: 'It may be done.',
  NO: 'A rule forbids it; its findings say what to do about that.',
  NEEDS_HUMAN: 'A rule turns on something that only a person can judge.',
  UNKNOWN: 'A fact that a rule needs is not on file.',
});

export const FindingEffectEnum = vocabulary<FindingEffect>(
  'FindingEffect',
  'What a finding does to the verdict.',
  {
    BLOCKS: 'Makes it NO.',
    ASKS: 'Makes it NEEDS_HUMAN.',
    LACKS: 'Makes it UNKNOWN.',
    WARNS: 'Leaves it as it is.',
  },
);

export const RemedyKindEnum = vocabulary<Remedy['kind']>('RemedyKind', 'What would turn a finding away.', {
  ACCEPT_DOCUMENTS: 'Accept `documents`.',
  DECLARE_SUBJECT: 'Declare who the developer is before the law.',
  GIVE_GUARDIAN_CONSENT: 'Put a legal guardian’s consent on file.',
  ADD_MATERIAL: 'Put the papers of any one of the sets in `anyOf` on file.',
  RENEW_MATERIAL: 'Replace the paper `materialId`, which has expired or is about to.',
  AWAIT_MATERIAL_CHECK: 'Wait until the platform has verified the paper `materialId`.',
  CHOOSE_CATEGORY: 'Choose a category from the list of `platform`.',
  EDIT_MANIFEST: 'Change `field` of the manifest.',
  SIGN_UNDERTAKING: 'Have the member `memberId` sign a confidentiality undertaking.',
  DECLARE_CONTENT: 'Declare the kinds of content in `missing` to be absent.',
  REGISTER: 'Register the program on `platform`.',
  GIVE_EMAIL: 'Say with which e-mail address it would be registered: `email`.',
  USE_ANOTHER_EMAIL: 'Register with an e-mail address that is not in use on the platform.',
  PASS_ADMISSION: 'Pass the check of `platform` that comes before credentials.',
  PASS_VERIFICATION: 'Pass the verification of `platform`.',
  PASS_REVIEW: 'Have the version `versionId` reviewed and approved.',
  CREATE_VERSION: 'Create a new version: this one has come to its end.',
  END_OPEN_REVIEW: 'Wait for the end of the review that is open on `platform`, or withdraw it.',
  AWAIT_PLATFORM: 'Wait for `platform`.',
  AWAIT_HOST: 'Wait for the host.',
  ACKNOWLEDGE_FOREIGN_CHANGE:
    'Accept what was done in the platform’s own console, `foreignChangeId`, with `acknowledgeForeignChange`.',
  FULFIL_OBLIGATION: 'Do what `obligationId` is about, and prove it.',
  PAY_FEE: 'Pay the fee `feeId`, and show it.',
  CONTEST_MEASURE:
    'Appeal against the measure `enforcementId`, or have a fix accepted where it asks for one.',
  WAIT_UNTIL: 'Wait until `until`.',
  ASK_A_PERSON: 'Ask a person: the wording cannot be judged by a program.',
});

export const RemedySetKindEnum = vocabulary<RemedySet['kind']>(
  'RemedySetKind',
  'Whether anything would turn an answer to YES.',
  {
    FOUND: 'These remedies would; none, where the answer is YES already.',
    NONE: 'Something cannot be turned away.',
    TOO_FAR: 'There were too many ways to try, and none of those that were tried would.',
  },
);

export const PlannedActionEnum = vocabulary<PlannedAction>('PlannedAction', 'What a plan does at a host.', {
  SUBMIT: 'The version is handed in. What is public there stays until the platform has the version online.',
  BLOCKED: 'The rules do not allow it; what is there stays.',
  LOSES_VISIBILITY:
    'Something is public there, and the version goes to the host’s platform without the host: once it is released, the platform has no version online that was handed in for this host.',
  STAYS: 'Nothing happens to what is there.',
});

export const ManifestChangeEnum = vocabulary<ManifestChange['to']>(
  'ManifestChangeKind',
  'What a field of the manifest has to become.',
  {
    VALUE: 'Exactly `value`.',
    TEXT: 'A text in the developer’s own words.',
    ADDRESS: 'An address that begins with one of `schemes`; of a list, one more entry.',
    ENTRY: 'One more entry in a list of texts, of the form of `example`.',
    POLICY: 'A privacy policy at an address.',
    ITEM: 'One more data item, described in full.',
    AS_SAID: 'What the message of the finding says.',
    SECTION: 'A section about the data item `item`, with `parts` filled in.',
    CONSENT: 'A moment at which the user is asked, for each of `items`.',
  },
);

export const ClauseKindEnum = vocabulary<ClauseKind>('ClauseKind', 'Where a clause shows up.', {
  GATE: 'An operation waits for a condition.',
  LIMIT: 'How often something may be done.',
  LIFECYCLE: 'Which moves exist.',
  DUTY: 'Something to do, with proof.',
  MEASURE: 'What the platform may do.',
  NOTICE: 'How a party learns of a change.',
  TERM: 'A fact to ask for.',
});

export const CoverageGradeEnum = vocabulary<CoverageGrade>(
  'CoverageGrade',
  'How far the gateway carries out a clause.',
  {
    EXECUTABLE: 'Wholly.',
    PARTIAL: 'In part; `gaps` say what is left.',
    HUMAN_ONLY: 'Its rules only ever ask a person.',
    NOT_MODELLED:
      'Not at all: it can be read. No verdict that such a condition binds is YES until a person has ruled on it.',
  },
);

export const TermTopicEnum = vocabulary<TermTopic>('TermTopic', 'What kind of fact an agreement states.', {
  PARTIES: 'Who concludes it, and about what.',
  DEFINITION: 'What a word means in it.',
  OWNERSHIP: 'Whose something is.',
  PRECEDENCE: 'Which other text applies too, and which comes first.',
  LIABILITY: 'Who answers for what.',
  OUTAGE_CAUSE: 'A cause of an outage for which the platform does not answer.',
  GOVERNING_LAW: 'Under which law it stands.',
  JURISDICTION: 'Which court decides.',
});

export const SubjectTypeEnum = vocabulary<SubjectType>(
  'SubjectType',
  'Who a developer is before the law (wechat/2.7, baidu/1.2).',
  {
    PERSON: 'A natural person.',
    ORGANISATION: 'A company or another organisation of mainland China.',
    OVERSEAS_ORGANISATION: 'An organisation from elsewhere.',
  },
);

export const MaterialStateEnum = vocabulary<MaterialState>(
  'MaterialState',
  'How far a paper is relied upon.',
  {
    EFFECTIVE: 'It is relied upon now.',
    PENDING: 'Handed in while an older one is relied upon until this one is verified (baidu/2.5).',
    DECLINED: 'A platform that was shown it did not accept it, and goes by the older one (baidu/2.5).',
    SUPERSEDED: 'A newer one has taken its place.',
  },
);

export const SensitivityEnum = vocabulary<Sensitivity>(
  'Sensitivity',
  'The class of sensitive personal data that an item belongs to (baidu/4.1).',
  {
    NONE: 'Not sensitive.',
    FINANCE: 'Finance.',
    HEALTH: 'Health.',
    BIOMETRICS: 'Biometric features.',
    IDENTITY: 'Identity, and identifiers on networks.',
    PHONE_NUMBER: 'Telephone number.',
    COMMUNICATIONS: 'Communications.',
    LOCATION: 'Location.',
    MINORS: 'Of minors.',
  },
);

export const DataSourceEnum = vocabulary<DataSource>('DataSource', 'Where a data item comes from.', {
  USER: 'The user gives it in the program.',
  PLATFORM: 'The platform’s interfaces provide it.',
  SCRAPED: 'It is read off the platform’s services by other means than its interfaces.',
});

export const HostKindEnum = vocabulary<HostKind>('HostKind', 'Who runs a host.', {
  FIRST_PARTY: 'The platform’s own company.',
  ALLIANCE_MEMBER: 'Another company, under the platform’s alliance.',
});

export const HostFormEnum = vocabulary<HostForm>(
  'HostForm',
  'What kind of thing a host runs on (baidu/3.6).',
  {
    APP: 'An app.',
    PHONE: 'A phone.',
    PHONE_OS: 'A phone’s system.',
    CAR: 'A car.',
    CAR_OS: 'A car’s system.',
    SPEAKER: 'A smart speaker.',
    TV: 'A television set.',
  },
);

export const HostConfirmationEnum = vocabulary<HostConfirmation>(
  'HostConfirmation',
  'Who says the last word on a program at a host (baidu/3.6).',
  {
    PLATFORM: 'The platform’s review stands for the host.',
    OWN: 'The host reviews for itself once the platform has approved.',
  },
);

export const HostSelectionModeEnum = vocabulary<HostSelection['mode']>(
  'HostSelectionMode',
  'How the hosts of a program were chosen (baidu/3.6).',
  {
    UNSPECIFIED: 'No choice was made: every host on offer, now and later.',
    EXPLICIT: 'These hosts and no others.',
  },
);

export const OverlayFieldEnum = vocabulary<ClearedField>(
  'OverlayField',
  'A field of the manifest that need not be declared, and can be emptied in an overlay.',
  {
    PRIVACY_POLICY: 'The privacy policy (wechat/4.4(2), baidu/4.1).',
    SELF_SERVICE: 'Where users correct and delete their own data (wechat/4.4(7)).',
    TRANSFERS: 'All data that leave the developer (wechat/4.4(9), baidu/4.3).',
    OPERATED_FOR: 'For whom else it is run (baidu/3.5).',
    ANALYTICS_CONSENT_MOMENT: 'When users agree to the platform’s analytics (baidu/4.2).',
    SECURITY_STANDARDS: 'The national standards by which personal data are protected (baidu/4.3).',
  },
);

export const RegistrationStateEnum = vocabulary<RegistrationState>(
  'RegistrationState',
  'How far a platform has come with the program’s identity.',
  {
    REQUESTED: 'The platform has been asked.',
    REGISTERED: 'The platform gave an app id.',
    REFUSED: 'The platform refused; its words say why.',
    LEFT: 'The account left the platform; it can be asked for again.',
  },
);

export const CheckStateEnum = vocabulary<CheckState>(
  'CheckState',
  'How far a check of the developer has come.',
  {
    NONE: 'Not begun.',
    PENDING: 'Under way.',
    PASSED: 'Passed.',
    REFUSED: 'Refused.',
    EXPIRED: 'Passed once, and no longer valid.',
  },
);

export const CredentialKindEnum = vocabulary<'authorisation' | 'consent'>(
  'CredentialKind',
  'A credential with which the gateway acts for a program.',
  {
    authorisation: 'The program’s tokens: access and refresh, or the code that they are exchanged for.',
    consent: 'The codes that its owner’s consent gave, for registering it.',
  },
);

export const AxisEnum = vocabulary<Uppercase<Axis>>('Axis', 'One of the states that move independently.', {
  REGISTRATION: 'The program’s identity on the platform.',
  ADMISSION: 'The platform’s check that comes before credentials.',
  VERIFICATION: 'The platform’s further check of the developer.',
  MATERIAL: 'A paper on file.',
  PACKAGE: 'The package at the platform.',
  REVIEW: 'The platform’s review.',
  CONFIRMATION: 'The host’s own word.',
  RELEASE: 'Whether end users see it.',
  ENFORCEMENT: 'Whether a measure hides it.',
  CONSOLE: 'Whether somebody changed something in the platform’s own console that nobody has accepted.',
  APPEAL: 'An appeal against a measure.',
  RECTIFICATION: 'A fix that a measure asks for.',
});

export const PackageStateEnum = vocabulary<PackageState>(
  'PackageState',
  'The package of a version at a platform.',
  {
    NONE: 'Not yet uploaded.',
    UPLOADING: 'On its way, or being processed by the platform.',
    UPLOADED: 'The platform has it.',
    FAILED: 'The platform could not take it; `trouble` says why.',
  },
);

export const ReviewStateEnum = vocabulary<ReviewState>('ReviewState', 'The platform’s review of a version.', {
  NOT_SUBMITTED: 'Not on the platform’s desk.',
  IN_REVIEW: 'On the platform’s desk.',
  DELAYED: 'On the platform’s desk, and the platform says that it takes longer.',
  APPROVED: 'The platform approved it. Nothing is public by that alone.',
  REJECTED: 'The platform rejected it; the fix is a new version.',
  WITHDRAWN: 'The developer took it back.',
});

export const ConfirmationStateEnum = vocabulary<ConfirmationState>(
  'ConfirmationState',
  'A host’s own word on a version (baidu/3.6).',
  {
    NOT_NEEDED: 'The platform speaks for the host.',
    WAITING: 'The host is asked once the platform has approved.',
    PENDING: 'The host has been asked.',
    CONFIRMED: 'The host agreed.',
    REFUSED: 'The host refused; this holds back no other host.',
  },
);

/** A host's own review, as the host sees it. */
export type HostReviewState = Exclude<ConfirmationState, 'NOT_NEEDED' | 'WAITING'> | 'WITHDRAWN';

export const HostReviewStateEnum = vocabulary<HostReviewState>(
  'HostReviewState',
  'Where a host’s own review stands (baidu/3.6).',
  {
    PENDING: 'The host has been asked.',
    CONFIRMED: 'The host agreed.',
    REFUSED: 'The host refused.',
    WITHDRAWN:
      'The host need not decide any more: a later version took the place of this one, or the developer left the platform.',
  },
);

export const ReleaseStateEnum = vocabulary<ReleaseState>(
  'ReleaseState',
  'Whether end users of a host see a version.',
  {
    NOT_RELEASED: 'It was not released.',
    RELEASING: 'The platform has been asked.',
    STAGED: 'It is public to a part of the users; the others see the version before it.',
    RELEASED: 'It is public.',
    PAUSED: 'It was public; the service is closed for now and can be opened again.',
    ROLLING_BACK: 'It is public, and the platform has been asked to go back to an earlier version.',
    ROLLED_BACK: 'It was public; an earlier version is again.',
    SUPERSEDED: 'A later version has taken its place.',
  },
);

export const HeadlineEnum = vocabulary<Headline>(
  'Headline',
  'How a version stands at a host, in one word; derived from all axes.',
  {
    DRAFT: 'Not handed in.',
    REGISTERING:
      'The platform has been asked to register the program. A person may have to agree on its page: see `Registration.consentUrl`.',
    REGISTRATION_REFUSED: 'The platform refused to register the program; it may be asked again.',
    LEFT: 'The account left the platform, which is asked no more: what was public may still be.',
    CHANGED_ELSEWHERE:
      'Somebody changed something in the platform’s own console, which an act of the gateway would overwrite: see `foreignChanges`, and accept it.',
    AWAITING_ADMISSION: 'Registered; the check that comes before credentials is not passed (baidu/2.1).',
    UPLOADING:
      'Handed in, and on its way to the platform; one that does not answer is tried again until it does.',
    UPLOADED: 'At the platform, about to be handed in for review.',
    UPLOAD_FAILED: 'The platform could not take it.',
    IN_REVIEW: 'In the platform’s review.',
    REVIEW_DELAYED: 'In the platform’s review, which takes longer.',
    REJECTED: 'Rejected by the platform.',
    WITHDRAWN: 'Taken back.',
    AWAITING_HOST: 'Approved by the platform; the host’s own word is awaited.',
    REFUSED_BY_HOST: 'Approved by the platform, refused by the host.',
    AWAITING_VERIFICATION:
      'Everybody has agreed; the platform’s verification of the developer has to be passed before release (baidu/2.2).',
    READY_TO_RELEASE: 'Everybody has agreed; it is not public until it is released.',
    TAKEN_OFFLINE: 'A measure hides it (wechat/2.5, baidu/2.3, baidu/3.4): see `enforcements`.',
    RELEASING: 'Being made public.',
    STAGED: 'Public to a part of the users.',
    LIVE: 'Public.',
    PAUSED: 'Was public; the service is closed for now.',
    ROLLING_BACK: 'Still public, and about to give way to an earlier version.',
    ROLLED_BACK: 'Was public; an earlier version has its place again.',
    SUPERSEDED: 'Was public; a later version has taken its place.',
  },
);

export const PartyEnum = vocabulary<Party>('Party', 'Whose move is next.', {
  DEVELOPER: 'The developer’s.',
  GATEWAY: 'The gateway’s: something is under way.',
  PLATFORM: 'The platform’s.',
  HOST: 'The host’s.',
  NOBODY: 'Nothing is awaited.',
});

export const VisibilityEnum = vocabulary<Visibility>('Visibility', 'Who can see a version at a host.', {
  HIDDEN: 'Nobody.',
  TESTERS_ONLY: 'The testers whom the developer named.',
  PARTLY_PUBLIC: 'A part of the end users, which the platform picks.',
  PUBLIC: 'All end users.',
});

export const QrAudienceEnum = vocabulary<QrAudience>('QrAudience', 'For whom a QR code opens the program.', {
  TESTERS: 'The testers whom the developer named: nothing is public yet, or the service is paused.',
  EVERYBODY: 'All end users.',
});

export const RoleEnum = vocabulary<Role>('Role', 'What a person or a token may do in an account.', {
  OWNER: 'Everything.',
  ADMIN: 'All but to dispose of the account: accepts agreements, registers programs, manages tokens.',
  DEVELOPER: 'Creates, submits, withdraws and releases.',
  VIEWER: 'Reads.',
});

export const AcceptanceManner = vocabulary<'EXPLICIT' | 'BY_USE'>(
  'AcceptanceManner',
  'How a document was accepted (wechat/7.2, baidu/7).',
  { EXPLICIT: 'A person accepted it.', BY_USE: 'The service was used after it took effect.' },
);

export const LimitOrigin = vocabulary<'PUBLISHED' | 'OURS'>('LimitOrigin', 'Whose number a limit is.', {
  PUBLISHED: 'The platform’s.',
  OURS: 'Our own reading of words without a number.',
});

export const ReviewerEnum = vocabulary<'PLATFORM' | 'HOST'>('Reviewer', 'Who examines a version.', {
  PLATFORM: 'The platform.',
  HOST: 'The host itself.',
});

export const HostDecisionEnum = vocabulary<'CONFIRM' | 'REFUSE'>(
  'HostDecision',
  'What a host says of a version.',
  {
    CONFIRM: 'The version may run here.',
    REFUSE: 'It may not; `words` tell the developer why.',
  },
);

export const OwnershipKindEnum = vocabulary<'OWN_NAME' | 'AUTHORISED'>(
  'OwnershipKind',
  'In whose name a program is run (wechat/6.3, baidu/6.3).',
  { OWN_NAME: 'In the developer’s own.', AUTHORISED: 'In another’s, who has authorised the developer.' },
);

export const AnalyticsEnum = vocabulary<'ENABLED' | 'DISABLED'>(
  'Analytics',
  'Whether the platform’s analytics is used (baidu/4.2).',
  { ENABLED: 'It is used.', DISABLED: 'It is not used.' },
);

export const ViewerKindEnum = vocabulary<'MEMBER' | 'TOKEN' | 'HOST' | 'PLATFORM' | 'NOBODY'>(
  'ViewerKind',
  'As what a request is made.',
  {
    MEMBER: 'A person who is signed in.',
    TOKEN: 'An API token of an account.',
    HOST: 'A partner host.',
    PLATFORM: 'A platform, or the operator of the gateway in its place.',
    NOBODY: 'Nobody in particular: public facts only.',
  },
);

export const UndertakingStateEnum = vocabulary<UndertakingState>(
  'UndertakingState',
  'How far a confidentiality undertaking binds (wechat/4.9).',
  {
    IN_FORCE: 'It binds today.',
    NOT_YET: 'It binds from a later day.',
    EXPIRED: 'Its last day has passed.',
    REVOKED: 'It was taken back.',
    MEMBER_LEFT: 'The member is not in the account any more.',
  },
);

export const AudienceEnum = vocabulary<Audience>(
  'Audience',
  'To whom something is shown (wechat/7.1, baidu/8.1).',
  {
    ACCOUNT: 'To the account itself.',
    THIS_HOST: 'To the host that the question is about.',
    OTHER_HOST: 'To another host.',
    PARTNER: 'To a partner outside the account.',
    PUBLIC: 'To everybody.',
  },
);
