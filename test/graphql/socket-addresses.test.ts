import { afterEach, describe, expect, it } from '@jest/globals';
import { defaultStreamLimits } from '../../src/graphql/streams/stream-limits.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket, type PlainSocket } from '../support/plain-socket.ts';

const MOST = 2;
let app: GraphqlApp;
const open: PlainSocket[] = [];

afterEach(async () => {
  for (const socket of open.splice(0)) await socket.close();
  await app.close();
});

async function begin(proxies: readonly string[]): Promise<void> {
  app = await openGraphqlApp({
    proxies,
    streamLimits: { ...defaultStreamLimits, unsignedPerAddress: MOST },
  });
}

/** Whether a socket that says this of where it comes from is let in. */
async function isLetIn(forwarded: string): Promise<boolean> {
  try {
    open.push(await openPlainSocket(app.url, undefined, { 'x-forwarded-for': forwarded }));
    return true;
  } catch (status) {
    expect(status).toBe(429);
    return false;
  }
}

describe('sockets that have not signed in', () => {
  it('are counted for each client of a trusted proxy by itself', async () => {
    await begin(['loopback']);
    for (let n = 0; n < MOST; n += 1) expect(await isLetIn('203.0.113.1')).toBe(true);
    expect(await isLetIn('203.0.113.1')).toBe(false);
    expect(await isLetIn('203.0.113.2')).toBe(true);
  });

  it('are counted for whom the proxy saw, whatever they told the proxy', async () => {
    await begin(['loopback']);
    for (let n = 0; n < MOST; n += 1) expect(await isLetIn(`198.51.100.${n}, 203.0.113.1`)).toBe(true);
    expect(await isLetIn('198.51.100.9, 203.0.113.1')).toBe(false);
  });

  it('are counted for the other end of the connection where no proxy is trusted', async () => {
    await begin([]);
    for (let n = 0; n < MOST; n += 1) expect(await isLetIn(`203.0.113.${n}`)).toBe(true);
    expect(await isLetIn('203.0.113.9')).toBe(false);
  });
});
