import { describe, expect, it } from '@jest/globals';
import type { AgreementVersion } from '../../src/policy/agreement.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import type { SubjectFact } from '../../src/policy/facts.ts';
import { operations } from '../../src/policy/operation.ts';
import { documentsAccepted } from '../../src/policy/rules/documents-accepted.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { Material } from '../../src/programs/category.ts';
import {
  ask,
  askOfManifest,
  clausesOf,
  codesOf,
  company,
  foodLicence,
  NOW,
  RESTAURANT,
  someFacts,
  someManifest,
  someMaterial,
} from '../support/facts.ts';

describe.each([
  [wechat, ['wechat/0.1', 'wechat/0.2']],
  [baidu, ['baidu/0.1']],
] as const)('the bundle of documents', (variant, clauses) => {
  it.each(operations)(`${clauses[0]}: %s waits for every required document, and names them`, (operation) => {
    const { findings } = ask(variant, operation, { acceptances: [] });
    const finding = findings.find(({ code }) => code === 'DOCUMENTS_NOT_ACCEPTED');
    const required = variant.agreement.versions[0].documents.filter((document) => document.required);
    expect(finding?.remedy).toEqual({ kind: 'ACCEPT_DOCUMENTS', documents: required.map(({ id }) => id) });
    expect(clausesOf(finding)).toEqual(clauses);
    for (const { title } of required) expect(finding?.message.en).toContain(title.en);
  });

  it(`${clauses[0]}: one document accepted in another version is asked for alone where use accepts nothing, with the reason`, () => {
    const agreement = variant.agreement.versions[0];
    const [first, ...others] = agreement.documents;
    const acceptances = others.map(({ id, version }) => ({ documentId: id, version }));
    const old = { documentId: first?.id ?? '', version: 'an earlier one' };
    const facts = someFacts({ acceptances: [old, ...acceptances] });
    const [finding] = documentsAccepted({ clauses }).check(facts, {
      operation: 'VERIFY',
      at: NOW,
      agreement,
    });
    expect(finding).toMatchObject({
      code: 'DOCUMENTS_NOT_ACCEPTED',
      remedy: { documents: [first?.id] },
      message: { en: expect.stringContaining('another version was accepted') },
    });
  });
});

describe('a document that an agreement does not require', () => {
  it('is not waited for', () => {
    const [version] = wechat.agreement.versions;
    const agreement: AgreementVersion = {
      ...version,
      documents: version.documents.map((document) => ({ ...document, required: false })),
    };
    const rule = documentsAccepted({ clauses: ['wechat/0.1'] });
    expect(
      rule.check(someFacts({ acceptances: [] }), { operation: 'SUBMIT', at: NOW, agreement }),
    ).toHaveLength(0);
  });
});

describe('wechat/0.3: a minor', () => {
  const person = (changes: Partial<SubjectFact>): SubjectFact => ({
    type: 'PERSON',
    legalName: '王小明',
    guardianConsent: false,
    ...changes,
  });
  const guardianOf = (subject: SubjectFact) =>
    ask(wechat, 'WITHDRAW', { subject }).findings.find(({ rule }) => rule === 'minor-needs-guardian');

  it('is grown up on the eighteenth birthday itself', () => {
    expect(guardianOf(person({ birthDate: '2009-03-10' }))).toBeUndefined();
  });

  it('needs a guardian the day before it', () => {
    const subject = person({ birthDate: '2009-03-11' });
    const finding = guardianOf(subject);
    expect(finding).toMatchObject({
      effect: 'BLOCKS',
      code: 'GUARDIAN_CONSENT_MISSING',
      path: 'subject.guardianConsent',
      remedy: { kind: 'GIVE_GUARDIAN_CONSENT' },
    });
    expect(finding?.message.en).toContain('under 18');
    expect(JSON.stringify(finding)).not.toContain(subject.legalName);
    expect(clausesOf(finding)).toEqual(['wechat/0.3']);
  });

  it('may act with a guardian’s consent', () => {
    expect(guardianOf(person({ birthDate: '2015-01-01', guardianConsent: true }))).toBeUndefined();
  });

  it('turns eighteen at midnight in China, when it is still the day before in London', () => {
    const subject = person({ birthDate: '2009-03-11' });
    const codesAt = (at: string) => codesOf(ask(wechat, 'WITHDRAW', { subject }, new Date(at)));
    expect(codesAt('2027-03-10T15:59:59Z')).toContain('GUARDIAN_CONSENT_MISSING');
    expect(codesAt('2027-03-10T16:00:00Z')).not.toContain('GUARDIAN_CONSENT_MISSING');
  });

  it('is a question without an answer while the birth date is missing', () => {
    expect(guardianOf(person({}))).toMatchObject({ effect: 'LACKS', code: 'BIRTH_DATE_MISSING' });
  });

  it('is nobody’s concern in an organisation', () => {
    expect(guardianOf(company)).toBeUndefined();
  });
});

describe('wechat/2.1: the e-mail address', () => {
  it.each([
    [false, undefined],
    [true, { effect: 'BLOCKS', code: 'EMAIL_IN_USE', remedy: { kind: 'USE_ANOTHER_EMAIL' } }],
    [undefined, { effect: 'LACKS', code: 'EMAIL_NOT_CHECKED', remedy: { kind: 'GIVE_EMAIL' } }],
  ])('in use: %s', (emailInUse, expected) => {
    const finding = ask(wechat, 'REGISTER', { emailInUse }).findings[0];
    if (!expected) return expect(finding).toBeUndefined();
    expect(finding).toMatchObject(expected);
    expect(clausesOf(finding)).toEqual(['wechat/2.1']);
  });

  it('matters at registration only', () => {
    expect(ask(wechat, 'SUBMIT', { emailInUse: true }).answer).toBe('YES');
  });
});

describe.each([
  ['wechat/2.7', wechat],
  ['baidu/2.5', baidu],
] as const)('%s: real name', (clause, variant) => {
  const identity = (materials: readonly Material[], subject: SubjectFact = company) =>
    ask(variant, 'VERIFY', { materials, subject }).findings.filter(({ rule }) => rule === 'real-name');

  it.each(['REGISTER', 'VERIFY', 'SUBMIT'] as const)('is asked for at %s', (operation) => {
    const { findings } = ask(variant, operation, { materials: [foodLicence] });
    expect(findings).toMatchObject([
      { code: 'IDENTITY_MISSING', remedy: { kind: 'ADD_MATERIAL', anyOf: [['营业执照']] } },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it.each(['WITHDRAW', 'RELEASE'] as const)('is not asked for at %s', (operation) => {
    expect(codesOf(ask(variant, operation, { materials: [] }))).not.toContain('IDENTITY_MISSING');
  });

  it('needs somebody to be declared', () => {
    const { findings } = ask(variant, 'VERIFY', { subject: undefined });
    expect(findings.find(({ rule }) => rule === 'real-name')).toMatchObject({
      effect: 'BLOCKS',
      code: 'SUBJECT_NOT_DECLARED',
      remedy: { kind: 'DECLARE_SUBJECT' },
    });
  });

  it('counts the first and the last day of a paper', () => {
    expect(identity([someMaterial({ validFrom: '2027-03-10', validUntil: '2027-03-10' })])).toEqual([]);
  });

  it('refuses a paper on the day after its last', () => {
    const expired = someMaterial({ validUntil: '2027-03-09' });
    expect(identity([expired])).toMatchObject([
      {
        code: 'IDENTITY_EXPIRED',
        path: 'materials[mat_licence]',
        message: { en: expect.stringContaining('its last day was 2027-03-09') },
        remedy: { kind: 'RENEW_MATERIAL', materialId: 'mat_licence', paper: '营业执照' },
      },
    ]);
  });

  it('refuses a paper on the day before its first, until midnight in China', () => {
    expect(identity([someMaterial({ validFrom: '2027-03-11' })])).toMatchObject([
      {
        code: 'IDENTITY_NOT_YET_VALID',
        remedy: { kind: 'WAIT_UNTIL', until: new Date('2027-03-10T16:00:00Z') },
      },
    ]);
  });

  it('refuses a paper made out to somebody else, and names neither', () => {
    const findings = identity([someMaterial({ holder: '成都小馆有限公司' })]);
    expect(JSON.stringify(findings)).not.toMatch(/成都小馆|山城小馆餐饮/);
    expect(findings).toMatchObject([
      {
        code: 'IDENTITY_WRONG_HOLDER',
        path: 'materials[mat_licence].holder',
        remedy: { kind: 'ADD_MATERIAL' },
      },
    ]);
  });

  it('does not mind the width of brackets in a name', () => {
    const subject = { ...company, legalName: '山城（重庆）餐饮有限公司' };
    expect(identity([someMaterial({ holder: '山城(重庆) 餐饮有限公司' })], subject)).toEqual([]);
  });

  it('takes no superseded paper', () => {
    expect(identity([someMaterial({ state: 'SUPERSEDED' })])).toMatchObject([{ code: 'IDENTITY_MISSING' }]);
  });

  it('reports one cause, however many papers there are', () => {
    const papers = [
      someMaterial({ id: 'mat_a', validUntil: '2021-01-01' }),
      someMaterial({ id: 'mat_b', holder: '成都小馆有限公司' }),
      someMaterial({ id: 'mat_c', validFrom: '2030-01-01' }),
    ];
    expect(identity(papers)).toMatchObject([{ code: 'IDENTITY_NOT_YET_VALID' }]);
  });

  it.each([
    ['PERSON', ['居民身份证']],
    ['ORGANISATION', ['营业执照']],
    ['OVERSEAS_ORGANISATION', ['营业执照', '商业登记证']],
  ] as const)('asks a %s for %j', (type, papers) => {
    const subject = { ...company, type };
    expect(identity([], subject)[0]?.remedy).toEqual({
      kind: 'ADD_MATERIAL',
      anyOf: papers.map((paper) => [paper]),
    });
    for (const paper of papers) expect(identity([someMaterial({ paper })], subject)).toEqual([]);
  });
});

describe.each([
  ['wechat/6.3', wechat],
  ['baidu/6.3', baidu],
] as const)('%s: in whose name', (clause, variant) => {
  const paper = '品牌授权书';
  const manifest = someManifest({ ownership: { kind: 'AUTHORISED', paper } });
  const authorised = (...papers: Material[]) =>
    ask(variant, 'SUBMIT', { manifest, materials: [someMaterial(), foodLicence, ...papers] });

  it('one’s own needs no paper', () => {
    expect(askOfManifest(variant, { ownership: { kind: 'OWN_NAME' } }).answer).toBe('YES');
  });

  it('another’s needs the authorisation that is named', () => {
    const { findings } = authorised();
    expect(findings).toMatchObject([
      { code: 'AUTHORISATION_MISSING', remedy: { kind: 'ADD_MATERIAL', anyOf: [[paper]] } },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it('an authorisation counts on its last day and not on the next', () => {
    const until = (validUntil: string) =>
      codesOf(authorised(someMaterial({ id: 'mat_auth', paper, holder: RESTAURANT, validUntil })));
    expect(until('2027-03-10')).toEqual([]);
    expect(until('2027-03-09')).toEqual(['AUTHORISATION_EXPIRED']);
  });
});
