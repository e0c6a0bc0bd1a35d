import type { Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DutyRecords } from './records.ts';

/**
 * Why a platform can record nothing more about an account: it has left, and what the gateway had from the platform is
 * purged (wechat/4.10). Nothing while it is still leaving: what is told then goes with the rest.
 */
export async function whyLeft(
  records: Pick<DutyRecords, 'hasLeft'>,
  accountId: string,
  platform: PlatformId,
): Promise<readonly Problem[]> {
  return (await records.hasLeft(accountId, platform)) ? [left] : [];
}

const left: Problem = {
  code: 'STATE',
  currentState: 'LEFT',
  message: {
    'zh-CN': '该账号已退出本平台，网关不再记录来自本平台的内容；请直接联系开发者',
    en: 'the account has left this platform, and the gateway records nothing more from it: write to the developer directly',
  },
  path: 'input.accountId',
};
