import { describe, expect, it } from '@jest/globals';
import { ruleSetFaults } from '../../../src/policy/hosts/compile.ts';
import { compileExpression, expressionFaults } from '../../../src/policy/hosts/expression.ts';
import { hostRuleLimits } from '../../../src/policy/hosts/limits.ts';
import type { HostRule } from '../../../src/policy/hosts/rule-set.ts';
import { viewOf } from '../../../src/policy/hosts/vocabulary.ts';
import { NOW, someDataItem, someFacts, someManifest } from '../../support/facts.ts';

const DAY = 86_400_000;

const rule = (changes: Partial<HostRule> = {}): HostRule => ({
  id: 'any',
  expression: 'true',
  reasonCode: 'ANY',
  message: { 'zh-CN': '任意', en: 'any' },
  operations: ['SUBMIT'],
  effect: 'BLOCKS',
  source: 'made for this test',
  ...changes,
});

/** The largest program that an expression is weighed for. */
const largest = viewOf(
  someFacts({
    manifest: someManifest({
      name: 'a'.repeat(2_000),
      introduction: 'a'.repeat(2_000),
      dataItems: Array.from({ length: 50 }, (_, n) =>
        someDataItem({
          key: `${n}${'a'.repeat(1_990)}`,
          name: 'a'.repeat(2_000),
          purpose: 'a'.repeat(2_000),
        }),
      ),
      serverDomains: Array.from({ length: 100 }, () => 'a'.repeat(2_000)),
      advancedFeatures: Array.from({ length: 100 }, () => 'a'.repeat(2_000)),
    }),
    hostRefusals: Array.from({ length: 100 }, (_, n) => new Date(NOW.getTime() - n * DAY)),
  }),
  { operation: 'SUBMIT', at: NOW, platform: 'BAIDU' },
);

const doubled = (times: number) => `["${'x'.repeat(40)}"]${'.map(s, s + s)'.repeat(times)}`;
const lists = (times: number) => `[program.serverDomains]${'.map(l, l + l)'.repeat(times)}`;
const nested = (over: string, depth: number, body: string): string =>
  depth === 0 ? body : `${over}.all(v${depth}, ${nested(over, depth - 1, body)})`;

const adversaries: readonly (readonly [what: string, expression: string])[] = [
  ['three loops in one another', nested('history.refusals', 3, 'v1 <= v2 || v2 <= v3')],
  ['ten loops in one another', nested('program.dataItems', 10, 'v1.key != v10.key')],
  ['two loops with a long comparison', nested('program.serverDomains', 2, 'v1 == v2')],
  [
    'one text looked for in another, in a loop',
    'program.serverDomains.all(a, program.serverDomains.all(b, a.contains(b)))',
  ],
  ['texts that double', `${doubled(12)}.all(s, s.contains(s + "y"))`],
  ['lists that double', `${lists(12)}.all(l, l.all(s, s != ""))`],
  ['a list that is counted as it doubles', `${lists(10)}.all(l, l.size() > 0 && l == l)`],
  [
    'a text that is counted in loops',
    nested('history.refusals', 2, '(program.name + program.introduction).size() > 1'),
  ],
  [
    'the calendar in a loop',
    nested('history.refusals', 2, 'v1.getHours("Asia/Shanghai") > v2.getHours("UTC")'),
  ],
  ['numbers that square', `[9]${'.map(n, n * n)'.repeat(12)}.all(n, n > 0)`],
  ['durations that double', `[duration("9999h")]${'.map(d, d + d)'.repeat(12)}.all(d, now + d > now)`],
  ['a pattern that goes back over itself', 'program.name.matches("(a+)+$")'],
  ['a pattern that looks harmless', 'program.name.matches("^a*a*a*a*a*b$")'],
  ['a long chain of conditions', Array.from({ length: 60 }, () => 'program.analytics').join(' && ')],
  ['a tower of questions', 'true ? '.repeat(200)],
  ['a tower of brackets', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ['a tower of minuses', `${'-'.repeat(1_500)}1 < 0`],
  ['a huge text', `program.name == "${'x'.repeat(5_000_000)}"`],
  ['a huge number', `program.name.size() < ${'9'.repeat(1_900)}`],
  ['a huge duration', `history.refusals.all(r, r + duration("${'9'.repeat(1_900)}h") > now)`],
  ['a duration of many units', `now - duration("${'1h'.repeat(900)}") < now`],
  ['a duration that is nearly one', `now - duration("${'1'.repeat(1_900)}x") < now`],
  ['a word of the greatest length', `host.form == "${'A'.repeat(1_900)}"`],
];

describe('whatever a host publishes (baidu/3.6)', () => {
  it.each(adversaries)('is refused, or worked out within its steps: %s', (_what, expression) => {
    const faults = expressionFaults(expression, 'bool');
    const compiled = compileExpression(expression, 'bool');
    if (faults.length === 0 && compiled.ok) {
      expect(compiled.value.cost).toBeLessThanOrEqual(hostRuleLimits.cost);
      expect(typeof compiled.value.run(largest)).toBe('boolean');
    }
  });

  it('is told in so many words as its place needs, however long it is itself', () => {
    for (const [, expression] of adversaries) {
      for (const { message } of expressionFaults(expression, 'bool')) {
        expect(message.en.length).toBeLessThan(3_000);
        expect(message['zh-CN'].length).toBeLessThan(3_000);
      }
    }
  });

  it('has no regular expression in it: what one costs has no bound', () => {
    for (const pattern of ['(a+)+$', '(', 'a', '^$']) {
      const [fault] = expressionFaults(`program.name.matches("${pattern}")`, 'bool');
      expect(fault).toMatchObject({ line: 1, column: 14 });
      expect(fault?.message.en).toContain('expected `startsWith`');
    }
  });

  it('as a thousand rules is refused without a look at each', () => {
    const expression = nested('program.dataItems', 3, 'v1.key != v2.key');
    const many = Array.from({ length: 1_000 }, (_, n) => rule({ id: `rule-${n}`, expression }));
    const faults = ruleSetFaults({ effectiveFrom: '2027-03-10', rules: many });
    expect(faults.map(({ path }) => path)).toEqual(['rules']);
  });

  it('costs no more as a whole than its bound, were each rule within its own', () => {
    const expression = nested('history.refusals', 2, 'v1 <= v2 || v2 <= v1');
    const many = Array.from({ length: hostRuleLimits.rules }, (_, n) =>
      rule({ id: `rule-${n}`, expression }),
    );
    expect(ruleSetFaults({ effectiveFrom: '2027-03-10', rules: [rule({ expression })] })).toEqual([]);
    expect(ruleSetFaults({ effectiveFrom: '2027-03-10', rules: many }).map(({ path }) => path)).toEqual([
      'rules',
    ]);
  });

  it('is quoted in part where it is long', () => {
    const long = rule({ id: 'x'.repeat(100_000), reasonCode: 'y'.repeat(100_000) });
    const faults = ruleSetFaults({ effectiveFrom: '2'.repeat(100_000), rules: [long, long] });
    expect(faults.length).toBeGreaterThan(0);
    for (const { message } of faults) expect(message.en.length).toBeLessThan(500);
  });
});
