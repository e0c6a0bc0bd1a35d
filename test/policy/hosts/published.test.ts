import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleSetFaults } from '../../../src/policy/hosts/compile.ts';
import type { HostRule, HostRuleSet } from '../../../src/policy/hosts/rule-set.ts';
import { askSet } from '../../../src/policy/hosts/rules.ts';
import { arbitraryCondition, arbitraryInstant } from '../../support/arbitrary-expressions.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { NOW } from '../../support/facts.ts';

const setOf = (expression: string, until: string): HostRuleSet => {
  const rule: HostRule = {
    id: 'any',
    expression,
    reasonCode: 'ANY',
    message: { 'zh-CN': '任意', en: 'any' },
    remedy: { kind: 'WAIT_UNTIL', until },
    operations: ['SUBMIT'],
    effect: 'BLOCKS',
    source: 'made for this test',
  };
  return { hostId: 'tieba', version: 1, effectiveFrom: '2027-01-01', rules: [rule] };
};

const answersOf = (set: HostRuleSet, facts: Parameters<typeof askSet>[1]) =>
  askSet(set, facts, { operation: 'SUBMIT', at: NOW, platform: 'BAIDU' });

describe('a set that was published without faults (baidu/3.6)', () => {
  it('comes to an answer for every program: it never waits for a person because of a fault of its own', () => {
    const soundSet = fc
      .tuple(arbitraryCondition, fc.oneof(fc.constant('now'), arbitraryInstant))
      .map(([expression, until]) => setOf(expression, until))
      .filter((set) => ruleSetFaults(set).length === 0);
    fc.assert(
      fc.property(soundSet, fc.array(arbitraryFacts, { minLength: 5, maxLength: 5 }), (set, programs) => {
        for (const facts of programs) {
          for (const { code, message } of answersOf(set, facts)) {
            expect({ code, message }).toEqual({ code: 'ANY', message: { 'zh-CN': '任意', en: 'any' } });
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
