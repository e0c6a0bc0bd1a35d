import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { versionAt } from '../../src/policy/agreement.ts';
import { baiduHostRuleSets } from '../../src/policy/baidu/host-rules.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain/explain.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { rulesOf } from '../../src/policy/hosts/rules.ts';
import { operations } from '../../src/policy/operation.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { arbitraryFacts } from '../support/arbitrary-facts.ts';
import { type Changes, NOW, someFacts, someManifest } from '../support/facts.ts';

const evidenceOf = (variant: PolicyVariant, rule: string, changes: Changes<Facts> = {}) => {
  const { findings, passed } = explain(variant, someFacts(changes), 'SUBMIT', NOW);
  return [...findings, ...passed].find((one) => one.rule === rule)?.evidence;
};

const [tieba] = baiduHostRuleSets;

describe('the evidence of a verdict', () => {
  it('changes nothing about the verdict', () => {
    const question = fc.record({
      variant: fc.constantFrom(...variants),
      operation: fc.constantFrom(...operations),
      facts: arbitraryFacts,
    });
    fc.assert(
      fc.property(question, ({ variant, operation, facts }) => {
        const hostRules = rulesOf(tieba, variant);
        const { findings, passed, ...rest } = explain(variant, facts, operation, NOW, hostRules);
        const bare = <Told extends { evidence?: unknown }>({ evidence: _evidence, ...told }: Told) => told;
        expect({ ...rest, findings: findings.map(bare), passed: passed.map(bare) }).toEqual(
          evaluate(variant, facts, operation, NOW, hostRules),
        );
        for (const told of [...findings, ...passed]) expect(told.evidence).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is the rule in its set, where the rule is a host’s own (baidu/3.6)', () => {
    const { findings, passed } = explain(baidu, someFacts(), 'SUBMIT', NOW, rulesOf(tieba, baidu));
    const own = [...findings, ...passed].filter(({ rule }) => rule.startsWith('tieba@'));
    expect(own).toHaveLength(tieba?.rules.length ?? 0);
    for (const { rule, evidence } of own) expect(evidence).toEqual([{ path: `hostRules[${rule}]` }]);
  });

  it('names each accepted document with its version (wechat/0.1)', () => {
    const { documents } = versionAt(wechat.agreement, NOW);
    expect(evidenceOf(wechat, 'documents-accepted')).toEqual(
      documents.map(({ id, version }) => ({ path: `acceptances[${id}]`, document: { id, version } })),
    );
  });

  it('names the papers that a rule went by, and no other (baidu/2.5, baidu/2.6)', () => {
    expect(evidenceOf(baidu, 'category-on-list')).toContainEqual({
      path: 'materials[mat_food]',
      materialId: 'mat_food',
    });
    expect(evidenceOf(baidu, 'category-on-list')).not.toContainEqual({
      path: 'materials[mat_licence]',
      materialId: 'mat_licence',
    });
    expect(evidenceOf(baidu, 'real-name')).toContainEqual({
      path: 'materials[mat_licence]',
      materialId: 'mat_licence',
    });
  });

  it('is the whole list where there is nothing in it', () => {
    expect(evidenceOf(baidu, 'real-name', { materials: [] })).toContainEqual({ path: 'materials' });
    expect(evidenceOf(wechat, 'documents-accepted', { acceptances: [] })).toEqual([{ path: 'acceptances' }]);
    const manifest = someManifest({ serverDomains: [] });
    expect(evidenceOf(wechat, 'server-domains', { manifest })).toEqual([{ path: 'manifest.serverDomains' }]);
  });

  it('names fields of the manifest by their place (wechat/4.4(3))', () => {
    expect(evidenceOf(wechat, 'consent-asked')).toContainEqual({
      path: 'manifest.dataItems[0].consentMoment',
    });
  });

  it('tells where a fact stands, and never what it says: it can be personal', () => {
    const { findings, passed } = explain(wechat, someFacts(), 'SUBMIT', NOW);
    const told = JSON.stringify([...findings, ...passed].map(({ evidence }) => evidence));
    expect(told).toContain('subject');
    expect(told).not.toContain('山城');
  });
});
