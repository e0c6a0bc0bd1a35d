import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import type { ReviewState } from '../../src/policy/lifecycle.ts';
import { submissionFrequency } from '../../src/policy/rules/submission-frequency.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, clausesOf, codesOf, NOW, someFacts, someVersion } from '../support/facts.ts';

const DAY_MS = 86_400_000;
const ago = (ms: number) => new Date(NOW.getTime() - ms);

describe('baidu/3.3: the content declaration', () => {
  const all = baidu.contentKinds.map(({ code }) => code);
  const declare = (absentContent: readonly string[]) =>
    ask(baidu, 'SUBMIT', { declaration: { absentContent } });

  it('baidu/3.3(1)…(9): names nine kinds', () => {
    expect(all).toHaveLength(9);
    expect(declare(all).answer).toBe('YES');
  });

  it.each(all.map((code, index) => [`baidu/3.3(${index + 1})`, code]))(
    '%s: %s left out is cited alone, under 3.3',
    (clause, code) => {
      const { findings } = declare(all.filter((other) => other !== code));
      expect(findings).toMatchObject([
        { code: 'CONTENT_NOT_DECLARED', remedy: { kind: 'DECLARE_CONTENT', missing: [code] } },
      ]);
      expect(clausesOf(findings[0])).toEqual(['baidu/3.3', clause]);
    },
  );

  it('baidu/3.3: without any declaration, all nine are missing', () => {
    const { findings } = ask(baidu, 'SUBMIT', { declaration: undefined });
    expect(findings).toMatchObject([{ remedy: { missing: all } }]);
    expect(clausesOf(findings[0])).toHaveLength(10);
  });

  it('is nothing that WeChat’s agreement asks for', () => {
    expect(ask(wechat, 'SUBMIT', { declaration: undefined }).answer).toBe('YES');
  });
});

describe.each([
  ['wechat/2.6', wechat],
  ['baidu/2.4', baidu],
] as const)('%s: submissions', (clause, variant) => {
  const { windowDays, warnFrom, atMost } = variant.agreement.versions[0].submissionLimit;
  const windowMs = windowDays * DAY_MS;
  /** The oldest lies one minute inside the window, the next a minute later, and so on. */
  const earlier = (count: number) =>
    Array.from({ length: count }, (_, index) => ago(windowMs - (index + 1) * 60_000));
  const submit = (earlierSubmissions: readonly Date[]) => ask(variant, 'SUBMIT', { earlierSubmissions });

  it(`are free of remarks up to ${warnFrom}`, () => {
    expect(submit(earlier(warnFrom - 1)).findings).toEqual([]);
  });

  it(`are allowed with a warning from ${warnFrom} on`, () => {
    const { answer, findings } = submit(earlier(warnFrom));
    expect(answer).toBe('YES');
    expect(findings).toMatchObject([{ effect: 'WARNS', code: 'SUBMISSIONS_NEAR_LIMIT' }]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it(`are allowed up to ${atMost} in ${windowDays} days`, () => {
    expect(submit(earlier(atMost - 1)).answer).toBe('YES');
  });

  it('past that wait until the oldest has left the window, and then are allowed', () => {
    const earlierSubmissions = earlier(atMost);
    const until = new Date(NOW.getTime() + 60_000);
    const { findings } = submit(earlierSubmissions);
    expect(findings).toMatchObject([
      { effect: 'BLOCKS', code: 'SUBMITTED_TOO_OFTEN', remedy: { kind: 'WAIT_UNTIL', until } },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
    const askAt = (at: Date) => ask(variant, 'SUBMIT', { earlierSubmissions }, at).answer;
    expect(askAt(new Date(until.getTime() - 1))).toBe('NO');
    expect(askAt(until)).toBe('YES');
  });

  it('count in any order, and not once they are as old as the window', () => {
    const aged = Array.from({ length: atMost }, () => ago(windowMs));
    expect(submit(aged).findings).toEqual([]);
    expect(submit(earlier(atMost).reverse()).findings).toEqual(submit(earlier(atMost)).findings);
  });

  it('made after the instant asked about do not count', () => {
    const later = Array.from({ length: atMost }, () => new Date(NOW.getTime() + 1));
    expect(submit(later).findings).toEqual([]);
  });

  it('are counted against a number of which it is said whose it is', () => {
    const [finding] = submit(earlier(atMost)).findings;
    expect(finding?.message.en).toContain("this one is the gateway's");
  });
});

describe('the limit on submissions', () => {
  const check = (count: number, origin: 'PUBLISHED' | 'OURS') => {
    const [agreement] = wechat.agreement.versions;
    const rule = submissionFrequency({ clauses: ['wechat/2.6'], consequences: { 'zh-CN': '…', en: '…' } });
    const earlierSubmissions = Array.from({ length: count }, (_, index) => ago((index + 1) * 3_600_000));
    const submissionLimit = { windowDays: 1, warnFrom: 1, atMost: 2, origin };
    return rule.check(someFacts({ earlierSubmissions }), {
      operation: 'SUBMIT',
      at: NOW,
      agreement: { ...agreement, submissionLimit },
    });
  };

  it('wechat/2.6: is the platform’s own where it publishes one', () => {
    expect(check(2, 'PUBLISHED')[0]?.message.en).toContain('published by the platform');
  });

  it('wechat/2.6: lowered below what was done, waits until enough have left, not only the oldest', () => {
    // Made one, two, three and four hours ago: with room for two, the one of two hours ago has to leave.
    expect(check(4, 'OURS')).toMatchObject([
      { remedy: { kind: 'WAIT_UNTIL', until: new Date(NOW.getTime() + DAY_MS - 2 * 3_600_000) } },
    ]);
  });
});

describe.each([
  ['wechat/2.4', wechat, ['wechat/2.4']],
  ['baidu/2.2', baidu, ['baidu/2.2', 'baidu/3.1']],
] as const)('%s: the review', (clause, variant, releaseClauses) => {
  const { platform } = variant;
  const about = (operation: 'SUBMIT' | 'WITHDRAW' | 'RELEASE', review: ReviewState) =>
    ask(variant, operation, { version: someVersion({ review }) });

  it('is of one version at a time', () => {
    const { findings } = ask(variant, 'SUBMIT', { otherReviewOpen: true });
    expect(findings).toMatchObject([
      { code: 'OTHER_REVIEW_OPEN', remedy: { kind: 'END_OPEN_REVIEW', platform } },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it('happens once to a version', () => {
    expect(about('SUBMIT', 'NOT_SUBMITTED').answer).toBe('YES');
    for (const review of ['IN_REVIEW', 'DELAYED', 'APPROVED'] as const) {
      expect(codesOf(about('SUBMIT', review))).toEqual(['ALREADY_SUBMITTED']);
    }
  });

  it('of a rejected version is not repeated: it takes a new one', () => {
    expect(about('SUBMIT', 'REJECTED').findings).toMatchObject([
      { code: 'ALREADY_SUBMITTED', path: 'version.review', remedy: { kind: 'CREATE_VERSION' } },
    ]);
  });

  it('may begin once more for a version that was taken back, or that was public and was rolled back', () => {
    expect(about('SUBMIT', 'WITHDRAWN').answer).toBe('YES');
    const rolledBack = someVersion({ review: 'APPROVED', release: 'ROLLED_BACK' });
    expect(ask(variant, 'SUBMIT', { version: rolledBack }).answer).toBe('YES');
    expect(codesOf(ask(variant, 'RELEASE', { version: rolledBack }))).toEqual(['ALREADY_RELEASED']);
  });

  it('leaves nothing to release where it was taken back, until it is passed', () => {
    expect(about('RELEASE', 'WITHDRAWN').findings).toMatchObject([
      { code: 'REVIEW_NOT_PASSED', remedy: { kind: 'PASS_REVIEW', versionId: 'ver_1' } },
    ]);
  });

  it('can be withdrawn while it is open', () => {
    for (const review of ['IN_REVIEW', 'DELAYED'] as const)
      expect(about('WITHDRAW', review).answer).toBe('YES');
    for (const review of ['NOT_SUBMITTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const) {
      const { findings } = about('WITHDRAW', review);
      expect(findings).toMatchObject([{ code: 'NOT_IN_REVIEW' }]);
      expect(clausesOf(findings[0])).toEqual([clause]);
    }
  });

  it('has to be passed by the very version that is released', () => {
    expect(about('RELEASE', 'APPROVED').answer).toBe('YES');
    for (const review of ['NOT_SUBMITTED', 'IN_REVIEW', 'DELAYED'] as const) {
      const { findings } = about('RELEASE', review);
      expect(findings).toMatchObject([
        { code: 'REVIEW_NOT_PASSED', remedy: { kind: 'PASS_REVIEW', versionId: 'ver_1' } },
      ]);
      expect(clausesOf(findings[0])).toEqual(releaseClauses);
    }
    expect(about('RELEASE', 'REJECTED').findings).toMatchObject([{ remedy: { kind: 'CREATE_VERSION' } }]);
  });

  it.each(['RELEASING', 'RELEASED', 'SUPERSEDED'] as const)('gives one release: %s', (release) => {
    const version = someVersion({ review: 'APPROVED', release });
    expect(codesOf(ask(variant, 'RELEASE', { version }))).toEqual(['ALREADY_RELEASED']);
  });

  it.each(['SUBMIT', 'WITHDRAW', 'RELEASE'] as const)(
    'of no version in particular is no question: %s',
    (operation) => {
      const { answer, findings } = ask(variant, operation, { version: undefined });
      expect(answer).toBe('UNKNOWN');
      expect(findings[0]).toMatchObject({ effect: 'LACKS', code: 'VERSION_NOT_NAMED' });
    },
  );
});

describe('baidu/3.6: the host’s own word', () => {
  const release = (confirmation: 'NOT_NEEDED' | 'WAITING' | 'PENDING' | 'CONFIRMED' | 'REFUSED') =>
    ask(baidu, 'RELEASE', { version: someVersion({ review: 'APPROVED', confirmation }) });

  it.each(['CONFIRMED', 'NOT_NEEDED'] as const)('%s lets the version be released there', (confirmation) => {
    expect(release(confirmation).answer).toBe('YES');
  });

  it.each(['WAITING', 'PENDING'] as const)('%s is waited for', (confirmation) => {
    const { findings } = release(confirmation);
    expect(findings).toMatchObject([{ code: 'HOST_NOT_CONFIRMED', remedy: { kind: 'AWAIT_HOST' } }]);
    expect(clausesOf(findings[0])).toEqual(['baidu/3.6']);
  });

  it('REFUSED keeps the version from release there', () => {
    expect(release('REFUSED').findings).toMatchObject([
      { effect: 'BLOCKS', code: 'HOST_REFUSED', path: 'version.confirmation' },
    ]);
  });
});
