import { isIP } from 'node:net';
import { z } from 'zod';
import { defaultStreamLimits, type StreamLimits } from './graphql/streams/stream-limits.ts';
import { trustedProxies } from './http/client-address.ts';
import { listVariable } from './list-variable.ts';

const PROXIES =
  'name the addresses of your own proxies, or ranges of them, with commas between: 10.0.0.7, 10.1.0.0/16, fd00::/8, or loopback, linklocal, uniquelocal';
const RANGE_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

const proxy = z
  .string()
  .refine(isAddressOrRange, { error: ({ input }) => `"${input}" is no IP address and no range; ${PROXIES}` });
const proxies = listVariable.pipe(z.array(proxy));

/** The variables that say who connects, and how much of it one node takes. */
export const ConnectionVariables = {
  PAIFANG_TRUSTED_PROXIES: proxies,
  // Twice what the network is given at once, at least: who reads is never closed for that.
  PAIFANG_STREAM_UNSENT_BYTES: count(131_072, 67_108_864, 'bytes', defaultStreamLimits.unsentBytes),
  PAIFANG_STREAMS_PER_CREDENTIAL: count(1, 100_000, 'sockets and streams', defaultStreamLimits.perCredential),
  PAIFANG_UNSIGNED_SOCKETS_PER_ADDRESS: count(1, 100_000, 'sockets', defaultStreamLimits.unsignedPerAddress),
  PAIFANG_SOCKET_SIGN_IN_SECONDS: count(1, 60, 'seconds', defaultStreamLimits.signInWithinMs / 1_000),
};

type Given = z.infer<z.ZodObject<typeof ConnectionVariables>>;

export function streamLimitsOf(given: Given): StreamLimits {
  return {
    unsentBytes: given.PAIFANG_STREAM_UNSENT_BYTES,
    perCredential: given.PAIFANG_STREAMS_PER_CREDENTIAL,
    unsignedPerAddress: given.PAIFANG_UNSIGNED_SOCKETS_PER_ADDRESS,
    signInWithinMs: given.PAIFANG_SOCKET_SIGN_IN_SECONDS * 1_000,
  };
}

function count(from: number, to: number, of: string, usual: number) {
  const error = ({ input }: { readonly input?: unknown }) =>
    `"${input}" is no whole number of ${of} from ${from} to ${to}; give one, or leave it out for ${usual}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((number) => number >= from && number <= to, { error })
    .default(usual);
}

/** Short forms of an address that libraries read, `10.1` say, are taken for a slip. */
function isAddressOrRange(text: string): boolean {
  if (!RANGE_NAMES.includes(text) && isIP(text.split('/')[0] ?? '') === 0) return false;
  try {
    trustedProxies([text]);
    return true;
  } catch {
    return false;
  }
}
