import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, parse, validate } from 'graphql';
import { registerExplorer } from '../../src/http/explorer.ts';

let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify();
  await registerExplorer(app);
});
afterAll(() => app.close());

async function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'GET', url, headers });
}

/** Every address that the page names. */
function addressesIn(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '');
}

describe('the explorer', () => {
  it('is one page that loads nothing from outside', async () => {
    const { body } = await get('/explorer');
    const addresses = addressesIn(body).filter((address) => address !== 'data:,');
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of addresses) expect(address).toMatch(/^\/explorer\/assets\//);
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  it('serves everything that its page names, each as what it is', async () => {
    const { body } = await get('/explorer');
    for (const address of addressesIn(body).filter((one) => one.startsWith('/'))) {
      const answer = await get(address);
      expect([address, answer.statusCode]).toEqual([address, 200]);
      expect(answer.headers['content-type']).toMatch(
        address.endsWith('.css') ? /^text\/css/ : /^text\/javascript/,
      );
      expect(answer.body.length).toBeGreaterThan(0);
    }
  });

  it('serves the module that its script imports', async () => {
    const start = await get('/explorer/assets/start.js');
    const [, imported = ''] = /from '\.\/([^']+)'/.exec(start.body) ?? [];
    expect((await get(`/explorer/assets/${imported}`)).statusCode).toBe(200);
  });

  it('forbids scripts from anywhere else, and guessing what a file is', async () => {
    const { headers } = await get('/explorer');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['/explorer/assets/', '/explorer/assets/package.json', '/explorer/assets/..%2f..%2fexplorer.ts'])(
    'has nothing at %s',
    async (address) => {
      expect((await get(address)).statusCode).toBe(404);
    },
  );

  it('does not send again what the browser has', async () => {
    const first = await get('/explorer/assets/graphiql.js');
    const again = await get('/explorer/assets/graphiql.js', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('offers examples that the schema understands', async () => {
    const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
    const { examples } = (await import('../../src/http/explorer/examples.js')) as {
      examples: readonly { readonly query: string }[];
    };
    expect(examples.length).toBeGreaterThan(2);
    for (const { query } of examples) expect(validate(schema, parse(query)).map(String)).toEqual([]);
  });
});
