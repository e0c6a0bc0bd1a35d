import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { qrCodeAt } from '../../src/policy/qr-code.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';

const registered = {
  enforcement: 'FREE',
  registration: 'REGISTERED',
  admission: 'PASSED',
} as const;

it('opens nothing while a measure hides the program (wechat/2.5, baidu/3.4)', () => {
  for (const variant of [wechat, baidu]) {
    const hidden = { ...registered, enforcement: 'OFFLINE' } as const;
    expect(qrCodeAt(variant, hidden, 'RELEASED')).toMatchObject({ ok: false, problems: [{ code: 'STATE' }] });
  }
});

describe.each([
  ['wechat/2.2', wechat],
  ['baidu/2.1', baidu],
] as const)('%s: the QR code of a program', (_clause, variant) => {
  it.each(['NOT_REGISTERED', 'REQUESTED', 'REFUSED'] as const)(
    'is not there while it is %s',
    (registration) => {
      expect(qrCodeAt(variant, { ...registered, registration }, undefined)).toMatchObject({
        ok: false,
        problems: [{ code: 'STATE', currentState: registration }],
      });
    },
  );

  it('opens for testers from the registration on, and for everybody once something is public', () => {
    expect(qrCodeAt(variant, registered, undefined)).toEqual({ ok: true, value: 'TESTERS' });
    expect(qrCodeAt(variant, registered, 'RELEASED')).toEqual({ ok: true, value: 'EVERYBODY' });
  });

  it('opens for everybody as long as they are served, and not while the service is paused', () => {
    for (const live of ['RELEASED', 'PAUSED', 'ROLLING_BACK'] as const) {
      const opensFor = live === 'PAUSED' ? 'TESTERS' : 'EVERYBODY';
      expect(qrCodeAt(variant, registered, live)).toEqual({ ok: true, value: opensFor });
    }
  });
});

describe('before admission', () => {
  it('baidu/2.1: Baidu draws no code; wechat/2.2: WeChat has no admission to wait for', () => {
    const axes = { ...registered, admission: 'NONE' } as const;
    expect(qrCodeAt(baidu, axes, undefined)).toMatchObject({
      ok: false,
      problems: [{ currentState: 'NONE' }],
    });
    expect(qrCodeAt(wechat, axes, undefined)).toEqual({ ok: true, value: 'TESTERS' });
  });
});
