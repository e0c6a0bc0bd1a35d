import { describe, expect, it } from '@jest/globals';
import type { Agreement } from '../../src/policy/agreement.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Rule } from '../../src/policy/rule.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import type { Finding, FindingEffect, VerdictAnswer } from '../../src/policy/verdict.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { NOW, someFacts } from '../support/facts.ts';

const finding = (effect: FindingEffect): Finding => ({
  effect,
  code: effect,
  message: { 'zh-CN': '甲', en: 'a' },
});
const rule = (id: string, found: readonly Finding[], clauses: Rule['clauses'] = ['wechat/2.4']): Rule => ({
  id,
  clauses,
  operations: ['SUBMIT'],
  check: () => found,
});
/** So that what the made-up rules say is all there is to say. */
const withoutGates: Agreement = {
  ...wechat.agreement,
  versions: [
    {
      ...wechat.agreement.versions[0],
      clauses: wechat.agreement.versions[0].clauses.filter(({ kind }) => kind !== 'GATE' && kind !== 'LIMIT'),
    },
  ],
};
const judge = (...rules: Rule[]) => {
  const variant: PolicyVariant = { ...wechat, agreement: withoutGates, rules };
  return evaluate(variant, someFacts(), 'SUBMIT', NOW);
};

describe('a verdict', () => {
  it.each<[FindingEffect[], VerdictAnswer]>([
    [[], 'YES'],
    [['WARNS'], 'YES'],
    [['WARNS', 'ASKS'], 'NEEDS_HUMAN'],
    [['ASKS', 'LACKS'], 'UNKNOWN'],
    [['ASKS', 'LACKS', 'BLOCKS'], 'NO'],
  ])('over %j is %s', (effects, answer) => {
    expect(judge(rule('r', effects.map(finding))).answer).toBe(answer);
  });

  it('cites each finding’s clause, version and the hash of its text', () => {
    const [version] = wechat.agreement.versions;
    const clause = version.clauses.find(({ id }) => id === 'wechat/2.4');
    expect(judge(rule('r', [finding('BLOCKS')])).findings[0]).toMatchObject({
      rule: 'r',
      citations: [
        { clause: 'wechat/2.4', agreementVersion: version.version, sourceHash: clause?.sourceHash },
      ],
    });
  });

  it('cites only the clauses that a finding is about, where it says which', () => {
    const narrow = { ...finding('BLOCKS'), clauses: ['wechat/2.3'] };
    const [cited] = judge(rule('r', [narrow], ['wechat/2.4', 'wechat/2.3'])).findings;
    expect(cited?.citations.map(({ clause }) => clause)).toEqual(['wechat/2.3']);
    expect(cited).not.toHaveProperty('clauses');
  });

  it('lists the rules that had nothing against it, warnings aside', () => {
    const { passed } = judge(
      rule('clean', []),
      rule('warns', [finding('WARNS')]),
      rule('blocks', [finding('BLOCKS')]),
      { ...rule('other', []), operations: ['RELEASE'] },
    );
    expect(passed.map((entry) => entry.rule)).toEqual(['clean', 'warns']);
  });

  it('does not ask what no clause of the version asks for any more, and cites only what is in it', () => {
    const blocks = [finding('BLOCKS')];
    expect(judge(rule('r', blocks, ['wechat/9.9']))).toMatchObject({
      answer: 'YES',
      findings: [],
      passed: [],
    });
    const [found] = judge(rule('r', blocks, ['wechat/9.9', 'wechat/2.4'])).findings;
    expect(found?.citations.map(({ clause }) => clause)).toEqual(['wechat/2.4']);
  });
});
