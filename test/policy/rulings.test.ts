import { describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { drafted } from '../../src/policy/agreement-draft.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain/explain.ts';
import { layOver } from '../../src/policy/explain/lay-over.ts';
import { smallestRemedies } from '../../src/policy/explain/smallest-remedies.ts';
import type { HostRuleSet } from '../../src/policy/hosts/rule-set.ts';
import { rulesOf } from '../../src/policy/hosts/rules.ts';
import { withPublished } from '../../src/policy/published.ts';
import type { Ruling } from '../../src/policy/ruling.ts';
import type { Verdict } from '../../src/policy/verdict.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { NOW, someFacts, someManifest, TODAY } from '../support/facts.ts';
import { newGate, nextDraft } from '../support/next-agreement.ts';

/** Two rows of the published list whose requirement names of papers cannot hold. */
const rows = wechat.categoryLists
  .find(({ subjects }) => subjects.includes('ORGANISATION'))
  ?.categories.filter(({ requirement }) => requirement && 'human' in requirement);
const [one, other] = (rows ?? []).map(({ path }) => path);
if (!one || !other) throw new Error('the list has fewer than two rows that a person judges');

const inCategory = (path: readonly string[], platform = 'WECHAT') =>
  someManifest({
    categories: [...someManifest().categories.filter((it) => it.platform !== platform), { platform, path }],
  });
const factsIn = (path: readonly string[], rulings: readonly Ruling[] = []) =>
  someFacts({ manifest: inCategory(path), rulings });
const ask = (path: readonly string[], rulings: readonly Ruling[] = [], at = NOW) =>
  evaluate(wechat, factsIn(path, rulings), 'SUBMIT', at);

/** What the verdict says that a person is asked. */
function asked({ findings }: Verdict): Ruling {
  const remedy = findings.find(({ effect }) => effect === 'ASKS')?.remedy;
  if (remedy?.kind !== 'ASK_A_PERSON' || !remedy.ruling) throw new Error('nothing is asked');
  const { rule, code, question } = remedy.ruling;
  return { rule, code, question };
}
const recorded = { id: 'rul_1', by: 'member:mem_1', at: NOW, note: '已核对主管部门批文' };

describe('wechat/2.8: what a category asks for and only a person can judge', () => {
  it('is a question that says all that an answer has to name, with its clause', () => {
    const verdict = ask(one);
    expect(verdict.answer).toBe('NEEDS_HUMAN');
    expect(verdict.findings[0]?.remedy).toMatchObject({
      kind: 'ASK_A_PERSON',
      ruling: {
        platform: 'WECHAT',
        rule: 'category-on-list',
        code: 'QUALIFICATION_NEEDS_HUMAN',
        question: verdict.findings[0]?.message.en,
        citations: [{ clause: 'wechat/2.8', agreementVersion: verdict.agreementVersion }],
      },
    });
  });

  it('is settled by a ruling on it, which the verdict names with who and when', () => {
    const verdict = ask(one, [{ ...asked(ask(one)), recorded }]);
    expect(verdict.answer).toBe('YES');
    const evidence = {
      path: 'rulings[rul_1]',
      ruling: { id: 'rul_1', answer: 'IN_ORDER', by: 'member:mem_1', at: NOW },
    };
    const passed = ({ passed: rules }: Verdict) => rules.find(({ rule }) => rule === 'category-on-list');
    expect(passed(verdict)?.evidence).toEqual([evidence]);
    const explained = explain(wechat, factsIn(one, [{ ...asked(ask(one)), recorded }]), 'SUBMIT', NOW);
    expect(passed(explained)?.evidence).toContainEqual(evidence);
    expect(passed(explained)?.evidence?.length).toBeGreaterThan(1);
  });

  it('is not settled by a ruling on another category', () => {
    expect(ask(other, [{ ...asked(ask(one)), recorded }]).answer).toBe('NEEDS_HUMAN');
  });

  it.each<[keyof Ruling, string]>([
    ['rule', 'platform-consent-for-transfer'],
    ['code', 'QUALIFICATION_OF_ANOTHER'],
    ['question', 'is it in order?'],
  ])('is not settled by a ruling on another %s', (field, value) => {
    expect(ask(one, [{ ...asked(ask(one)), [field]: value }]).answer).toBe('NEEDS_HUMAN');
  });

  it('is asked again on the day after the ruling has run out', () => {
    const rulings = [{ ...asked(ask(one)), recorded, validUntil: TODAY }];
    const lastInstant = new Date(startOfDay(addDays(TODAY, 1)).getTime() - 1);
    expect(ask(one, rulings, lastInstant).answer).toBe('YES');
    expect(ask(one, rulings, startOfDay(addDays(TODAY, 1))).answer).toBe('NEEDS_HUMAN');
  });

  it('is refused where a person has judged that it is not in order, with the reason and the clause', () => {
    const verdict = ask(one, [{ ...asked(ask(one)), answer: 'NOT_IN_ORDER', recorded }]);
    expect(verdict.answer).toBe('NO');
    expect(verdict.findings).toMatchObject([
      {
        effect: 'BLOCKS',
        code: 'RULED_NOT_IN_ORDER',
        rule: 'category-on-list',
        citations: [{ clause: 'wechat/2.8' }],
        evidence: [{ path: 'rulings[rul_1]', ruling: { answer: 'NOT_IN_ORDER', by: 'member:mem_1' } }],
        remedy: { kind: 'ASK_A_PERSON', ruling: { ...asked(ask(one)), rulingId: 'rul_1' } },
      },
    ]);
    expect(verdict.findings[0]?.message.en).toContain(recorded.note);
    expect(verdict.findings[0]?.message['zh-CN']).toContain(recorded.note);
    expect(verdict.passed.map(({ rule }) => rule)).not.toContain('category-on-list');
  });

  it('goes by the latest of two rulings on the same question', () => {
    const question = asked(ask(one));
    const no: Ruling = { ...question, answer: 'NOT_IN_ORDER', recorded };
    expect(ask(one, [no, question]).answer).toBe('YES');
    expect(ask(one, [question, no]).answer).toBe('NO');
  });

  it('has an answer of a person as its smallest remedy, also after a no', () => {
    const no: Ruling = { ...asked(ask(one)), answer: 'NOT_IN_ORDER', recorded };
    for (const facts of [factsIn(one), factsIn(one, [no])]) {
      expect(smallestRemedies(wechat, facts, 'SUBMIT', NOW)).toMatchObject({
        kind: 'FOUND',
        remedies: [{ kind: 'ASK_A_PERSON', ruling: asked(ask(one)) }],
      });
    }
  });

  it('can be supposed to be judged, on its own platform', () => {
    const under = (platform: string, answer: 'IN_ORDER' | 'NOT_IN_ORDER') => {
      const overlay = { rulings: [{ ...asked(ask(one)), platform, answer }] };
      const then = layOver(wechat, { facts: factsIn(one), at: NOW }, overlay, new Set());
      return evaluate(wechat, then.facts, 'SUBMIT', then.at).answer;
    };
    expect(under('WECHAT', 'IN_ORDER')).toBe('YES');
    expect(under('WECHAT', 'NOT_IN_ORDER')).toBe('NO');
    expect(under('BAIDU', 'IN_ORDER')).toBe('NEEDS_HUMAN');
  });
});

describe('baidu/3.6: what a host’s own rule asks a person', () => {
  const set: HostRuleSet = {
    hostId: 'someplace',
    version: 1,
    effectiveFrom: '2020-01-01',
    rules: [
      {
        id: 'looked-at',
        expression: 'false',
        reasonCode: 'LOOK',
        message: { 'zh-CN': '须看', en: 'somebody has to look' },
        effect: 'ASKS',
        operations: ['SUBMIT'],
        source: 'test',
      },
    ],
  };
  const judge = (version: number, rulings: readonly Ruling[] = [], path?: readonly string[]) =>
    evaluate(
      baidu,
      someFacts({ rulings, ...(path ? { manifest: inCategory(path, 'BAIDU') } : {}) }),
      'SUBMIT',
      NOW,
      rulesOf({ ...set, version }, baidu),
    );
  const here = someManifest().categories.find(({ platform }) => platform === 'BAIDU')?.path ?? [];

  it('is settled by a ruling, and asked anew by the next set of its rules', () => {
    expect(judge(1).answer).toBe('NEEDS_HUMAN');
    const ruling = asked(judge(1));
    expect(judge(1, [ruling]).answer).toBe('YES');
    expect(judge(2, [ruling]).answer).toBe('NEEDS_HUMAN');
  });

  it('is asked anew once the program stands in another category than the one that was looked at', () => {
    const rulings = [{ ...asked(judge(1)), recorded, category: here }];
    expect(judge(1, rulings).answer).toBe('YES');
    const codes = (verdict: Verdict) => verdict.findings.map(({ code }) => code);
    expect(codes(judge(1, rulings, ['美食', '菜谱']))).toContain('LOOK');
  });
});

describe('a clause that no rule carries out', () => {
  const under = (version: string) =>
    withPublished(wechat, [
      drafted(
        'WECHAT',
        wechat.agreement.versions[0],
        { ...nextDraft(wechat, version, TODAY), addClauses: [newGate] },
        TODAY,
      ),
    ]);
  const facts = (version: string, rulings: readonly Ruling[] = []) => {
    const documents = under(version).agreement.versions.at(-1)?.documents ?? [];
    return someFacts({
      acceptances: documents.map(({ id, version: of }) => ({ documentId: id, version: of })),
      rulings,
    });
  };
  const judge = (version: string, rulings: readonly Ruling[] = []) =>
    evaluate(under(version), facts(version, rulings), 'SUBMIT', NOW);
  const question = (version: string) => {
    const finding = judge(version).findings.find(({ effect }) => effect === 'LACKS');
    if (finding?.remedy?.kind !== 'ASK_A_PERSON' || !finding.remedy.ruling)
      throw new Error('nothing is asked');
    return finding.remedy.ruling;
  };

  it('is settled by a ruling on it, and asked anew by the next version, whose text may be another', () => {
    expect(judge('next').answer).toBe('UNKNOWN');
    expect(judge('next', [question('next')]).answer).toBe('YES');
    expect(judge('next', [{ ...question('next'), answer: 'NOT_IN_ORDER' }]).answer).toBe('NO');
    expect(judge('after next', [question('next')]).answer).toBe('UNKNOWN');
  });

  it('has that ruling among what would turn the answer, with the clause in its version', () => {
    expect(smallestRemedies(under('next'), facts('next'), 'SUBMIT', NOW)).toMatchObject({
      kind: 'FOUND',
      remedies: [
        { kind: 'ASK_A_PERSON', ruling: { citations: [{ clause: 'wechat/9.1', agreementVersion: 'next' }] } },
      ],
    });
  });
});
