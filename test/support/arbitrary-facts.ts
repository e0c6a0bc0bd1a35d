import fc from 'fast-check';
import { addDays } from '../../src/kernel/civil-time.ts';
import {
  audiences,
  type DeclinedTerms,
  type DisclosureFact,
  type DocumentNotice,
  type Facts,
  type ReaderFact,
  type RegistrationFact,
  type SubjectFact,
  type VersionFact,
} from '../../src/policy/facts.ts';
import type { FeeFact } from '../../src/policy/fee.ts';
import { confirmationStates, releaseStates, reviewStates } from '../../src/policy/lifecycle.ts';
import type { EnforcementFact } from '../../src/policy/measure.ts';
import { operations } from '../../src/policy/operation.ts';
import { variants } from '../../src/policy/variants.ts';
import {
  type ChosenCategory,
  type Material,
  materialStates,
  subjectTypes,
} from '../../src/programs/category.ts';
import {
  type DataItem,
  type DataTransfer,
  dataSources,
  type Manifest,
  type OperatedFor,
  type SelfService,
  sensitivities,
} from '../../src/programs/manifest.ts';
import { checkStates, registrationStates } from '../../src/programs/registration.ts';
import { NOW, RESTAURANT, someFacts, someManifest, TODAY } from './facts.ts';

/*
 * Facts of every shape that the types allow, near enough to what is in order that rules of every kind have
 * something to say. Papers are of the kinds that rules and lists name.
 */

/** Named by a transfer, by whom a program is run for, or by what is to be shown; so is a paper that never is a consent. */
const OWN_CONSENT = '平台同意函';
const papers = [
  '营业执照',
  '居民身份证',
  '商业登记证',
  '食品经营许可证',
  '腾讯书面同意书',
  '商标授权书',
  OWN_CONSENT,
];
const text = fc.constantFrom('', ' ', '提交订单之前');
const day = fc.integer({ min: -900, max: 900 }).map((days) => addDays(TODAY, days));

const subject: fc.Arbitrary<SubjectFact> = fc.record(
  {
    type: fc.constantFrom(...subjectTypes),
    legalName: fc.constantFrom(RESTAURANT, '另一公司'),
    birthDate: fc.constantFrom('1990-05-01', '2015-05-01', addDays(TODAY, -18 * 365)),
    guardianConsent: fc.boolean(),
  },
  { requiredKeys: ['type', 'legalName', 'guardianConsent'] },
);

const material = (index: number): fc.Arbitrary<Material> =>
  fc.record(
    {
      id: fc.constant(`mat_${index}`),
      paper: fc.constantFrom(...papers),
      holder: fc.constantFrom(RESTAURANT, '另一公司'),
      fileId: fc.constant('file_1'),
      validFrom: day,
      validUntil: day,
      state: fc.constantFrom(...materialStates),
    },
    { requiredKeys: ['id', 'paper', 'holder', 'fileId', 'validFrom', 'state'] },
  );

const materials = fc
  .integer({ min: 0, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => material(index))));

const item = (index: number): fc.Arbitrary<DataItem> =>
  fc.record(
    {
      key: fc.constant(`item${index}`),
      name: fc.constantFrom('手机号', '位置'),
      sensitivity: fc.constantFrom(...sensitivities),
      purpose: text,
      feature: text,
      consentMoment: text,
      separateConsent: fc.boolean(),
      usedForMarketing: fc.boolean(),
      source: fc.constantFrom(...dataSources),
      usedOutsideProgram: fc.boolean(),
      storedEncrypted: fc.boolean(),
    },
    {
      requiredKeys: [
        'key',
        'name',
        'sensitivity',
        'purpose',
        'feature',
        'separateConsent',
        'usedForMarketing',
      ],
    },
  );

/** Categories of each platform's own lists, of all kinds of subject, and one that is on none. */
const category = (platform: string): fc.Arbitrary<ChosenCategory> => {
  const lists = variants.find((variant) => variant.platform === platform)?.categoryLists ?? [];
  const paths = lists.flatMap(({ categories }) => categories.map(({ path }) => path));
  return fc.constantFrom(...paths, ['不存在', '的类目']).map((path) => ({ platform, path }));
};

const transfer: fc.Arbitrary<DataTransfer> = fc.record(
  {
    item: fc.constantFrom('item0', 'item1'),
    recipient: fc.constantFrom('物流公司', RESTAURANT),
    country: fc.constantFrom('CN', 'SG'),
    platformConsent: fc.constantFrom(OWN_CONSENT, '营业执照'),
    consentMoment: text,
  },
  { requiredKeys: ['item', 'recipient', 'country'] },
);

const operatedFor: fc.Arbitrary<OperatedFor> = fc.record(
  { party: fc.constant('另一公司'), permission: fc.constantFrom(OWN_CONSENT, '营业执照') },
  { requiredKeys: ['party'] },
);

const selfService: fc.Arbitrary<SelfService> = fc.record(
  { correction: text, deletion: text },
  { requiredKeys: [] },
);

/** What a manifest need not say; each half of the time as it is in order. */
const optional = fc.record(
  {
    selfService: orInOrder(selfService, { correction: '我的', deletion: '我的 > 隐私' }),
    transfers: orInOrder<DataTransfer[]>(fc.array(transfer, { minLength: 1, maxLength: 2 }), []),
    operatedFor,
    analyticsConsentMoment: text,
    securityStandards: fc.subarray(['GB/T 35273-2020', 'ISO 27001']),
  },
  { requiredKeys: [] },
);

const manifest: fc.Arbitrary<Manifest> = fc
  .record({
    ownership: fc.constantFrom(
      { kind: 'OWN_NAME' } as const,
      { kind: 'AUTHORISED', paper: '商标授权书' } as const,
      { kind: 'AUTHORISED', paper: '居民身份证' } as const,
    ),
    wechat: fc.option(category('WECHAT')),
    baidu: fc.option(category('BAIDU')),
    dataItems: fc
      .integer({ min: 0, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => item(index)))),
    collectsNoData: fc.boolean(),
    policy: fc.option(
      fc.record({
        url: fc.constantFrom('', 'https://shop.example/privacy'),
        sections: fc.subarray([
          { item: 'item0', collection: '下单时', use: '', sharing: '' },
          { item: 'item1', collection: '下单时', use: '配送', sharing: '不共享' },
        ]),
      }),
    ),
    serverDomains: fc.subarray(['https://a.example', 'http://b.example', 'https://', 'wss://c.example']),
    analytics: fc.constantFrom('ENABLED', 'DISABLED'),
    advancedFeatures: fc.subarray(['wechat:payment', 'baidu:payment']),
    more: optional,
  })
  .map(({ wechat, baidu, policy, more, ...rest }): Manifest => {
    const { name, introduction } = someManifest();
    return {
      name,
      introduction,
      ...rest,
      ...more,
      categories: [wechat, baidu].filter((one) => one !== null),
      ...(policy ? { privacyPolicy: policy } : {}),
    };
  });

const registration: fc.Arbitrary<RegistrationFact> = fc.record({
  state: fc.constantFrom(...registrationStates),
  admission: fc.constantFrom(...checkStates),
  verification: fc.constantFrom(...checkStates),
});

const version: fc.Arbitrary<VersionFact> = fc.record({
  versionId: fc.constant('ver_1'),
  number: fc.constant('1.0.0'),
  review: fc.constantFrom(...reviewStates),
  confirmation: fc.constantFrom(...confirmationStates),
  release: fc.constantFrom(...releaseStates),
});

const DAY_MS = 86_400_000;
const submissions = fc.array(
  fc.integer({ min: 0, max: 60 }).map((days) => new Date(NOW.getTime() - days * DAY_MS)),
  { maxLength: 45 },
);

const fees: fc.Arbitrary<readonly FeeFact[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('fee_1', 'fee_2'),
    amountFen: fc.integer({ min: 1, max: 1_000_000 }),
    clause: fc.constantFrom('wechat/2.6', 'baidu/2.4'),
    dueOn: day,
  }),
  { maxLength: 2, selector: ({ id }) => id },
);

const reader: fc.Arbitrary<ReaderFact> = fc.record(
  {
    memberId: fc.constant('mem_1'),
    undertaking: fc.record({ signedOn: day, validUntil: day }, { requiredKeys: ['signedOn'] }),
  },
  { requiredKeys: ['memberId'] },
);

const disclosure: fc.Arbitrary<DisclosureFact> = fc.record(
  {
    audience: fc.constantFrom(...audiences),
    underBeta: fc.boolean(),
    writtenConsent: fc.constantFrom(OWN_CONSENT, '营业执照'),
  },
  { requiredKeys: ['audience', 'underBeta'] },
);

/** A measure that any agreement could provide for, with or without a date. */
const enforcement: fc.Arbitrary<EnforcementFact> = fc.record({
  id: fc.constantFrom('enf_1', 'enf_2', 'enf_3'),
  kind: fc.constant('OTHER' as const),
  ground: fc.constant('REVIEW_STANDARD' as const),
  scope: fc.constant('PROGRAM' as const),
  functions: fc.constant([]),
  clauses: fc.constant([]),
  agreementVersion: fc.constant('1'),
  holdsUp: fc.subarray([...operations]),
  hides: fc.boolean(),
  takenByHost: fc.constant(false),
  from: fc.constantFrom(new Date(NOW.getTime() - DAY_MS), NOW, new Date(NOW.getTime() + DAY_MS)),
  until: fc.constantFrom(null, new Date(NOW.getTime() + DAY_MS), new Date(NOW.getTime() + 9 * DAY_MS)),
  contested: fc.boolean(),
});
const enforcements = fc.uniqueArray(enforcement, { maxLength: 3, selector: ({ id }) => id });

const host = fc.constantFrom(...variants.flatMap(({ hosts }) => hosts));

const whole = someFacts();
const readerInOrder: ReaderFact = { memberId: 'mem_1', undertaking: { signedOn: TODAY } };
const disclosureInOrder: DisclosureFact = { audience: 'ACCOUNT', underBeta: true };
const declaration = fc
  .subarray([...(whole.declaration?.absentContent ?? [])])
  .map((absentContent) => ({ absentContent }));

/** Some of the documents in force, and some of those only in a version before. */
const acceptances = fc
  .tuple(fc.subarray([...whole.acceptances]), fc.subarray([...whole.acceptances]))
  .map(([now, before]) => [...now, ...before.map((one) => ({ ...one, version: 'an earlier one' }))]);

/** Before and after the instant that is asked about, of terms in force and to come. */
const instant = fc.constantFrom(NOW, new Date(NOW.getTime() - 1), new Date(NOW.getTime() + DAY_MS));
const declined: fc.Arbitrary<DeclinedTerms> = fc.record({
  version: fc.constant('declined'),
  effectiveFrom: fc.constantFrom('2016-01-01', addDays(TODAY, 1)),
  stopsFrom: instant,
  documents: fc.subarray([...whole.acceptances]).chain((some) =>
    fc.constantFrom(
      some,
      some.map((one) => ({ ...one, version: 'to come' })),
    ),
  ),
});
const notices: fc.Arbitrary<readonly DocumentNotice[]> = fc.array(
  fc
    .tuple(fc.constantFrom(...whole.acceptances), fc.option(instant, { nil: undefined }))
    .map(([document, completedAt]) => ({ ...document, ...(completedAt ? { completedAt } : {}) })),
  { maxLength: 3 },
);

/** Any facts. Each is in order half of the time, so that some of them are wrong and seldom all. */
export const arbitraryFacts: fc.Arbitrary<Facts> = fc
  .record({
    subject: orInOrder<SubjectFact | undefined>(fc.option(subject, { nil: undefined }), whole.subject),
    acceptances: orInOrder(acceptances, whole.acceptances),
    declined: orInOrder<DeclinedTerms | undefined>(fc.option(declined, { nil: undefined }), undefined),
    notices: orInOrder<readonly DocumentNotice[]>(notices, []),
    materials: orInOrder<readonly Material[]>(materials, whole.materials),
    manifest: orInOrder(manifest, whole.manifest),
    registration: orInOrder<RegistrationFact | undefined>(
      fc.option(registration, { nil: undefined }),
      whole.registration,
    ),
    emailInUse: orInOrder<boolean | undefined>(fc.constantFrom(true, undefined), false),
    version: orInOrder<VersionFact | undefined>(fc.option(version, { nil: undefined }), whole.version),
    earlierSubmissions: orInOrder<readonly Date[]>(submissions, []),
    otherReviewOpen: orInOrder<boolean>(fc.boolean(), false),
    declaration: orInOrder(fc.option(declaration, { nil: undefined }), whole.declaration),
    reader: orInOrder<ReaderFact | undefined>(fc.option(reader, { nil: undefined }), readerInOrder),
    disclosure: orInOrder<DisclosureFact | undefined>(
      fc.option(disclosure, { nil: undefined }),
      disclosureInOrder,
    ),
    enforcements: orInOrder<readonly EnforcementFact[]>(enforcements, []),
    host,
    hostRefusals: orInOrder<readonly Date[]>(submissions, []),
    leftAt: orInOrder<Date | undefined>(fc.constantFrom(NOW, undefined), undefined),
    fees: orInOrder<readonly FeeFact[]>(fees, []),
  })
  .map(
    (facts) => Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as never,
  );

function orInOrder<Fact>(any: fc.Arbitrary<Fact>, inOrder: Fact): fc.Arbitrary<Fact> {
  return fc.oneof(any, fc.constant(inOrder));
}
