import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/kernel/civil-time.ts';
import { readerOf, type SignedUndertaking, undertakingState } from '../../src/policy/undertakings.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, NOW, TODAY } from '../support/facts.ts';

const [YESTERDAY, TOMORROW] = [addDays(TODAY, -1), addDays(TODAY, 1)];

const signed = (changes: Partial<SignedUndertaking> = {}): SignedUndertaking => ({
  memberId: 'mem_1',
  platform: 'WECHAT',
  signedOn: YESTERDAY,
  revoked: false,
  left: false,
  ...changes,
});

describe('an undertaking on file (wechat/4.9)', () => {
  it.each([
    ['IN_FORCE', {}],
    ['IN_FORCE', { signedOn: TODAY, validUntil: TODAY }],
    ['NOT_YET', { signedOn: TOMORROW }],
    ['EXPIRED', { validUntil: YESTERDAY }],
    ['REVOKED', { revoked: true }],
    ['MEMBER_LEFT', { left: true }],
  ] as const)('is %s', (state, changes) => {
    expect(undertakingState(signed(changes), TODAY)).toBe(state);
  });

  it('counts for the member who signed it, towards the platform, and not when it is taken back', () => {
    const none = { memberId: 'mem_1' };
    expect(readerOf('mem_1', 'WECHAT', [signed()], TODAY)).toEqual({
      ...none,
      undertaking: { signedOn: YESTERDAY },
    });
    for (const other of [{ memberId: 'mem_2' }, { platform: 'BAIDU' }, { revoked: true }, { left: true }]) {
      expect(readerOf('mem_1', 'WECHAT', [signed(other)], TODAY)).toEqual(none);
    }
  });

  it('opens the reading on a day exactly if one of the member’s is in force then', () => {
    const day = fc.constantFrom(YESTERDAY, TODAY, TOMORROW);
    const one = fc
      .record(
        {
          memberId: fc.constantFrom('mem_1', 'mem_2'),
          platform: fc.constantFrom('WECHAT', 'BAIDU'),
          signedOn: day,
          validUntil: day,
          revoked: fc.boolean(),
          left: fc.boolean(),
        },
        { requiredKeys: ['memberId', 'platform', 'signedOn', 'revoked', 'left'] },
      )
      .filter(({ signedOn, validUntil }) => validUntil === undefined || validUntil >= signedOn);
    fc.assert(
      fc.property(fc.array(one, { maxLength: 4 }), (all) => {
        const reader = readerOf('mem_1', 'WECHAT', all, TODAY);
        const bound = all.some(
          (each) =>
            each.memberId === 'mem_1' &&
            each.platform === 'WECHAT' &&
            undertakingState(each, TODAY) === 'IN_FORCE',
        );
        expect(ask(wechat, 'READ_PLATFORM_DATA', { reader }, NOW).answer).toBe(bound ? 'YES' : 'NO');
      }),
    );
  });
});
