import { entry, final, input, operator } from '../../code-entry.ts';
import type { CodeMeaning, CodeMeanings } from '../../code-meaning.ts';

const nameRefused = input(
  '名称不可用；原因见宿主原话',
  'the name cannot be used; the host’s own words say why',
);
const nameInReview: CodeMeaning = entry(
  'WAIT_FOR_HOST',
  '小程序正在审核，暂不能改名',
  'the program is in review: its name cannot change now',
  {
    tooLong: true,
  },
);
const signatureRefused = input(
  '简介不可用；原因见宿主原话',
  'the introduction cannot be used; the host’s own words say why',
);

function range(from: number, to: number, meaning: CodeMeaning): CodeMeanings {
  const codes = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  return Object.fromEntries(codes.map((code) => [code, meaning]));
}

/** Name, introduction, categories and privacy guideline. Sources: the pages on basic information, category management and privacy. */
export const settingsCodes: CodeMeanings = {
  // The pages give the range; what each number means is in its words.
  ...range(53010, 53019, nameRefused),
  ...range(53200, 53203, signatureRefused),
  ...range(91001, 91018, nameRefused),
  '91019': nameInReview,

  // Testers. Source: the page of `bind_tester`.
  '85001': input(
    '微信号不存在，或设置为不可搜索',
    'there is no such WeChat account, or it cannot be searched for',
    {
      problem: 'NOT_FOUND',
    },
  ),
  '85002': final(
    '该小程序的体验者已达上限；请先移除',
    'the program has as many testers as it can have: remove some first',
    {
      problem: 'QUOTA_USED',
    },
  ),
  '85003': final('该微信号体验的小程序已达上限', 'the person tests as many programs as they can', {
    problem: 'QUOTA_USED',
  }),
  '85004': final('该微信号已经是体验者', 'the person is a tester already', { problem: 'ALREADY_EXISTS' }),

  // Addresses. Sources: the pages of `modify_domain` and `setwebviewdomain`.
  '85016': final('域名数量超过上限', 'there are more addresses than there can be', { problem: 'QUOTA_USED' }),
  '85017': input(
    '没有可修改的域名：域名已设置，或未在第三方平台登记',
    'no address is left to change: they are there already, or are not registered for the gateway',
    { problem: 'ALREADY_EXISTS' },
  ),
  '85018': operator(
    '域名未在第三方平台登记',
    'the address is not registered for the gateway as one that programs may speak to',
  ),
  '89019': input('业务域名没有变化', 'the addresses of pages are what they were', {
    problem: 'ALREADY_EXISTS',
  }),
  '89020': operator('第三方平台尚未登记业务域名', 'no addresses of pages are registered for the gateway'),
  '89021': operator(
    '业务域名未在第三方平台登记，也不是其子域名',
    'the address of pages is not registered for the gateway, nor below one that is',
  ),
  '89029': final('业务域名数量超过上限', 'there are more addresses of pages than there can be', {
    problem: 'QUOTA_USED',
  }),
  '89231': final('个人主体的小程序不能设置业务域名', 'programs of persons show no pages', {
    problem: 'NOT_POSSIBLE',
  }),

  '53300': entry(
    'RETRY_LATER',
    '本月修改类目的次数已用完',
    'the changes of categories of this month are used up',
    {
      problem: 'QUOTA_USED',
      renewal: 'NEXT_MONTH',
    },
  ),
  '53301': final('类目数量已达上限', 'there are as many categories as there can be', {
    problem: 'QUOTA_USED',
  }),
  '53302': final('该主体类型不能使用此类目', 'subjects of this type cannot have the category', {
    clause: 'wechat/2.8',
    problem: 'NOT_POSSIBLE',
  }),
  '53303': input('类目参数有误', 'a parameter of the category is wrong'),
  '53304': input('类目重复', 'the category is there already', { problem: 'ALREADY_EXISTS' }),
  '53305': input('该类目须先通过备案核验', 'the category needs a filing that has passed', {
    clause: 'wechat/2.8',
  }),
  '53306': input('只能修改类目的资质', 'only the papers of the category may change'),
  '53307': input('只能修改审核未通过的类目', 'only categories that were turned down may change'),
  '53308': entry('WAIT_FOR_HOST', '类目审核中，不能删除', 'the category is in review and cannot be deleted', {
    tooLong: true,
  }),
  '53309': final('社交红包类目不能删除', 'the category of social red packets cannot be deleted', {
    problem: 'NOT_POSSIBLE',
  }),
  '53310': input(
    '超过类目数量上限；可附申请理由',
    'there are too many categories: a reason may be given for more',
    {
      problem: 'QUOTA_USED',
    },
  ),
  '53311': input('该类目须提交资质', 'papers are needed for the category', { clause: 'wechat/2.8' }),

  '86069': input('隐私保护指引缺少开发者信息', 'the privacy guideline lacks who the owner is', {
    clause: 'wechat/4.4(2)',
  }),
  '86070': input('隐私保护指引缺少通知方式', 'the privacy guideline lacks how users are notified', {
    clause: 'wechat/4.4(2)',
  }),
  '86071': input('隐私保护指引的版本参数有误', 'the version of the privacy guideline is wrong'),
  '86072': input(
    '隐私保护指引的存储期限格式有误',
    'the retention period of the privacy guideline is not of its form',
    {
      clause: 'wechat/4.4(2)',
    },
  ),
  // A comment in a library has this number; real answers have the one before.
  '87072': input(
    '隐私保护指引的存储期限格式有误',
    'the retention period of the privacy guideline is not of its form',
    {
      clause: 'wechat/4.4(2)',
    },
  ),
  '86073': input('隐私保护指引的补充文件无效', 'the file of the privacy guideline is not valid'),
  '86074': final('没有线上的隐私保护指引', 'no privacy guideline is live yet', { problem: 'NOT_FOUND' }),
  '86075': final(
    '线上隐私保护指引的补充文件不能更改',
    'the file of the live privacy guideline cannot change',
  ),
};
