import type { MeasureGroundTerms, MeasureTerms } from '../measure.ts';
import type { Operation } from '../operation.ts';

const everyStep: readonly Operation[] = ['REGISTER', 'VERIFY', 'SUBMIT', 'RELEASE'];

/** wechat/2.5 names what may be done and leaves the grounds to the review; these are ours. */
const ofReview: readonly MeasureGroundTerms[] = [
  { ground: 'REVIEW_STANDARD' },
  { ground: 'BREACH_OF_LAW' },
  { ground: 'BREACH_OF_AGREEMENT' },
];

const block = (kind: 'SHORT_TERM' | 'LONG_TERM' | 'PERMANENT', ends: MeasureTerms['ends']): MeasureTerms => ({
  kind,
  grounds: ofReview,
  clauses: ['wechat/2.5'],
  scopes: ['PROGRAM', 'ACCOUNT'],
  by: 'PLATFORM',
  ends,
  holdsUp: everyStep,
  hides: true,
});

/** What can happen to an account on WeChat. */
export const wechatMeasures: readonly MeasureTerms[] = [
  block('SHORT_TERM', 'DATED'),
  block('LONG_TERM', 'DATED'),
  block('PERMANENT', 'ENDLESS'),
  // Limiting or forbidding publication, and the like: what is public stays so.
  {
    kind: 'OTHER',
    grounds: ofReview,
    clauses: ['wechat/2.5'],
    scopes: ['PROGRAM', 'FUNCTION', 'ACCOUNT'],
    by: 'PLATFORM',
    ends: 'EITHER',
    holdsUp: ['SUBMIT', 'RELEASE'],
    hides: false,
  },
  // The documents of the bundle warn before they act: by a day something is to be put right, and nothing is held up.
  {
    kind: 'WARNING',
    grounds: ofReview,
    clauses: ['wechat/0.1'],
    scopes: ['PROGRAM', 'ACCOUNT'],
    by: 'PLATFORM',
    ends: 'EITHER',
    holdsUp: [],
    hides: false,
    rectifiable: true,
  },
  ...(['REVIEW_SERVICE_PAUSED', 'REVIEW_SERVICE_ENDED'] as const).map(
    (kind): MeasureTerms => ({
      kind,
      grounds: [{ ground: 'FREQUENT_SUBMISSIONS' }],
      clauses: ['wechat/2.6'],
      scopes: ['ACCOUNT', 'PROGRAM'],
      by: 'PLATFORM',
      ends: kind === 'REVIEW_SERVICE_ENDED' ? 'ENDLESS' : 'EITHER',
      holdsUp: ['SUBMIT'],
      hides: false,
    }),
  ),
  {
    kind: 'USE_LIMITED',
    grounds: [{ ground: 'INCOMPLETE_DATA' }],
    clauses: ['wechat/4.2'],
    scopes: ['ACCOUNT', 'PROGRAM'],
    by: 'PLATFORM',
    ends: 'EITHER',
    holdsUp: ['SUBMIT'],
    hides: false,
  },
  {
    kind: 'DATA_ACCESS_RESTRICTED',
    grounds: [{ ground: 'PLATFORM_CHOICE' }],
    clauses: ['wechat/4.8'],
    scopes: ['DATA'],
    by: 'PLATFORM',
    ends: 'EITHER',
    holdsUp: ['READ_PLATFORM_DATA'],
    hides: false,
  },
  {
    kind: 'SERVICE_DECLINED',
    grounds: [{ ground: 'PLATFORM_CHOICE' }],
    clauses: ['wechat/6.2'],
    scopes: ['ACCOUNT'],
    by: 'PLATFORM',
    ends: 'EITHER',
    holdsUp: [...everyStep, 'READ_PLATFORM_DATA'],
    hides: true,
  },
];
