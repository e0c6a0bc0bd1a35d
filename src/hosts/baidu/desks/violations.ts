import { z } from 'zod';
import type { ViolationDesk } from '../../desks/violations.ts';
import { asJson } from '../../reply.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { id } from '../wire-values.ts';

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

/** What Baidu holds against a program (baidu/3.4). Source: the page of `app/violation`; what `status` means is not published. */
export function createBaiduViolations(calls: ProgramCalls): ViolationDesk {
  return {
    async list(appId) {
      const { data } = await calls.get(appId, 'app/violation', violationsShape);
      return (data?.problemDetails ?? []).map((one) => ({
        reference: one.taskId,
        words: one.problemDesc ?? '',
        ...(one.problemPath ? { page: one.problemPath } : {}),
        pictures: one.screenShot,
        ...(one.auditReason ? { answer: { words: one.auditReason, pictures: one.auditShot } } : {}),
        ...(one.status == null ? {} : { hostState: one.status }),
      }));
    },
  };
}
