import { z } from 'zod';
import { instantOfSeconds } from '../../kernel/civil-time.ts';
import type { VersionInPlace } from '../desks/live-version.ts';
import { keyIn, withoutMark } from '../package-mark.ts';
import type { ProgramCalls } from './program-calls.ts';

/** Said beside what is asked for: one that cannot be read is none. */
export const seconds = z
  .number()
  .nullish()
  .catch(undefined)
  .transform((value) => (value == null ? undefined : instantOfSeconds(value)));

/** Numbers that come as text here and there. */
export const number = z.union([z.number(), z.string()]).transform(String);

const versionsShape = z.object({
  exp_info: z
    .object({ exp_desc: z.string().nullish(), exp_version: z.string().nullish(), exp_time: seconds })
    .nullish(),
  release_info: z
    .object({
      release_desc: z.string().nullish(),
      release_version: z.string().nullish(),
      release_time: seconds,
    })
    .nullish(),
});
export type Versions = z.infer<typeof versionsShape>;

/** The trial version and the live one. The body has to be there, though it is empty. */
export function readVersions(calls: ProgramCalls, appId: string): Promise<Versions> {
  return calls.post(appId, '/wxa/getversioninfo', {}, versionsShape);
}

/** Undefined for a place of which nothing is said: an object of empty texts is an empty place. */
export function placed(
  versionNumber: string | null | undefined,
  description: string | null | undefined,
  at: Date | undefined,
): VersionInPlace | undefined {
  if (!versionNumber && !description && !at) return undefined;
  const key = keyIn(description ?? undefined);
  return {
    ...(versionNumber ? { versionNumber } : {}),
    ...(description ? { description: withoutMark(description) } : {}),
    ...(key === undefined ? {} : { key }),
    ...(at ? { at } : {}),
  };
}
