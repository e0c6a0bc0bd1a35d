import { describe, expect, it } from '@jest/globals';
import type { Clause, ClauseKind } from '../../src/policy/clause.ts';
import { clauseTests } from '../../src/policy/clause-tests.ts';
import { type CoverageGrade, countsOf, needsRule, policyCoverage } from '../../src/policy/coverage.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { operations } from '../../src/policy/operation.ts';
import { registerVariants } from '../../src/policy/registry.ts';
import type { Rule } from '../../src/policy/rule.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { NOW, someFacts } from '../support/facts.ts';

const says = { 'zh-CN': '只看一部分', en: 'a part of it' };

const clause = (number: string, kind: ClauseKind, changes: Partial<Clause> = {}): Clause => ({
  id: `harbour/${number}`,
  number,
  kind,
  emphasised: false,
  title: { 'zh-CN': '靠泊', en: 'Berthing' },
  summary: { 'zh-CN': '靠泊', en: 'Berthing' },
  sourceHash: `hash of ${number}`,
  ...changes,
});

const rule = (id: string, number: string, changes: Partial<Rule> = {}): Rule => ({
  id,
  clauses: [`harbour/${number}`],
  operations: ['SUBMIT'],
  check: () => [],
  ...changes,
});

/** A platform of these clauses and rules, and nothing else. */
function madeUp(clauses: readonly Clause[], rules: readonly Rule[], more: Partial<PolicyVariant> = {}) {
  const [version] = wechat.agreement.versions;
  const agreement = {
    ...wechat.agreement,
    platform: 'HARBOUR',
    versions: [{ ...version, clauses }] as const,
    terms: [],
  };
  return {
    ...wechat,
    platform: 'HARBOUR',
    agreement,
    hosts: [],
    categoryLists: [],
    clauseMoves: {},
    rules,
    ...more,
  };
}

function gradesOf(variant: PolicyVariant): CoverageGrade[] {
  return policyCoverage(variant, variant.agreement.versions[0], {}).map(({ grade }) => grade);
}

describe('what carries out a clause', () => {
  it.each<[string, ClauseKind, Rule[], CoverageGrade]>([
    ['nothing', 'GATE', [], 'NOT_MODELLED'],
    ['a rule', 'GATE', [rule('a', '1')], 'EXECUTABLE'],
    ['a rule of another clause', 'GATE', [rule('a', '2')], 'NOT_MODELLED'],
    ['a rule that leaves a part', 'GATE', [rule('a', '1', { partial: says }), rule('b', '1')], 'PARTIAL'],
    ['a rule that only asks', 'GATE', [rule('a', '1', { onlyAsks: true })], 'HUMAN_ONLY'],
    [
      'one rule that asks, one that decides',
      'GATE',
      [rule('a', '1', { onlyAsks: true }), rule('b', '1')],
      'PARTIAL',
    ],
    ['nothing, being a duty', 'DUTY', [], 'NOT_MODELLED'],
  ])('is %s: %s', (_what, kind, rules, grade) => {
    expect(gradesOf(madeUp([clause('1', kind), clause('2', 'DUTY')], rules))[0]).toBe(grade);
  });

  it('is a move of the transition table, or a term of the agreement', () => {
    const bare = madeUp([clause('1', 'LIFECYCLE'), clause('2', 'TERM')], []);
    expect(gradesOf(bare)).toEqual(['NOT_MODELLED', 'NOT_MODELLED']);
    const terms = [{ clause: 'harbour/2', topic: 'DEFINITION', about: says, answer: says }] as const;
    const filled = {
      ...bare,
      agreement: { ...bare.agreement, terms },
      clauseMoves: { 'harbour/1': ['review.approve'] },
    } as const;
    expect(gradesOf(filled)).toEqual(['EXECUTABLE', 'EXECUTABLE']);
  });

  it('is partial where the moves leave something open, and says what', () => {
    const moveGaps = { 'harbour/1': says };
    const carried = { clauseMoves: { 'harbour/1': ['review.approve'] }, moveGaps } as const;
    const variant = madeUp([clause('1', 'LIFECYCLE')], [], carried);
    expect(policyCoverage(variant, variant.agreement.versions[0], {})).toMatchObject([
      { grade: 'PARTIAL', gaps: [{ rule: 'transitions', says }] },
    ]);
  });

  it('is for a condition a rule alone: data hold nothing up', () => {
    const open = { 'zh-CN': '一部分', en: 'a part' };
    const carried = {
      clauseMoves: { 'harbour/1': ['review.approve'] },
      moveGaps: { 'harbour/1': open },
    } as const;
    expect(gradesOf(madeUp([clause('1', 'LIFECYCLE')], [], carried))).toEqual(['PARTIAL']);
    const clauseMoves = { 'harbour/1': ['review.approve'] } as const;
    expect(gradesOf(madeUp([clause('1', 'GATE')], [], { clauseMoves }))).toEqual(['NOT_MODELLED']);
  });

  it('comes with the rule’s own words and the names of tests', () => {
    const variant = madeUp([clause('1', 'GATE')], [rule('a', '1', { partial: says })]);
    const tests = { 'harbour/1': ['one', 'two'] };
    expect(policyCoverage(variant, variant.agreement.versions[0], tests)).toMatchObject([
      { gaps: [{ rule: 'a', says }], tests: ['one', 'two'], moves: [], terms: [] },
    ]);
  });
});

describe('a condition that no rule carries out', () => {
  it('makes every answer UNKNOWN, and is cited', () => {
    const variant = madeUp([clause('1', 'GATE'), clause('2', 'LIMIT')], [rule('a', '1')]);
    for (const operation of operations) {
      expect(evaluate(variant, someFacts(), operation, NOW)).toMatchObject({
        answer: 'UNKNOWN',
        findings: [
          {
            effect: 'LACKS',
            code: 'CLAUSE_NOT_MODELLED',
            remedy: { kind: 'ASK_A_PERSON' },
            citations: [{ clause: 'harbour/2', sourceHash: 'hash of 2' }],
          },
        ],
      });
    }
  });

  it('makes UNKNOWN only what it binds, where it says what', () => {
    const variant = madeUp([clause('1', 'GATE', { binds: ['RELEASE'] })], []);
    const answers = operations.map((operation) => evaluate(variant, someFacts(), operation, NOW).answer);
    expect(answers).toEqual(operations.map((operation) => (operation === 'RELEASE' ? 'UNKNOWN' : 'YES')));
  });

  it('does not turn a NO into something milder', () => {
    const refusal = { effect: 'BLOCKS', code: 'NO', message: says } as const;
    const variant = madeUp(
      [clause('1', 'GATE'), clause('2', 'GATE')],
      [rule('a', '1', { check: () => [refusal] })],
    );
    expect(evaluate(variant, someFacts(), 'SUBMIT', NOW).answer).toBe('NO');
  });

  it.each(['DUTY', 'MEASURE', 'NOTICE', 'TERM', 'LIFECYCLE'] as const)('is no %s', (kind) => {
    expect(evaluate(madeUp([clause('1', kind)], []), someFacts(), 'SUBMIT', NOW).answer).toBe('YES');
  });
});

describe.each(variants.map((variant) => [variant.platform, variant] as const))(
  'the coverage of %s',
  (_, variant) => {
    const coverage = policyCoverage(variant, variant.agreement.versions[0], clauseTests);
    const open = coverage.filter(({ grade }) => grade === 'NOT_MODELLED').map((one) => one.clause);

    it('speaks of every clause once, and counts them all', () => {
      expect(coverage.map((one) => one.clause)).toEqual(variant.agreement.versions[0].clauses);
      const counted = countsOf(coverage).reduce((sum, { clauses }) => sum + clauses, 0);
      expect(counted).toBe(coverage.length);
    });

    it('leaves no condition and no limit without a rule', () => {
      const conditions = open.filter(({ kind }) => needsRule(kind)).map(({ id }) => id);
      expect(conditions).toEqual([]);
    });

    it('answers every term', () => {
      expect(open.filter(({ kind }) => kind === 'TERM')).toEqual([]);
    });

    it('knows a test for every clause that a rule carries out', () => {
      const untested = coverage.filter(({ rules, tests }) => rules.length > 0 && tests.length === 0);
      expect(untested.map((one) => one.clause.id)).toEqual([]);
    });

    it('has no rule that says it only asks, and decides', () => {
      const nothing = someFacts({
        subject: undefined,
        registration: undefined,
        version: undefined,
        materials: [],
      });
      const context = { at: NOW, agreement: variant.agreement.versions[0] };
      const effects = variant.rules
        .filter(({ onlyAsks }) => onlyAsks)
        .flatMap((asking) =>
          [someFacts(), nothing].flatMap((facts) =>
            asking.operations.flatMap((operation) => asking.check(facts, { operation, ...context })),
          ),
        )
        .map(({ effect }) => effect);
      expect(effects.filter((effect) => effect === 'BLOCKS' || effect === 'LACKS')).toEqual([]);
    });

    it('says what is left of a clause in both languages', () => {
      for (const { gaps } of coverage)
        for (const gap of gaps) {
          expect(gap.says['zh-CN']).toMatch(/\p{Script=Han}/u);
          expect(gap.says.en).toMatch(/[a-z]/);
        }
    });
  },
);

describe('a clause whose rules go by what the developer declares', () => {
  const coverageFor = (id: string) =>
    variants
      .flatMap((variant) => policyCoverage(variant, variant.agreement.versions[0], {}))
      .find(({ clause: { id: own } }) => own === id);

  it.each([
    'wechat/4.4',
    'wechat/4.4(3)',
    'wechat/4.4(4)',
    'wechat/4.4(7)',
    'wechat/4.4(9)',
    'wechat/4.5',
    'wechat/4.6',
    'baidu/3.5',
    'baidu/4.1',
    'baidu/4.2',
    'baidu/4.3',
  ])('is carried out in part, and each of its rules says what a person has to find: %s', (id) => {
    const { grade, rules = [], gaps = [] } = coverageFor(id) ?? {};
    expect(grade).toBe('PARTIAL');
    expect(gaps.map(({ rule }) => rule)).toEqual(rules.map((one) => one.id));
  });
});

describe('platforms that contradict themselves', () => {
  const good = madeUp([clause('1', 'GATE')], [rule('a', '1')]);
  const cases: readonly [string, readonly PolicyVariant[], RegExp][] = [
    ['a name in small letters', [{ ...good, platform: 'harbour' }], /capitals/],
    ['another’s agreement', [{ ...good, agreement: wechat.agreement }], /its agreement is one with WECHAT/],
    [
      'a clause under another’s name',
      [madeUp([clause('1', 'GATE', { id: 'wechat/1' })], [])],
      /is to be called harbour\/1/,
    ],
    [
      'a rule that cites no clause',
      [madeUp([clause('1', 'GATE')], [rule('a', '9')])],
      /rule a cites harbour\/9/,
    ],
    [
      'a move that does not exist',
      [{ ...good, clauseMoves: { 'harbour/1': ['confirmation.refuse'] } }],
      /confirmation\.refuse/,
    ],
    ['another’s host', [{ ...good, hosts: wechat.hosts }], /host wechat belongs to WECHAT/],
    [
      'another’s categories',
      [{ ...good, categoryLists: wechat.categoryLists }],
      /category list belongs to WECHAT/,
    ],
    ['the same one twice', [good, good], /HARBOUR: registered twice/],
  ];

  it.each(cases)('are refused with the reason: %s', (_what, list, reason) => {
    expect(() => registerVariants(list)).toThrow(reason);
  });

  it('are named all at once', () => {
    expect(() =>
      registerVariants([{ ...good, hosts: wechat.hosts, categoryLists: wechat.categoryLists }]),
    ).toThrow(/host wechat.*\n.*category list/);
  });
});
