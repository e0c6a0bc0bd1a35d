import { z } from 'zod';
import type { FilingDesk, FilingReport } from '../../desks/settings.ts';
import type { ProgramCalls } from '../program-calls.ts';

const infoShape = z.object({
  info: z.object({
    status: z.number(),
    is_canceling: z.boolean().nullish(),
    audit_data: z
      .array(
        z.object({
          key_name: z.string().nullish(),
          error: z.string().nullish(),
          suggest: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
});

type Lack = FilingReport['lacks'][number];
const states: Readonly<Record<number, FilingReport['state']>> = {
  2: 'PLATFORM_REVIEW',
  3: 'PLATFORM_DECLINED',
  4: 'AUTHORITY_REVIEW',
  5: 'AUTHORITY_DECLINED',
  6: 'FILED',
};
/** Not filed, and what is missing before it can be. */
const notFiled: Readonly<Record<number, readonly Lack[]>> = {
  1024: [],
  1025: ['BASE_INFO'],
  1026: ['CATEGORY'],
  1027: ['BASE_INFO', 'CATEGORY'],
  1028: ['VERIFICATION'],
};
/** Combinations with a missing verification, which the pages do not tell apart. */
const FIRST_COMBINED = 1029;
const LAST_COMBINED = 1031;

/** Where a program stands with the authority (小程序备案). Source: the page of `get_icp_entrance_info`. */
export function createWechatFiling(calls: ProgramCalls): FilingDesk {
  return {
    async read(appId) {
      const { info } = await calls.get(appId, '/wxa/icp/get_icp_entrance_info', infoShape);
      const { status } = info;
      const isCombined = status >= FIRST_COMBINED && status <= LAST_COMBINED;
      const lacks = notFiled[status] ?? (isCombined ? (['VERIFICATION'] as const) : undefined);
      return {
        state: lacks ? 'NOT_FILED' : (states[status] ?? 'UNKNOWN'),
        hostState: String(status),
        lacks: lacks ?? [],
        isBeingCancelled: info.is_canceling ?? false,
        faults: (info.audit_data ?? []).map(({ key_name, error, suggest }) => ({
          field: key_name ?? '',
          words: error ?? '',
          ...(suggest ? { suggestion: suggest } : {}),
        })),
      };
    },
  };
}
