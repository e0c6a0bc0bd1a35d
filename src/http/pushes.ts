import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PushRefused } from '../hosts/host-error.ts';
import type { PlatformId } from '../programs/platform.ts';
import { type PushDeps, receivePush } from '../review/pushes.ts';
import type { PushWatch } from './metrics.ts';
import { textValues } from './text-values.ts';

/** Larger than any documented push; a larger body is not read to its end. */
const LARGEST_PUSH_BYTES = 256 * 1024;

export interface PushRoutes {
  readonly deps: PushDeps;
  /** The platforms that push, each under its own name in lower case: `/hosts/wechat/…`. */
  readonly platforms: readonly PlatformId[];
  /** A person came back from a platform's consent page. Rejects with `PushRefused` if they were never sent there. */
  readonly takeConsent: (
    platform: PlatformId,
    registrationId: string,
    query: Readonly<Record<string, string>>,
  ) => Promise<void>;
  readonly watch: PushWatch;
}

/**
 * Where platforms reach the gateway: `/hosts/<platform>/events` for their authorisation address, and
 * `/hosts/<platform>/messages[/<app id>]` for the other. The body is kept as it came, since the signature is over it. A GET
 * tells nothing: it is a check of the address, or refused.
 */
export async function registerPushes(
  app: FastifyInstance,
  { deps, platforms, takeConsent, watch }: PushRoutes,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: LARGEST_PUSH_BYTES },
      (_request, body, done) => done(null, body),
    );
    for (const platform of platforms) {
      const root = `/hosts/${platform.toLowerCase()}`;
      const take = (request: FastifyRequest, reply: FastifyReply) =>
        takePush(deps, watch, platform, request, reply);
      const errorHandler = (error: FastifyError, request: FastifyRequest): never => {
        refusedUnread(watch, platform, error, request);
        throw error;
      };
      for (const path of ['events', 'messages', 'messages/:appId'])
        scope.route({ method: ['GET', 'POST'], url: `${root}/${path}`, errorHandler, handler: take });
      scope.get(`${root}/consent/:registrationId(^[\\w-]{1,64}$)`, async (request, reply) => {
        const { registrationId } = request.params as { registrationId: string };
        reply.type('text/html; charset=utf-8');
        try {
          await takeConsent(platform, registrationId, textValues(request.query));
        } catch (error) {
          if (!(error instanceof PushRefused)) throw error;
          request.log.warn({ platform, registrationId, reason: error.message }, 'consent refused');
          return reply.code(error.status).send(CONSENT_REFUSED);
        }
        return reply.send(CONSENT_TAKEN);
      });
    }
  });
}

async function takePush(
  deps: PushDeps,
  watch: PushWatch,
  platform: PlatformId,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const address = addressOf(request);
  const body = typeof request.body === 'string' ? request.body : '';
  try {
    const push = { address, query: textValues(request.query), body };
    const echo = await deps.connectorOf(platform).urlCheck?.(push, deps.now());
    if (echo !== undefined) return await reply.type('text/plain').send(echo);
    const { acknowledgement, isNew } = await receivePush(deps, platform, push);
    watch.acknowledged(platform, isNew ? 'STORED' : 'REPEATED', reply.elapsedTime / 1_000);
    return await reply.type('text/plain').send(acknowledgement);
  } catch (error) {
    if (!(error instanceof PushRefused)) {
      watch.notStored(platform);
      throw error;
    }
    // Why is for the operator; who sent it learns only that it was not taken.
    watch.refused(platform, error.fault);
    request.log.warn({ platform, address, fault: error.fault }, 'push refused');
    return reply.code(error.status).type('text/plain').send('refused');
  }
}

/** The body was not read to its end: it is too long, broke off, or is not of the length that was announced. */
function refusedUnread(
  watch: PushWatch,
  platform: PlatformId,
  { statusCode = 500, code }: FastifyError,
  request: FastifyRequest,
): void {
  if (statusCode >= 500) return;
  const fault = statusCode === 413 ? 'TOO_LARGE' : 'MISSHAPEN';
  watch.refused(platform, fault);
  request.log.warn({ platform, address: addressOf(request), fault, code }, 'push refused');
}

function addressOf({ params, url }: FastifyRequest): string {
  const { appId } = params as { appId?: string };
  return appId ?? (url.split('?')[0]?.endsWith('/events') ? 'events' : 'messages');
}

function page(zh: string, en: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>牌坊 Paifang</title>
<p>${zh}</p><p lang="en">${en}</p></html>`;
}

const CONSENT_TAKEN = page(
  '已收到您的同意，可以关闭此页面。',
  'Your consent has been received. You can close this page.',
);
const CONSENT_REFUSED = page(
  '此链接无效，未记录任何同意。请从注册所给出的授权页面重新进入。',
  'This link is not valid, and no consent was recorded. Please start again from the consent page of the registration.',
);
