import { describe, expect, it } from '@jest/globals';
import { checkMove } from '../../src/onboarding/check-move.ts';
import { checkStates } from '../../src/programs/registration.ts';

describe('what a platform says of a check', () => {
  it('is applied where its table has the move', () => {
    expect(checkMove('BAIDU', 'admission', 'NONE', 'PENDING')).toEqual({ to: 'PENDING' });
    expect(checkMove('BAIDU', 'admission', 'PENDING', 'PASSED')).toEqual({ to: 'PASSED' });
    expect(checkMove('WECHAT', 'verification', 'PENDING', 'REFUSED')).toEqual({ to: 'REFUSED' });
  });

  it('implies that the check began, where it is a decision', () => {
    for (const from of ['NONE', 'REFUSED', 'EXPIRED'] as const) {
      expect(checkMove('WECHAT', 'verification', from, 'PASSED')).toEqual({ to: 'PASSED' });
    }
    expect(checkMove('BAIDU', 'verification', 'EXPIRED', 'REFUSED')).toEqual({ to: 'REFUSED' });
  });

  it('changes nothing when it is known', () => {
    for (const state of checkStates) {
      expect(checkMove('BAIDU', 'verification', state, state)).toBe('ALREADY');
    }
  });

  it('baidu/2.5, wechat/3.1: leaves what was passed in force while it is checked again', () => {
    for (const said of ['PENDING', 'REFUSED'] as const) {
      expect(checkMove('BAIDU', 'admission', 'PASSED', said)).toBe('ALREADY');
      expect(checkMove('WECHAT', 'verification', 'PASSED', said)).toBe('ALREADY');
    }
  });

  it('wechat/3.1: NONE means expired where it was passed, and nothing new where it was not', () => {
    expect(checkMove('WECHAT', 'verification', 'PASSED', 'NONE')).toEqual({ to: 'EXPIRED' });
    expect(checkMove('WECHAT', 'verification', 'EXPIRED', 'NONE')).toBe('ALREADY');
    expect(checkMove('WECHAT', 'verification', 'PENDING', 'NONE')).toBe('ILLEGAL');
  });

  it('that was never passed cannot be that it expired', () => {
    expect(checkMove('BAIDU', 'verification', 'NONE', 'EXPIRED')).toBe('ILLEGAL');
  });

  it('wechat/2.1: is not noted of a check that the platform does not have', () => {
    for (const said of checkStates) expect(checkMove('WECHAT', 'admission', 'NONE', said)).toBe('ALREADY');
  });
});
