import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import {
  type Axis,
  type AxisStates,
  type Step,
  after as stateAfter,
  type TransitionTable,
} from '../../src/policy/lifecycle.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';

type AnyState = AxisStates[Axis];
const rowsOf = (table: TransitionTable, axis: Axis): ReadonlyMap<string, readonly string[]> => {
  const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = table[axis];
  return new Map(Object.entries(rows).map(([state, moves]) => [state, Object.values(moves)]));
};

const reachable = (table: TransitionTable, axis: Axis, starts: readonly AnyState[]): string[] => {
  const rows = rowsOf(table, axis);
  const seen = new Set<string>(starts);
  for (const state of seen) for (const next of rows.get(state) ?? []) seen.add(next);
  return [...seen].sort();
};

const axes = [
  ['package', ['NONE'], ['UPLOADED']],
  ['review', ['NOT_SUBMITTED'], ['APPROVED', 'REJECTED', 'WITHDRAWN']],
  ['release', ['NOT_RELEASED'], ['SUPERSEDED']],
] as const;
const confirmations = [
  ['the WeChat', wechat, ['NOT_NEEDED'], ['NOT_NEEDED']],
  ['the Baidu', baidu, ['NOT_NEEDED', 'WAITING'], ['CONFIRMED', 'NOT_NEEDED', 'REFUSED']],
] as const;

describe.each(confirmations)('%s table', (_name, { transitions }, starts, ends) => {
  it.each([...axes, ['confirmation', starts, ends] as const])(
    'reaches every state of %s from its beginning %j, and ends only at %j',
    (axis, from, final) => {
      const rows = rowsOf(transitions, axis);
      expect(reachable(transitions, axis, from)).toEqual([...rows.keys()].sort());
      const ending = [...rows].filter(([, next]) => next.length === 0).map(([state]) => state);
      expect(ending.sort()).toEqual([...final]);
    },
  );

  it.each<[Axis, AnyState, Step]>([
    ['package', 'UPLOADED', 'upload'],
    ['package', 'NONE', 'uploaded'],
    ['review', 'REJECTED', 'submit'],
    ['review', 'WITHDRAWN', 'approve'],
    ['review', 'NOT_SUBMITTED', 'approve'],
    ['review', 'APPROVED', 'withdraw'],
    ['review', 'APPROVED', 'reject'],
    ['confirmation', 'NOT_NEEDED', 'refuse'],
    ['confirmation', 'REFUSED', 'confirm'],
    ['release', 'NOT_RELEASED', 'released'],
    ['release', 'RELEASED', 'release'],
    ['release', 'SUPERSEDED', 'release'],
  ])('knows no move of %s from %s by %s', (axis, state, step) => {
    expect(stateAfter(transitions, axis, state, step)).toBeUndefined();
  });
});

describe('a review that is delayed', () => {
  it('wechat/2.4: still ends in passed or not passed', () => {
    expect(stateAfter(wechat.transitions, 'review', 'DELAYED', 'approve')).toBe('APPROVED');
    expect(stateAfter(wechat.transitions, 'review', 'DELAYED', 'reject')).toBe('REJECTED');
  });
});

describe('a host with a word of its own', () => {
  it('baidu/3.6: is asked, and then confirms or refuses', () => {
    expect(stateAfter(baidu.transitions, 'confirmation', 'WAITING', 'ask')).toBe('PENDING');
    expect(stateAfter(baidu.transitions, 'confirmation', 'PENDING', 'confirm')).toBe('CONFIRMED');
  });

  it('baidu/3.6: cannot refuse before it has been asked', () => {
    expect(stateAfter(baidu.transitions, 'confirmation', 'WAITING', 'refuse')).toBeUndefined();
  });

  it('wechat/2.4: does not exist on WeChat', () => {
    expect(stateAfter(wechat.transitions, 'confirmation', 'WAITING', 'ask')).toBeUndefined();
  });
});

describe('a release that failed', () => {
  it('baidu/3.1: can be tried again', () => {
    expect(stateAfter(baidu.transitions, 'release', 'RELEASING', 'releaseFailed')).toBe('NOT_RELEASED');
  });
});
