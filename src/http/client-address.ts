import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** Whether an address is one of our proxies: what it says of whom it passes on is believed. */
export type TrustsProxy = (address: string, hop: number) => boolean;

/**
 * @param proxies IP addresses, ranges of them (`10.0.0.0/8`), or `loopback`, `linklocal`, `uniquelocal`.
 * Throws `TypeError` where one is neither.
 */
export function trustedProxies(proxies: readonly string[]): TrustsProxy {
  return proxyAddr.compile([...proxies]);
}

/**
 * From where a request comes: the other end of its connection or, where that is one of our proxies, what its
 * `X-Forwarded-For` says, read from the right for as long as our proxies wrote it. What stands left of that, anybody may have
 * made up.
 */
export function clientAddressOf(request: IncomingMessage, trusts: TrustsProxy): string {
  // Of a connection that is gone, nothing is known.
  return proxyAddr(request, trusts) ?? '';
}
