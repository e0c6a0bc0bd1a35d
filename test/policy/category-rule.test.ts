import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { categoryOnList } from '../../src/policy/rules/category-on-list.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { Material, Requirement } from '../../src/programs/category.ts';
import {
  ask,
  askOfManifest,
  clausesOf,
  codesOf,
  company,
  foodLicence,
  NOW,
  RESTAURANT,
  someFacts,
  someManifest,
  someMaterial,
} from '../support/facts.ts';

describe.each([
  ['wechat/2.8', wechat],
  ['baidu/2.6', baidu],
] as const)('%s: the category', (clause, variant) => {
  const { platform } = variant;

  it.each(['REGISTER', 'SUBMIT'] as const)('has to be chosen at %s', (operation) => {
    const { findings } = ask(variant, operation, { manifest: someManifest({ categories: [] }) });
    expect(findings).toMatchObject([
      { code: 'CATEGORY_NOT_CHOSEN', remedy: { kind: 'CHOOSE_CATEGORY', platform } },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it('has to be on the platform’s list', () => {
    const { findings } = askOfManifest(variant, { categories: [{ platform, path: ['美食', '满汉全席'] }] });
    expect(findings).toMatchObject([
      {
        code: 'CATEGORY_NOT_ON_LIST',
        message: { en: expect.stringMatching(/“美食 > 满汉全席” is not on .*; near it are “/) },
        remedy: { kind: 'CHOOSE_CATEGORY', platform },
      },
    ]);
  });

  it('has to be on the list for that kind of developer', () => {
    const subject = { ...company, type: 'PERSON', birthDate: '1990-01-01' } as const;
    const materials = [someMaterial({ paper: '居民身份证' }), foodLicence];
    expect(codesOf(ask(variant, 'SUBMIT', { subject, materials }))).toEqual(['CATEGORY_NOT_ON_LIST']);
  });

  it('cannot be looked up for an undeclared developer', () => {
    const { findings } = ask(variant, 'REGISTER', { subject: undefined });
    expect(findings.find(({ rule }) => rule === 'category-on-list')).toMatchObject({
      effect: 'LACKS',
      code: 'SUBJECT_NOT_DECLARED',
    });
  });

  it('asks for no qualification yet at registration', () => {
    expect(ask(variant, 'REGISTER', { materials: [someMaterial()] }).answer).toBe('YES');
  });

  it('asks for its qualification at submission, naming every set that would do', () => {
    const { findings } = ask(variant, 'SUBMIT', { materials: [someMaterial()] });
    expect(findings).toMatchObject([{ code: 'QUALIFICATION_MISSING', remedy: { kind: 'ADD_MATERIAL' } }]);
    expect(findings[0]?.remedy).toMatchObject({ anyOf: expect.arrayContaining([['食品经营许可证']]) });
    expect(clausesOf(findings[0])).toEqual([clause]);
  });

  it('takes a qualification on its last day and not on the next', () => {
    const until = (validUntil: string) =>
      ask(variant, 'SUBMIT', { materials: [someMaterial(), { ...foodLicence, validUntil }] });
    expect(until('2027-03-10').answer).toBe('YES');
    expect(until('2027-03-09').findings).toMatchObject([
      { code: 'QUALIFICATION_EXPIRED', remedy: { kind: 'RENEW_MATERIAL', materialId: 'mat_food' } },
    ]);
  });

  it('rests on the developer’s own qualification; whether another’s will do, a person says', () => {
    const madeOutTo = (holder: string) =>
      ask(variant, 'SUBMIT', { materials: [someMaterial(), { ...foodLicence, holder }] });
    expect(madeOutTo(RESTAURANT).answer).toBe('YES');
    expect(madeOutTo(` ${RESTAURANT} `).answer).toBe('YES');
    const { answer, findings } = madeOutTo('王小明');
    expect(answer).toBe('NEEDS_HUMAN');
    expect(findings).toMatchObject([
      {
        effect: 'ASKS',
        code: 'QUALIFICATION_OF_ANOTHER',
        path: 'materials[mat_food].holder',
        remedy: { kind: 'ASK_A_PERSON' },
      },
    ]);
    expect(clausesOf(findings[0])).toEqual([clause]);
    expect(findings[0]?.message.en).toContain('《食品经营许可证》');
    expect(JSON.stringify(findings)).not.toContain('王小明');
  });

  it('is settled by a person’s answer about that paper, and not about another', () => {
    const materials = [someMaterial(), { ...foodLicence, holder: '某伙伴' }];
    const [asked] = ask(variant, 'SUBMIT', { materials }).findings;
    const rulings = [
      { rule: 'category-on-list', code: asked?.code ?? '', question: asked?.message.en ?? '' },
    ];
    expect(ask(variant, 'SUBMIT', { materials, rulings }).answer).toBe('YES');
    const next = [someMaterial(), { ...foodLicence, id: 'mat_next', holder: '另一伙伴' }];
    expect(ask(variant, 'SUBMIT', { materials: next, rulings }).answer).toBe('NEEDS_HUMAN');
  });
});

describe('a category’s requirement', () => {
  /** The rule over a list of one category with this requirement, under the papers given. */
  const check = (requirement: Requirement | undefined, ...materials: Material[]) => {
    const variant: PolicyVariant = wechat;
    const path = ['甲', '乙'];
    const rule = categoryOnList({
      clauses: ['wechat/2.8'],
      platform: variant.platform,
      lists: [
        {
          platform: variant.platform,
          subjects: ['ORGANISATION'],
          source: 'made for this test',
          asOf: '2027-03',
          categories: [requirement ? { path, requirement } : { path }],
        },
      ],
      goesBy: ['EFFECTIVE'],
    });
    const manifest = someManifest({ categories: [{ platform: variant.platform, path }] });
    const context = { operation: 'SUBMIT', at: NOW, agreement: variant.agreement.versions[0] } as const;
    return rule.check(someFacts({ manifest, materials }), context);
  };
  const paper = (name: string, changes: Partial<Material> = {}) =>
    someMaterial({ id: `mat_${name}`, paper: name, ...changes });

  it('wechat/2.8: may ask for nothing', () => {
    expect(check(undefined)).toEqual([]);
  });

  it('wechat/2.8: of alternatives, one is enough', () => {
    const either = { anyOf: [{ paper: 'A' }, { paper: 'B' }] };
    expect(check(either, paper('B'))).toEqual([]);
    expect(check(either)).toMatchObject([{ remedy: { anyOf: [['A'], ['B']] } }]);
  });

  it('wechat/2.8: an expired alternative does not count against one that is valid', () => {
    const either = { anyOf: [{ paper: 'A' }, { paper: 'B' }] };
    expect(check(either, paper('A', { validUntil: '2021-01-01' }), paper('B'))).toEqual([]);
  });

  it('wechat/2.8: of a set, only what is lacking is asked for', () => {
    const both = { allOf: [{ paper: 'A' }, { paper: 'B' }] };
    expect(check(both, paper('A'))).toMatchObject([
      { code: 'QUALIFICATION_MISSING', remedy: { anyOf: [['B']] } },
    ]);
  });

  it('wechat/2.8: of a set, every paper that has expired is named', () => {
    const both = { allOf: [{ paper: 'A' }, { paper: 'B' }] };
    const old = { validUntil: '2021-01-01' };
    expect(check(both, paper('A', old), paper('B', old))).toMatchObject([
      { code: 'QUALIFICATION_EXPIRED', path: 'materials[mat_A]' },
      { code: 'QUALIFICATION_EXPIRED', path: 'materials[mat_B]' },
    ]);
  });

  it('wechat/2.8: what no names of papers can hold is for a person to judge', () => {
    const finding = { effect: 'ASKS', code: 'QUALIFICATION_NEEDS_HUMAN', remedy: { kind: 'ASK_A_PERSON' } };
    expect(check({ human: true })).toMatchObject([finding]);
    expect(check({ allOf: [{ paper: 'A' }, { human: true }] }, paper('A'))).toMatchObject([finding]);
  });

  it('wechat/2.8: a person is not troubled before the papers are there', () => {
    expect(check({ allOf: [{ paper: 'A' }, { human: true }] })).toMatchObject([
      { code: 'QUALIFICATION_MISSING', remedy: { anyOf: [['A']] } },
    ]);
  });

  it('wechat/2.8: an own paper is gone by before one of another holder', () => {
    const another = paper('A', { id: 'mat_other', holder: '某伙伴' });
    expect(check({ paper: 'A' }, another, paper('A'))).toEqual([]);
    const old = paper('A', { validUntil: '2021-01-01' });
    expect(check({ paper: 'A' }, another, old)).toMatchObject([
      { code: 'QUALIFICATION_OF_ANOTHER', path: 'materials[mat_other].holder' },
    ]);
    const bothOld = check({ paper: 'A' }, { ...another, validUntil: '2021-01-01' }, old);
    expect(bothOld).toMatchObject([{ code: 'QUALIFICATION_EXPIRED', path: 'materials[mat_A]' }]);
  });

  it('wechat/2.8: of the sets that would do, the one with the fewest papers of another is asked about', () => {
    const sets = {
      anyOf: [{ allOf: [{ paper: 'A' }, { paper: 'B' }] }, { allOf: [{ paper: 'C' }, { paper: 'D' }] }],
    };
    const others = ['A', 'B', 'C'].map((name) => paper(name, { holder: '某伙伴' }));
    expect(check(sets, ...others, paper('D'))).toMatchObject([
      { code: 'QUALIFICATION_OF_ANOTHER', path: 'materials[mat_C].holder' },
    ]);
  });

  it('wechat/2.8: a person is asked about a holder only once the other papers are there', () => {
    const both = { allOf: [{ paper: 'A' }, { paper: 'B' }] };
    const another = paper('A', { holder: '某伙伴' });
    expect(check(both, another)).toMatchObject([
      { code: 'QUALIFICATION_MISSING', remedy: { anyOf: [['B']] } },
    ]);
    expect(check(both, another, paper('B'))).toMatchObject([{ code: 'QUALIFICATION_OF_ANOTHER' }]);
    expect(check({ allOf: [{ paper: 'A' }, { human: true }] }, another)).toMatchObject([
      { code: 'QUALIFICATION_OF_ANOTHER' },
      { code: 'QUALIFICATION_NEEDS_HUMAN' },
    ]);
  });
});
