import { describe, expect, it } from '@jest/globals';
import { baiduAgreement } from '../../src/policy/baidu/agreement.ts';
import type { TermTopic } from '../../src/policy/term.ts';
import { wechatAgreement } from '../../src/policy/wechat/agreement.ts';

const agreements = [wechatAgreement, baiduAgreement];
const terms = agreements.flatMap((agreement) => agreement.terms);
const answers = (clause: string, topic: TermTopic) =>
  terms.filter((term) => term.clause === clause && term.topic === topic).map(({ answer }) => answer.en);

describe('what an agreement states', () => {
  it.each(terms)(
    '$clause: $about.en, in both languages and of a clause of kind TERM',
    ({ clause, about, answer }) => {
      const clauses = agreements.flatMap(({ versions: [version] }) => version.clauses);
      expect(clauses.find(({ id }) => id === clause)?.kind).toBe('TERM');
      for (const text of [about, answer]) {
        expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
        expect(text.en).toMatch(/[a-z]/i);
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
      }
    },
  );

  it('wechat/5.1, wechat/5.2, baidu/5.1, baidu/5.2: whose content and software are', () => {
    expect(answers('wechat/5.1', 'OWNERSHIP')).toEqual([
      'Tencent',
      'The developer, or whoever holds the rights',
    ]);
    expect(answers('baidu/5.1', 'OWNERSHIP')).toEqual([
      'Baidu',
      'The developer, or whoever holds the rights',
    ]);
    expect(answers('wechat/5.2', 'OWNERSHIP')[0]).toMatch(/^Tencent/);
    expect(answers('baidu/5.2', 'OWNERSHIP')[0]).toMatch(/^Baidu/);
  });

  it('wechat/7.3, wechat/7.4, baidu/8.3, baidu/8.4: law and court are said once', () => {
    for (const { terms: stated, governingLaw, jurisdiction } of agreements) {
      expect(stated.find(({ topic }) => topic === 'GOVERNING_LAW')?.answer).toBe(governingLaw);
      expect(stated.find(({ topic }) => topic === 'JURISDICTION')?.answer).toBe(jurisdiction);
    }
  });
});
