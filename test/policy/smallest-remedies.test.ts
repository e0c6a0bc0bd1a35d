import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baiduHostRuleSets } from '../../src/policy/baidu/host-rules.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { satisfiedBy } from '../../src/policy/categories.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { applyRemedies } from '../../src/policy/explain/apply-remedy.ts';
import { choicesOf } from '../../src/policy/explain/choices.ts';
import type { HostRules } from '../../src/policy/explain/situation.ts';
import { smallestRemedies } from '../../src/policy/explain/smallest-remedies.ts';
import { takenByHost } from '../../src/policy/explain/taken-by-host.ts';
import type { Facts } from '../../src/policy/facts.ts';
import type { HostRuleSet } from '../../src/policy/hosts/rule-set.ts';
import { rulesOf } from '../../src/policy/hosts/rules.ts';
import { type Operation, operations } from '../../src/policy/operation.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import type { Remedy } from '../../src/policy/verdict.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { arbitraryFacts } from '../support/arbitrary-facts.ts';
import { type Changes, NOW, someFacts, someManifest, someMaterial, someVersion } from '../support/facts.ts';

/** A host with a limit to wait out, a category that it does not take, and an edit that only a person can read. */
const strictHost: HostRuleSet = {
  hostId: 'strict',
  version: 1,
  effectiveFrom: '2020-01-01',
  rules: [
    {
      ...hostRule('refused-of-late', 'REFUSED_OF_LATE'),
      expression: 'history.refusals.filter(refused, now < refused + duration("240h")).size() < 3',
      remedy: { kind: 'WAIT_UNTIL', until: 'latest(history.refusals) + duration("240h")' },
    },
    {
      ...hostRule('no-food', 'FOOD_NOT_TAKEN'),
      expression: '!category.exists(level, level.contains("餐饮"))',
      remedy: { kind: 'CHOOSE_CATEGORY' },
    },
    {
      ...hostRule('no-payment', 'PAYMENT_NOT_TAKEN'),
      expression: '!program.advancedFeatures.exists(feature, feature.endsWith(":payment"))',
      remedy: { kind: 'EDIT_MANIFEST', field: 'advancedFeatures' },
    },
    {
      ...hostRule('verified-only', 'NOT_VERIFIED_HERE'),
      expression: 'has(registration.verification) && registration.verification == "PASSED"',
      remedy: { kind: 'PASS_VERIFICATION' },
    },
  ],
};

function hostRule(id: string, reasonCode: string) {
  const message = { 'zh-CN': reasonCode, en: reasonCode };
  return {
    id,
    reasonCode,
    message,
    effect: 'BLOCKS',
    operations: ['SUBMIT', 'RELEASE'],
    source: 'test',
  } as const;
}

const takenBy = (variant: PolicyVariant, facts: Facts, operation: Operation, hostRules: HostRules) =>
  takenByHost(variant, { facts, at: NOW }, operation, hostRules);

const question = fc
  .record({
    variant: fc.constantFrom(...variants),
    operation: fc.constantFrom(...operations),
    facts: arbitraryFacts,
    set: fc.constantFrom(undefined, strictHost, ...baiduHostRuleSets),
  })
  .map(({ variant, set, ...asked }) => ({ ...asked, variant, hostRules: rulesOf(set, variant) }));

describe('the smallest set of remedies', () => {
  const turnsToYes = fc.property(question, ({ variant, operation, facts, hostRules }) => {
    const answerAfter = (remedies: readonly Remedy[]) => {
      const then = applyRemedies(variant, { facts, at: NOW }, remedies);
      return evaluate(variant, then.facts, operation, then.at, hostRules).answer;
    };
    const set = smallestRemedies(variant, facts, operation, NOW, hostRules);
    expect(set.kind).not.toBe('TOO_FAR');
    if (set.kind !== 'FOUND') return;
    expect(answerAfter(set.remedies)).toBe('YES');
    for (const left of set.remedies) {
      expect(answerAfter(set.remedies.filter((one) => one !== left))).not.toBe('YES');
    }
  });

  it('turns the answer to YES, and without any one of them it does not', () => {
    fc.assert(turnsToYes, { numRuns: 2_000 });
  });

  // The same questions every time: what random ones happen to reach is no statement about the code.
  it('is asked about every kind of remedy by these questions', () => {
    const kinds = new Set<string>();
    let found = 0;
    for (const { variant, operation, facts, hostRules } of fc.sample(question, { seed: 1, numRuns: 3_000 })) {
      const set = smallestRemedies(variant, facts, operation, NOW, hostRules);
      if (set.kind !== 'FOUND') continue;
      found += 1;
      for (const { kind } of set.remedies) kinds.add(`${operation} ${kind}`);
    }
    expect(found).toBeGreaterThan(1_000);
    for (const kind of [
      'READ_PLATFORM_DATA SIGN_UNDERTAKING',
      'DISCLOSE ADD_MATERIAL',
      'SUBMIT WAIT_UNTIL',
      'SUBMIT CHOOSE_CATEGORY',
      'SUBMIT EDIT_MANIFEST',
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it('is missing only where a finding has nothing that would turn it away', () => {
    fc.assert(
      fc.property(question, ({ variant, operation, facts, hostRules }) => {
        const set = smallestRemedies(variant, facts, operation, NOW, hostRules);
        if (set.kind !== 'NONE') return;
        for (const finding of set.stoppedBy) {
          expect({
            code: finding.code,
            choices: choicesOf(
              variant,
              { facts, at: NOW },
              finding,
              takenBy(variant, facts, operation, hostRules),
            ),
          }).toMatchObject({
            choices: [],
          });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves the facts that it is asked about as they are', () => {
    fc.assert(
      fc.property(question, ({ variant, operation, facts, hostRules }) => {
        const before = structuredClone(facts);
        smallestRemedies(variant, facts, operation, NOW, hostRules);
        expect(facts).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('is beaten by no smaller set of what the first answer and the set itself name', () => {
    fc.assert(
      fc.property(question, ({ variant, operation, facts, hostRules }) => {
        const set = smallestRemedies(variant, facts, operation, NOW, hostRules);
        if (set.kind !== 'FOUND') return;
        const { findings } = evaluate(variant, facts, operation, NOW, hostRules);
        const named = findings.flatMap((finding) =>
          choicesOf(variant, { facts, at: NOW }, finding, takenBy(variant, facts, operation, hostRules)),
        );
        const pool = [
          ...new Map([...named, ...set.remedies].map((one) => [JSON.stringify(one), one])).values(),
        ];
        if (pool.length > 8) return;
        for (const smaller of subsets(pool).filter(({ length }) => length < set.remedies.length)) {
          const then = applyRemedies(variant, { facts, at: NOW }, smaller);
          expect(evaluate(variant, then.facts, operation, then.at, hostRules).answer).not.toBe('YES');
        }
      }),
      { numRuns: 300 },
    );
  });

  const kindsFor = (variant: PolicyVariant, operation: Operation, changes: Changes<Facts>) => {
    const set = smallestRemedies(variant, someFacts(changes), operation, NOW);
    return set.kind === 'FOUND' ? set.remedies.map(({ kind }) => kind) : set;
  };

  it('is empty where the answer is YES', () => {
    expect(kindsFor(wechat, 'SUBMIT', {})).toEqual([]);
  });

  it('follows what a remedy brings up: a renewed paper is still to be verified (baidu/2.5)', () => {
    const materials = [
      someMaterial(),
      someMaterial({ id: 'mat_food', paper: '食品经营许可证', validUntil: '2026-01-01' }),
    ];
    expect(kindsFor(baidu, 'SUBMIT', { materials })).toEqual(['RENEW_MATERIAL', 'AWAIT_MATERIAL_CHECK']);
    expect(kindsFor(wechat, 'SUBMIT', { materials })).toEqual(['RENEW_MATERIAL']);
  });

  it('takes the shorter of two ways: analytics is switched off rather than made good (baidu/4.2)', () => {
    const { privacyPolicy: _none, ...manifest } = someManifest({
      dataItems: [],
      collectsNoData: true,
      analytics: 'ENABLED',
    });
    const set = smallestRemedies(baidu, someFacts({ manifest }), 'SUBMIT', NOW);
    expect(set).toEqual({
      kind: 'FOUND',
      remedies: [{ kind: 'EDIT_MANIFEST', field: 'analytics', change: { to: 'VALUE', value: 'DISABLED' } }],
    });
  });

  it('walks a program from nothing to its registration (wechat/0.1, wechat/2.7)', () => {
    const nothing = { subject: undefined, acceptances: [], materials: [], registration: undefined };
    expect(kindsFor(wechat, 'REGISTER', nothing)).toEqual(
      expect.arrayContaining(['ACCEPT_DOCUMENTS', 'DECLARE_SUBJECT', 'ADD_MATERIAL']),
    );
  });

  it('is a new version with a review and a word of the host, where the host has refused this one (baidu/3.6)', () => {
    const version = someVersion({ review: 'APPROVED', confirmation: 'REFUSED' });
    expect(kindsFor(baidu, 'RELEASE', { version })).toEqual(['CREATE_VERSION', 'PASS_REVIEW', 'AWAIT_HOST']);
    const pending = someVersion({ review: 'APPROVED', confirmation: 'PENDING' });
    expect(kindsFor(baidu, 'RELEASE', { version: pending })).toEqual(['AWAIT_HOST']);
  });

  it('is a new version that passes, where the platform has rejected this one (wechat/2.4)', () => {
    const version = someVersion({ review: 'REJECTED' });
    expect(kindsFor(wechat, 'RELEASE', { version })).toEqual(['CREATE_VERSION', 'PASS_REVIEW']);
  });

  it('waits out a limit (wechat/2.6)', () => {
    const earlierSubmissions = Array.from({ length: 20 }, () => NOW);
    expect(kindsFor(wechat, 'SUBMIT', { earlierSubmissions })).toEqual(['WAIT_UNTIL']);
  });

  it('leaves the category that a host does not take for one that it does (baidu/3.6)', () => {
    const hostRules = rulesOf(strictHost, baidu);
    const set = smallestRemedies(baidu, someFacts(), 'SUBMIT', NOW, hostRules);
    expect(set).toMatchObject({ kind: 'FOUND', remedies: [{ kind: 'CHOOSE_CATEGORY', platform: 'BAIDU' }] });
    expect(JSON.stringify(set)).not.toContain('餐饮');
  });

  it('waits out a host’s own limit, and cannot know what a host asks for in words (baidu/3.6)', () => {
    const hostRules = rulesOf(
      { ...strictHost, rules: strictHost.rules.filter(({ id }) => id !== 'no-food') },
      baidu,
    );
    const barred = someFacts({ hostRefusals: [NOW, NOW, NOW] });
    const until = new Date(NOW.getTime() + 10 * 86_400_000);
    expect(smallestRemedies(baidu, barred, 'SUBMIT', NOW, hostRules)).toEqual({
      kind: 'FOUND',
      remedies: [{ kind: 'WAIT_UNTIL', until }],
    });
    const manifest = someManifest({ advancedFeatures: ['baidu:payment'] });
    expect(smallestRemedies(baidu, someFacts({ manifest }), 'SUBMIT', NOW, hostRules)).toMatchObject({
      kind: 'NONE',
      stoppedBy: [{ code: 'PAYMENT_NOT_TAKEN' }],
    });
  });

  it('is to be told an e-mail address where none came with the question, and another where it is bound (wechat/2.1)', () => {
    const before = { registration: undefined };
    expect(kindsFor(wechat, 'REGISTER', { ...before, emailInUse: undefined })).toEqual(['GIVE_EMAIL']);
    expect(kindsFor(wechat, 'REGISTER', { ...before, emailInUse: true })).toEqual(['USE_ANOTHER_EMAIL']);
  });

  it('does not exist where a version has come to its end at the platform (wechat/2.4)', () => {
    const version = someVersion({ review: 'APPROVED', release: 'RELEASED' });
    expect(kindsFor(wechat, 'RELEASE', { version })).toMatchObject({
      kind: 'NONE',
      stoppedBy: [{ code: 'ALREADY_RELEASED' }],
    });
  });

  it('asks a person, whose word on one category is not their word on another (wechat/2.8)', () => {
    const list = wechat.categoryLists.find(({ subjects }) => subjects.includes('ORGANISATION'));
    const byPerson = list?.categories.filter(
      ({ requirement }) => satisfiedBy(requirement, new Set()) === 'NEEDS_HUMAN',
    );
    const [one, other] =
      byPerson?.map(({ path }) =>
        someFacts({ manifest: someManifest({ categories: [{ platform: 'WECHAT', path }] }) }),
      ) ?? [];
    if (!one || !other) throw new Error('no such categories');
    const set = smallestRemedies(wechat, one, 'SUBMIT', NOW);
    expect(set).toMatchObject({ kind: 'FOUND', remedies: [{ kind: 'ASK_A_PERSON' }] });
    const remedies = set.kind === 'FOUND' ? set.remedies : [];
    const answerOf = (facts: Facts) => {
      const then = applyRemedies(wechat, { facts, at: NOW }, remedies);
      return evaluate(wechat, then.facts, 'SUBMIT', then.at).answer;
    };
    expect(answerOf(one)).toBe('YES');
    expect(answerOf(other)).toBe('NEEDS_HUMAN');
  });
});

function subsets<T>(all: readonly T[]): T[][] {
  return all.reduce<T[][]>((sets, one) => sets.concat(sets.map((set) => [...set, one])), [[]]);
}
