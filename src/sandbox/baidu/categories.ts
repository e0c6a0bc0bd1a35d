/** A category as Baidu numbers it. The numbers are the sandbox's own. */
export interface BaiduCategory {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
  readonly parentName: string;
  /** The paper that it asks for, where it asks for one. */
  readonly paper?: string;
}

/** First level, second level, paper. Names of the published list; not all of it. */
export type CategoryRow = readonly [first: string, second: string, paper?: string];

export const usualCategoryRows: readonly CategoryRow[] = [
  ['快递业与邮政', '快递', '快递业务经营许可证'],
  ['快递业与邮政', '邮政'],
  ['快递业与邮政', '仓储'],
  ['快递业与邮政', '物流'],
  ['教育', '培训机构'],
  ['教育', '驾校培训', '道路运输经营许可证'],
  ['教育', '在线教育'],
  ['金融业', '银行', '金融许可证'],
  ['交通', '地图导航', '测绘资质证书'],
  ['房地产', '物业'],
  ['生活', '家政'],
  ['生活', '宠物医院/兽医', '动物诊疗许可证'],
  ['IT科技', '软件服务提供商', '增值电信业务经营许可证'],
  ['美食', '餐饮服务场所', '食品经营许可证'],
  ['美食', '餐厅排队'],
  ['美食', '点评与推荐'],
  ['旅行', '住宿服务'],
  ['时政新闻', '时政新闻', '互联网新闻信息服务许可证'],
  ['娱乐', '小说', '网络出版服务许可证'],
  ['效率', '天气'],
  ['效率', '日历'],
  ['效率', '记账'],
  ['电商', '综合平台', '增值电信业务经营许可证'],
  ['商家自营', '食品', '食品经营许可证'],
  ['商家自营', '服装/鞋/箱包'],
  ['商业服务', '律所', '律师事务所执业许可证'],
  ['社交', '社区/论坛'],
  ['社交', '笔记'],
  ['体育', '体育培训'],
  ['汽车', '汽车资讯'],
  ['资讯', '资讯'],
];

/** Numbers rows: the same list gives the same numbers, the first ones those of the documents' sample. */
export function numberCategories(rows: readonly CategoryRow[]): readonly BaiduCategory[] {
  const parents = new Map<string, number>();
  let last = 0;
  return rows.map(([parentName, name, paper]) => {
    let parentId = parents.get(parentName);
    if (parentId === undefined) {
      last += 1;
      parentId = last;
      parents.set(parentName, parentId);
    }
    last += 1;
    return { id: last, name, parentId, parentName, ...(paper !== undefined && { paper }) };
  });
}

/** The tree as `app/category/list` gives it: papers as JSON in a string, numbers sometimes in quotes. */
export function categoryTree(categories: readonly BaiduCategory[]): readonly object[] {
  const parents = new Map(categories.map(({ parentId, parentName }) => [parentId, parentName]));
  return [...parents].map(([parentId, parentName]) => ({
    id: parentId,
    category_name: parentName,
    category_type: 2,
    sub_items: Object.fromEntries(
      categories
        .filter((category) => category.parentId === parentId)
        .map((category) => [category.id, leaf(category)]),
    ),
  }));
}

function leaf({ id, name, paper }: BaiduCategory): object {
  const asks = { desc: `请上传《${paper}》`, list: [[{ id: 1, must: 1, name: paper, desc: '' }]] };
  return {
    id: String(id),
    category_name: name,
    category_type: 2,
    need_quali: paper === undefined ? '0' : 1,
    category_quali: paper === undefined ? '' : JSON.stringify(asks),
  };
}
