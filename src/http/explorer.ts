import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { explorerPage, explorerStyle } from './explorer/page.ts';

/**
 * What the page may load: itself and nothing else. Its dialogs put style elements into it, so styles may stand in
 * the page; its fonts and pictures are in its style sheet, as data.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

interface Asset {
  readonly mediaType: string;
  readonly content: Buffer;
  readonly etag: string;
}

/**
 * `GET /explorer`: a page on which a person signs in and tries the API, queries over HTTP and subscriptions over
 * WebSocket. Everything that it loads is served from here, so it works without a network. Throws where a package
 * that it is made of is not installed.
 */
export async function registerExplorer(app: FastifyInstance): Promise<void> {
  const page = assetOf('text/html; charset=utf-8', Buffer.from(explorerPage));
  const assets = readAssets();
  await app.register(async (scope) => {
    scope.get('/explorer', (request, reply) => send(request, reply, page));
    for (const [name, asset] of assets) {
      scope.get(`/explorer/assets/${name}`, (request, reply) => send(request, reply, asset));
    }
  });
}

/** The whole list of what is served under `/explorer/assets/`. */
function readAssets(): ReadonlyMap<string, Asset> {
  const ours = (name: string) => readFileSync(fileURLToPath(new URL(`./explorer/${name}`, import.meta.url)));
  return new Map([
    ['start.js', assetOf(SCRIPT, ours('start.js'))],
    ['examples.js', assetOf(SCRIPT, ours('examples.js'))],
    ['explorer.css', assetOf(STYLE, Buffer.from(explorerStyle))],
    ['react.js', assetOf(SCRIPT, fromPackage('react', 'umd/react.production.min.js'))],
    ['react-dom.js', assetOf(SCRIPT, fromPackage('react-dom', 'umd/react-dom.production.min.js'))],
    ['graphiql.js', assetOf(SCRIPT, fromPackage('graphiql', 'graphiql.min.js'))],
    ['graphiql.css', assetOf(STYLE, fromPackage('graphiql', 'graphiql.min.css'))],
  ]);
}

function fromPackage(name: string, file: string): Buffer {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return readFileSync(join(dirname(manifest), file));
}

function assetOf(mediaType: string, content: Buffer): Asset {
  const digest = createHash('sha256').update(content).digest('base64url');
  return { mediaType, content, etag: `"${digest}"` };
}

/** A browser keeps what it has and asks each time whether it is still the same: an upgrade is seen at once. */
function send(request: FastifyRequest, reply: FastifyReply, { mediaType, content, etag }: Asset) {
  reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(mediaType).send(content);
}
