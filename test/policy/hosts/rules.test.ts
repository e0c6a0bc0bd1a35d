import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baiduHostRuleSets } from '../../../src/policy/baidu/host-rules.ts';
import { baiduHosts } from '../../../src/policy/baidu/hosts.ts';
import { baidu } from '../../../src/policy/baidu/variant.ts';
import { evaluate } from '../../../src/policy/evaluate.ts';
import type { Facts } from '../../../src/policy/facts.ts';
import { selectedHosts } from '../../../src/policy/host-selection.ts';
import { compileExpression } from '../../../src/policy/hosts/expression.ts';
import { successionFaults } from '../../../src/policy/hosts/publication.ts';
import { type HostRule, type HostRuleSet, ruleSetOn } from '../../../src/policy/hosts/rule-set.ts';
import { rulesOf } from '../../../src/policy/hosts/rules.ts';
import { MOST_REFUSALS, viewOf } from '../../../src/policy/hosts/vocabulary.ts';
import { problemOf } from '../../../src/policy/problem.ts';
import { wechat } from '../../../src/policy/wechat/variant.ts';
import {
  type Changes,
  NOW,
  someDataItem,
  someFacts,
  someManifest,
  someVersion,
  TODAY,
} from '../../support/facts.ts';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);
const tiebaHost = hostNamed('tieba');
const tiebaSet = baiduHostRuleSets.find(({ hostId }) => hostId === 'tieba');

function hostNamed(id: string) {
  const host = baiduHosts.find((one) => one.id === id);
  if (!host) throw new Error(id);
  return host;
}

/** What Baidu and the host's set say to handing the restaurant in there. */
function submit(set: HostRuleSet | undefined, changes: Changes<Facts> = {}, at = NOW) {
  const facts = someFacts({ host: tiebaHost, ...changes });
  return evaluate(baidu, facts, 'SUBMIT', at, rulesOf(set, baidu));
}

const blocking = (verdict: ReturnType<typeof submit>) =>
  verdict.findings.filter(({ effect }) => effect !== 'WARNS');

const rule = (changes: Partial<HostRule> = {}): HostRule => ({
  id: 'few-domains',
  expression: 'true',
  reasonCode: 'TOO_MANY_DOMAINS',
  message: { 'zh-CN': '服务器域名过多', en: 'too many servers' },
  operations: ['SUBMIT'],
  effect: 'BLOCKS',
  source: 'made for this test',
  ...changes,
});
const setOf = (...rules: readonly HostRule[]): HostRuleSet => ({
  hostId: 'tieba',
  version: 4,
  effectiveFrom: '2027-01-01',
  rules,
});

describe('baidu/3.6: what Tieba publishes of whom it takes', () => {
  const refusals = (count: number, days: number) => Array.from({ length: count }, () => daysAgo(days));

  it('takes the restaurant, and says what its own review will look at', () => {
    const verdict = submit(tiebaSet);
    expect(verdict.answer).toBe('YES');
    expect(verdict.findings.map(({ code, effect }) => `${effect} ${code}`)).toEqual([
      'WARNS NATURE_NOT_TAKEN',
      'WARNS SAME_AS_TIEBA',
      'WARNS NOT_OPEN_TO_ALL',
      'WARNS NO_SHARING',
    ]);
  });

  it('asks its reviewer, once its own review is open', () => {
    const version = someVersion({ confirmation: 'PENDING' });
    expect(submit(tiebaSet, { version })).toMatchObject({ answer: 'NEEDS_HUMAN' });
  });

  it('allows another submission after 20 refusals in 30 days', () => {
    expect(submit(tiebaSet, { hostRefusals: refusals(20, 5) }).answer).toBe('YES');
  });

  it('bars the program after the 21st, for 60 days, and says until when', () => {
    const hostRefusals = [...refusals(20, 29), daysAgo(0)];
    const verdict = submit(tiebaSet, { hostRefusals });
    expect(verdict.answer).toBe('NO');
    const until = new Date(NOW.getTime() + 60 * DAY);
    expect(blocking(verdict)).toEqual([
      expect.objectContaining({
        code: 'REFUSED_TOO_OFTEN',
        rule: 'tieba@1/refusals-in-30-days',
        remedy: { kind: 'WAIT_UNTIL', until },
        citations: [expect.objectContaining({ clause: 'baidu/3.6', agreementVersion: '2020-04-20' })],
        hostRule: expect.objectContaining({
          hostId: 'tieba',
          version: 1,
          rule: 'refusals-in-30-days',
          source: expect.stringContaining('auditing_tieba.md'),
        }),
      }),
    ]);
    expect(problemOf(verdict, 'input')).toMatchObject({ code: 'RETRY_LATER', retryAt: until });
    expect(submit(tiebaSet, { hostRefusals }, new Date(until.getTime() - 1)).answer).toBe('NO');
    expect(submit(tiebaSet, { hostRefusals }, until).answer).toBe('YES');
  });

  it('counts 30 days and no more: what is exactly as old has left', () => {
    expect(submit(tiebaSet, { hostRefusals: [daysAgo(30), ...refusals(20, 0)] }).answer).toBe('YES');
    const justInside = new Date(daysAgo(30).getTime() + 1);
    expect(submit(tiebaSet, { hostRefusals: [justInside, ...refusals(20, 0)] }).answer).toBe('NO');
  });

  it('says nothing of a host that publishes no rules', () => {
    expect(rulesOf(undefined, baidu)).toEqual([]);
  });

  it('has no room on a platform whose agreement knows no rules of hosts', () => {
    expect(rulesOf(tiebaSet, wechat)).toEqual([]);
  });
});

describe('a rule of a host that comes to no answer', () => {
  it.each([
    ['a field that is not on file', 'subject.type == "ORGANISATION"', { subject: undefined }],
    ['an index beyond the list', 'category[7] == "x"', {}],
    ['a division by nothing', '1 / program.dataItems.filter(i, false).size() == 1', {}],
    ['an instant that is none', 'now < timestamp("soon")', {}],
    ['the latest of nothing', 'latest(history.refusals) < now', {}],
    [
      'a program larger than it was weighed for',
      'program.name != ""',
      { manifest: someManifest({ introduction: '长'.repeat(2001) }) },
    ],
    [
      'more items than it was weighed for',
      'program.name != ""',
      {
        manifest: someManifest({
          dataItems: Array.from({ length: 51 }, (_, n) => someDataItem({ key: `item${n}` })),
        }),
      },
    ],
    ['an expression that was sound once', 'program.gone == 1', {}],
  ] as const)('asks a person, and never says YES: %s', (_why, expression, changes: Changes<Facts>) => {
    for (const effect of ['BLOCKS', 'ASKS', 'WARNS'] as const) {
      const verdict = submit(setOf(rule({ expression, effect })), changes);
      const found = verdict.findings.find(({ hostRule }) => hostRule);
      expect(found).toMatchObject({
        effect: 'ASKS',
        code: 'HOST_RULE_UNDECIDED',
        remedy: { kind: 'ASK_A_PERSON' },
        hostRule: { hostId: 'tieba', version: 4, rule: 'few-domains' },
      });
      expect(verdict.answer).not.toBe('YES');
    }
  });

  it('or whose way out does not, asks a person too', () => {
    const until = 'latest(history.refusals)';
    const verdict = submit(setOf(rule({ expression: 'false', remedy: { kind: 'WAIT_UNTIL', until } })));
    expect(verdict).toMatchObject({ answer: 'NEEDS_HUMAN' });
  });
});

describe('what asks for a person', () => {
  const set = setOf(rule({ expression: 'false', effect: 'ASKS' }));

  it('is a warning at submission where the host reviews for itself', () => {
    expect(submit(set).answer).toBe('YES');
  });

  it('holds back where the platform speaks for the host: nobody at the host would look', () => {
    expect(submit(set, { host: hostNamed('bdmap') }).answer).toBe('NEEDS_HUMAN');
  });

  it('is asked only of the operations that the rule names', () => {
    const facts = someFacts({ host: tiebaHost });
    const verdict = evaluate(baidu, facts, 'WITHDRAW', NOW, rulesOf(set, baidu));
    expect(verdict.findings.some(({ hostRule }) => hostRule)).toBe(false);
  });
});

describe('what a host’s rules are told', () => {
  it('names no person, no paper and no address', () => {
    const view = JSON.stringify(
      viewOf(someFacts({ host: tiebaHost }), { operation: 'SUBMIT', at: NOW, platform: 'BAIDU' }),
    );
    expect(view).not.toContain('餐饮有限公司');
    expect(view).not.toContain('mat_');
    expect(view).toContain('"category":["美食","餐饮服务场所"]');
  });

  it('fits what it is weighed for, for the largest text that a manifest may have', () => {
    const manifest = someManifest({ introduction: '😀'.repeat(2_000) });
    const verdict = submit(setOf(rule({ expression: 'program.introduction != ""' })), { manifest });
    expect(verdict.findings.filter(({ hostRule }) => hostRule)).toEqual([]);
  });

  it('is the latest refusals only, the oldest of them first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 150 }), (days) => {
        const { history } = viewOf(someFacts({ hostRefusals: days.map(daysAgo) }), {
          operation: 'SUBMIT',
          at: NOW,
          platform: 'BAIDU',
        }) as { history: { refusals: Date[] } };
        const times = history.refusals.map((refusal) => refusal.getTime());
        const expected = days.map((day) => daysAgo(day).getTime()).sort((one, other) => one - other);
        expect(times).toEqual(expected.slice(-MOST_REFUSALS));
      }),
    );
  });

  it('bars by 21 refusals exactly where a count by hand does', () => {
    const isBarred = (days: readonly number[]) =>
      days.some((day) => day < 60 && days.filter((other) => other >= day && other < day + 30).length > 20);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 60 }), (days) => {
        const { answer } = submit(tiebaSet, { hostRefusals: days.map(daysAgo) });
        expect(answer).toBe(isBarred(days) ? 'NO' : 'YES');
      }),
    );
  });
});

describe('the set in force', () => {
  const dated = (version: number, effectiveFrom: string): HostRuleSet => ({
    hostId: 'tieba',
    version,
    effectiveFrom,
    rules: [],
  });
  const sets = [dated(1, '2020-04-20'), dated(2, '2027-04-01'), dated(3, '2027-04-01')];

  it('is the one published last of those that have begun', () => {
    expect(ruleSetOn(sets, '2020-04-19')).toBeUndefined();
    expect(ruleSetOn(sets, '2027-03-31')?.version).toBe(1);
    expect(ruleSetOn(sets, '2027-04-01')?.version).toBe(3);
    expect(ruleSetOn([...sets].reverse(), '2027-04-01')?.version).toBe(3);
  });

  it('is followed by the next number, from today on; one that has not begun is replaced', () => {
    const faults = (version: number, effectiveFrom: string) =>
      successionFaults(sets, { version, effectiveFrom }, TODAY).map(({ path }) => path);
    expect(faults(4, '2027-04-01')).toEqual([]);
    expect(faults(4, '2027-03-31')).toEqual([]);
    expect(faults(4, TODAY)).toEqual([]);
    expect(faults(4, '2027-03-09')).toEqual(['effectiveFrom']);
    expect(faults(3, '2027-05-01')).toEqual(['version']);
    expect(faults(5, '2027-03-09')).toEqual(['version', 'effectiveFrom']);
    const replacing = [...sets, { hostId: 'tieba', version: 4, effectiveFrom: TODAY, rules: [] }];
    for (const day of [TODAY, '2027-04-01', '2028-01-01']) expect(ruleSetOn(replacing, day)?.version).toBe(4);
    expect(successionFaults([], { version: 1, effectiveFrom: TODAY }, TODAY)).toEqual([]);
  });
});

describe('baidu/3.6: the hosts that a program goes to', () => {
  const day = (offset: number) => new Date(Date.UTC(2027, 0, 1) + offset * DAY).toISOString().slice(0, 10);
  const offer = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 })), {
    selector: ([id]) => id,
    maxLength: 30,
  });
  const published = (hosts: readonly (readonly [number, number])[]) =>
    hosts.map(([id, from]) => ({ ...tiebaHost, id: `host${id}`, offeredFrom: day(from) }));

  it('are, without a choice, all on offer at that instant, whoever joined yesterday included', () => {
    fc.assert(
      fc.property(offer, fc.integer({ min: 1, max: 60 }), (hosts, today) => {
        const newcomer = { ...tiebaHost, id: 'newcomer', offeredFrom: day(today - 1) };
        const all = [...published(hosts), newcomer];
        const chosen = selectedHosts(all, { platform: 'BAIDU', mode: 'UNSPECIFIED' }, day(today));
        expect(chosen).toEqual(all.filter(({ offeredFrom }) => offeredFrom <= day(today)));
        expect(chosen).toContain(newcomer);
      }),
    );
  });

  it('stay, with a choice, as they were chosen, whoever joins', () => {
    fc.assert(
      fc.property(offer, offer, fc.integer({ min: 0, max: 60 }), (hosts, joining, today) => {
        const before = published(hosts).map((host) => ({ ...host, offeredFrom: day(0) }));
        const later = published(joining).map((host) => ({ ...host, id: `later-${host.id}` }));
        const hostIds = before.filter((_, index) => index % 2 === 0).map(({ id }) => id);
        const choice = { platform: 'BAIDU', mode: 'EXPLICIT', hostIds } as const;
        const chosen = selectedHosts([...later, ...before], choice, day(today)).map(({ id }) => id);
        expect(chosen).toEqual(hostIds);
      }),
    );
  });
});

describe('the most that an expression may cost', () => {
  it('is what the rules of Tieba stay below, and a third loop goes past', () => {
    const costs = (tiebaSet?.rules ?? []).map(({ expression }) => {
      const compiled = compileExpression(expression, 'bool');
      return compiled.ok ? compiled.value.cost : Number.NaN;
    });
    expect(Math.max(...costs)).toBeLessThan(200_000);
  });
});
