import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baiduCodes } from '../../src/hosts/baidu/error-codes.ts';
import { type CodeMeaning, tokenRejectionsIn } from '../../src/hosts/code-meaning.ts';
import { HostError } from '../../src/hosts/host-error.ts';
import { retryAt, retryClasses } from '../../src/hosts/trouble.ts';
import { wechatCodes } from '../../src/hosts/wechat/error-codes.ts';
import { baiduAgreement } from '../../src/policy/baidu/agreement.ts';
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
  86074 86075 85016 85017 85018 89019 89020 89021 89029 89231 86202 86330 86368 86301 86302 86308 86324 86328 86358 53010 53019 53200 53203 91001 91019
`
  .trim()
  .split(/\s+/);

/** Every code of Baidu's documents and SDK that is about tokens, programs, their settings, packages and recovery. */
const documentedByBaidu = `
  2 3 4 5 6 100 110 111 invalid_client invalid_grant invalid_request expired_token -1024 404 405 500 501 5000 1000 2002
  6001 6002 2003 30001 40000 40001 41000 40002 40004 40006 40007 40008 40016 40017 44000 44001 44002 44003 44004 45000
  45001 45002 45003 46000 47000 47001 47002 47003 47004 47005 47006 47007 47008 470011 470012 470013 470014 470015 470016
  470017 470018 470019 470020 470021 470022 50001 50002 50003 50006 50013 50029 50031 50050 50032 50033 50038 50041 50044
  50051 50052 50057 50060 50061 50062 50063 64001 68001 68002 68003 68004 69001 69002 69003 69004 69005 69006 69007 69008
  69009 69010 69011 69012 69013 110001 110002 110003 110004 110005 40028 40032 40045 30007
`
  .trim()
  .split(/\s+/);

describe.each([
  ['WeChat', documented, wechatCodes, wechatAgreement],
  ['Baidu', documentedByBaidu, baiduCodes, baiduAgreement],
] as const)('what the codes of %s mean', (_platform, codes, meanings, agreement) => {
  it.each(codes)('is said of %s, in both languages', (code) => {
    const meaning = meanings[code];
    expect(retryClasses).toContain(meaning?.retry);
    expect(meaning?.explanation?.['zh-CN']).toMatch(/[一-鿿]/);
    expect(meaning?.explanation?.en).toMatch(/^[\x20-\x7e’]+$/);
  });

  it('names clauses that the agreement has, and no others', () => {
    const known = new Set(agreement.versions.flatMap(({ clauses }) => clauses.map(({ id }) => id)));
    const named = Object.values(meanings).flatMap(({ clause }) => clause ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((clause) => !known.has(clause))).toEqual([]);
  });
});

describe('what the codes of both platforms mean', () => {
  /** What the job does that met the code while it acted. */
  const fate = ({ unsure, ...meaning }: CodeMeaning) => {
    const error = new HostError({
      platform: 'HOST',
      call: 'POST /call',
      words: 'w',
      ...meaning,
      ...(unsure ? { mayHaveActed: true } : {}),
    });
    const ends = error.endsGoal ? 'ENDS' : error.isPassing ? 'PASSES' : 'FOR_OPERATOR';
    return [meaning.retry, error.trouble.mayHaveActed ? 'ASKS_FIRST' : 'REPEATS', ends];
  };

  it('tells a review that is under way, and a quota of a week, from what is for another time', () => {
    const one = (code: string) => baiduCodes[code] as CodeMeaning;
    expect(fate(one('50052'))).toEqual(['WAIT_FOR_HOST', 'REPEATS', 'ENDS']);
    expect(fate(one('69013'))).toEqual(['RETRY_LATER', 'REPEATS', 'ENDS']);
    expect(fate(one('69011'))).toEqual(['RETRY_LATER', 'ASKS_FIRST', 'PASSES']);
    expect(one('50032').problem).toBe('NOT_AUTHORISED');
  });

  it('asks first only where waiting may mend it', () => {
    const unsure = [...Object.values(wechatCodes), ...Object.values(baiduCodes)].filter((one) => one.unsure);
    expect(unsure.length).toBeGreaterThan(3);
    for (const meaning of unsure) expect(fate(meaning)[2]).toBe('PASSES');
  });

  it('tells the tokens that are to be replaced', () => {
    expect([...tokenRejectionsIn(wechatCodes)].sort()).toEqual(['40001', '40014', '42001', '42006']);
    expect([...tokenRejectionsIn(baiduCodes)].sort()).toEqual(['110', '111', '44002', '44003']);
  });

  it('tells a wait for the end of a scan from one for the end of the month', () => {
    const scan = wechatCodes['61039'] as CodeMeaning;
    expect(fate(scan)).toEqual(['WAIT_FOR_HOST', 'REPEATS', 'PASSES']);
    // Nobody waits a month in a queue: what was under way ends, and the trouble says when there is more.
    const quota = wechatCodes['85085'] as CodeMeaning;
    expect(quota.renewal).toBe('NEXT_MONTH');
    expect(fate(quota)).toEqual(['RETRY_LATER', 'REPEATS', 'ENDS']);
  });
});

describe('a trouble', () => {
  it('is there for every failure, with or without a code, and either passes, ends or is the operator’s', () => {
    const classes = fc.constantFrom(...retryClasses);
    fc.assert(
      fc.property(classes, fc.option(fc.nat(), { nil: undefined }), (retry, retryAfterMs) => {
        const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
        const error = new HostError({ platform: 'WECHAT', retry, call: 'GET /wxa', words: 'w', ...wait });
        expect(error.trouble).toMatchObject({ retry, mayHaveActed: false });
        expect(error.trouble.explanation.en).not.toBe('');
        expect(error.isPassing && error.endsGoal).toBe(false);
        const isForOperator = ['ASK_OPERATOR', 'REFRESH_TOKEN'].includes(retry);
        expect(error.isPassing || error.endsGoal).toBe(!isForOperator);
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
