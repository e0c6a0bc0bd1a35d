import type { FastifyInstance } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import { policyOfPage } from '../kernel/printed-page.ts';
import { headersOf } from './headers.ts';
import { refusal, signInFirst } from './refusal.ts';

export interface ConfirmationRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  /** The document as it was written, for the account that confirmed or the platform that was confirmed to. */
  readonly document: (
    reader: { readonly accountId: string } | { readonly platform: string },
    id: string,
  ) => Promise<{ readonly number: string; readonly document: string; readonly sha256: string } | undefined>;
}

/**
 * `GET /deletion-confirmations/<id>` is the written confirmation of a deletion (wechat/4.7) as a page that prints well;
 * with `?download` it comes as a file. Its bytes are those that were first handed out: `etag` is their SHA-256.
 */
export function registerConfirmations(
  app: FastifyInstance,
  { viewerOf, document }: ConfirmationRoutes,
): void {
  app.get('/deletion-confirmations/:id', async (request, reply) => {
    const viewer = await viewerOf(headersOf(request.headers));
    if (viewer.kind === 'nobody') {
      return reply.code(401).send(refusal(request, 'UNAUTHENTICATED', signInFirst));
    }
    const reader = readerOf(viewer);
    const { id } = request.params as { id: string };
    const found = reader && (await document(reader, id));
    if (!found) {
      return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchConfirmation));
    }
    if ('download' in (request.query as object)) {
      reply.header('content-disposition', `attachment; filename="${found.number}.html"`);
    }
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOfPage(found.document))
      .header('cache-control', 'private, no-cache')
      .header('vary', 'authorization, cookie')
      .header('etag', `"${found.sha256}"`)
      .send(found.document);
  });
}

function readerOf(viewer: Viewer) {
  if (viewer.kind === 'platform') return { platform: viewer.platform };
  return mayAct(viewer, 'DEVELOPER') ? { accountId: viewer.accountId } : undefined;
}

const noSuchConfirmation = { 'zh-CN': '找不到确认书', en: 'there is no such confirmation' };
