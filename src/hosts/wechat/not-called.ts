import { HostError, type HostErrorDetail } from '../host-error.ts';
import type { RetryClass } from '../trouble.ts';
import { PLATFORM } from './config.ts';

/** A refusal of our own, before anything is sent: what WeChat would refuse, or would do to something that is not meant. */
export function notCalled(
  call: string,
  retry: RetryClass,
  words: string,
  more: Partial<HostErrorDetail> = {},
): HostError {
  return new HostError({ platform: PLATFORM, retry, call, words: `not called: ${words}`, ...more });
}

export function codeIn(error: unknown): string | undefined {
  return error instanceof HostError ? error.detail.code : undefined;
}
