import { describe, expect, it } from '@jest/globals';
import { baiduContentKinds } from '../../src/policy/baidu/content-kinds.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { clauseTests } from '../../src/policy/clause-tests.ts';
import { needsRule, policyCoverage } from '../../src/policy/coverage.ts';
import type { Facts } from '../../src/policy/facts.ts';
import type { Operation } from '../../src/policy/operation.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import type { Remedy } from '../../src/policy/verdict.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { DataItem, Manifest } from '../../src/programs/manifest.ts';
import {
  ask,
  type Changes,
  foodLicence,
  NOW,
  someDataItem,
  someFacts,
  someManifest,
  someMaterial,
} from '../support/facts.ts';

/** A clause at its boundary: what is just allowed, what is just refused, and what the remedy makes of that. */
interface Boundary {
  readonly clause: string;
  readonly operation: Operation;
  readonly allowed: Changes<Facts>;
  readonly refused: Changes<Facts>;
  readonly code: string;
  readonly remedy: Remedy['kind'];
  /** What following the remedy changes; by itself, waiting changes only the time. */
  readonly mended?: Changes<Facts>;
}

const LAST_DAY = '2027-03-10';
const DAY_BEFORE = '2027-03-09';
const HOUR_MS = 3_600_000;

const manifest = (changes: Changes<Manifest>) => ({ manifest: someManifest(changes) });
const dataItem = (changes: Changes<DataItem>) => manifest({ dataItems: [someDataItem(changes)] });
const accepted = someFacts().acceptances;
const papers = (...materials: Facts['materials']) => ({ materials });
const hourly = (count: number) => ({
  earlierSubmissions: Array.from({ length: count }, (_, n) => new Date(NOW.getTime() - (n + 1) * HOUR_MS)),
});
const registration = (changes: Partial<NonNullable<Facts['registration']>>) => ({
  registration: { state: 'REGISTERED', admission: 'PASSED', verification: 'PASSED', ...changes } as const,
});
const minor = (birthDate: string, guardianConsent = false) => ({
  subject: { type: 'PERSON', legalName: '王小明', birthDate, guardianConsent } as const,
  ...papers(someMaterial({ paper: '居民身份证', holder: '王小明' })),
});
const licenceUntil = (validUntil: string) => papers(someMaterial({ validUntil }), foodLicence);
const foodUntil = (validUntil: string) => papers(someMaterial(), { ...foodLicence, validUntil });
const privacy = (part: Partial<Record<'use' | 'sharing', string>>) =>
  manifest({
    privacyPolicy: {
      url: 'https://shancheng.example.com/privacy',
      sections: [{ item: 'phone', collection: '下单时填写', use: '取餐时联系', sharing: '不共享', ...part }],
    },
  });
const authorised = (validUntil: string) => ({
  ...manifest({ ownership: { kind: 'AUTHORISED', paper: '品牌授权书' } }),
  ...papers(someMaterial(), foodLicence, someMaterial({ id: 'mat_auth', paper: '品牌授权书', validUntil })),
});
const marketing = (validUntil: string) => ({
  ...dataItem({ usedForMarketing: true }),
  ...papers(
    someMaterial(),
    foodLicence,
    someMaterial({ id: 'mat_ads', paper: '腾讯书面同意书', validUntil }),
  ),
});
const absent = (...left: string[]) => ({
  declaration: {
    absentContent: baiduContentKinds.map(({ code }) => code).filter((code) => !left.includes(code)),
  },
});

const documents = (clause: string): Boundary => ({
  clause,
  operation: 'SUBMIT',
  allowed: { acceptances: accepted },
  refused: {
    acceptances: accepted.filter(
      ({ documentId }) => !['wechat:terms', 'baidu:agreement'].includes(documentId),
    ),
  },
  code: 'DOCUMENTS_NOT_ACCEPTED',
  remedy: 'ACCEPT_DOCUMENTS',
  mended: { acceptances: accepted },
});
const tooOften = (clause: string, atMost: number): Boundary => ({
  clause,
  operation: 'SUBMIT',
  allowed: hourly(atMost - 1),
  refused: hourly(atMost),
  code: 'SUBMITTED_TOO_OFTEN',
  remedy: 'WAIT_UNTIL',
});
const identity = (clause: string): Boundary => ({
  clause,
  operation: 'SUBMIT',
  allowed: licenceUntil(LAST_DAY),
  refused: licenceUntil(DAY_BEFORE),
  code: 'IDENTITY_EXPIRED',
  remedy: 'RENEW_MATERIAL',
  mended: licenceUntil('2037-03-09'),
});
const qualification = (clause: string): Boundary => ({
  clause,
  operation: 'SUBMIT',
  allowed: foodUntil(LAST_DAY),
  refused: foodUntil(DAY_BEFORE),
  code: 'QUALIFICATION_EXPIRED',
  remedy: 'RENEW_MATERIAL',
  mended: foodUntil('2037-03-09'),
});
const inWhoseName = (clause: string): Boundary => ({
  clause,
  operation: 'SUBMIT',
  allowed: authorised(LAST_DAY),
  refused: authorised(DAY_BEFORE),
  code: 'AUTHORISATION_EXPIRED',
  remedy: 'RENEW_MATERIAL',
  mended: authorised('2037-03-09'),
});

const boundaries: Readonly<Record<string, readonly Boundary[]>> = {
  WECHAT: [
    documents('wechat/0.1'),
    documents('wechat/0.2'),
    {
      clause: 'wechat/0.3',
      operation: 'VERIFY',
      allowed: minor('2009-03-10'),
      refused: minor('2009-03-11'),
      code: 'GUARDIAN_CONSENT_MISSING',
      remedy: 'GIVE_GUARDIAN_CONSENT',
      mended: minor('2009-03-11', true),
    },
    {
      clause: 'wechat/2.1',
      operation: 'REGISTER',
      allowed: { registration: undefined, emailInUse: false },
      refused: { registration: undefined, emailInUse: true },
      code: 'EMAIL_IN_USE',
      remedy: 'USE_ANOTHER_EMAIL',
      mended: { emailInUse: false },
    },
    tooOften('wechat/2.6', 20),
    identity('wechat/2.7'),
    qualification('wechat/2.8'),
    {
      clause: 'wechat/3.2',
      operation: 'SUBMIT',
      allowed: manifest({ advancedFeatures: ['wechat:payment'] }),
      refused: {
        ...manifest({ advancedFeatures: ['wechat:payment'] }),
        ...registration({ verification: 'EXPIRED' }),
      },
      code: 'NOT_VERIFIED',
      remedy: 'PASS_VERIFICATION',
      mended: registration({}),
    },
    {
      clause: 'wechat/4.3',
      operation: 'SUBMIT',
      allowed: manifest({ serverDomains: ['wss://push.shancheng.example.com'] }),
      refused: manifest({ serverDomains: ['ws://push.shancheng.example.com'] }),
      code: 'SERVER_DOMAIN_NOT_ENCRYPTED',
      remedy: 'EDIT_MANIFEST',
      mended: manifest({ serverDomains: ['wss://push.shancheng.example.com'] }),
    },
    {
      clause: 'wechat/4.4',
      operation: 'SUBMIT',
      allowed: manifest({ dataItems: [], collectsNoData: true }),
      refused: manifest({ dataItems: [], collectsNoData: false }),
      code: 'DATA_NOT_DECLARED',
      remedy: 'EDIT_MANIFEST',
      mended: manifest({ dataItems: [], collectsNoData: true }),
    },
    {
      clause: 'wechat/4.4(2)',
      operation: 'SUBMIT',
      allowed: privacy({ sharing: '无' }),
      refused: privacy({ sharing: ' ' }),
      code: 'PRIVACY_SECTION_INCOMPLETE',
      remedy: 'EDIT_MANIFEST',
      mended: privacy({ sharing: '无' }),
    },
    {
      clause: 'wechat/4.4(3)',
      operation: 'SUBMIT',
      allowed: dataItem({ consentMoment: '下单' }),
      refused: dataItem({ consentMoment: ' ' }),
      code: 'CONSENT_NOT_ASKED',
      remedy: 'EDIT_MANIFEST',
      mended: dataItem({ consentMoment: '下单' }),
    },
    {
      clause: 'wechat/4.6',
      operation: 'SUBMIT',
      allowed: marketing(LAST_DAY),
      refused: marketing(DAY_BEFORE),
      code: 'MARKETING_CONSENT_EXPIRED',
      remedy: 'RENEW_MATERIAL',
      mended: marketing('2037-03-09'),
    },
    inWhoseName('wechat/6.3'),
  ],
  BAIDU: [
    documents('baidu/0.1'),
    {
      clause: 'baidu/2.1',
      operation: 'SUBMIT',
      allowed: registration({ admission: 'PASSED' }),
      refused: registration({ admission: 'REFUSED' }),
      code: 'NOT_ADMITTED',
      remedy: 'PASS_ADMISSION',
      mended: registration({}),
    },
    tooOften('baidu/2.4', 10),
    identity('baidu/2.5'),
    qualification('baidu/2.6'),
    {
      clause: 'baidu/3.3',
      operation: 'SUBMIT',
      allowed: absent(),
      refused: { declaration: undefined },
      code: 'CONTENT_NOT_DECLARED',
      remedy: 'DECLARE_CONTENT',
      mended: absent(),
    },
    ...baiduContentKinds.map(
      ({ clause, code }): Boundary => ({
        clause,
        operation: 'SUBMIT',
        allowed: absent(),
        refused: absent(code),
        code: 'CONTENT_NOT_DECLARED',
        remedy: 'DECLARE_CONTENT',
        mended: absent(),
      }),
    ),
    {
      clause: 'baidu/4.1',
      operation: 'SUBMIT',
      allowed: dataItem({ separateConsent: true }),
      refused: dataItem({ separateConsent: false }),
      code: 'SEPARATE_CONSENT_MISSING',
      remedy: 'EDIT_MANIFEST',
      mended: dataItem({ separateConsent: true }),
    },
    {
      clause: 'baidu/4.2',
      operation: 'SUBMIT',
      allowed: manifest({ analytics: 'ENABLED', analyticsConsentMoment: '首次打开时' }),
      refused: manifest({
        analytics: 'ENABLED',
        analyticsConsentMoment: '首次打开时',
        privacyPolicy: undefined,
      }),
      code: 'ANALYTICS_WITHOUT_PRIVACY_POLICY',
      remedy: 'EDIT_MANIFEST',
      mended: manifest({ analytics: 'ENABLED', analyticsConsentMoment: '首次打开时' }),
    },
    {
      clause: 'baidu/4.3',
      operation: 'SUBMIT',
      allowed: dataItem({ usedForMarketing: true, consentMoment: '领券' }),
      refused: dataItem({ usedForMarketing: true, consentMoment: '' }),
      code: 'MARKETING_WITHOUT_USER_CONSENT',
      remedy: 'EDIT_MANIFEST',
      mended: dataItem({ usedForMarketing: true, consentMoment: '领券' }),
    },
    inWhoseName('baidu/6.3'),
  ],
};

const rows = [wechat, baidu].flatMap((variant) =>
  (boundaries[variant.platform] ?? []).map(
    (boundary) => [boundary.clause, boundary.code, variant, boundary] as const,
  ),
);

describe.each(rows)('%s at its boundary (%s)', (clause, code, variant, boundary) => {
  const { operation, allowed, refused, mended } = boundary;
  const verdict = ask(variant, operation, refused);
  const finding = verdict.findings.find((found) => found.code === code);

  it('allows what is just inside', () => {
    expect(ask(variant, operation, allowed).answer).toBe('YES');
  });

  it('refuses what is just outside, and cites the clause with version and hash', () => {
    const [version] = variant.agreement.versions;
    expect(verdict.answer).toBe('NO');
    expect(finding?.citations).toContainEqual({
      clause,
      agreementVersion: version.version,
      sourceHash: version.clauses.find(({ id }) => id === clause)?.sourceHash,
    });
  });

  it('names a remedy that works', () => {
    expect(finding?.remedy?.kind).toBe(boundary.remedy);
    const at = finding?.remedy?.kind === 'WAIT_UNTIL' ? finding.remedy.until : NOW;
    expect(ask(variant, operation, { ...refused, ...mended }, at).answer).toBe('YES');
  });
});

describe('every condition and every limit that has a rule', () => {
  const withRule = (variant: PolicyVariant) =>
    policyCoverage(variant, variant.agreement.versions[0], clauseTests)
      .filter(({ clause: { kind }, rules }) => needsRule(kind) && rules.length > 0)
      .map(({ clause }) => clause.id);

  it.each(variants.map((variant) => [variant.platform, variant] as const))(
    'is tried at its boundary here, or by tests that carry its name: %s',
    (platform, variant) => {
      const tried = (boundaries[platform] ?? []).map(({ clause }) => clause);
      const elsewhere = (clause: string) =>
        (clauseTests[clause] ?? []).some((title) => !title.startsWith('test/policy/every-gate'));
      expect(withRule(variant).filter((clause) => !tried.includes(clause) && !elsewhere(clause))).toEqual([]);
    },
  );
});
