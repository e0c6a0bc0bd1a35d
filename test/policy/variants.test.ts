import { describe, expect, it } from '@jest/globals';
import { ordersWithoutDuty } from '../../src/policy/agreement-draft-numbers.ts';
import { operations } from '../../src/policy/operation.ts';
import { variantOf, variants } from '../../src/policy/variants.ts';
import { ask, someManifest, someVersion } from '../support/facts.ts';

describe.each(variants.map((variant) => [variant.platform, variant] as const))(
  'the %s variant',
  (_name, variant) => {
    const { platform, rules, agreement } = variant;

    it('is found by its platform', () => {
      expect(variantOf(platform)).toBe(variant);
      expect(agreement.platform).toBe(platform);
    });

    it.each(rules.map(({ id, clauses }) => [id, clauses] as const))(
      'cites with %s only clauses of its own agreement, in every version: %j',
      (_id, clauses) => {
        for (const version of agreement.versions) {
          const known = version.clauses.map(({ id }) => id);
          expect(known).toEqual(expect.arrayContaining([...clauses]));
        }
        for (const clause of clauses) expect(clause.startsWith(`${platform.toLowerCase()}/`)).toBe(true);
      },
    );

    it('has a duty for each who can order something to be put right, in every version', () => {
      for (const version of agreement.versions) expect(ordersWithoutDuty(version)).toEqual([]);
    });

    it('has no two rules of one name', () => {
      const ids = rules.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it.each(operations)('has rules about %s', (operation) => {
      expect(rules.some((rule) => rule.operations.includes(operation))).toBe(true);
    });

    it('says YES to the restaurant at each step of its way', () => {
      expect(ask(variant, 'REGISTER', { registration: undefined }).answer).toBe('YES');
      expect(ask(variant, 'VERIFY').answer).toBe('YES');
      expect(ask(variant, 'SUBMIT').answer).toBe('YES');
      expect(ask(variant, 'WITHDRAW', { version: someVersion({ review: 'IN_REVIEW' }) }).answer).toBe('YES');
      expect(ask(variant, 'RELEASE', { version: someVersion({ review: 'APPROVED' }) }).answer).toBe('YES');
      const reader = { memberId: 'mem_1', undertaking: { signedOn: '2027-03-01' } };
      expect(ask(variant, 'READ_PLATFORM_DATA', { reader }).answer).toBe('YES');
      const disclosure = { audience: 'PUBLIC', underBeta: false } as const;
      expect(ask(variant, 'DISCLOSE', { disclosure }).answer).toBe('YES');
    });

    it('says everything in both languages', () => {
      const nothing = {
        subject: undefined,
        acceptances: [],
        materials: [],
        manifest: someManifest({
          categories: [],
          serverDomains: [],
          dataItems: [],
          privacyPolicy: undefined,
          ownership: { kind: 'AUTHORISED', paper: 'x' },
          advancedFeatures: ['wechat:payment'],
          analytics: 'ENABLED',
          transfers: [{ item: 'phone', recipient: '某云', country: 'SG' }],
          operatedFor: { party: '某甲' },
        }),
        registration: undefined,
        emailInUse: undefined,
        version: undefined,
        otherReviewOpen: true,
        declaration: undefined,
        reader: { memberId: 'mem_1' },
        disclosure: { audience: 'PUBLIC', underBeta: true },
      } as const;
      for (const operation of operations) {
        for (const { message, code } of ask(variant, operation, nothing).findings) {
          expect([code, message['zh-CN']]).toEqual([code, expect.stringMatching(/\p{Script=Han}/u)]);
          expect([code, message.en]).toEqual([code, expect.stringMatching(/[a-z]/)]);
        }
      }
    });
  },
);

describe('a platform that is not registered', () => {
  it('is a mistake of the caller', () => {
    expect(() => variantOf('NOWHERE')).toThrow('no policy variant for platform NOWHERE');
  });
});
