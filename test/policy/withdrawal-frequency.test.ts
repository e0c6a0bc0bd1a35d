import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, clausesOf, someVersion } from '../support/facts.ts';

const inReview = someVersion({ review: 'IN_REVIEW' });
const at = new Date('2027-03-10T15:59:59Z');
/** Instants of one day in China: the last of them is a moment before its midnight. */
const today = (count: number) =>
  Array.from({ length: count }, (_, minute) => new Date(+at - minute * 60_000));
const earlierThisMonth = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(`2027-03-0${day + 1}T02:00:00Z`));

const withdraw = (earlierWithdrawals: readonly Date[], when = at, variant = wechat) =>
  ask(variant, 'WITHDRAW', { version: inReview, earlierWithdrawals }, when);

describe('wechat/2.4: taking reviews of a program back', () => {
  it('is allowed five times a day, and the sixth time from midnight in China on', () => {
    expect(withdraw(today(4)).answer).toBe('YES');
    const { answer, findings } = withdraw(today(5));
    expect(answer).toBe('NO');
    expect(findings).toMatchObject([
      {
        code: 'WITHDRAWN_TOO_OFTEN',
        remedy: { kind: 'WAIT_UNTIL', until: new Date('2027-03-10T16:00:00Z') },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual(['wechat/2.4']);
    expect(withdraw(today(5), new Date('2027-03-10T16:00:00Z')).answer).toBe('YES');
  });

  it('is allowed ten times a month, and then from the first of the next month on', () => {
    const nine = [...earlierThisMonth(6), ...today(3)];
    expect(withdraw(nine).answer).toBe('YES');
    const { findings } = withdraw([...nine, at]);
    expect(findings).toMatchObject([
      { remedy: { kind: 'WAIT_UNTIL', until: new Date('2027-03-31T16:00:00Z') } },
    ]);
    expect(withdraw([...nine, at], new Date('2027-03-31T16:00:00Z')).answer).toBe('YES');
  });

  it('says both where the day and the month are used up', () => {
    expect(withdraw([...earlierThisMonth(5), ...today(5)]).findings).toHaveLength(2);
  });

  it('has no published number at Baidu, and so no limit there', () => {
    expect(withdraw(today(30), at, baidu).answer).toBe('YES');
  });
});
