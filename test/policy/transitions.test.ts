import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import {
  type Axis,
  type AxisStates,
  hasAxis,
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
  ['review', ['NOT_SUBMITTED'], ['APPROVED', 'REJECTED']],
  ['release', ['NOT_RELEASED'], []],
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
    ['review', 'WITHDRAWN', 'submit'],
    ['review', 'REJECTED', 'resubmit'],
    ['review', 'APPROVED', 'resubmit'],
    ['release', 'RELEASED', 'resubmit'],
    ['review', 'NOT_SUBMITTED', 'approve'],
    ['review', 'APPROVED', 'withdraw'],
    ['review', 'APPROVED', 'reject'],
    ['confirmation', 'NOT_NEEDED', 'refuse'],
    ['confirmation', 'REFUSED', 'confirm'],
    ['release', 'NOT_RELEASED', 'rolledBack'],
    ['console', 'AS_LEFT', 'acknowledge'],
    ['release', 'RELEASED', 'release'],
    ['release', 'SUPERSEDED', 'release'],
    ['release', 'ROLLED_BACK', 'release'],
    ['release', 'ROLLED_BACK', 'restore'],
    ['release', 'PAUSED', 'rolledBack'],
    ['release', 'STAGED', 'rolledBack'],
    ['registration', 'REGISTERED', 'decline'],
    ['registration', 'REFUSED', 'register'],
    ['verification', 'NONE', 'pass'],
    ['material', 'SUPERSEDED', 'verify'],
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

describe('a release to a part of the users', () => {
  it('exists on WeChat, grows, and ends in a full release or in none', () => {
    const { transitions } = wechat;
    expect(stateAfter(transitions, 'release', 'RELEASING', 'staged')).toBe('STAGED');
    expect(stateAfter(transitions, 'release', 'STAGED', 'widen')).toBe('STAGED');
    expect(stateAfter(transitions, 'release', 'STAGED', 'released')).toBe('RELEASED');
    expect(stateAfter(transitions, 'release', 'STAGED', 'unstage')).toBe('NOT_RELEASED');
  });

  it('goes on while everybody is to get it, and where that fails', () => {
    const { transitions } = wechat;
    expect(stateAfter(transitions, 'release', 'STAGED', 'release')).toBe('STAGED');
    expect(stateAfter(transitions, 'release', 'STAGED', 'releaseFailed')).toBe('STAGED');
  });

  it('does not exist on Baidu', () => {
    expect(stateAfter(baidu.transitions, 'release', 'RELEASING', 'staged')).toBeUndefined();
  });
});

describe.each([
  ['WeChat', wechat],
  ['Baidu', baidu],
] as const)('a version on %s that is live', (_name, { transitions }) => {
  it('may have become so without being asked to from here, in the platform’s own console', () => {
    expect(stateAfter(transitions, 'release', 'NOT_RELEASED', 'released')).toBe('RELEASED');
  });

  it('can be paused and resumed', () => {
    expect(stateAfter(transitions, 'release', 'RELEASED', 'pause')).toBe('PAUSED');
    expect(stateAfter(transitions, 'release', 'PAUSED', 'resume')).toBe('RELEASED');
  });

  it('gives its place back to an earlier one when it is rolled back', () => {
    expect(stateAfter(transitions, 'release', 'RELEASED', 'rolledBack')).toBe('ROLLED_BACK');
    expect(stateAfter(transitions, 'release', 'SUPERSEDED', 'restore')).toBe('RELEASED');
  });
});

describe.each([
  ['WeChat', wechat],
  ['Baidu', baidu],
] as const)('a version on %s that ended without a decision against it', (_name, { transitions }) => {
  it('wechat/2.4, baidu/2.2: can be handed in once more when it was taken back', () => {
    expect(stateAfter(transitions, 'review', 'WITHDRAWN', 'resubmit')).toBe('NOT_SUBMITTED');
  });

  it('comes back by another review when it was rolled back, and not by its old one', () => {
    expect(stateAfter(transitions, 'release', 'ROLLED_BACK', 'resubmit')).toBe('NOT_RELEASED');
    expect(stateAfter(transitions, 'release', 'ROLLED_BACK', 'release')).toBeUndefined();
  });
});

describe('a paper that replaces another', () => {
  it('baidu/2.5: waits until it is verified; wechat/4.2: counts at once', () => {
    expect(stateAfter(baidu.transitions, 'material', 'NOT_FILED', 'replace')).toBe('PENDING');
    expect(stateAfter(baidu.transitions, 'material', 'PENDING', 'verify')).toBe('EFFECTIVE');
    expect(stateAfter(baidu.transitions, 'material', 'PENDING', 'decline')).toBe('DECLINED');
    expect(stateAfter(baidu.transitions, 'material', 'DECLINED', 'verify')).toBeUndefined();
    expect(stateAfter(wechat.transitions, 'material', 'NOT_FILED', 'replace')).toBe('EFFECTIVE');
  });
});

describe('a check of the developer', () => {
  it('baidu/2.1: there are two on Baidu; wechat/3.1: one on WeChat', () => {
    expect(hasAxis(baidu.transitions, 'admission')).toBe(true);
    expect(hasAxis(wechat.transitions, 'admission')).toBe(false);
    expect(hasAxis(wechat.transitions, 'verification')).toBe(true);
  });

  it('baidu/2.5, wechat/3.1: stays passed while it is begun again, or that is turned down', () => {
    for (const step of ['begin', 'decline'] as const) {
      expect(stateAfter(baidu.transitions, 'admission', 'PASSED', step)).toBe('PASSED');
      expect(stateAfter(wechat.transitions, 'verification', 'PASSED', step)).toBe('PASSED');
    }
  });
});
