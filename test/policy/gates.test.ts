import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../src/kernel/civil-time.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import type { DisclosureFact, Facts, ReaderFact } from '../../src/policy/facts.ts';
import { audiences } from '../../src/policy/facts.ts';
import type { Operation } from '../../src/policy/operation.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { DataItem, DataTransfer, Manifest } from '../../src/programs/manifest.ts';
import {
  ask,
  askOfManifest,
  type Changes,
  clausesOf,
  codesOf,
  foodLicence,
  NOW,
  someDataItem,
  someManifest,
  someMaterial,
} from '../support/facts.ts';

const withItem = (changes: Changes<DataItem>) => ({ dataItems: [someDataItem(changes)] });
const TODAY = '2027-03-10';
const YESTERDAY = '2027-03-09';
const TOMORROW = '2027-03-11';

const papers = (paper: string, validity: { validFrom?: string; validUntil?: string } = {}) => [
  someMaterial(),
  foodLicence,
  someMaterial({ id: 'mat_consent', paper, holder: '平台', ...validity }),
];

/** A gate that one paper opens. */
interface PaperGate {
  readonly variant: PolicyVariant;
  readonly clauses: readonly string[];
  readonly operation: Operation;
  readonly facts: Changes<Facts>;
  readonly code: string;
  readonly paper: string;
}

const manifest = (changes: Changes<Manifest>): Changes<Facts> => ({ manifest: someManifest(changes) });
const abroad: DataTransfer = { item: 'phone', recipient: '境外云', country: 'CN', consentMoment: '下单时' };
const beta: Changes<Facts> = { disclosure: { audience: 'PARTNER', underBeta: true } };

const paperGates: readonly (readonly [string, PaperGate])[] = [
  [
    'wechat/4.4(4): use outside the program',
    {
      variant: wechat,
      clauses: ['wechat/4.4(4)'],
      operation: 'SUBMIT',
      facts: manifest(withItem({ usedOutsideProgram: true })),
      code: 'OUTSIDE_USE_AUTHORISATION',
      paper: '数据使用授权书',
    },
  ],
  [
    'wechat/4.4(9): a transfer of what the platform provides',
    {
      variant: wechat,
      clauses: ['wechat/4.4(9)', 'wechat/4.5'],
      operation: 'SUBMIT',
      facts: manifest({ transfers: [abroad] }),
      code: 'TRANSFER_CONSENT',
      paper: '腾讯数据传输书面同意书',
    },
  ],
  [
    'wechat/4.5: a transfer of what the user gave',
    {
      variant: wechat,
      clauses: ['wechat/4.5'],
      operation: 'SUBMIT',
      facts: manifest({ ...withItem({ source: 'USER' }), transfers: [abroad] }),
      code: 'TRANSFER_CONSENT',
      paper: '腾讯数据传输书面同意书',
    },
  ],
  [
    'wechat/4.5: scraping',
    {
      variant: wechat,
      clauses: ['wechat/4.5'],
      operation: 'SUBMIT',
      facts: manifest(withItem({ source: 'SCRAPED' })),
      code: 'COLLECTING_CONSENT',
      paper: '腾讯数据收集同意书',
    },
  ],
  [
    'baidu/4.3: scraping',
    {
      variant: baidu,
      clauses: ['baidu/4.3'],
      operation: 'SUBMIT',
      facts: manifest(withItem({ source: 'SCRAPED' })),
      code: 'COLLECTING_CONSENT',
      paper: '百度个人信息收集许可',
    },
  ],
  ...(['VERIFY', 'SUBMIT'] as const).map((operation): readonly [string, PaperGate] => [
    `baidu/3.5: ${operation} for a third party`,
    {
      variant: baidu,
      clauses: ['baidu/3.5'],
      operation,
      facts: manifest({ operatedFor: { party: '某某火锅店' } }),
      code: 'THIRD_PARTY_PERMISSION',
      paper: '百度代第三方申请书面许可',
    },
  ]),
  [
    'wechat/7.1: showing a closed test',
    {
      variant: wechat,
      clauses: ['wechat/7.1'],
      operation: 'DISCLOSE',
      facts: beta,
      code: 'BETA_CONSENT',
      paper: '腾讯内测披露书面同意书',
    },
  ],
  [
    'baidu/8.1: showing a closed test',
    {
      variant: baidu,
      clauses: ['baidu/8.1'],
      operation: 'DISCLOSE',
      facts: beta,
      code: 'BETA_CONSENT',
      paper: '百度内测披露书面同意书',
    },
  ],
];

describe.each(paperGates)('%s', (_name, { variant, clauses, operation, facts, code, paper }) => {
  const answer = (materials?: Facts['materials']) =>
    ask(variant, operation, { ...facts, ...(materials ? { materials } : {}) });

  it('is refused without the paper, which is the remedy', () => {
    const { answer: said, findings } = answer();
    expect(said).toBe('NO');
    expect(findings).toMatchObject([
      { code: `${code}_MISSING`, path: 'materials', remedy: { kind: 'ADD_MATERIAL', anyOf: [[paper]] } },
    ]);
    expect(clausesOf(findings[0])).toEqual(clauses);
    const [finding] = findings;
    const named = finding?.remedy?.kind === 'ADD_MATERIAL' ? (finding.remedy.anyOf[0] ?? []) : [];
    expect(answer(papers(named[0] ?? '')).answer).toBe('YES');
  });

  it('goes by the paper on its first and on its last day', () => {
    expect(answer(papers(paper, { validFrom: TODAY, validUntil: TODAY })).answer).toBe('YES');
  });

  it('is refused the day after the last, to be renewed', () => {
    expect(answer(papers(paper, { validUntil: YESTERDAY })).findings).toMatchObject([
      { code: `${code}_EXPIRED`, remedy: { kind: 'RENEW_MATERIAL', materialId: 'mat_consent', paper } },
    ]);
  });

  it('is refused the day before the first, to be waited for: consent comes beforehand', () => {
    const early = answer(papers(paper, { validFrom: TOMORROW }));
    expect(early.findings).toMatchObject([
      { code: `${code}_NOT_YET_VALID`, remedy: { kind: 'WAIT_UNTIL', until: startOfDay(TOMORROW) } },
    ]);
    const later = { ...facts, materials: papers(paper, { validFrom: TOMORROW }) };
    expect(ask(variant, operation, later, startOfDay(TOMORROW)).answer).toBe('YES');
  });
});

describe.each([
  ['wechat/4.4(4)', wechat],
  ['baidu/4.1', baidu],
] as const)('%s: what an item is for', (clause, variant) => {
  it.each(['purpose', 'feature'] as const)('is named: %s', (field) => {
    const { findings } = askOfManifest(variant, withItem({ [field]: ' ' }));
    expect(findings).toMatchObject([
      {
        code: `${field.toUpperCase()}_NOT_NAMED`,
        path: `manifest.dataItems[0].${field}`,
        remedy: { kind: 'EDIT_MANIFEST', field: `dataItems[0].${field}` },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
    expect(askOfManifest(variant, withItem({ [field]: '外卖' })).answer).toBe('YES');
  });
});

describe('wechat/4.4(4): use outside the program', () => {
  it.each([false, undefined])('is none where %j is declared', (usedOutsideProgram) => {
    expect(askOfManifest(wechat, withItem({ usedOutsideProgram })).answer).toBe('YES');
  });
});

describe('baidu/4.3: use outside the program', () => {
  it.each([false, undefined])('is none where %j is declared', (usedOutsideProgram) => {
    expect(askOfManifest(baidu, withItem({ usedOutsideProgram })).answer).toBe('YES');
  });

  it('rests on the user’s consent, at a moment that is named, and on no paper', () => {
    expect(askOfManifest(baidu, withItem({ usedOutsideProgram: true })).answer).toBe('YES');
    for (const consentMoment of [undefined, '', ' ']) {
      const { answer, findings } = askOfManifest(
        baidu,
        withItem({ usedOutsideProgram: true, consentMoment }),
      );
      expect(answer).toBe('NO');
      const finding = findings.find(({ code }) => code === 'OUTSIDE_USE_WITHOUT_USER_CONSENT');
      expect(finding).toMatchObject({
        path: 'manifest.dataItems[0].consentMoment',
        remedy: { kind: 'EDIT_MANIFEST', field: 'dataItems[0].consentMoment', change: { to: 'TEXT' } },
      });
      expect(clausesOf(finding)).toEqual(['baidu/4.3']);
    }
  });
});

describe('wechat/4.4(7): users help themselves', () => {
  const whole = { correction: '我的 > 更正', deletion: '我的 > 删除' };

  it('at two places, which are declared', () => {
    expect(askOfManifest(wechat, { selfService: whole }).answer).toBe('YES');
  });

  it.each([
    ['correction', 'SELF_CORRECTION_MISSING'],
    ['deletion', 'SELF_DELETION_MISSING'],
  ] as const)('and neither may be missing: %s', (act, code) => {
    for (const blank of [{}, { [act]: ' ' }]) {
      const { [act]: _, ...other } = whole;
      const { findings } = askOfManifest(wechat, { selfService: { ...other, ...blank } });
      expect(findings).toMatchObject([
        {
          code,
          path: `manifest.selfService.${act}`,
          remedy: { kind: 'EDIT_MANIFEST', field: `selfService.${act}` },
        },
      ]);
      expect(clausesOf(findings[0])).toEqual(['wechat/4.4(7)']);
    }
  });

  it('both are asked for of a manifest that was stored before they could be declared', () => {
    expect(codesOf(askOfManifest(wechat, { selfService: undefined }))).toEqual([
      'SELF_CORRECTION_MISSING',
      'SELF_DELETION_MISSING',
    ]);
  });

  it('are not needed where nothing is collected', () => {
    const nothing = { dataItems: [], collectsNoData: true, selfService: undefined };
    expect(askOfManifest(wechat, nothing).answer).toBe('YES');
  });

  it('have no clause of Baidu’s', () => {
    expect(askOfManifest(baidu, { selfService: undefined }).answer).toBe('YES');
  });
});

describe('wechat/4.4(9): a transfer', () => {
  const submit = (transfers: readonly DataTransfer[], materials = papers('腾讯数据传输书面同意书')) =>
    ask(wechat, 'SUBMIT', { manifest: someManifest({ transfers }), materials });

  it('that is not declared is none', () => {
    expect(askOfManifest(wechat, { transfers: undefined }).answer).toBe('YES');
    expect(askOfManifest(wechat, { transfers: [] }).answer).toBe('YES');
  });

  it('names its own paper, which is then the one that is looked for', () => {
    const own = { ...abroad, platformConsent: '致腾讯的函' };
    expect(submit([own]).findings).toMatchObject([{ remedy: { anyOf: [['致腾讯的函']] } }]);
  });

  it('is judged one by one, and the message names item, recipient and country', () => {
    const second = { ...abroad, recipient: '某物流', platformConsent: '致腾讯的函' };
    const { findings } = submit([abroad, second]);
    expect(codesOf(submit([abroad, second]))).toEqual(['TRANSFER_CONSENT_MISSING']);
    expect(findings[0]?.message.en).toMatch(/手机号.*某物流.*CN/);
  });

  it('of data whose source is not said falls under both clauses', () => {
    const undeclared = someManifest({ ...withItem({ source: undefined }), transfers: [abroad] });
    const { findings } = ask(wechat, 'SUBMIT', { manifest: undeclared });
    expect(clausesOf(findings[0])).toEqual(['wechat/4.4(9)', 'wechat/4.5']);
  });

  it('out of mainland China is allowed with a warning: the law has to allow it, too', () => {
    const verdict = submit([{ ...abroad, country: 'SG' }]);
    expect(verdict.answer).toBe('YES');
    expect(verdict.findings).toMatchObject([{ effect: 'WARNS', code: 'TRANSFER_LEAVES_MAINLAND' }]);
  });
});

describe('baidu/4.3: personal data from the platform', () => {
  const storage = (changes: Changes<DataItem>) => askOfManifest(baidu, withItem(changes));

  it.each(['PLATFORM', 'SCRAPED', undefined] as const)(
    'are stored encrypted, their source being %j',
    (source) => {
      for (const storedEncrypted of [false, undefined]) {
        const finding = storage({ source, storedEncrypted }).findings.find(
          ({ code }) => code === 'NOT_STORED_ENCRYPTED',
        );
        expect(finding).toMatchObject({
          path: 'manifest.dataItems[0].storedEncrypted',
          remedy: { kind: 'EDIT_MANIFEST', field: 'dataItems[0].storedEncrypted' },
        });
        expect(clausesOf(finding)).toEqual(['baidu/4.3']);
      }
      expect(codesOf(storage({ source, storedEncrypted: true }))).not.toContain('NOT_STORED_ENCRYPTED');
    },
  );

  it('are told from what the user gives, of which the clause says nothing', () => {
    expect(storage({ source: 'USER', storedEncrypted: false }).answer).toBe('YES');
  });

  it('wechat/4.3: WeChat’s agreement asks for encryption on the way, and not in storage', () => {
    expect(askOfManifest(wechat, withItem({ storedEncrypted: false })).answer).toBe('YES');
  });

  it('are handed on only as the user expressly agreed', () => {
    const submit = (consentMoment: string | undefined) => {
      const { consentMoment: _, ...bare } = abroad;
      const transfer = consentMoment === undefined ? bare : { ...bare, consentMoment };
      return askOfManifest(baidu, { transfers: [transfer] });
    };
    expect(submit('下单时').answer).toBe('YES');
    for (const moment of [undefined, '', ' ']) {
      const { findings } = submit(moment);
      expect(findings).toMatchObject([
        {
          code: 'TRANSFER_WITHOUT_USER_CONSENT',
          path: 'manifest.transfers[0].consentMoment',
          remedy: { kind: 'EDIT_MANIFEST', field: 'transfers[0].consentMoment' },
        },
      ]);
      expect(clausesOf(findings[0])).toEqual(['baidu/4.3']);
    }
  });

  it.each(['GB/T 35273-2020', 'GB 17859-1999', 'GB/T 22239—2019'])('are protected by %s', (standard) => {
    expect(askOfManifest(baidu, { securityStandards: [standard] }).answer).toBe('YES');
  });

  it.each([
    [undefined, 'SECURITY_STANDARD_MISSING'],
    [[], 'SECURITY_STANDARD_MISSING'],
    [['ISO/IEC 27001:2022'], 'SECURITY_STANDARD_NOT_NATIONAL'],
    [['GB/T 35273'], 'SECURITY_STANDARD_NOT_NATIONAL'],
  ])('are not by naming %j', (securityStandards, code) => {
    const { findings } = askOfManifest(baidu, { securityStandards });
    expect(findings).toMatchObject([{ code, remedy: { kind: 'EDIT_MANIFEST', field: 'securityStandards' } }]);
    expect(clausesOf(findings[0])).toEqual(['baidu/4.3']);
  });

  it('need no standard where there are none', () => {
    const nothing = { dataItems: [], collectsNoData: true, securityStandards: undefined };
    expect(askOfManifest(baidu, nothing).answer).toBe('YES');
  });
});

describe('baidu/3.5: a program run for a third party', () => {
  it('is none where nobody is named', () => {
    expect(askOfManifest(baidu, { operatedFor: undefined }).answer).toBe('YES');
  });

  it('names its own paper, which is then the one that is looked for', () => {
    const own = someManifest({ operatedFor: { party: '某某火锅店', permission: '百度回函' } });
    expect(ask(baidu, 'SUBMIT', { manifest: own }).findings).toMatchObject([
      { message: { en: expect.stringContaining('某某火锅店') }, remedy: { anyOf: [['百度回函']] } },
    ]);
  });

  it('has no clause of WeChat’s', () => {
    expect(askOfManifest(wechat, { operatedFor: { party: '某某火锅店' } }).answer).toBe('YES');
  });
});

describe('wechat/4.9: reading personal data that the platform provides', () => {
  const read = (reader: ReaderFact | undefined, at = NOW) =>
    ask(wechat, 'READ_PLATFORM_DATA', { reader }, at);
  const signed = (signedOn: string, validUntil?: string): ReaderFact => ({
    memberId: 'mem_1',
    undertaking: validUntil === undefined ? { signedOn } : { signedOn, validUntil },
  });

  it('takes a signed undertaking, which is the remedy', () => {
    const { findings } = read({ memberId: 'mem_1' });
    expect(findings).toMatchObject([
      { code: 'UNDERTAKING_MISSING', remedy: { kind: 'SIGN_UNDERTAKING', memberId: 'mem_1' } },
    ]);
    expect(clausesOf(findings[0])).toEqual(['wechat/4.9']);
    expect(read(signed(TODAY)).answer).toBe('YES');
  });

  it('is allowed on the first and the last day of the undertaking', () => {
    expect(read(signed(TODAY, TODAY)).answer).toBe('YES');
  });

  it('is refused the day after the last', () => {
    expect(read(signed('2026-01-01', YESTERDAY)).findings).toMatchObject([
      { code: 'UNDERTAKING_EXPIRED', remedy: { kind: 'SIGN_UNDERTAKING', memberId: 'mem_1' } },
    ]);
  });

  it('is refused the day before the first, and allowed from its beginning', () => {
    const early = read(signed(TOMORROW));
    expect(early.findings).toMatchObject([
      { code: 'UNDERTAKING_NOT_YET_VALID', remedy: { kind: 'WAIT_UNTIL', until: startOfDay(TOMORROW) } },
    ]);
    expect(read(signed(TOMORROW), startOfDay(TOMORROW)).answer).toBe('YES');
  });

  it('cannot be judged of nobody', () => {
    expect(read(undefined)).toMatchObject({ answer: 'UNKNOWN', findings: [{ code: 'READER_NOT_NAMED' }] });
  });

  it('has no clause of Baidu’s', () => {
    expect(ask(baidu, 'READ_PLATFORM_DATA', { reader: { memberId: 'mem_1' } }).answer).toBe('YES');
  });
});

describe.each([
  ['wechat/7.1', wechat],
  ['baidu/8.1', baidu],
] as const)('%s: what is in closed test', (clause, variant) => {
  const disclose = (disclosure: DisclosureFact | undefined, materials?: Facts['materials']) =>
    ask(variant, 'DISCLOSE', { disclosure, ...(materials ? { materials } : {}) });

  it.each(audiences)('may be seen by %s only inside the account and its host', (audience) => {
    const inside = audience === 'ACCOUNT' || audience === 'THIS_HOST';
    const { answer, findings } = disclose({ audience, underBeta: true });
    expect(answer).toBe(inside ? 'YES' : 'NO');
    if (!inside) expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it.each(audiences)('is not what is outside a test: %s may see that', (audience) => {
    expect(disclose({ audience, underBeta: false }).answer).toBe('YES');
  });

  it('may be shown only once the consent that is named is on file', () => {
    const named: DisclosureFact = { audience: 'PUBLIC', underBeta: true, writtenConsent: '平台回函' };
    expect(disclose(named).findings).toMatchObject([{ remedy: { anyOf: [['平台回函']] } }]);
  });

  it('cannot be judged without saying what and to whom', () => {
    expect(disclose(undefined)).toMatchObject({
      answer: 'UNKNOWN',
      findings: [{ code: 'DISCLOSURE_NOT_DESCRIBED' }],
    });
  });
});
