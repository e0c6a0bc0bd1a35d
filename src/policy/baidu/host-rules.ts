import type { HostRule, HostRuleSet } from '../hosts/rule-set.ts';

const TIEBA =
  'swan-team/swan-docs, introduction/auditing_tieba.md (https://smartprogram.baidu.com/docs/introduction/auditing_tieba/), as of 2020-04-20';

/** More than twenty refusals in the thirty days up to and including the refusal `refused`. */
const MORE_THAN_TWENTY =
  'history.refusals.filter(earlier, earlier <= refused && earlier > refused - duration("720h")).size() > 20';

/*
 * Tieba takes no programs that are medical, for credit or advertising in nature, and names no categories. These are our
 * reading of Baidu's list. What lends as its business is refused. The list has no category for medicine, so that
 * Baidu refuses such a program first, and what is near to medicine or advertising is for Tieba's review to judge.
 */
type CategoryPath = readonly [string, string];
const CREDIT: readonly CategoryPath[] = [
  ['金融业', '非金融机构自营小额贷款'],
  ['金融业', '消费金融'],
  ['金融业', '银行信用卡'],
];
const NEAR_CREDIT: readonly CategoryPath[] = [
  ['金融业', '银行'],
  ['商业服务', '典当'],
];
const NEAR_MEDICINE: readonly CategoryPath[] = [
  ['效率', '健康管理'],
  ['资讯', '健康'],
];
const NEAR_ADVERTISING: readonly CategoryPath[] = [
  ['商业服务', '广告/设计'],
  ['商业服务', '公关/推广/市场调查'],
];

/** Whether the program is in one of these categories, as an expression. */
function isOneOf(paths: readonly CategoryPath[]): string {
  return paths.map((path) => `category == ${JSON.stringify(path)}`).join(' || ');
}

/**
 * What Tieba publishes of whom it takes. Left out, because it turns on what the gateway does not keep: the limit of
 * two refusals for one forum (bars that forum for 180 days; forums are chosen at Tieba), the fit of a program
 * to the forums it is put into, the figures it is watched by later, and the 3 working days and 7 days to mend what is found then.
 * The assessment of the experience, within 7 working days, is Tieba's own review.
 */
const tieba: readonly HostRule[] = [
  {
    id: 'refusals-in-30-days',
    expression: `!history.refusals.exists(refused, now < refused + duration("1440h") && ${MORE_THAN_TWENTY})`,
    reasonCode: 'REFUSED_TOO_OFTEN',
    message: {
      'zh-CN': '30 天内被贴吧拒绝超过 20 次，自最后一次起 60 天内不能再提交到贴吧',
      en: 'Tieba refused this program more than 20 times in 30 days: it cannot be handed in there for 60 days',
    },
    remedy: {
      kind: 'WAIT_UNTIL',
      until: `latest(history.refusals.filter(refused, ${MORE_THAN_TWENTY})) + duration("1440h")`,
    },
    operations: ['SUBMIT'],
    effect: 'BLOCKS',
    source: TIEBA,
  },
  {
    id: 'no-credit-category',
    expression: `!(${isOneOf(CREDIT)})`,
    reasonCode: 'CREDIT_NOT_TAKEN',
    message: { 'zh-CN': '贴吧不接入信贷类小程序', en: 'Tieba takes no programs for credit' },
    remedy: { kind: 'CHOOSE_CATEGORY' },
    operations: ['SUBMIT'],
    effect: 'BLOCKS',
    source: TIEBA,
  },
  judged(
    'medical-in-nature',
    'MAY_BE_MEDICAL',
    {
      'zh-CN': '所选类目与健康有关；贴吧不接入医疗性质的小程序，其审核会予以判断',
      en: 'the category has to do with health: Tieba takes no program of a medical nature, and its review judges that',
    },
    `!(${isOneOf(NEAR_MEDICINE)})`,
  ),
  judged(
    'credit-in-nature',
    'MAY_BE_CREDIT',
    {
      'zh-CN': '所选类目的机构也放贷；贴吧不接入信贷性质的小程序，其审核会予以判断',
      en: 'the category is one of businesses that also lend: Tieba takes no program for credit, and its review judges that',
    },
    `!(${isOneOf(NEAR_CREDIT)})`,
  ),
  judged(
    'advertising-in-nature',
    'MAY_BE_ADVERTISING',
    {
      'zh-CN': '所选类目与广告有关；贴吧不接入广告性质的小程序，其审核会予以判断',
      en: 'the category has to do with advertising: Tieba takes no program of that nature, and its review judges that',
    },
    `!(${isOneOf(NEAR_ADVERTISING)})`,
  ),
  judged('nature', 'NATURE_NOT_TAKEN', {
    'zh-CN': '贴吧的审核会看小程序是否属于医疗、信贷或广告性质',
    en: 'Tieba’s review looks at whether the program is medical, for credit or advertising in nature',
  }),
  judged('unlike-tieba', 'SAME_AS_TIEBA', {
    'zh-CN': '贴吧的审核会看小程序是否提供与贴吧相同或相近的功能',
    en: 'Tieba’s review looks at whether the program offers what Tieba itself offers, or nearly so',
  }),
  judged('open-to-all', 'NOT_OPEN_TO_ALL', {
    'zh-CN': '贴吧的审核会看小程序是否对所有用户开放',
    en: 'Tieba’s review looks at whether every user can use the program',
  }),
  judged('shares-to-tieba', 'NO_SHARING', {
    'zh-CN': '贴吧的审核会看小程序是否接入“分享到贴吧”',
    en: 'Tieba’s review looks at whether the program can be shared to Tieba',
  }),
];

/** A condition that no fact on file decides: whoever reviews at Tieba looks, at every program unless it is said at which. */
function judged(
  id: string,
  reasonCode: string,
  message: HostRule['message'],
  expression = 'false',
): HostRule {
  return {
    id,
    expression,
    reasonCode,
    message,
    remedy: { kind: 'ASK_A_PERSON' },
    operations: ['SUBMIT'],
    effect: 'ASKS',
    source: TIEBA,
  };
}

/**
 * The rules that Baidu's hosts publish. Only Tieba publishes any. Of the others it is documented that the interfaces for
 * artificial intelligence work in Baidu App alone, which a manifest does not tell, and that a host whose own
 * software is too old opens no program, which the host notices itself; neither is a rule on who is taken.
 */
export const baiduHostRuleSets: readonly HostRuleSet[] = [
  { hostId: 'tieba', version: 1, effectiveFrom: '2020-04-20', rules: tieba },
];
