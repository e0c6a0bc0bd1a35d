import { describe, expect, it } from '@jest/globals';
import { baiduCategories } from '../../../src/policy/baidu/categories/list.ts';
import { baiduHostRuleSets } from '../../../src/policy/baidu/host-rules.ts';
import { baiduHosts } from '../../../src/policy/baidu/hosts.ts';
import { baidu } from '../../../src/policy/baidu/variant.ts';
import { evaluate } from '../../../src/policy/evaluate.ts';
import type { Facts } from '../../../src/policy/facts.ts';
import { askSet, rulesOf } from '../../../src/policy/hosts/rules.ts';
import { type Changes, NOW, someFacts, someManifest } from '../../support/facts.ts';

const DAY = 86_400_000;
const [tieba] = baiduHostRuleSets;
const host = baiduHosts.find(({ id }) => id === 'tieba');
const facts = (changes: Changes<Facts> = {}) => someFacts({ ...(host ? { host } : {}), ...changes });
const inCategory = (path: readonly string[]) =>
  facts({ manifest: someManifest({ categories: [{ platform: 'BAIDU', path }] }) });

/** The rules of Tieba that find something. */
const findsAt = (asked: Facts): string[] =>
  askSet(tieba, asked, { operation: 'SUBMIT', at: NOW, platform: 'BAIDU' }).map(
    ({ hostRule }) => hostRule?.rule ?? '',
  );

const ofEveryProgram = ['nature', 'unlike-tieba', 'open-to-all', 'shares-to-tieba'];
const byCategory: Readonly<Record<string, readonly string[]>> = {
  'no-credit-category': ['金融业 > 非金融机构自营小额贷款', '金融业 > 消费金融', '金融业 > 银行信用卡'],
  'medical-in-nature': ['效率 > 健康管理', '资讯 > 健康'],
  'credit-in-nature': ['金融业 > 银行', '商业服务 > 典当'],
  'advertising-in-nature': ['商业服务 > 广告/设计', '商业服务 > 公关/推广/市场调查'],
};

describe('baidu/3.6: of all categories that Baidu opens, Tieba’s rule', () => {
  it.each(Object.entries(byCategory))('%s finds these and no others', (rule, paths) => {
    const found = baiduCategories.categories
      .filter(({ path }) => findsAt(inCategory(path)).includes(rule))
      .map(({ path }) => path.join(' > '));
    expect([...found].sort()).toEqual([...paths].sort());
  });

  it.each(ofEveryProgram)('%s asks its reviewer about every one', (rule) => {
    expect(baiduCategories.categories.every(({ path }) => findsAt(inCategory(path)).includes(rule))).toBe(
      true,
    );
  });

  it('refusals-in-30-days looks at none, and finds 21 refusals', () => {
    const rule = 'refusals-in-30-days';
    expect(baiduCategories.categories.some(({ path }) => findsAt(inCategory(path)).includes(rule))).toBe(
      false,
    );
    const hostRefusals = Array.from({ length: 21 }, (_, days) => new Date(NOW.getTime() - days * DAY));
    expect(findsAt(facts({ hostRefusals }))).toContain(rule);
  });

  it('is among those that are tried here', () => {
    expect((tieba?.rules ?? []).map(({ id }) => id).sort()).toEqual(
      [...Object.keys(byCategory), ...ofEveryProgram, 'refusals-in-30-days'].sort(),
    );
  });
});

describe('baidu/3.6: a program for credit or of medicine', () => {
  const at = (path: readonly string[]) =>
    evaluate(baidu, inCategory(path), 'SUBMIT', NOW, rulesOf(tieba, baidu));

  it('is refused by Tieba where it is for credit, and told to choose another category', () => {
    for (const path of baiduCategories.categories.map((category) => category.path)) {
      const refusal = at(path).findings.find(({ code }) => code === 'CREDIT_NOT_TAKEN');
      const isCredit = byCategory['no-credit-category']?.includes(path.join(' > ')) ?? false;
      expect(refusal !== undefined).toBe(isCredit);
      if (refusal) {
        expect(refusal).toMatchObject({
          effect: 'BLOCKS',
          remedy: { kind: 'CHOOSE_CATEGORY', platform: 'BAIDU' },
        });
      }
    }
  });

  it('is not for Tieba to refuse where it is of medicine: Baidu opens no such category to anybody', () => {
    expect(baiduCategories.categories.filter(({ path: [first] }) => first?.includes('医'))).toEqual([]);
    expect(at(['医疗', '在线问诊']).findings.map(({ code }) => code)).toContain('CATEGORY_NOT_ON_LIST');
  });

  it('is a warning where it is only near to it, and stays for Tieba’s review', () => {
    const near = at(['效率', '健康管理']).findings.find(({ code }) => code === 'MAY_BE_MEDICAL');
    expect(near).toMatchObject({ effect: 'WARNS', remedy: { kind: 'ASK_A_PERSON' } });
  });
});

describe('baidu/3.6: the hosts of whom rules are documented', () => {
  it('are Tieba alone, and each of its rules names the document', () => {
    expect(baiduHostRuleSets.map(({ hostId }) => hostId)).toEqual(['tieba']);
    for (const { rules } of baiduHostRuleSets) {
      for (const { source } of rules) expect(source).toContain('auditing_tieba');
    }
  });
});
