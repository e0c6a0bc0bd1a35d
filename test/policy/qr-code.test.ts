import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { releaseStates } from '../../src/policy/lifecycle.ts';
import { qrCodeAt } from '../../src/policy/qr-code.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';

const registered = {
  enforcement: 'FREE',
  registration: 'REGISTERED',
  admission: 'PASSED',
  release: 'NOT_RELEASED',
} as const;

it('opens nothing while a measure hides the program (wechat/2.5, baidu/3.4)', () => {
  for (const variant of [wechat, baidu]) {
    const hidden = { ...registered, release: 'RELEASED', enforcement: 'OFFLINE' } as const;
    expect(qrCodeAt(variant, hidden, true)).toMatchObject({ ok: false, problems: [{ code: 'STATE' }] });
  }
});

describe.each([
  ['wechat/2.2', wechat],
  ['baidu/2.1', baidu],
] as const)('%s: the QR code of a program', (_clause, variant) => {
  it.each(['NOT_REGISTERED', 'REQUESTED', 'REFUSED'] as const)(
    'is not there while it is %s',
    (registration) => {
      expect(qrCodeAt(variant, { ...registered, registration }, false)).toMatchObject({
        ok: false,
        problems: [{ code: 'STATE', currentState: registration }],
      });
    },
  );

  it('opens for testers from the registration on, and for everybody once something is public', () => {
    expect(qrCodeAt(variant, registered, false)).toEqual({ ok: true, value: 'TESTERS' });
    expect(qrCodeAt(variant, { ...registered, release: 'RELEASED' }, true)).toEqual({
      ok: true,
      value: 'EVERYBODY',
    });
  });

  it('still opens for everybody while the next version is on its way, and not while the service is paused', () => {
    for (const release of releaseStates) {
      const opensFor = release === 'PAUSED' ? 'TESTERS' : 'EVERYBODY';
      expect(qrCodeAt(variant, { ...registered, release }, true)).toEqual({ ok: true, value: opensFor });
    }
  });
});

describe('before admission', () => {
  it('baidu/2.1: Baidu draws no code; wechat/2.2: WeChat has no admission to wait for', () => {
    const axes = { ...registered, admission: 'NONE' } as const;
    expect(qrCodeAt(baidu, axes, false)).toMatchObject({ ok: false, problems: [{ currentState: 'NONE' }] });
    expect(qrCodeAt(wechat, axes, false)).toEqual({ ok: true, value: 'TESTERS' });
  });
});
