import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/kernel/civil-time.ts';
import { type ClosedTest, disclosureAt, isSecret, isShownTo } from '../../src/policy/closed-tests.ts';
import { audiences } from '../../src/policy/facts.ts';
import { TODAY } from '../support/facts.ts';

const [YESTERDAY, TOMORROW] = [addDays(TODAY, -1), addDays(TODAY, 1)];

const tieba = { id: 'tieba', platform: 'BAIDU' };
const iqiyi = { id: 'iqiyi', platform: 'BAIDU' };
const wechatHost = { id: 'wechat', platform: 'WECHAT' };
const atTieba: ClosedTest = { platform: 'BAIDU', hostId: 'tieba' };

describe('a program in a closed test (wechat/7.1, baidu/8.1)', () => {
  it('is shown to the host that is invited, and to no other, of whatever platform', () => {
    expect(isShownTo([atTieba], tieba, TODAY)).toBe(true);
    expect(isShownTo([atTieba], iqiyi, TODAY)).toBe(false);
    expect(isShownTo([atTieba], wechatHost, TODAY)).toBe(false);
    expect(isShownTo([], iqiyi, TODAY)).toBe(true);
  });

  it('is shown to every host of the platform where the invitation names none', () => {
    const everywhere: ClosedTest = { platform: 'BAIDU' };
    expect(isShownTo([everywhere], tieba, TODAY)).toBe(true);
    expect(isShownTo([everywhere], iqiyi, TODAY)).toBe(true);
    expect(isShownTo([everywhere], wechatHost, TODAY)).toBe(false);
  });

  it('is a secret until the day of its end, and not on it', () => {
    expect(isSecret({ ...atTieba, endedOn: TOMORROW }, TODAY)).toBe(true);
    expect(isSecret({ ...atTieba, endedOn: TODAY }, TODAY)).toBe(false);
    expect(isSecret({ ...atTieba, endedOn: YESTERDAY }, TODAY)).toBe(false);
  });

  it('is no secret while the written consent holds, from its first to its last day', () => {
    const consented = (
      validFrom: string,
      validUntil?: string,
      state: 'EFFECTIVE' | 'SUPERSEDED' = 'EFFECTIVE',
    ) =>
      isSecret({ ...atTieba, consent: { validFrom, state, ...(validUntil ? { validUntil } : {}) } }, TODAY);
    expect(consented(TODAY)).toBe(false);
    expect(consented(TODAY, TODAY)).toBe(false);
    expect(consented(TOMORROW)).toBe(true);
    expect(consented('2020-01-01', YESTERDAY)).toBe(true);
    expect(consented(TODAY, TODAY, 'SUPERSEDED')).toBe(true);
  });

  it('may be shown by the rules to everybody only if every host may see it', () => {
    const test = fc.record(
      {
        platform: fc.constant('BAIDU'),
        hostId: fc.constantFrom('tieba', 'iqiyi'),
        endedOn: fc.constantFrom(YESTERDAY, TODAY, TOMORROW),
      },
      { requiredKeys: ['platform'] },
    );
    fc.assert(
      fc.property(fc.array(test, { maxLength: 3 }), (tests) => {
        const { underBeta } = disclosureAt(tests, tieba, 'PUBLIC', TODAY);
        if (!underBeta) expect([tieba, iqiyi].every((host) => isShownTo(tests, host, TODAY))).toBe(true);
      }),
    );
  });
});

describe('what it is to show a program at a host (wechat/7.1, baidu/8.1)', () => {
  it.each(audiences)('is told of %s as it was asked, at the host that is invited', (audience) => {
    expect(disclosureAt([atTieba], tieba, audience, TODAY)).toEqual({ audience, underBeta: true });
  });

  it('makes an outsider of a host that is not invited, at its own place, too', () => {
    expect(disclosureAt([atTieba], iqiyi, 'THIS_HOST', TODAY)).toEqual({
      audience: 'OTHER_HOST',
      underBeta: true,
    });
    expect(disclosureAt([], iqiyi, 'THIS_HOST', TODAY)).toEqual({ audience: 'THIS_HOST', underBeta: false });
  });

  it('is about the tests of the host’s own platform, and not of one that is over', () => {
    expect(disclosureAt([atTieba], wechatHost, 'PUBLIC', TODAY).underBeta).toBe(false);
    expect(disclosureAt([{ ...atTieba, endedOn: TODAY }], tieba, 'PUBLIC', TODAY).underBeta).toBe(false);
  });
});
