import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baiduCodes } from '../../src/hosts/baidu/error-codes.ts';
import { type CodeMeaning, kindOf, tokenRejectionsIn } from '../../src/hosts/code-meaning.ts';
import { HostError, hostErrorKinds } from '../../src/hosts/host-error.ts';
import { retryAt, retryClasses } from '../../src/hosts/trouble.ts';
import { wechatCodes } from '../../src/hosts/wechat/error-codes.ts';
import { wechatAgreement } from '../../src/policy/wechat/agreement.ts';

const day = (text: string) => new Date(`${text}+08:00`);

/** Every code that WeChat's pages on tokens, code management, registration, categories, privacy and filing list. */
const documented = `
  -1 40001 40014 42001 42006 42007 40013 40125 41004 41001 41018 41021 45009 45011 48006 48001 61007 61003 61004 40164
  45035 61005 61006 61009 61010 61011 61014 61015 61023 40170 76004 43001 43002 43003 44002 47001 47002 40005 40006 41005
  -60005 40097 61039 61040 80066 80067 80082 85006 85007 85008 85009 85010 85011 85012 85013 85014 85015 85019 85020
  85021 85022 85023 85043 85044 85045 85046 85047 85048 85051 85052 85058 85064 85065 85077 85079 85080 85081 85082 85085
  85086 85087 85091 85092 85093 85094 85310 85311 85312 86000 86001 86002 86007 86008 86009 86010 87006 87011 87012 87013
  89014 89401 89402 89403 89404 89405 9400001 9402202 9402203 89249 89247 86004 61070 89248 89250 89251 89252 89253 89254
  89255 41033 53300 53301 53302 53303 53304 53305 53306 53307 53308 53309 53310 53311 86069 86070 86071 86072 87072 86073
  86074 86075 86202 86330 86368 86301 86302 86308 86324 86328 86358 53010 53019 53200 53203 91001 91019
`
  .trim()
  .split(/\s+/);

describe('what the codes of WeChat mean', () => {
  it.each(documented)('is said of %s, in both languages', (code) => {
    const meaning = wechatCodes[code];
    expect(retryClasses).toContain(meaning?.retry);
    expect(meaning?.explanation?.['zh-CN']).toMatch(/[一-鿿]/);
    expect(meaning?.explanation?.en).toMatch(/^[\x20-\x7e’]+$/);
  });

  it('names clauses that the agreement has, and no others', () => {
    const known = new Set(wechatAgreement.versions.flatMap(({ clauses }) => clauses.map(({ id }) => id)));
    const named = Object.values(wechatCodes).flatMap(({ clause }) => clause ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((clause) => !known.has(clause))).toEqual([]);
  });

  it('tells the tokens that are to be replaced', () => {
    expect([...tokenRejectionsIn(wechatCodes)].sort()).toEqual(['40001', '40014', '42001', '42006']);
    expect([...tokenRejectionsIn(baiduCodes)].sort()).toEqual(['110', '111', '44002', '44003']);
  });

  it('tells a wait for the end of a scan from one for the end of the month', () => {
    const scan = wechatCodes['61039'] as CodeMeaning;
    expect([scan.retry, kindOf(scan, 'ACTS')]).toEqual(['WAIT_FOR_HOST', 'RETRY']);
    // Nobody waits a month in a queue: what was under way ends, and the trouble says when there is more.
    const quota = wechatCodes['85085'] as CodeMeaning;
    expect([quota.retry, quota.renewal, kindOf(quota, 'ACTS')]).toEqual([
      'RETRY_LATER',
      'NEXT_MONTH',
      'FINAL',
    ]);
  });
});

describe('a trouble', () => {
  const failed = (more: object = {}) =>
    new HostError({ platform: 'WECHAT', kind: 'RETRY', call: 'GET /wxa', words: 'w', ...more }).trouble;

  it('is there for every failure, with or without a code', () => {
    const kinds = fc.constantFrom(...hostErrorKinds);
    fc.assert(
      fc.property(kinds, fc.option(fc.nat(), { nil: undefined }), (kind, retryAfterMs) => {
        const trouble = failed({ kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
        expect(retryClasses).toContain(trouble.retry);
        expect(trouble.mayHaveActed).toBe(kind === 'ASK_FIRST');
        expect(trouble.explanation.en).not.toBe('');
      }),
    );
  });

  it('that a day or a month mends says the day, by the Chinese calendar', () => {
    const late = day('2026-12-31T23:59:59');
    expect(retryAt({ renewal: 'NEXT_DAY' }, late)).toEqual(day('2027-01-01T00:00:00'));
    expect(retryAt({ renewal: 'NEXT_MONTH' }, day('2026-02-01T00:00:00'))).toEqual(
      day('2026-03-01T00:00:00'),
    );
    expect(retryAt({ afterMs: 60_000 }, late)).toEqual(day('2027-01-01T00:00:59'));
    expect(retryAt({}, late)).toBeUndefined();
  });
});
