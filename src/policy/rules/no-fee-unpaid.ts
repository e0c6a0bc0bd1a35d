import { yuan } from '../fee.ts';
import type { Rule } from '../rule.ts';

/** As long as a demanded fee is neither paid nor waived, no version is taken on (wechat/2.6, baidu/2.4). */
export function noFeeUnpaid({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'no-fee-unpaid',
    clauses,
    operations: ['SUBMIT'],
    check: ({ fees = [] }) =>
      fees.map(({ id, amountFen, dueOn, clause }) => ({
        effect: 'BLOCKS',
        code: 'FEE_UNPAID',
        message: {
          'zh-CN': `平台要求支付发布审核服务费 ${yuan(amountFen)} 元（${dueOn} 前），付清之前不受理提交`,
          en: `the platform demands a review fee of CNY ${yuan(amountFen)}, due by ${dueOn}: nothing is taken on until it is paid`,
        },
        path: `fees[${id}]`,
        remedy: { kind: 'PAY_FEE', feeId: id },
        clauses: [clause],
      })),
  };
}
