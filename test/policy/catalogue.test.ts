import { describe, expect, it } from '@jest/globals';
import { isCivilDate, startOfDay } from '../../src/kernel/civil-time.ts';
import type { LocalizedText } from '../../src/kernel/localized.ts';
import { type Agreement, versionAt } from '../../src/policy/agreement.ts';
import { baiduAgreement } from '../../src/policy/baidu/agreement.ts';
import { baiduClauses } from '../../src/policy/baidu/clauses.ts';
import { baiduHosts } from '../../src/policy/baidu/hosts.ts';
import { type Clause, type ClauseKind, clauseKinds } from '../../src/policy/clause.ts';
import { wechatAgreement } from '../../src/policy/wechat/agreement.ts';
import { wechatClauses } from '../../src/policy/wechat/clauses.ts';
import { wechatHosts } from '../../src/policy/wechat/hosts.ts';

const clauses: readonly Clause[] = [...wechatClauses, ...baiduClauses];
const HAN = /\p{Script=Han}/u;
/** Han characters, and the punctuation and full-width forms that go with them. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

function bilingual({ 'zh-CN': chinese, en }: LocalizedText): boolean {
  return HAN.test(chinese) && en.trim().length > 0 && !CHINESE.test(en);
}

function idsOf(items: readonly { readonly id: string }[]): string[] {
  return items.map(({ id }) => id);
}

function numbered(from: number, to: number, name: (n: number) => string): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => name(from + index));
}

const wechatNumbers = [
  ...numbered(1, 3, (n) => `0.${n}`),
  ...numbered(1, 3, (n) => `1.${n}`),
  ...numbered(1, 8, (n) => `2.${n}`),
  ...numbered(1, 2, (n) => `3.${n}`),
  ...numbered(1, 4, (n) => `4.${n}`),
  ...numbered(1, 9, (n) => `4.4(${n})`),
  ...numbered(5, 11, (n) => `4.${n}`),
  ...numbered(1, 2, (n) => `5.${n}`),
  ...numbered(1, 4, (n) => `6.${n}`),
  ...numbered(1, 4, (n) => `7.${n}`),
];

const baiduNumbers = [
  ...numbered(1, 3, (n) => `0.${n}`),
  ...numbered(1, 4, (n) => `1.${n}`),
  ...numbered(1, 6, (n) => `2.${n}`),
  ...numbered(1, 3, (n) => `3.${n}`),
  ...numbered(1, 9, (n) => `3.3(${n})`),
  '3.4',
  ...numbered(1, 6, (n) => `3.4(${n})`),
  ...numbered(5, 6, (n) => `3.${n}`),
  ...numbered(1, 4, (n) => `4.${n}`),
  ...numbered(1, 2, (n) => `5.${n}`),
  ...numbered(1, 4, (n) => `6.${n}`),
  '7',
  ...numbered(1, 2, (n) => `8.${n}`),
  ...numbered(1, 4, (n) => `8.2(${n})`),
  ...numbered(3, 4, (n) => `8.${n}`),
];

describe('the clause catalogues', () => {
  it('hold 46 clauses of WeChat and 53 of Baidu, 99 together', () => {
    expect([wechatClauses.length, baiduClauses.length, clauses.length]).toEqual([46, 53, 99]);
  });

  it('hold every number of either agreement once, in the order of the text', () => {
    expect(wechatClauses.map(({ number }) => number)).toEqual(wechatNumbers);
    expect(baiduClauses.map(({ number }) => number)).toEqual(baiduNumbers);
  });

  it('identify a clause by its platform and its number', () => {
    expect(idsOf(clauses)).toEqual([
      ...wechatNumbers.map((number) => `wechat/${number}`),
      ...baiduNumbers.map((number) => `baidu/${number}`),
    ]);
    expect(new Set(idsOf(clauses)).size).toBe(99);
  });

  it('give each clause a known kind, and use every kind on both platforms', () => {
    for (const catalogue of [wechatClauses, baiduClauses]) {
      const used = new Set(catalogue.map(({ kind }) => kind));
      expect([...used].sort()).toEqual([...clauseKinds].sort());
    }
  });

  it('emphasise 17 clauses of WeChat and 20 of Baidu, those with words in bold', () => {
    const emphasised = [wechatClauses, baiduClauses].map(
      (catalogue) => catalogue.filter((clause) => clause.emphasised).length,
    );
    expect(emphasised).toEqual([17, 20]);
  });

  it('carry a different SHA-256 of the source for each clause', () => {
    for (const { sourceHash } of clauses) expect(sourceHash).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(clauses.map(({ sourceHash }) => sourceHash)).size).toBe(99);
  });
});

describe('the words of a clause', () => {
  it.each(clauses)('of $id are there in Chinese and in English, each in its own script', (clause) => {
    expect(bilingual(clause.title)).toBe(true);
    expect(bilingual(clause.summary)).toBe(true);
  });

  it.each(clauses)('of $id are short', ({ title, summary }) => {
    expect(title['zh-CN'].length).toBeLessThanOrEqual(20);
    expect(title.en.length).toBeLessThanOrEqual(60);
    expect(summary['zh-CN'].length).toBeLessThanOrEqual(400);
    expect(summary.en.length).toBeLessThanOrEqual(400);
  });

  it('name each of the nine kinds of content and each of the six grounds (baidu/3.3, baidu/3.4)', () => {
    for (const [parent, count] of [['baidu/3.3(', 9] as const, ['baidu/3.4(', 6] as const]) {
      const items = baiduClauses.filter(({ id }) => id.startsWith(parent));
      expect(new Set(items.map(({ title }) => title['zh-CN'])).size).toBe(count);
      expect(new Set(items.map(({ title }) => title.en)).size).toBe(count);
    }
  });
});

describe('the kind and the emphasis of a clause', () => {
  const expected: readonly (readonly [id: string, kind: ClauseKind, emphasised: boolean])[] = [
    ['wechat/0.1', 'GATE', true],
    ['wechat/0.3', 'GATE', true],
    ['wechat/1.3', 'TERM', false],
    ['wechat/2.1', 'GATE', false],
    ['wechat/2.4', 'LIFECYCLE', false],
    ['wechat/2.5', 'MEASURE', true],
    ['wechat/2.6', 'LIMIT', true],
    ['wechat/2.8', 'GATE', true],
    ['wechat/3.1', 'LIFECYCLE', true],
    ['wechat/3.2', 'GATE', false],
    ['wechat/4.2', 'DUTY', true],
    ['wechat/4.4', 'GATE', false],
    ['wechat/4.4(1)', 'DUTY', false],
    ['wechat/4.4(9)', 'GATE', false],
    ['wechat/4.7', 'DUTY', false],
    ['wechat/4.8', 'MEASURE', false],
    ['wechat/4.11', 'DUTY', false],
    ['wechat/5.1', 'TERM', true],
    ['wechat/6.2', 'MEASURE', true],
    ['wechat/7.2', 'NOTICE', false],
    ['wechat/7.3', 'TERM', true],
    ['baidu/0.2', 'MEASURE', true],
    ['baidu/0.3', 'NOTICE', true],
    ['baidu/1.2', 'TERM', false],
    ['baidu/2.1', 'GATE', false],
    ['baidu/2.2', 'LIFECYCLE', false],
    ['baidu/2.3', 'MEASURE', false],
    ['baidu/2.4', 'LIMIT', false],
    ['baidu/2.5', 'GATE', true],
    ['baidu/3.1', 'LIFECYCLE', false],
    ['baidu/3.3', 'GATE', true],
    ['baidu/3.3(7)', 'GATE', false],
    ['baidu/3.4', 'MEASURE', true],
    ['baidu/3.4(3)', 'MEASURE', false],
    ['baidu/3.6', 'LIFECYCLE', false],
    ['baidu/4.4', 'DUTY', true],
    ['baidu/5.1', 'TERM', false],
    ['baidu/7', 'NOTICE', false],
    ['baidu/8.1', 'GATE', false],
    ['baidu/8.2', 'TERM', true],
    ['baidu/8.2(2)', 'TERM', true],
    ['baidu/8.4', 'TERM', false],
  ];

  it.each(expected)('of %s are %s and %s', (id, kind, emphasised) => {
    expect(clauses.find((clause) => clause.id === id)).toMatchObject({ kind, emphasised });
  });
});

describe('the agreements', () => {
  const agreements: readonly Agreement[] = [wechatAgreement, baiduAgreement];

  it('ask for the documents that wechat/0.1 and baidu/0.1 name, and require all of them', () => {
    expect(agreements.map(({ versions: [{ documents }] }) => idsOf(documents))).toEqual([
      [
        'wechat:terms',
        'wechat:parent-agreement',
        'wechat:apple-developer-program-licence',
        'wechat:app-store-review-guidelines',
      ],
      [
        'baidu:agreement',
        'baidu:user-agreement',
        'baidu:service-provider-agreement',
        'baidu:operating-rules',
      ],
    ]);
    const documents = agreements.flatMap(({ versions: [version] }) => version.documents);
    expect(documents.every(({ required }) => required)).toBe(true);
    expect(documents.every(({ version, title }) => version !== '' && bilingual(title))).toBe(true);
    for (const { url } of documents) expect(new URL(url).protocol).toBe('https:');
  });

  it('are in their first version on whatever day is asked, with the catalogue of that version', () => {
    for (const day of ['2017-01-01', '2026-11-21']) {
      expect(versionAt(wechatAgreement, startOfDay(day))).toMatchObject({
        version: '2018-09-10',
        clauses: wechatClauses,
      });
      expect(versionAt(baiduAgreement, startOfDay(day))).toMatchObject({
        version: '2020-04-20',
        clauses: baiduClauses,
      });
    }
  });

  it('know their dates, the first document being the text itself', () => {
    for (const { url, versions } of agreements) {
      const [{ version, effectiveFrom, readOn, documents }] = versions;
      expect([effectiveFrom, readOn].every(isCivilDate)).toBe(true);
      expect(documents[0]).toMatchObject({ version, url });
    }
  });

  it('say that the numbers behind "too frequent" are ours (wechat/2.6, baidu/2.4)', () => {
    expect(agreements.map(({ versions: [{ submissionLimit }] }) => submissionLimit)).toEqual([
      { windowDays: 30, warnFrom: 15, atMost: 20, origin: 'OURS' },
      { windowDays: 7, warnFrom: 7, atMost: 10, origin: 'OURS' },
    ]);
  });

  it('name party, law and court in both languages (wechat/7.3, wechat/7.4, baidu/8.3, baidu/8.4)', () => {
    for (const { title, party, governingLaw, jurisdiction } of agreements) {
      expect([title, party, governingLaw, jurisdiction].every(bilingual)).toBe(true);
    }
    expect(wechatAgreement.jurisdiction.en).toContain('Nanshan');
    expect(baiduAgreement.jurisdiction.en).toContain('Haidian');
  });
});

describe('the hosts', () => {
  it('of WeChat are WeChat alone', () => {
    expect(wechatHosts).toHaveLength(1);
    expect(wechatHosts[0]).toMatchObject({ id: 'wechat', platform: 'WECHAT', confirmation: 'PLATFORM' });
  });

  it('of Baidu are the 18 that it publishes (baidu/3.6)', () => {
    expect(idsOf(baiduHosts).sort()).toEqual([
      'babybus',
      'baiduboxapp',
      'baiduboxmission',
      'baiduhaokan',
      'bdlite',
      'bdmap',
      'bdminivideo',
      'bdnetdisk',
      'droi',
      'gamenow',
      'iovauto',
      'iqiyi',
      'samsungmscc',
      'tieba',
      'wifikey',
      'wifikeycore',
      'xhsdiscover',
      'zhidao',
    ]);
    expect(baiduHosts.every(({ platform }) => platform === 'BAIDU')).toBe(true);
  });

  it('of Baidu confirm by themselves, but for the apps that Baidu runs; Tieba does too (baidu/3.6)', () => {
    const byPlatform = baiduHosts.filter(({ confirmation }) => confirmation === 'PLATFORM');
    const firstParty = baiduHosts.filter(({ kind }) => kind === 'FIRST_PARTY');
    expect(byPlatform).toHaveLength(8);
    expect(idsOf(firstParty)).toEqual(expect.arrayContaining(idsOf(byPlatform)));
    expect(idsOf(firstParty.filter(({ confirmation }) => confirmation === 'OWN'))).toEqual(['tieba']);
  });

  it('of Baidu are apps, but for a phone, a phone system and a car system', () => {
    const others = baiduHosts.filter(({ form }) => form !== 'APP').map(({ id, form }) => [id, form]);
    expect(others).toEqual([
      ['droi', 'PHONE_OS'],
      ['iovauto', 'CAR_OS'],
      ['samsungmscc', 'PHONE'],
    ]);
  });

  it('have a name in both languages, a source and a first day', () => {
    for (const { name, source, offeredFrom } of [...wechatHosts, ...baiduHosts]) {
      expect(name['zh-CN']).not.toBe('');
      expect(name.en).toMatch(/^[\w -]+$/);
      expect(source).toMatch(/\bours?\b/);
      expect(isCivilDate(offeredFrom)).toBe(true);
    }
  });
});
