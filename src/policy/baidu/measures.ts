import type { MeasureGroundTerms, MeasureTerms } from '../measure.ts';
import type { Operation } from '../operation.ts';

const everyStep: readonly Operation[] = ['REGISTER', 'VERIFY', 'SUBMIT', 'RELEASE'];
const everything: readonly Operation[] = [...everyStep, 'READ_PLATFORM_DATA'];

/** The six grounds of baidu/3.4. */
const sixGrounds: readonly MeasureGroundTerms[] = (
  [
    'BREACH_OF_LAW',
    'BREACH_OF_AGREEMENT',
    'AUTHORITY_DEMAND',
    'UNLAWFUL_OR_INFRINGING',
    'HARM_TO_RUNNING',
    'OTHER_HARM',
  ] as const
).map((ground, index) => ({ ground, clauses: [`baidu/3.4(${index + 1})`] }));

type Effect = Pick<MeasureTerms, 'scopes' | 'holdsUp' | 'hides'> &
  Partial<Pick<MeasureTerms, 'ends' | 'rectifiable'>>;

/** Measures of baidu/3.4, on any of its grounds. */
const sanction = (kind: MeasureTerms['kind'], effect: Effect): MeasureTerms => ({
  kind,
  grounds: sixGrounds,
  clauses: ['baidu/3.4'],
  by: 'PLATFORM',
  ends: 'EITHER',
  ...effect,
});

const ofPolicy: readonly MeasureGroundTerms[] = [
  { ground: 'LEGAL_REQUIREMENT' },
  { ground: 'REGULATORY_REQUIREMENT' },
  { ground: 'PRODUCT_POLICY' },
];

/** Measures of baidu/2.3, by the platform's own judgement of what law, supervision or its products ask for. */
const refusal = (kind: MeasureTerms['kind'], effect: Effect): MeasureTerms => ({
  kind,
  grounds: ofPolicy,
  clauses: ['baidu/2.3'],
  by: 'PLATFORM',
  ends: 'EITHER',
  ...effect,
});

const ofSubmissions: readonly MeasureGroundTerms[] = [
  { ground: 'FREQUENT_SUBMISSIONS', clauses: ['baidu/2.4'] },
  { ground: 'MALICIOUS_SUBMISSIONS', clauses: ['baidu/2.4'] },
  { ground: 'LOSS_CAUSED', clauses: ['baidu/2.4'] },
];

const whole = { scopes: ['ACCOUNT'], holdsUp: everything, hides: true, ends: 'ENDLESS' } as const;
const offline = { holdsUp: ['RELEASE'], hides: true, rectifiable: true } as const;

/** What can happen to an account on Baidu. */
export const baiduMeasures: readonly MeasureTerms[] = [
  refusal('SUBMISSION_REFUSED', { scopes: ['PROGRAM'], holdsUp: ['SUBMIT'], hides: false }),
  // A new version is one way to put it right, so handing one in stays open; publishing it does not.
  refusal('TAKEN_OFFLINE', { scopes: ['PROGRAM', 'DISTRIBUTION'], ...offline }),
  refusal('CHANGES_DEMANDED', {
    scopes: ['PROGRAM', 'DISTRIBUTION'],
    holdsUp: [],
    hides: false,
    rectifiable: true,
  }),
  refusal('AGREEMENT_ENDED', whole),
  // baidu/0.2: limit, suspend or end the service on a breach; baidu/2.4: suspend or end it for submissions.
  {
    ...refusal('SERVICE_PAUSED', { scopes: ['ACCOUNT', 'PROGRAM'], holdsUp: everyStep, hides: true }),
    clauses: ['baidu/0.2'],
    grounds: [{ ground: 'BREACH_OF_AGREEMENT' }],
  },
  {
    ...refusal('SERVICE_PAUSED', { scopes: ['ACCOUNT', 'PROGRAM'], holdsUp: everyStep, hides: true }),
    clauses: ['baidu/2.4'],
    grounds: ofSubmissions,
  },
  {
    ...refusal('SERVICE_ENDED', whole),
    clauses: ['baidu/0.2'],
    grounds: [{ ground: 'BREACH_OF_AGREEMENT' }],
  },
  { ...refusal('SERVICE_ENDED', whole), clauses: ['baidu/2.4'], grounds: ofSubmissions },
  {
    ...refusal('SERVICE_ENDED', whole),
    clauses: ['baidu/2.5'],
    grounds: [{ ground: 'FALSE_MATERIAL' }],
  },
  { ...refusal('AGREEMENT_ENDED', whole), clauses: ['baidu/2.4'], grounds: ofSubmissions },
  sanction('WARNING', {
    scopes: ['ACCOUNT', 'PROGRAM'],
    holdsUp: [],
    hides: false,
    rectifiable: true,
  }),
  sanction('FUNCTIONS_LIMITED', { scopes: ['FUNCTION'], holdsUp: ['SUBMIT'], hides: false }),
  // Of the operating rules' ladder: nothing leads to the program any more; whoever has its address opens it.
  sanction('TRAFFIC_OFF', { scopes: ['PROGRAM'], holdsUp: [], hides: false, rectifiable: true }),
  sanction('PROGRAM_OFFLINE', { scopes: ['PROGRAM'], ...offline }),
  sanction('ALL_PROGRAMS_OFFLINE', { scopes: ['ACCOUNT'], ...offline }),
  sanction('AGREEMENT_ENDED', whole),
  sanction('SERVICE_REFUSED', whole),
  {
    kind: 'SERVICE_DECLINED',
    grounds: [{ ground: 'PLATFORM_CHOICE' }],
    clauses: ['baidu/6.2'],
    by: 'PLATFORM',
    ...whole,
    ends: 'EITHER',
  },
  // Each host has rules of its own, and goes by them at its own place (baidu/3.6).
  ...(['WARNING', 'TAKEN_OFFLINE'] as const).map(
    (kind): MeasureTerms => ({
      kind,
      grounds: [{ ground: 'HOST_RULES' }],
      clauses: ['baidu/3.6'],
      scopes: ['DISTRIBUTION'],
      by: 'HOST',
      ends: 'EITHER',
      holdsUp: kind === 'WARNING' ? [] : ['RELEASE'],
      hides: kind !== 'WARNING',
      rectifiable: true,
    }),
  ),
];
