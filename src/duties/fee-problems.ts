import type { FeeState } from '../policy/fee.ts';
import { notFound, type Problem } from '../policy/problem.ts';

export const noSuchFee = notFound({ 'zh-CN': '费用', en: 'fee' }, 'input.feeId');

const words: Readonly<Record<FeeState, Problem['message']>> = {
  DEMANDED: { 'zh-CN': '此费用尚未支付', en: 'this fee is not paid yet' },
  PAID: { 'zh-CN': '此费用已经支付', en: 'this fee has been paid already' },
  INVOICED: { 'zh-CN': '此费用已经支付并开具发票', en: 'this fee has been paid, and invoiced' },
  WAIVED: { 'zh-CN': '平台已免除此费用', en: 'the platform has waived this fee' },
};

/** A fee that stands so cannot have that done to it. */
export function wrongState(currentState: FeeState): Problem {
  return { code: 'STATE', currentState, message: words[currentState], path: 'input.feeId' };
}
