import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { DataItem, PolicySection } from '../../src/programs/manifest.ts';
import { sensitivities } from '../../src/programs/manifest.ts';
import {
  ask,
  askOfManifest,
  type Changes,
  clausesOf,
  codesOf,
  foodLicence,
  someDataItem,
  someManifest,
  someMaterial,
} from '../support/facts.ts';

const withItem = (changes: Changes<DataItem>) => ({ dataItems: [someDataItem(changes)] });

describe('wechat/4.3: server domains', () => {
  const domains = (...serverDomains: string[]) => askOfManifest(wechat, { serverDomains });

  it.each([
    'https://api.example.com',
    'wss://push.example.com',
    'HTTPS://API.EXAMPLE.COM',
    'https://例子.中国',
  ])('allows %s', (domain) => {
    expect(domains(domain).answer).toBe('YES');
  });

  it('asks for at least one', () => {
    const { findings } = domains();
    expect(findings).toMatchObject([
      { code: 'SERVER_DOMAIN_MISSING', remedy: { kind: 'EDIT_MANIFEST', field: 'serverDomains' } },
    ]);
    expect(clausesOf(findings[0])).toEqual(['wechat/4.3']);
  });

  it.each(['http://api.example.com', 'ws://push.example.com', 'api.example.com', 'https:api.example.com'])(
    'refuses %s, by name and place',
    (plain) => {
      expect(domains('https://api.example.com', plain).findings).toMatchObject([
        {
          code: 'SERVER_DOMAIN_NOT_ENCRYPTED',
          path: 'manifest.serverDomains[1]',
          message: { en: expect.stringContaining(plain) },
          remedy: { kind: 'EDIT_MANIFEST', field: 'serverDomains[1]' },
        },
      ]);
    },
  );

  it.each(['https://', 'https:///api.example.com', 'wss://:443', 'https://api example.com'])(
    'refuses %s, which names no host',
    (domain) => {
      expect(codesOf(domains(domain))).toEqual(['SERVER_DOMAIN_MALFORMED']);
    },
  );
});

describe.each([
  ['wechat/4.4', wechat],
  ['baidu/4.1', baidu],
] as const)('%s: what a program collects', (clause, variant) => {
  it('may be nothing, said explicitly', () => {
    const nothing = { dataItems: [], collectsNoData: true, privacyPolicy: undefined };
    expect(askOfManifest(variant, nothing).answer).toBe('YES');
  });

  it('may not be left unsaid', () => {
    const { findings } = askOfManifest(variant, { dataItems: [], collectsNoData: false });
    expect(findings).toMatchObject([{ code: 'DATA_NOT_DECLARED', path: 'manifest.dataItems' }]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it('may not be something and nothing at once', () => {
    expect(askOfManifest(variant, { collectsNoData: true }).findings).toMatchObject([
      { code: 'DATA_DECLARATION_CONTRADICTS', remedy: { kind: 'EDIT_MANIFEST', field: 'collectsNoData' } },
    ]);
  });
});

describe.each([
  ['wechat/4.4(2)', wechat],
  ['baidu/4.1', baidu],
] as const)('%s: the privacy policy', (clause, variant) => {
  const policy = (...sections: PolicySection[]) =>
    askOfManifest(variant, { privacyPolicy: { url: 'https://shancheng.example.com/privacy', sections } });

  it('is needed by a program that collects data', () => {
    const { findings } = askOfManifest(variant, { privacyPolicy: undefined });
    expect(findings).toMatchObject([
      { code: 'PRIVACY_POLICY_MISSING', remedy: { kind: 'EDIT_MANIFEST', field: 'privacyPolicy' } },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it('speaks of each item', () => {
    expect(policy().findings).toMatchObject([
      { code: 'PRIVACY_SECTION_MISSING', message: { en: expect.stringContaining('手机号') } },
    ]);
  });

  it('leaves no part of it blank', () => {
    expect(
      policy({ item: 'phone', collection: '下单时', use: ' ', sharing: '不共享' }).findings,
    ).toMatchObject([{ code: 'PRIVACY_SECTION_INCOMPLETE', path: 'manifest.privacyPolicy.sections[phone]' }]);
  });
});

describe('sharing in the privacy policy', () => {
  const section = { item: 'phone', collection: '下单时', use: '取餐', sharing: '' };
  const manifest = { privacyPolicy: { url: 'https://shancheng.example.com/privacy', sections: [section] } };

  it('wechat/4.4(2): has to be told', () => {
    expect(codesOf(askOfManifest(wechat, manifest))).toEqual(['PRIVACY_SECTION_INCOMPLETE']);
  });

  it('baidu/4.1: is not among purpose, manner and scope', () => {
    expect(askOfManifest(baidu, manifest).answer).toBe('YES');
  });
});

describe.each([
  ['wechat/4.4(3)', wechat],
  ['baidu/4.1', baidu],
] as const)('%s: consent', (clause, variant) => {
  it.each([undefined, '', '  '])('is asked for at a named moment, not at %j', (consentMoment) => {
    const { findings } = askOfManifest(variant, withItem({ consentMoment }));
    expect(findings).toMatchObject([
      {
        code: 'CONSENT_NOT_ASKED',
        path: 'manifest.dataItems[0].consentMoment',
        remedy: { kind: 'EDIT_MANIFEST', field: 'dataItems[0].consentMoment' },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });
});

describe('baidu/4.1: sensitive data', () => {
  const together = (sensitivity: DataItem['sensitivity']) =>
    askOfManifest(baidu, withItem({ sensitivity, separateConsent: false }));

  it.each(sensitivities.filter((sensitivity) => sensitivity !== 'NONE'))(
    'of class %s need separate consent',
    (sensitivity) => {
      const { findings } = together(sensitivity);
      expect(findings).toMatchObject([
        { code: 'SEPARATE_CONSENT_MISSING', path: 'manifest.dataItems[0].separateConsent' },
      ]);
      expect(clausesOf(findings[0])).toEqual(['baidu/4.1']);
    },
  );

  it('are the exception: other data are asked for together', () => {
    expect(together('NONE').answer).toBe('YES');
  });

  it('wechat/4.4(3): are not told apart by WeChat', () => {
    expect(askOfManifest(wechat, withItem({ separateConsent: false })).answer).toBe('YES');
  });
});

describe('baidu/4.2: analytics', () => {
  const enabled = { analytics: 'ENABLED', analyticsConsentMoment: '首次打开时，单独弹窗' } as const;

  it('may be enabled with a privacy policy and consent to it', () => {
    expect(askOfManifest(baidu, enabled).answer).toBe('YES');
  });

  it('asks for nothing where it is not used', () => {
    expect(askOfManifest(baidu, { analytics: 'DISABLED' }).answer).toBe('YES');
  });

  it('needs a privacy policy', () => {
    const { findings } = askOfManifest(baidu, { ...enabled, privacyPolicy: undefined });
    const finding = findings.find(({ rule }) => rule === 'analytics-consented');
    expect(finding?.code).toBe('ANALYTICS_WITHOUT_PRIVACY_POLICY');
    expect(clausesOf(finding)).toEqual(['baidu/4.2']);
  });

  it.each([undefined, '', ' '])('needs a moment of consent of its own, not %j', (analyticsConsentMoment) => {
    const { findings } = askOfManifest(baidu, { ...enabled, analyticsConsentMoment });
    expect(findings).toMatchObject([
      {
        code: 'ANALYTICS_WITHOUT_CONSENT',
        path: 'manifest.analyticsConsentMoment',
        remedy: { kind: 'EDIT_MANIFEST', field: 'analyticsConsentMoment' },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual(['baidu/4.2']);
  });

  it('may be used by a program that collects nothing itself, under its policy and consent', () => {
    const nothing = { ...enabled, dataItems: [], collectsNoData: true };
    expect(askOfManifest(baidu, nothing).answer).toBe('YES');
  });

  it('is no concern of WeChat’s agreement', () => {
    expect(askOfManifest(wechat, { ...enabled, analyticsConsentMoment: undefined }).answer).toBe('YES');
  });
});

describe('marketing', () => {
  const manifest = someManifest(withItem({ usedForMarketing: true }));
  const submit = (...consents: Parameters<typeof someMaterial>[0][]) =>
    ask(wechat, 'SUBMIT', {
      manifest,
      materials: [
        someMaterial(),
        foodLicence,
        ...consents.map((changes) =>
          someMaterial({ id: 'mat_consent', paper: '腾讯书面同意书', holder: '腾讯公司', ...changes }),
        ),
      ],
    });

  it('wechat/4.6: needs the platform’s written consent', () => {
    const { findings } = submit();
    expect(findings).toMatchObject([
      {
        code: 'MARKETING_CONSENT_MISSING',
        message: { en: expect.stringContaining('手机号') },
        remedy: { kind: 'ADD_MATERIAL', anyOf: [['腾讯书面同意书']] },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual(['wechat/4.6']);
  });

  it('wechat/4.6: the consent counts on its last day and not on the next', () => {
    expect(submit({ validUntil: '2027-03-10' }).answer).toBe('YES');
    expect(codesOf(submit({ validUntil: '2027-03-09' }))).toEqual(['MARKETING_CONSENT_EXPIRED']);
  });

  it('baidu/4.3: needs the user’s consent', () => {
    expect(ask(baidu, 'SUBMIT', { manifest }).answer).toBe('YES');
    const unasked = withItem({ usedForMarketing: true, consentMoment: undefined });
    const finding = askOfManifest(baidu, unasked).findings.find(
      ({ code }) => code === 'MARKETING_WITHOUT_USER_CONSENT',
    );
    expect(finding?.path).toBe('manifest.dataItems[0].consentMoment');
    expect(clausesOf(finding)).toEqual(['baidu/4.3']);
  });
});
