import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../src/policy/evaluate.ts';
import { layOver, variantUnder } from '../../src/policy/explain/lay-over.ts';
import { type ClearedField, clearable, type Overlay } from '../../src/policy/explain/overlay.ts';
import { changeBetween } from '../../src/policy/explain/what-if.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { foodLicence, NOW, someFacts } from '../support/facts.ts';

/** WeChat's agreement with a version to come, which brings another document: use accepts no document that is new. */
const [current] = wechat.agreement.versions;
const coming = {
  ...current,
  version: '2028-01-01',
  effectiveFrom: '2028-01-01',
  documents: current.documents.map((document, index) =>
    index === 0 ? { ...document, id: 'wechat:new-terms', version: '2' } : document,
  ),
};
const amended: PolicyVariant = {
  ...wechat,
  agreement: { ...wechat.agreement, versions: [current, coming] },
};
const overlay = { agreements: [{ platform: 'WECHAT', version: '2028-01-01' }] };
const situation = { facts: someFacts(), at: NOW };

describe('another version of an agreement (wechat/0.1, wechat/7.2)', () => {
  it('is supposed before it takes effect, and the answer is the one that is given once it has', () => {
    const now = evaluate(amended, situation.facts, 'SUBMIT', NOW);
    const under = variantUnder(amended, overlay);
    const supposed = evaluate(under, layOver(under, situation, overlay, new Set()).facts, 'SUBMIT', NOW);
    expect(changeBetween(now, supposed)).toMatchObject({
      from: 'YES',
      to: 'NO',
      appear: [{ code: 'DOCUMENTS_NOT_ACCEPTED', citations: [{ agreementVersion: '2028-01-01' }, {}] }],
      go: [],
    });
    const real = evaluate(amended, situation.facts, 'SUBMIT', new Date('2028-01-02T02:00:00Z'));
    expect(supposed.findings).toEqual(real.findings);
  });

  it('changes nothing once its documents are accepted', () => {
    const under = variantUnder(amended, overlay);
    const accepting = { ...overlay, acceptDocuments: coming.documents.map(({ id }) => id) };
    const { facts } = layOver(under, situation, accepting, new Set());
    expect(evaluate(under, facts, 'SUBMIT', NOW).answer).toBe('YES');
  });
});

describe('an overlay', () => {
  const supposed = (changes: Overlay) => layOver(wechat, situation, changes, new Set()).facts;

  it('empties what need not be declared, and leaves the rest as it is', () => {
    const { privacyPolicy: _policy, transfers: _transfers, ...rest } = situation.facts.manifest;
    expect(supposed({ clear: ['PRIVACY_POLICY', 'TRANSFERS', 'OPERATED_FOR'] }).manifest).toEqual(rest);
    expect(supposed({ clear: Object.keys(clearable) as ClearedField[] }).manifest).not.toHaveProperty(
      'securityStandards',
    );
  });

  it('takes the last day off a paper (wechat/2.8)', () => {
    const [{ validUntil: _until, ...endless }] = [foodLicence];
    const { materials } = supposed({ changeMaterials: [{ materialId: foodLicence.id, withoutEnd: true }] });
    expect(materials).toContainEqual(endless);
    const at = new Date('2040-01-01T00:00:00Z');
    const answer = (facts: typeof situation.facts) => evaluate(wechat, facts, 'SUBMIT', at).answer;
    expect([answer(situation.facts), answer({ ...situation.facts, materials })]).toEqual(['NO', 'YES']);
  });
});
