import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { applyRemedies } from '../../src/policy/explain/apply-remedy.ts';
import { smallestRemedies } from '../../src/policy/explain/smallest-remedies.ts';
import type { Facts } from '../../src/policy/facts.ts';
import type { Operation } from '../../src/policy/operation.ts';
import { identityPapers } from '../../src/policy/rules/real-name.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { PaperName } from '../../src/programs/category.ts';
import {
  ask,
  type Changes,
  clausesOf,
  foodLicence,
  NOW,
  someFacts,
  someManifest,
  someMaterial,
} from '../support/facts.ts';

const LETTER = '平台回函';

/** A rule under which a developer names the paper that is the platform's consent. */
interface Gate {
  readonly variant: PolicyVariant;
  readonly operation: Operation;
  readonly rule: string;
  readonly code: string;
  /** What the platform's rules name. */
  readonly paper: PaperName;
  readonly naming: (paper: PaperName) => Changes<Facts>;
}

const disclosure = (writtenConsent: PaperName) => ({
  disclosure: { audience: 'PARTNER', underBeta: true, writtenConsent } as const,
});
const gates: readonly (readonly [string, Gate])[] = [
  [
    'wechat/4.5',
    {
      variant: wechat,
      operation: 'SUBMIT',
      rule: 'platform-consent-for-transfer',
      code: 'TRANSFER_CONSENT',
      paper: '腾讯数据传输书面同意书',
      naming: (platformConsent) => ({
        manifest: someManifest({
          transfers: [{ item: 'phone', recipient: '某物流', country: 'CN', platformConsent }],
        }),
      }),
    },
  ],
  [
    'baidu/3.5',
    {
      variant: baidu,
      operation: 'SUBMIT',
      rule: 'third-party-permitted',
      code: 'THIRD_PARTY_PERMISSION',
      paper: '百度代第三方申请书面许可',
      naming: (permission) => ({
        manifest: someManifest({ operatedFor: { party: '某某火锅店', permission } }),
      }),
    },
  ],
  [
    'wechat/7.1',
    {
      variant: wechat,
      operation: 'DISCLOSE',
      rule: 'beta-kept-secret',
      code: 'BETA_CONSENT',
      paper: '腾讯内测披露书面同意书',
      naming: disclosure,
    },
  ],
  [
    'baidu/8.1',
    {
      variant: baidu,
      operation: 'DISCLOSE',
      rule: 'beta-kept-secret',
      code: 'BETA_CONSENT',
      paper: '百度内测披露书面同意书',
      naming: disclosure,
    },
  ],
];
const everyIdentityPaper = [...new Set(Object.values(identityPapers).flat())];

describe.each(gates)('%s: the consent that a developer names', (clause, gate) => {
  const { variant, operation, rule, code, paper, naming } = gate;
  const withPapers = (named: PaperName, ...onFile: PaperName[]): Changes<Facts> => ({
    ...naming(named),
    materials: [
      someMaterial(),
      foodLicence,
      ...onFile.map((name) => someMaterial({ id: `mat_${name}`, paper: name, holder: '平台' })),
    ],
  });

  it('counts by its name where the platform’s rules name that paper', () => {
    expect(ask(variant, operation, withPapers(paper, paper)).answer).toBe('YES');
  });

  it('is for a person to judge where they name another, and a person’s answer settles it', () => {
    const facts = withPapers(LETTER, LETTER);
    const { answer, findings } = ask(variant, operation, facts);
    expect(answer).toBe('NEEDS_HUMAN');
    expect(findings).toMatchObject([
      {
        effect: 'ASKS',
        code: `${code}_NEEDS_HUMAN`,
        path: `materials[mat_${LETTER}]`,
        remedy: { kind: 'ASK_A_PERSON' },
      },
    ]);
    expect(clausesOf(findings[0])).toContain(clause);
    const rulings = [{ rule, code: `${code}_NEEDS_HUMAN`, question: findings[0]?.message.en ?? '' }];
    expect(ask(variant, operation, { ...facts, rulings }).answer).toBe('YES');
  });

  it('is refused while it is not on file, whatever else is', () => {
    expect(ask(variant, operation, withPapers(LETTER, paper)).findings).toMatchObject([
      { effect: 'BLOCKS', code: `${code}_MISSING`, remedy: { kind: 'ADD_MATERIAL', anyOf: [[LETTER]] } },
    ]);
  });

  it.each(everyIdentityPaper)('is never a proof of identity: %s', (identity) => {
    const facts = withPapers(identity, ...(identity === '营业执照' ? [] : [identity]));
    const { answer, findings } = ask(variant, operation, facts);
    expect(answer).toBe('NO');
    expect(findings).toMatchObject([
      { code: 'PAPER_IS_NO_CONSENT', remedy: { kind: 'ADD_MATERIAL', anyOf: [[paper]] } },
    ]);
    const remedies = findings.flatMap(({ remedy }) => (remedy ? [remedy] : []));
    const mended = applyRemedies(variant, { facts: someFacts(facts), at: NOW }, remedies);
    expect(ask(variant, operation, mended.facts).answer).toBe('YES');
  });

  it.each([LETTER, '营业执照'])('has remedies that together are enough, %s being named', (named) => {
    expect(smallestRemedies(variant, someFacts(naming(named)), operation, NOW).kind).toBe('FOUND');
  });
});

describe.each([
  ['wechat/6.3', wechat],
  ['baidu/6.3', baidu],
] as const)('%s: the authorisation to run a program for somebody else', (clause, variant) => {
  it.each(everyIdentityPaper)('is never a proof of identity: %s', (paper) => {
    const facts = {
      manifest: someManifest({ ownership: { kind: 'AUTHORISED', paper } }),
      materials: [someMaterial(), foodLicence, someMaterial({ id: 'mat_identity', paper })],
    };
    const { answer, findings } = ask(variant, 'SUBMIT', facts);
    expect(answer).toBe('NO');
    expect(findings).toMatchObject([
      {
        code: 'PAPER_IS_NO_CONSENT',
        path: 'manifest.ownership.paper',
        remedy: { kind: 'EDIT_MANIFEST', field: 'ownership.paper', change: { to: 'TEXT' } },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
    expect(smallestRemedies(variant, someFacts(facts), 'SUBMIT', NOW)).toMatchObject({
      kind: 'FOUND',
      remedies: [{ kind: 'EDIT_MANIFEST', field: 'ownership.paper' }, { kind: 'ADD_MATERIAL' }],
    });
  });
});
