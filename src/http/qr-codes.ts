import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import { HostError } from '../hosts/host-error.ts';
import { type QrCodeDeps, showQrCode } from '../review/qr-code.ts';
import { headersOf } from './headers.ts';
import { refusal, signInFirst } from './refusal.ts';

export interface QrCodeRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  readonly deps: QrCodeDeps;
  /** Of the pictures, in seconds: what a browser may keep. */
  readonly maxAgeSeconds: number;
}

/**
 * `GET /distributions/<id>/qr-code` is the picture that the platform draws, PNG or JPEG, for whoever may read the account.
 * `x-opens-for` says for whom it opens. 404: no such distribution in the account. 409: there is no code yet, and why.
 * 502: the platform did not draw it, with its own words.
 */
export function registerQrCodes(app: FastifyInstance, { viewerOf, deps, maxAgeSeconds }: QrCodeRoutes): void {
  app.get('/distributions/:id/qr-code', async (request, reply) => {
    const viewer = await viewerOf(headersOf(request.headers));
    if (viewer.kind === 'nobody') {
      return reply.code(401).send(refusal(request, 'UNAUTHENTICATED', signInFirst));
    }
    const { id } = request.params as { id: string };
    if (!mayAct(viewer, 'VIEWER')) return reply.code(404).send(noDistribution(request));
    let shown: Awaited<ReturnType<typeof showQrCode>>;
    try {
      shown = await showQrCode(deps, viewer.accountId, id);
    } catch (error) {
      if (error instanceof HostError) return sendHostError(request, reply, error);
      throw error;
    }
    if (shown.ok) {
      const { image, opensFor } = shown.value;
      return reply
        .type(image.mediaType)
        .header('cache-control', `private, max-age=${maxAgeSeconds}`)
        .header('vary', 'authorization, cookie')
        .header('content-security-policy', "default-src 'none'")
        .header('x-opens-for', opensFor)
        .send(image.bytes);
    }
    const [problem] = shown.problems;
    if (problem?.code !== 'STATE') return reply.code(404).send(noDistribution(request));
    const { message, code, currentState } = problem;
    return reply.code(409).send(refusal(request, code, message, { currentState }));
  });
}

/** The platform's own words, whole, and what may be done. */
function sendHostError(request: FastifyRequest, reply: FastifyReply, { detail }: HostError): FastifyReply {
  const { platform, retry, call, code: hostCode, words, retryAfterMs } = detail;
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
  return reply
    .code(502)
    .send(refusal(request, 'HOST', { 'zh-CN': words, en: words }, { platform, retry, call, hostCode }));
}

function noDistribution(request: FastifyRequest) {
  return refusal(request, 'NOT_FOUND', { 'zh-CN': '找不到分发', en: 'there is no such distribution' });
}
