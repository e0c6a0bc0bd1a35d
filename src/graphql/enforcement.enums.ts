import type { DecideRectificationInput } from '../duties/decide-rectification.ts';
import type { MeasureEnding } from '../duties/enforcement-records.ts';
import type { AppealDecision } from '../duties/settle-contest.ts';
import type { AppealState, HandInState, RectificationState } from '../policy/appeal.ts';
import type { MeasureGround, MeasureKind, MeasureScope } from '../policy/measure.ts';
import { vocabulary } from './vocabulary.ts';

export const MeasureKindEnum = vocabulary<MeasureKind>(
  'MeasureKind',
  'What a platform or a host can do to those who do not keep to its terms.',
  {
    SHORT_TERM: 'Blocked for a short time (wechat/2.5).',
    LONG_TERM: 'Blocked for a long time (wechat/2.5).',
    PERMANENT: 'Blocked for good (wechat/2.5).',
    OTHER: 'Publication is limited or refused in another way (wechat/2.5).',
    REVIEW_SERVICE_PAUSED: 'No reviews for a while (wechat/2.6).',
    REVIEW_SERVICE_ENDED: 'No reviews any more (wechat/2.6).',
    USE_LIMITED: 'Use is limited while what is on file is incomplete (wechat/4.2).',
    DATA_ACCESS_RESTRICTED: 'Data that the platform provides cannot be read (wechat/4.8).',
    SERVICE_DECLINED: 'The platform does not serve this developer (wechat/6.2, baidu/6.2).',
    SUBMISSION_REFUSED: 'What is handed in is refused (baidu/2.3).',
    TAKEN_OFFLINE: 'Taken offline (baidu/2.3), or by a host at its own place (baidu/3.6).',
    CHANGES_DEMANDED: 'Something is to be changed (baidu/2.3).',
    SERVICE_PAUSED: 'The service rests (baidu/0.2, baidu/2.4).',
    SERVICE_ENDED: 'The service is over (baidu/0.2, baidu/2.4, baidu/2.5).',
    AGREEMENT_ENDED: 'The agreement is over (baidu/2.3, baidu/2.4, baidu/3.4).',
    WARNING: 'A warning; it holds nothing up (wechat/0.1, baidu/3.4, baidu/3.6).',
    FUNCTIONS_LIMITED: 'Named functions are limited (baidu/3.4).',
    TRAFFIC_OFF: 'Nothing leads to the program any more; who has its address opens it (baidu/3.4).',
    PROGRAM_OFFLINE: 'One program is taken offline (baidu/3.4).',
    ALL_PROGRAMS_OFFLINE: 'All programs are taken offline (baidu/3.4).',
    SERVICE_REFUSED: 'No service of any kind any more (baidu/3.4).',
  },
);

export const MeasureGroundEnum = vocabulary<MeasureGround>('MeasureGround', 'Why a measure is taken.', {
  BREACH_OF_LAW: 'The law was broken (baidu/3.4(1), wechat/2.5).',
  BREACH_OF_AGREEMENT: 'The agreement or its rules were broken (baidu/0.2, baidu/3.4(2), wechat/2.5).',
  AUTHORITY_DEMAND: 'A court, a government or a regulator asks for it (baidu/3.4(3)).',
  UNLAWFUL_OR_INFRINGING: 'Unlawful or infringing, as found or reasonably judged (baidu/3.4(4)).',
  HARM_TO_RUNNING: 'It may harm the running of the platform (baidu/3.4(5)).',
  OTHER_HARM: 'Other harm (baidu/3.4(6)).',
  LEGAL_REQUIREMENT: 'The law asks for it (baidu/2.3).',
  REGULATORY_REQUIREMENT: 'Supervision asks for it (baidu/2.3).',
  PRODUCT_POLICY: 'Product policy has changed (baidu/2.3).',
  FREQUENT_SUBMISSIONS: 'Too many submissions (wechat/2.6, baidu/2.4).',
  MALICIOUS_SUBMISSIONS: 'Malicious interference by submissions (baidu/2.4).',
  LOSS_CAUSED: 'A loss caused to the platform (baidu/2.4).',
  REVIEW_STANDARD: 'What the review asks for is not met (wechat/2.5).',
  INCOMPLETE_DATA: 'What is on file is incomplete or out of date (wechat/4.2).',
  FALSE_MATERIAL: 'What was handed in is not true (baidu/2.5).',
  PLATFORM_CHOICE: 'The text leaves it to the platform (wechat/4.8, wechat/6.2, baidu/6.2).',
  HOST_RULES: 'The host’s own rules (baidu/3.6).',
});

export const MeasureScopeEnum = vocabulary<MeasureScope>('MeasureScope', 'How far a measure reaches.', {
  ACCOUNT: 'Everything of the account on the platform.',
  PROGRAM: 'One program on the platform.',
  DISTRIBUTION: 'One program at one host.',
  FUNCTION: 'Programs that use the named functions.',
  DATA: 'The data that the platform provides.',
});

export const MeasureEndingEnum = vocabulary<MeasureEnding>('MeasureEnding', 'How a measure ended.', {
  DATE: 'Its date came.',
  PLATFORM: 'The platform ended it.',
  HOST: 'The host ended it.',
  APPEAL: 'An appeal against it was won.',
  RECTIFICATION: 'A fix was accepted.',
});

export const AppealStateEnum = vocabulary<AppealState>('AppealState', 'Where an appeal stands.', {
  OPENED: 'It waits for an answer.',
  ANSWERED: 'There are words, and no decision yet.',
  UPHELD: 'The measure stands.',
  OVERTURNED: 'The measure ended.',
});

export const HandInStateEnum = vocabulary<HandInState>(
  'HandInState',
  'How an appeal or a fix comes before the one who decides it.',
  {
    HERE: 'Whoever took the measure decides it through this gateway.',
    WAITING: 'It is handed in at the platform as soon as may be.',
    HANDED_IN: 'The platform has it.',
    TURNED_AWAY:
      'The platform did not take it; `trouble` says why. Say it anew with the same mutation, and it is handed in again.',
    IN_CONSOLE:
      'The platform documents no call for it: a person makes it in the platform’s console. It is only on record here.',
    BY_NEW_VERSION: 'The platform documents no call for it: a new version that passes review puts it right.',
  },
);

export const AppealDecisionEnum = vocabulary<AppealDecision>('AppealDecision', 'What is said to an appeal.', {
  ANSWER: 'Words, and no decision yet.',
  UPHOLD: 'The measure stands.',
  OVERTURN: 'The measure ends at once.',
});

export const RectificationStateEnum = vocabulary<Exclude<RectificationState, 'ORDERED'>>(
  'RectificationState',
  'Where a fix stands.',
  {
    IN_REVIEW: 'It is examined.',
    ACCEPTED: 'It will do, and the measure ended.',
    DECLINED: 'It will not do; another may be handed in.',
  },
);

export const RectificationDecisionEnum = vocabulary<DecideRectificationInput['decision']>(
  'RectificationDecision',
  'Whether a fix will do.',
  { ACCEPT: 'It will do: the measure ends at once.', DECLINE: 'It will not do.' },
);
