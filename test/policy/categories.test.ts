import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baiduCategories } from '../../src/policy/baidu/categories/list.ts';
import {
  findCategory,
  listFor,
  nearestCategories,
  paperSets,
  paperSetsBeforeHuman,
  satisfiedBy,
} from '../../src/policy/categories.ts';
import { wechatOrganisationCategories } from '../../src/policy/wechat/categories/organisation.ts';
import { wechatOverseasCategories } from '../../src/policy/wechat/categories/overseas.ts';
import { wechatPersonCategories } from '../../src/policy/wechat/categories/person.ts';
import type { CategoryList, Requirement, SubjectType } from '../../src/programs/category.ts';

const wechatLists = [wechatOrganisationCategories, wechatPersonCategories, wechatOverseasCategories];
const lists = [...wechatLists, baiduCategories];

/** By first level: the rows of its second level, and the paths that they make with their third levels. */
function countsOf({ categories }: CategoryList): Record<string, readonly [number, number]> {
  const firsts = new Set(categories.map(({ path }) => path[0] ?? ''));
  return Object.fromEntries(
    [...firsts].map((first) => {
      const paths = categories.filter(({ path }) => path[0] === first).map(({ path }) => path);
      return [first, [new Set(paths.map(([, second]) => second)).size, paths.length]];
    }),
  );
}

function requirementOf(list: CategoryList, subject: SubjectType, ...path: string[]): Requirement | undefined {
  const category = findCategory([list], subject, path);
  if (!category) throw new Error(`not on the list: ${path.join(' > ')}`);
  return category.requirement;
}

const wechat = (...path: string[]) => requirementOf(wechatOrganisationCategories, 'ORGANISATION', ...path);
const overseas = (...path: string[]) =>
  requirementOf(wechatOverseasCategories, 'OVERSEAS_ORGANISATION', ...path);
const baidu = (...path: string[]) => requirementOf(baiduCategories, 'ORGANISATION', ...path);

describe('the published lists', () => {
  it('WeChat opens 349 categories (379 with their third levels) to organisations', () => {
    expect(countsOf(wechatOrganisationCategories)).toEqual({
      物流服务: [7, 7],
      教育服务: [16, 17],
      医疗服务: [18, 21],
      政务民生: [62, 62],
      金融业: [26, 26],
      交通服务: [25, 28],
      房地产服务: [4, 6],
      生活服务: [22, 31],
      IT科技: [12, 12],
      餐饮服务: [4, 15],
      旅游服务: [8, 8],
      时政信息: [1, 1],
      文娱: [13, 13],
      工具: [18, 18],
      电商平台: [3, 3],
      商家自营: [47, 48],
      商业服务: [31, 31],
      公益: [4, 4],
      社交: [8, 8],
      体育: [4, 4],
      汽车服务: [8, 8],
      资讯: [1, 1],
      深度合成: [4, 4],
      内测: [3, 3],
    });
    expect(wechatOrganisationCategories.categories).toHaveLength(379);
  });

  it('WeChat opens 31 categories (40 with their third levels) to persons', () => {
    expect(countsOf(wechatPersonCategories)).toEqual({
      物流服务: [2, 2],
      教育服务: [4, 4],
      交通服务: [1, 1],
      生活服务: [3, 12],
      餐饮服务: [1, 1],
      旅游服务: [1, 1],
      工具: [11, 11],
      商业服务: [6, 6],
      体育: [2, 2],
    });
    expect(wechatPersonCategories.categories).toHaveLength(40);
  });

  it('WeChat opens 107 categories to organisations overseas', () => {
    expect(countsOf(wechatOverseasCategories)).toEqual({
      快递业与邮政: [3, 3],
      教育: [6, 6],
      出行与交通: [7, 7],
      房地产: [1, 1],
      生活服务: [6, 6],
      餐饮: [2, 2],
      旅游: [9, 9],
      工具: [14, 14],
      商业服务: [7, 7],
      体育: [2, 2],
      汽车: [5, 5],
      IT科技: [1, 1],
      公共服务: [3, 3],
      本地服务: [23, 23],
      跨境电商: [18, 18],
    });
    expect(wechatOverseasCategories.categories).toHaveLength(107);
  });

  it('Baidu opens 246 categories, of which its page lists one twice', () => {
    const paths = Object.fromEntries(
      Object.entries(countsOf(baiduCategories)).map(([first, [, rows]]) => [first, rows]),
    );
    expect(paths).toEqual({
      快递业与邮政: 4,
      教育: 10,
      政务民生: 61,
      金融业: 15,
      交通: 21,
      房地产: 3,
      生活: 16,
      IT科技: 1,
      美食: 5,
      旅行: 8,
      时政新闻: 1,
      娱乐: 7,
      效率: 16,
      电商: 3,
      商家自营: 21,
      商业服务: 22,
      公益: 2,
      社交: 6,
      体育: 4,
      汽车: 5,
      资讯: 15,
    });
    expect(baiduCategories.categories).toHaveLength(246);
  });

  it('names each path once, in clean names, and says where it was read and when', () => {
    for (const { categories, source, asOf } of lists) {
      expect(source).toMatch(/^https:/);
      expect(asOf).toMatch(/^\d{4}-\d{2}$/);
      const paths = categories.map(({ path }) => path.join(' > '));
      expect(new Set(paths).size).toBe(paths.length);
      expect(paths.filter((path) => /[《》，。\t]|^ | $/.test(path))).toEqual([]);
    }
  });

  it('names papers without marks, and never an empty choice', () => {
    const papers = (requirement: Requirement): string[] => {
      if ('paper' in requirement) return [requirement.paper];
      if ('human' in requirement) return [];
      const parts = 'anyOf' in requirement ? requirement.anyOf : requirement.allOf;
      expect(parts.length).toBeGreaterThan(1);
      return parts.flatMap(papers);
    };
    const named = lists.flatMap(({ categories }) =>
      categories.flatMap(({ requirement }) => (requirement ? papers(requirement) : [])),
    );
    expect(new Set(named).size).toBeGreaterThan(150);
    expect(named.filter((paper) => paper !== paper.trim() || /[《》。；]|选1/.test(paper))).toEqual([]);
  });
});

describe('a row, literally', () => {
  it('WeChat: a snack bar needs one of three, one of them three papers together', () => {
    expect(wechat('餐饮服务', '餐饮服务场所/餐饮服务管理企业', '小吃快餐')).toEqual({
      anyOf: [
        { paper: '食品经营许可证' },
        {
          allOf: [
            { paper: '餐饮平台与门店的管理关系声明' },
            { paper: '微信小程序餐饮门店运营资质和责任承诺函' },
            { paper: '食品经营许可证' },
          ],
        },
        { paper: '国境口岸卫生许可证' },
      ],
    });
  });

  it.each([
    ['点餐平台', ['餐饮服务', '点餐平台'], { paper: '增值电信业务经营许可证' }],
    ['餐厅排队', ['餐饮服务', '餐厅排队'], undefined],
    [
      '邮政',
      ['物流服务', '邮政'],
      {
        allOf: [
          { paper: '审批单位关于申请单位经营邮政通信业务的批复' },
          { paper: '审批单位经营邮政通信业务许可登记表' },
        ],
      },
    ],
    [
      '公立医疗机构',
      ['医疗服务', '公立医疗机构'],
      { allOf: [{ paper: '医疗机构执业许可证' }, { paper: '事业单位法人证书' }] },
    ],
    [
      '税务',
      ['政务民生', '税务'],
      {
        anyOf: [
          { allOf: [{ paper: '统一社会信用代码证' }, { human: true }] },
          { allOf: [{ paper: '资质授权文件' }, { human: true }] },
        ],
      },
    ],
    ['银行', ['金融业', '银行'], { anyOf: [{ paper: '金融许可证' }, { paper: '金融机构许可证' }] }],
    [
      '专车',
      ['交通服务', '网约车', '专车'],
      {
        anyOf: [
          { paper: '网络预约出租汽车经营许可证' },
          { allOf: [{ paper: '网络预约出租汽车经营许可证' }, { human: true }] },
        ],
      },
    ],
    ['查件', ['物流服务', '查件', '查件'], undefined],
    ['3C数码', ['商家自营', '3C数码'], undefined],
    ['职业技能鉴定', ['教育服务', '职业技能鉴定'], { human: true }],
    ['熟人交友', ['社交', '熟人交友'], { allOf: [{ paper: '增值电信业务经营许可证' }, { human: true }] }],
  ] as const)('WeChat, organisations: %s', (_name, path, requirement) => {
    expect(wechat(...path)).toEqual(requirement);
  });

  it('WeChat: the two kinds of prepaid-card trade differ in their papers', () => {
    const publisher = {
      anyOf: [
        { paper: '单用途预付卡备案公示材料' },
        { allOf: [{ paper: '支付业务许可证' }, { human: true }] },
      ],
    };
    expect(wechat('商家自营', '预付卡', '发行方')).toEqual(publisher);
    expect(wechat('商家自营', '预付卡', '预付卡代售')).toEqual({ allOf: [publisher, { human: true }] });
  });

  it('WeChat: a person may be a lawyer, with a paper, and may not run a restaurant', () => {
    expect(requirementOf(wechatPersonCategories, 'PERSON', '商业服务', '律师')).toEqual({
      paper: '律师执业资格证',
    });
    expect(findCategory(wechatLists, 'PERSON', ['餐饮服务', '点餐平台'])).toBeUndefined();
  });

  it('WeChat: an estate agent overseas needs its registration and one of two certificates', () => {
    expect(overseas('房地产', '房地产')).toEqual({
      allOf: [
        { paper: '公司注册证' },
        { anyOf: [{ paper: '房地产代理注册登记证' }, { paper: '房地产发展商注册证' }] },
      ],
    });
    expect(overseas('跨境电商', '酒')).toEqual({ allOf: [{ paper: '承诺函' }, { human: true }] });
  });

  it.each([
    [
      '餐饮服务场所',
      ['美食', '餐饮服务场所'],
      { anyOf: [{ paper: '食品经营许可证' }, { paper: '公共场所卫生许可证' }] },
    ],
    ['点餐平台', ['美食', '点餐平台'], { paper: '增值电信业务经营许可证' }],
    [
      '动漫',
      ['娱乐', '动漫'],
      {
        anyOf: [
          { allOf: [{ paper: '互联网出版许可证' }, { paper: '网络文化经营许可证' }] },
          { allOf: [{ paper: '网络出版服务许可证' }, { paper: '网络文化经营许可证' }] },
        ],
      },
    ],
    [
      '典当',
      ['商业服务', '典当'],
      { allOf: [{ paper: 'ICP备案' }, { paper: '典当经营许可证' }, { paper: '特种行业许可证' }] },
    ],
    [
      '股票信息服务平台, whose row can be read in two ways: by one of them a contract alone is enough',
      ['金融业', '股票信息服务平台'],
      {
        anyOf: [
          {
            allOf: [
              { paper: '增值电信业务经营许可证' },
              {
                anyOf: [{ paper: '深圳交易所专有信息经营许可合同' }, { paper: '上证所证券信息经营许可合同' }],
              },
            ],
          },
          { allOf: [{ paper: '上证所证券信息经营许可合同' }, { human: true }] },
        ],
      },
    ],
    ['股票信息服务平台（港股／美股）', ['金融业', '股票信息服务平台（港股／美股）'], { human: true }],
    ['美食', ['资讯', '美食'], undefined],
  ] as const)('Baidu: %s', (_name, path, requirement) => {
    expect(baidu(...path)).toEqual(requirement);
  });
});

describe('looking a category up', () => {
  it('goes by the kind of subject', () => {
    expect(listFor(wechatLists, 'PERSON')).toBe(wechatPersonCategories);
    expect(listFor(wechatLists, 'OVERSEAS_ORGANISATION')).toBe(wechatOverseasCategories);
    expect(listFor([baiduCategories], 'PERSON')).toBeUndefined();
    expect(findCategory([baiduCategories], 'PERSON', ['美食', '点餐平台'])).toBeUndefined();
  });

  it('takes the whole path and nothing but the path', () => {
    expect(findCategory(wechatLists, 'ORGANISATION', ['餐饮服务'])).toBeUndefined();
    expect(
      findCategory(wechatLists, 'ORGANISATION', ['餐饮服务', '餐饮服务场所/餐饮服务管理企业']),
    ).toBeUndefined();
    expect(findCategory(wechatLists, 'ORGANISATION', ['餐饮服务', '点餐平台', '其他'])).toBeUndefined();
    expect(findCategory(wechatLists, 'ORGANISATION', ['餐饮服务', '点餐平台'])?.path).toEqual([
      '餐饮服务',
      '点餐平台',
    ]);
  });
});

describe('whether papers meet a requirement', () => {
  const alphabet = ['甲', '乙', '丙', '丁'];
  const papers = fc.subarray(alphabet).map((some) => new Set(some));
  const { requirement } = fc.letrec<{ requirement: Requirement }>((tie) => ({
    requirement: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...alphabet).map((paper): Requirement => ({ paper })),
      fc.constant<Requirement>({ human: true }),
      fc.array(tie('requirement'), { minLength: 1, maxLength: 3 }).map((anyOf): Requirement => ({ anyOf })),
      fc.array(tie('requirement'), { minLength: 1, maxLength: 3 }).map((allOf): Requirement => ({ allOf })),
    ),
  }));
  const everySetOf = (names: readonly string[]): string[][] =>
    names.reduce<string[][]>((sets, name) => sets.flatMap((set) => [set, [...set, name]]), [[]]);
  const rank = { NO: 0, NEEDS_HUMAN: 1, YES: 2 };

  it('is YES by one satisfied branch even where another is left to a person', () => {
    const either: Requirement = { anyOf: [{ human: true }, { paper: '甲' }] };
    expect(satisfiedBy(either, new Set(['甲']))).toBe('YES');
    expect(satisfiedBy(either, new Set())).toBe('NEEDS_HUMAN');
  });

  it('is NO where a paper is missing that no person could do without', () => {
    const both: Requirement = { allOf: [{ human: true }, { paper: '甲' }] };
    expect(satisfiedBy(both, new Set())).toBe('NO');
    expect(satisfiedBy(both, new Set(['甲']))).toBe('NEEDS_HUMAN');
    expect(paperSets(both)).toEqual([]);
    expect(paperSetsBeforeHuman(both)).toEqual([['甲']]);
  });

  it('is YES where nothing is asked for', () => {
    expect(satisfiedBy(undefined, new Set())).toBe('YES');
    expect(paperSets(undefined)).toEqual([[]]);
  });

  it('never gets worse by a further paper', () => {
    fc.assert(
      fc.property(requirement, papers, papers, (asked, some, more) => {
        const before = satisfiedBy(asked, some);
        const after = satisfiedBy(asked, new Set([...some, ...more]));
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  it('is NO exactly where a person who says yes to everything could not help', () => {
    const asIfYes = (asked: Requirement): Requirement => {
      if ('human' in asked) return { allOf: [] };
      if ('paper' in asked) return asked;
      return 'anyOf' in asked ? { anyOf: asked.anyOf.map(asIfYes) } : { allOf: asked.allOf.map(asIfYes) };
    };
    fc.assert(
      fc.property(requirement, papers, (asked, some) => {
        expect(satisfiedBy(asked, some) === 'NO').toBe(satisfiedBy(asIfYes(asked), some) === 'NO');
      }),
    );
  });

  it.each([
    ['paperSets', paperSets, ['YES']],
    ['paperSetsBeforeHuman', paperSetsBeforeHuman, ['YES', 'NEEDS_HUMAN']],
  ] as const)('%s gives all the minimal ways there, and no other', (_name, sets, wanted) => {
    const reaches = (asked: Requirement, set: readonly string[]) =>
      wanted.some((answer) => answer === satisfiedBy(asked, new Set(set)));
    fc.assert(
      fc.property(requirement, (asked) => {
        const key = (set: readonly string[]) => [...set].sort().join();
        const minimal = everySetOf(alphabet).filter(
          (set) =>
            reaches(asked, set) &&
            set.every(
              (gone) =>
                !reaches(
                  asked,
                  set.filter((name) => name !== gone),
                ),
            ),
        );
        expect(sets(asked).map(key).sort()).toEqual(minimal.map(key).sort());
      }),
    );
  });

  it('is turned to YES by each set of papers that a published row names', () => {
    for (const { categories } of lists)
      for (const { requirement: asked } of categories) {
        for (const set of paperSets(asked)) expect(satisfiedBy(asked, new Set(set))).toBe('YES');
        const last = paperSetsBeforeHuman(asked);
        expect(last.length).toBeGreaterThan(0);
        for (const set of last) expect(satisfiedBy(asked, new Set(set))).not.toBe('NO');
      }
  });

  it('offers a restaurant the two shortest ways', () => {
    expect(paperSets(wechat('餐饮服务', '餐饮服务场所/餐饮服务管理企业', '咖啡厅'))).toEqual([
      ['食品经营许可证'],
      ['国境口岸卫生许可证'],
    ]);
  });
});

describe('the nearest categories', () => {
  const near = (...path: string[]) => nearestCategories(wechatLists, path, 3).map(({ path: found }) => found);

  it('to one on the list begin with itself (wechat/2.8)', () => {
    for (const list of lists) {
      for (const { path } of list.categories) {
        expect(new Set(nearestCategories([list], path, 1)[0]?.path.join(''))).toEqual(new Set(path.join('')));
      }
    }
  });

  it('to a misspelt one are those that share most with it (wechat/2.8)', () => {
    expect(near('餐饮服务', '餐饮服务场所', '川湘菜')[0]).toEqual([
      '餐饮服务',
      '餐饮服务场所/餐饮服务管理企业',
      '川湘菜',
    ]);
  });

  it('are at most as many as asked for, no two of one name, and none that share nothing', () => {
    const found = near('餐饮服务').map((path) => path.join('>'));
    expect(found).toHaveLength(3);
    expect(new Set(found).size).toBe(3);
    expect(near('xyz')).toEqual([]);
  });
});
