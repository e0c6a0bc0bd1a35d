import { z } from 'zod';
import type { PlatformId } from '../programs/platform.ts';
import { HostError } from './host-error.ts';
import { complainOf } from './host-watch.ts';
import type { JsonObject } from './http-call.ts';

/**
 * Reads the fields we need from an answer that a host called a success. An answer of another shape means that
 * the host's protocol has changed, or that something between us answers in its place: ASK_OPERATOR, unless
 * `afterActing` says that the call has done its work, which is then to be looked up.
 */
export function readReply<T>(
  platform: PlatformId,
  path: string,
  shape: z.ZodType<T>,
  reply: JsonObject,
  afterActing: 'READS' | 'ACTS' = 'READS',
): T {
  const read = shape.safeParse(reply);
  if (read.success) return read.data;
  complainOf(reply);
  throw new HostError({
    platform,
    ...(afterActing === 'ACTS' ? { retry: 'RETRY_NOW', mayHaveActed: true } : { retry: 'ASK_OPERATOR' }),
    call: path,
    words: `an answer of a shape that is not documented: ${z.prettifyError(read.error)}`,
    fault: 'OTHER_SHAPE',
  });
}

/** The value of a JSON text, or undefined where the text is none. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
