import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import { policyOfPage } from '../kernel/printed-page.ts';
import { exitDocument } from '../review/exit-document.ts';
import type { PlatformExit } from '../review/exit-records.ts';
import { headersOf } from './headers.ts';
import { refusal, signInFirst } from './refusal.ts';

export interface ExitRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  readonly exit: (accountId: string, id: string) => Promise<PlatformExit | undefined>;
}

/**
 * `GET /platform-exits/<id>` is the proof of what went when a platform was left (wechat/4.10), as a page that prints well;
 * with `?download` it comes as a file. `etag` is the SHA-256 of its bytes.
 */
export function registerPlatformExits(app: FastifyInstance, { viewerOf, exit }: ExitRoutes): void {
  app.get('/platform-exits/:id', async (request, reply) => {
    const viewer = await viewerOf(headersOf(request.headers));
    if (viewer.kind === 'nobody') {
      return reply.code(401).send(refusal(request, 'UNAUTHENTICATED', signInFirst));
    }
    const { id } = request.params as { id: string };
    const found = mayAct(viewer, 'VIEWER') ? await exit(viewer.accountId, id) : undefined;
    if (!found) {
      return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchRecord));
    }
    const page = exitDocument(found);
    if ('download' in (request.query as object)) {
      reply.header('content-disposition', `attachment; filename="${found.id}.html"`);
    }
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOfPage(page))
      .header('cache-control', 'private, no-cache')
      .header('vary', 'authorization, cookie')
      .header('etag', `"${createHash('sha256').update(page).digest('hex')}"`)
      .send(page);
  });
}

const noSuchRecord = { 'zh-CN': '找不到退出记录', en: 'there is no such record' };
