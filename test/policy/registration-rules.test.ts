import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import type { RegistrationFact } from '../../src/policy/facts.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, clausesOf, codesOf, someManifest, someVersion } from '../support/facts.ts';

const registration = (changes: Partial<RegistrationFact>): RegistrationFact => ({
  state: 'REGISTERED',
  admission: 'PASSED',
  verification: 'PASSED',
  ...changes,
});

describe.each([
  ['wechat/2.1', wechat],
  ['baidu/2.1', baidu],
] as const)('%s: registration', (clause, variant) => {
  const { platform } = variant;

  it.each(['VERIFY', 'SUBMIT', 'WITHDRAW', 'RELEASE', 'READ_PLATFORM_DATA'] as const)(
    'comes before %s',
    (operation) => {
      const finding = ask(variant, operation, { registration: undefined }).findings.find(
        ({ rule }) => rule === 'registered',
      );
      expect(finding).toMatchObject({
        effect: 'BLOCKS',
        code: 'NOT_REGISTERED',
        remedy: { kind: 'REGISTER', platform },
      });
      expect(clausesOf(finding)).toEqual([clause]);
    },
  );

  it('is waited for once it has been requested', () => {
    const { findings } = ask(variant, 'SUBMIT', { registration: registration({ state: 'REQUESTED' }) });
    expect(findings).toMatchObject([
      { code: 'NOT_REGISTERED', remedy: { kind: 'AWAIT_PLATFORM', platform } },
    ]);
  });

  it('is not asked for before it is made', () => {
    expect(ask(variant, 'REGISTER', { registration: undefined }).answer).toBe('YES');
  });
});

describe('baidu/2.1: admission verification', () => {
  it.each(['SUBMIT', 'WITHDRAW', 'RELEASE', 'READ_PLATFORM_DATA'] as const)(
    'comes before %s',
    (operation) => {
      const finding = ask(baidu, operation, {
        registration: registration({ admission: 'NONE' }),
      }).findings.find(({ rule }) => rule === 'admitted');
      expect(finding).toMatchObject({
        code: 'NOT_ADMITTED',
        path: 'registration.admission',
        remedy: { kind: 'PASS_ADMISSION', platform: 'BAIDU' },
      });
      expect(clausesOf(finding)).toEqual(['baidu/2.1']);
    },
  );

  it('is waited for while it goes on', () => {
    const { findings } = ask(baidu, 'SUBMIT', { registration: registration({ admission: 'PENDING' }) });
    expect(findings).toMatchObject([{ remedy: { kind: 'AWAIT_PLATFORM', platform: 'BAIDU' } }]);
  });

  it('wechat/2.1: is nothing that WeChat asks for', () => {
    expect(ask(wechat, 'SUBMIT', { registration: registration({ admission: 'NONE' }) }).answer).toBe('YES');
  });
});

describe('baidu/2.2: advanced verification', () => {
  const version = someVersion({ review: 'APPROVED', confirmation: 'CONFIRMED' });

  it('passed, lets a version be released', () => {
    expect(ask(baidu, 'RELEASE', { version }).answer).toBe('YES');
  });

  it.each(['NONE', 'REFUSED', 'EXPIRED'] as const)('%s, keeps it from release', (verification) => {
    const { findings } = ask(baidu, 'RELEASE', { version, registration: registration({ verification }) });
    expect(findings).toMatchObject([
      {
        code: 'NOT_VERIFIED',
        path: 'registration.verification',
        remedy: { kind: 'PASS_VERIFICATION', platform: 'BAIDU' },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual(['baidu/2.2']);
  });

  it('is not needed for a submission', () => {
    expect(ask(baidu, 'SUBMIT', { registration: registration({ verification: 'NONE' }) }).answer).toBe('YES');
  });
});

describe('wechat/3.2: advanced features', () => {
  const unverified = registration({ verification: 'NONE' });
  const submit = (...advancedFeatures: string[]) =>
    ask(wechat, 'SUBMIT', { manifest: someManifest({ advancedFeatures }), registration: unverified });

  it('need verification, and are named', () => {
    const { findings } = submit('wechat:payment', 'wechat:live');
    expect(findings).toMatchObject([
      {
        code: 'NOT_VERIFIED',
        message: { en: expect.stringContaining('“wechat:payment”, “wechat:live”') },
        remedy: { kind: 'PASS_VERIFICATION', platform: 'WECHAT' },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual(['wechat/3.2']);
  });

  it('of another platform do not', () => {
    expect(submit('baidu:payment').answer).toBe('YES');
  });

  it('are allowed to the verified', () => {
    const manifest = someManifest({ advancedFeatures: ['wechat:payment'] });
    expect(codesOf(ask(wechat, 'SUBMIT', { manifest }))).toEqual([]);
  });
});
