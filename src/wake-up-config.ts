import { z } from 'zod';
import type { WakeUpAddress } from './store/wake-ups/open-wake-ups.ts';

const carriers: Readonly<Record<string, WakeUpAddress['carrier']>> = {
  'redis:': 'REDIS',
  'rediss:': 'REDIS',
  'nats:': 'NATS',
  'tls:': 'NATS',
};

const FORM =
  'is redis://user:password@host:6379 or nats://user:password@host:4222; with TLS rediss:// or tls://';

/** The variable that says how nodes wake each other. */
export const WakeUpVariables = {
  PAIFANG_WAKE_UPS: z
    .url({ protocol: /^(rediss?|nats|tls)$/, hostname: /./, error: FORM })
    .refine(isReadable, FORM)
    .optional(),
};

interface Given {
  readonly PAIFANG_WAKE_UPS?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
}

/** A path names a database at Redis, and nothing at NATS; a `%` that is no escape can be read by nobody. */
function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname, username, password, hostname, search, hash } = new URL(url);
  const path = carriers[protocol] === 'REDIS' ? /^\/?\d*$/ : /^\/?$/;
  if (hostname === '' || search !== '' || hash !== '' || !path.test(pathname)) return false;
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** What one variable says and another would have to: one line a fault. */
export function wakeUpFaults(given: Given): string[] {
  if (given.PAIFANG_WAKE_UPS === undefined || given.DATABASE_URL !== undefined) return [];
  return [
    'PAIFANG_WAKE_UPS: is set, and there is no other node to wake: an embedded database is for one process; set DATABASE_URL',
  ];
}

export function wakeUpsOf({ PAIFANG_WAKE_UPS: url }: Given): { wakeUps?: WakeUpAddress } {
  const carrier = url === undefined ? undefined : carriers[new URL(url).protocol];
  return url === undefined || carrier === undefined ? {} : { wakeUps: { carrier, url } };
}
