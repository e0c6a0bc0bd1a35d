import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baiduHostRuleSets } from '../../../src/policy/baidu/host-rules.ts';
import { ruleSetFaults } from '../../../src/policy/hosts/compile.ts';
import { compileExpression, expressionFaults } from '../../../src/policy/hosts/expression.ts';
import { hostRuleLimits } from '../../../src/policy/hosts/limits.ts';
import type { HostRule } from '../../../src/policy/hosts/rule-set.ts';

/** `line:column message` of everything that is wrong. */
function faultsOf(expression: string, type: 'bool' | 'timestamp' = 'bool'): string[] {
  return expressionFaults(expression, type).map(
    ({ line, column, message }) => `${line}:${column} ${message.en}`,
  );
}

const rule = (changes: Partial<HostRule> = {}): HostRule => ({
  id: 'few-domains',
  expression: 'program.serverDomains.size() < 5',
  reasonCode: 'TOO_MANY_DOMAINS',
  message: { 'zh-CN': '服务器域名过多', en: 'too many servers' },
  operations: ['SUBMIT'],
  effect: 'BLOCKS',
  source: 'made for this test',
  ...changes,
});
const faults = (...rules: readonly HostRule[]) =>
  ruleSetFaults({ effectiveFrom: '2027-03-10', rules }).map(
    ({ path, line, column }) => path + (line === undefined ? '' : ` ${line}:${column}`),
  );

describe('an expression of a host rule', () => {
  it.each([
    'program.dataItems.exists(item, item.sensitivity == "HEALTH") && has(subject.type) && subject.type == "ORGANISATION"',
    "!program.dataItems.exists(item, item.sensitivity == 'HEALTH')",
    '"https://api.example.com" in program.serverDomains',
    'history.refusals.all(refused, now - refused > duration("720h"))',
    'has(registration.verification) && registration.verification == "PASSED"',
    'category.size() == 2 && category[0] == "美食"',
    'now.getHours("Asia/Shanghai") < 22 || today >= "2027-01-01"',
    'program.dataItems.map(item, item.key) == ["phone"] ? host.form == "APP" : !program.analytics',
  ])('may say %s', (expression) => {
    expect(faultsOf(expression)).toEqual([]);
  });

  it('is refused with line and column where its types do not fit', () => {
    expect(faultsOf('program.collectsNoData &&\n  program.name + 1 == "x"')).toEqual([
      expect.stringMatching(/^2:3 the types do not fit \(no such overload: string \+ int\); expected /),
    ]);
  });

  it('is refused with line and column where it is not CEL', () => {
    expect(faultsOf('program.name ==')).toEqual([expect.stringMatching(/^1:16 this is not CEL/)]);
    expect(faultsOf('')).toEqual([expect.stringMatching(/^1:1 this is not CEL/)]);
  });

  it('is refused where it speaks of what there is not, everything at once and with what there is', () => {
    expect(faultsOf('programme.name == "x" &&\nprogram.nam == "y" && has(subject.age)')).toEqual([
      expect.stringMatching(/^1:1 there is no name `programme`; expected one of: program, category, /),
      expect.stringMatching(/^2:9 there is no field of Program `nam`; expected one of: name, /),
      expect.stringMatching(/^2:35 there is no field of Subject `age`; expected one of: type/),
    ]);
  });

  it('is refused where a loop’s own name is used outside the loop', () => {
    expect(faultsOf('category.all(level, level != "") && level == "x"')).toEqual([
      expect.stringMatching(/^1:37 there is no name `level`/),
    ]);
  });

  it.each([
    ['program.name.matches("(a+)+$")', '1:14'],
    ['dyn(1) == 1', '1:1'],
    ['cel.bind(a, program.name, a + a) == ""', '1:'],
    ['program["name"] == "x"', '1:1'],
    ['{"a": 1}.size() == 1', '1:1'],
    ['program.name.split("").size() > 1', '1:14'],
  ])('has no functions and forms beyond the declared: %s', (expression, place) => {
    const found = faultsOf(expression);
    expect(found[0]).toContain(place);
    expect(found[0]).toContain('expected');
  });

  it('is refused where it comes to something else than was asked', () => {
    expect(faultsOf('program.name')).toEqual([
      '1:1 expected a result of type bool, and this one is of type string',
    ]);
    expect(faultsOf('now', 'timestamp')).toEqual([]);
    expect(faultsOf('true', 'timestamp')[0]).toContain('expected a result of type timestamp');
  });

  it('is refused where texts that it has grown itself are counted in loops', () => {
    const copies = (times: number) => `["${'x'.repeat(48)}"]${'.map(s, s + s + s + s)'.repeat(times)}`;
    const zeros = `[${Array.from({ length: 62 }, () => 0).join(', ')}]`;
    const counted = `${copies(6)}.all(s, ${zeros}.all(a, ${zeros}.all(b, s.size() > 0)))`;
    expect(faultsOf(counted)).toEqual([expect.stringContaining('costs too much')]);
    expect(faultsOf(counted.replace('s.size()', 'size(s)'))).toEqual([
      expect.stringContaining('costs too much'),
    ]);
    expect(faultsOf(`${copies(1)}.all(s, s.size() > 0)`)).toEqual([]);
  });

  it('is refused where its loops could cost too much', () => {
    const every = (depth: number): string =>
      depth === 0 ? 'true' : `history.refusals.all(r${depth}, ${every(depth - 1)})`;
    expect(faultsOf(every(2))).toEqual([]);
    expect(faultsOf(every(3))).toEqual([expect.stringContaining('costs too much: up to 2')]);
  });

  it('is refused where lists grow under a loop', () => {
    const grown = Array.from({ length: 9 }, () => 'program.serverDomains').join(' + ');
    expect(faultsOf(`(${grown}).all(a, (${grown}).exists(b, a == b))`)[0]).toContain('costs too much');
  });

  it('is refused where it is nested too deep, too long or too large', () => {
    const deep = `${'('.repeat(hostRuleLimits.depth + 1)}true${')'.repeat(hostRuleLimits.depth + 1)}`;
    expect(faultsOf(deep)[0]).toMatch(/^1:\d+ the expression is too large \(Exceeded maxDepth/);
    expect(faultsOf(`${'!'.repeat(5000)}true`)[0]).toContain('too long: 5004 characters');
    const wide = Array.from({ length: 120 }, () => 'true').join(' && ');
    expect(faultsOf(wide)[0]).toContain('Exceeded maxAstNodes');
    const list = `1 in [${Array.from({ length: 101 }, () => '1').join(',')}]`;
    expect(faultsOf(list)[0]).toContain('Exceeded maxListElements');
  });
});

describe('whatever is sent as an expression', () => {
  const piece = fc.constantFrom(
    ...'! ( ) [ ] { } && || == < + - ? : . , " \' 1 true in has size all exists map a program name category history refusals now'.split(
      ' ',
    ),
    '\n',
    '[]',
    'category.all(a, ',
    'history.refusals',
    'program.name',
  );

  it('is compiled or refused with a place in it, and never more than that', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
        ),
        (text) => {
          const compiled = compileExpression(text, 'bool');
          if (compiled.ok) return compiled.value.cost <= hostRuleLimits.cost;
          return compiled.problems.every(({ line, column }) => line >= 1 && column >= 1);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(['!', '-', '(', '[', 'true ? true : ', 'true && ', 'category + ', 'has('])(
    'does not exhaust the stack: %s',
    (opening) => {
      expect(compileExpression(opening.repeat(2_000 / opening.length), 'bool').ok).toBe(false);
    },
  );
});

describe('a rule set', () => {
  it('is sound where every rule is', () => {
    expect(faults(rule(), rule({ id: 'other' }))).toEqual([]);
    expect(faults()).toEqual([]);
  });

  it('tells the faults of all its rules together', () => {
    expect(
      faults(
        rule(),
        rule({ expression: 'foo > 1' }),
        rule({
          id: 'three',
          expression: 'program.collectsNoData &&\n bar',
          remedy: { kind: 'WAIT_UNTIL', until: 'program' },
        }),
        rule({
          id: 'Four',
          reasonCode: 'no code',
          message: { 'zh-CN': '', en: 'x' },
          source: ' ',
          operations: [],
        }),
      ),
    ).toEqual([
      'rules[1].id',
      'rules[1].expression 1:1',
      'rules[2].expression 2:2',
      'rules[2].remedy.until 1:1',
      'rules[3].id',
      'rules[3].reasonCode',
      'rules[3].message.zh_CN',
      'rules[3].source',
      'rules[3].operations',
    ]);
  });

  it('names only what a host can ask for', () => {
    const odd = rule({
      operations: ['REGISTER'] as never,
      effect: 'LACKS' as never,
      remedy: { kind: 'EDIT_MANIFEST', field: 'owner' },
    });
    expect(faults(odd)).toEqual(['rules[0].operations[0]', 'rules[0].effect', 'rules[0].remedy.field']);
    expect(faults(rule({ remedy: { kind: 'PAY' } as never }))).toEqual(['rules[0].remedy.kind']);
  });

  it('is bounded as a whole', () => {
    const many = Array.from({ length: hostRuleLimits.rules + 1 }, (_, index) =>
      rule({ id: `rule-${index}` }),
    );
    expect(faults(...many)).toEqual(['rules']);
    const expression = 'history.refusals.all(a, history.refusals.all(b, a <= b || b <= a))';
    expect(compileExpression(expression, 'bool').ok).toBe(true);
    expect(faults(...many.slice(0, 40).map((one) => ({ ...one, expression })))).toEqual(['rules']);
  });

  it('begins on a day that exists', () => {
    expect(ruleSetFaults({ effectiveFrom: '2027-02-30', rules: [] })).toHaveLength(1);
  });

  it('that is published by a host of Baidu is sound', () => {
    for (const set of baiduHostRuleSets) expect(ruleSetFaults(set)).toEqual([]);
  });
});
