import { z } from 'zod';
import type { OnRecord, ViolationDesk } from '../../desks/violations.ts';
import { asJson } from '../../reply.ts';
import { measureStanding } from '../measures.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { id, number } from '../wire-values.ts';

/** JSON inside a string; what cannot be read is none. */
const pictures = z
  .string()
  .nullish()
  .transform((text) => z.array(z.string()).safeParse(asJson(text ?? '')).data ?? []);
const violationsShape = z.object({
  data: z
    .object({
      problemDetails: z
        .array(
          z.object({
            taskId: id,
            status: id.nullish(),
            problemDesc: z.string().nullish(),
            problemPath: z.string().nullish(),
            screenShot: pictures,
            auditReason: z.string().nullish(),
            auditShot: pictures,
          }),
        )
        .nullish(),
    })
    .nullish(),
});

const statusShape = z.object({ data: z.object({ status: number.nullish() }) });

/** `status` of `app/info`. */
const NORMAL = 1;

/**
 * What Baidu holds against a program (baidu/3.4). Sources: the pages of `app/violation` and `app/info`. What the `status` of
 * a violation means is not published, nor are its time and what was done about it; so what is in force is read off the
 * program's own `status`, and the violations are its words.
 */
export function createBaiduViolations(calls: ProgramCalls): ViolationDesk {
  const violations = async (appId: string) =>
    (await calls.get(appId, 'app/violation', violationsShape)).data?.problemDetails ?? [];
  return {
    async list(appId) {
      return (await violations(appId)).map((one) => ({
        reference: one.taskId,
        words: one.problemDesc ?? '',
        ...(one.problemPath ? { page: one.problemPath } : {}),
        pictures: one.screenShot,
        ...(one.auditReason ? { answer: { words: one.auditReason, pictures: one.auditShot } } : {}),
        ...(one.status == null ? {} : { hostState: one.status }),
      }));
    },
    async onRecord(appId): Promise<OnRecord> {
      const { status } = (await calls.get(appId, 'app/info', statusShape)).data;
      const standing = status == null ? undefined : measureStanding(status);
      if (!standing) return { told: [], ...(status === NORMAL ? { isFree: true } : {}) };
      const said = (await violations(appId)).flatMap(({ problemDesc }) => problemDesc || []);
      return { told: [{ ...standing, ...(said.length > 0 ? { words: said.join('\n') } : {}) }] };
    },
  };
}
