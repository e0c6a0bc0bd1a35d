/** A category as WeChat numbers it. The numbers are the sandbox's own. */
export interface WechatCategory {
  readonly ids: readonly number[];
  /** Two or three levels, from the first down. */
  readonly path: readonly string[];
  /** Papers, one of which it asks for; it asks for none where there is no list. */
  readonly papers?: readonly string[];
}

/** The papers of a few second levels that ask for some. */
const PAPERS: Readonly<Record<string, readonly string[]>> = {
  '收件/派件': ['快递业务经营许可证', '快递末端网点备案'],
  公立医疗机构: ['医疗机构执业许可证'],
  银行: ['金融业务许可证'],
  点餐平台: ['增值电信业务经营许可证'],
  时政信息: ['互联网新闻信息服务许可证'],
  网络小说: ['网络出版服务许可证'],
  电商平台: ['增值电信业务经营许可证'],
  食品饮料: ['食品经营许可证', '食品生产许可证'],
  律所服务: ['律师事务所执业许可证'],
};

/** Names of published categories. A program in the sandbox starts with all of them, as if its owner had chosen them. */
export const usualCategoryPaths: readonly (readonly string[])[] = [
  ['物流服务', '收件/派件'],
  ['物流服务', '查件', '查件'],
  ['教育服务', '在线教育'],
  ['教育服务', '婴幼儿教育'],
  ['医疗服务', '公立医疗机构'],
  ['金融业', '银行'],
  ['交通服务', '代驾服务'],
  ['交通服务', '停车服务'],
  ['房地产服务', '物业管理'],
  ['生活服务', '家政服务'],
  ['生活服务', '丽人服务', '美容'],
  ['IT科技', '软件服务提供商'],
  ['餐饮服务', '餐饮服务场所/餐饮服务管理企业'],
  ['餐饮服务', '点餐平台'],
  ['餐饮服务', '餐厅排队'],
  ['旅游服务', '住宿服务'],
  ['时政信息', '时政信息'],
  ['文娱', '网络小说'],
  ['工具', '天气'],
  ['工具', '日历'],
  ['工具', '记账'],
  ['工具', '办公'],
  ['电商平台', '电商平台'],
  ['商家自营', '食品饮料'],
  ['商家自营', '图书/音像/影视/游戏/动漫'],
  ['商业服务', '律所服务'],
  ['社交', '社区/论坛'],
  ['社交', '笔记'],
  ['体育', '体育场馆服务'],
  ['汽车服务', '养车/修车'],
  ['资讯', '信息资讯'],
  ['深度合成', 'AI问答'],
];

/** Numbers paths: the same list gives the same numbers. */
export function numberCategories(paths: readonly (readonly string[])[]): readonly WechatCategory[] {
  const numbers = new Map<string, number>();
  return paths.map((path) => ({
    path,
    ...papersOf(path),
    ids: path.map((_, level) => {
      const key = path.slice(0, level + 1).join('\n');
      const number = numbers.get(key) ?? numbers.size + 1;
      numbers.set(key, number);
      return number;
    }),
  }));
}

function papersOf([, second = '']: readonly string[]): Pick<WechatCategory, 'papers'> {
  const papers = PAPERS[second];
  return papers === undefined ? {} : { papers };
}
