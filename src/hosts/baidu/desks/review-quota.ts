import { z } from 'zod';
import type { Allowance, ReviewQuotaDesk } from '../../desks/review.ts';
import { notDocumented, type ProgramCalls } from '../program-calls.ts';
import { number } from '../wire-values.ts';

const quotaShape = z.object({
  data: z.object({ quota_type: number, quota_times: number, remain_times: number }),
});

/** `quota_type`; others are not published. */
const A_WEEK = 2;
const UNLIMITED = -1;

/** How often packages may still be handed in (baidu/2.4). Source: the page of `package/auditquota`. */
export function createBaiduReviewQuota(calls: ProgramCalls): ReviewQuotaDesk {
  return {
    async read(appId) {
      const { data } = await calls.get(appId, 'package/auditquota', quotaShape);
      if (data.quota_type !== A_WEEK) {
        const words = `quota_type ${data.quota_type} is not documented (2, a week, is)`;
        throw notDocumented('package/auditquota', words);
      }
      const submissions = { limit: allowed(data.quota_times), remaining: allowed(data.remain_times) };
      return { scope: 'PROGRAM', period: 'WEEK', submissions };
    },
  };
}

function allowed(times: number): Allowance['limit'] {
  return times === UNLIMITED ? 'UNLIMITED' : times;
}
