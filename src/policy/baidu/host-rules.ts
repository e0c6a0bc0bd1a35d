import type { HostRule, HostRuleSet } from '../hosts/rule-set.ts';

const TIEBA =
  'swan-team/swan-docs, introduction/auditing_tieba.md (https://smartprogram.baidu.com/docs/introduction/auditing_tieba/), as of 2020-04-20';

/** More than twenty refusals in the thirty days up to and including the refusal `refused`. */
const MORE_THAN_TWENTY =
  'history.refusals.filter(earlier, earlier <= refused && earlier > refused - duration("720h")).size() > 20';

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
    id: 'no-medical-category',
    expression: '!category.exists(level, level.contains("医疗"))',
    reasonCode: 'MEDICAL_NOT_TAKEN',
    message: { 'zh-CN': '贴吧不接入医疗类小程序', en: 'Tieba takes no medical programs' },
    remedy: { kind: 'CHOOSE_CATEGORY' },
    operations: ['SUBMIT'],
    effect: 'BLOCKS',
    source: TIEBA,
  },
  {
    id: 'no-credit-category',
    expression: '!category.exists(level, level.contains("贷"))',
    reasonCode: 'CREDIT_NOT_TAKEN',
    message: { 'zh-CN': '贴吧不接入信贷类小程序', en: 'Tieba takes no programs for credit' },
    remedy: { kind: 'CHOOSE_CATEGORY' },
    operations: ['SUBMIT'],
    effect: 'BLOCKS',
    source: TIEBA,
  },
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

/** A condition that no fact on file decides: whoever reviews at Tieba looks. */
function judged(id: string, reasonCode: string, message: HostRule['message']): HostRule {
  return {
    id,
    expression: 'false',
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
