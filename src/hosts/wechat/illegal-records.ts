import { z } from 'zod';
import type { ProgramCalls } from './program-calls.ts';

export const LIST_PATH = '/wxa/getillegalrecords';

const number = z.union([z.number(), z.string()]).transform(String);
const recordsShape = z.object({
  records: z
    .array(
      z.object({
        illegal_record_id: number,
        /** Seconds. */
        create_time: z.number(),
        illegal_reason: z.string().nullish(),
        illegal_content: z.union([z.string(), z.array(z.unknown())]).nullish(),
        rule_name: z.string().nullish(),
        rule_url: z.string().nullish(),
      }),
    )
    .nullish(),
});

/** A breach that WeChat has on record, with the fields of its push `wxa_illegal_record`. */
export type IllegalRecord = NonNullable<z.infer<typeof recordsShape>['records']>[number];

/**
 * The breaches of a program that WeChat has on record, of some time in seconds; of the last 90 days where none is named.
 * Source: the page of `getillegalrecords`.
 */
export async function illegalRecords(
  calls: ProgramCalls,
  appId: string,
  during: { readonly start_time?: number; readonly end_time?: number } = {},
): Promise<readonly IllegalRecord[]> {
  return (await calls.post(appId, LIST_PATH, during, recordsShape)).records ?? [];
}
