import { describe, expect, it } from '@jest/globals';
import type { SignIn } from '../../src/accounts/sign-in.ts';
import { clientAddressOf, trustedProxies } from '../../src/http/client-address.ts';
import { createServer } from '../../src/http/server.ts';
import { registerSignIn } from '../../src/http/sign-in.ts';

/** Whom guesses at passwords are counted for, and whom sockets are, of a request from an address with such a header. */
async function addressesOf(
  proxies: readonly string[],
  remoteAddress: string,
  forwarded: string | undefined,
): Promise<readonly (string | undefined)[]> {
  const trusts = trustedProxies(proxies);
  const app = createServer('silent', trusts);
  const counted: (string | undefined)[] = [];
  const signIn = {
    async handler(_request: Request, clientAddress?: string) {
      counted.push(clientAddress);
      return new Response('{}');
    },
  } as SignIn;
  app.addHook('onRequest', async ({ raw }) => void counted.push(clientAddressOf(raw, trusts)));
  await registerSignIn(app, signIn, 'http://gateway.example');
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  await app.inject({ url: '/auth/get-session', remoteAddress, headers });
  await app.close();
  return counted;
}

describe('where a request comes from', () => {
  it.each<[string, readonly string[], string, string | undefined, string]>([
    ['the other end of its connection', [], '198.51.100.7', undefined, '198.51.100.7'],
    ['that, whatever it says itself', [], '198.51.100.7', '203.0.113.1', '198.51.100.7'],
    ['that, where it is none of our proxies', ['10.0.0.0/8'], '198.51.100.7', '203.0.113.1', '198.51.100.7'],
    ['whom a proxy of ours passes on', ['10.0.0.0/8'], '10.0.0.7', '203.0.113.1', '203.0.113.1'],
    ['the proxy, where that names nobody', ['10.0.0.7'], '10.0.0.7', undefined, '10.0.0.7'],
    [
      'what the proxy wrote, and not what it was told',
      ['10.0.0.7'],
      '10.0.0.7',
      '1.1.1.1, 203.0.113.1',
      '203.0.113.1',
    ],
    [
      'what the first of several proxies wrote',
      ['10.0.0.0/8'],
      '10.0.0.7',
      '1.1.1.1, 203.0.113.1, 10.0.0.9',
      '203.0.113.1',
    ],
    ['an address of IPv6', ['fd00::/8'], 'fd00::7', '2001:db8::1', '2001:db8::1'],
    [
      'whom a proxy passes on that is seen in the form of IPv6',
      ['10.0.0.7'],
      '::ffff:10.0.0.7',
      '203.0.113.1',
      '203.0.113.1',
    ],
  ])('is %s', async (_what, proxies, peer, forwarded, expected) => {
    expect(await addressesOf(proxies, peer, forwarded)).toEqual([expected, expected]);
  });
});
