import type { FastifyInstance, FastifyReply } from 'fastify';
import { type OpenAuthorisationDeps, openLink, platformPage } from '../onboarding/open-authorisation.ts';
import type { Redemption } from '../onboarding/redeem-authorisation.ts';
import type { PlatformId } from '../programs/platform.ts';
import { AUTHORISATION_POLICY, invitationPage, isResult, resultPage } from './authorisation-pages.ts';
import { textValues } from './text-values.ts';

export interface AuthorisationRoutes extends OpenAuthorisationDeps {
  readonly platforms: readonly PlatformId[];
  readonly redeem: (platform: PlatformId, query: Readonly<Record<string, string>>) => Promise<Redemption>;
}

/**
 * Where the owner of an existing program lets the gateway act for it. `GET /hosts/<platform>/authorise?link=…` shows for whom
 * and what; its form leads to the platform's page, which both platforms open only for those who come from a page of the
 * gateway's own domain. `GET /hosts/<platform>/authorised?state=…` is where the platform sends them back; whoever comes is sent
 * on to an address that bears nothing. Secrets are in queries, which are in no log.
 */
export async function registerAuthorisations(
  app: FastifyInstance,
  routes: AuthorisationRoutes,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1024 }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    for (const platform of routes.platforms) {
      const root = `/hosts/${platform.toLowerCase()}`;
      const linkIn = (query: unknown) => openLink(routes, platform, textValues(query).link);
      scope.get(`${root}/authorise`, async ({ query }, reply) => {
        const link = await linkIn(query);
        if (!link) return shown(reply.code(404), resultPage('NOT_VALID'));
        const described = await routes.links.describe(link);
        return shown(reply, invitationPage(described, platform, link.expiresAt));
      });
      scope.post(`${root}/authorise`, async ({ query, body }, reply) => {
        const link = await linkIn(query);
        const device = textValues(body).device === 'PHONE' ? 'PHONE' : 'COMPUTER';
        const page = link && (await platformPage(routes, link, textValues(query).link ?? '', device));
        if (!page) return shown(reply.code(404), resultPage('NOT_VALID'));
        if (page === 'LATER') return shown(reply.code(503), resultPage('LATER'));
        return withOrigin(reply).redirect(page, 303);
      });
      scope.get(`${root}/authorised`, async ({ query }, reply) => {
        const result = await routes.redeem(platform, textValues(query));
        if (result === 'NOT_VALID') return shown(reply.code(403), resultPage(result));
        // A new address: code and state stay in no history, and nothing is done again when the page is.
        return reply.redirect(`${routes.publicUrl}${root}/authorisation?result=${result}`, 303);
      });
      scope.get(`${root}/authorisation`, async ({ query }, reply) => {
        const { result = '' } = textValues(query);
        return shown(reply, resultPage(isResult(result) ? result : 'NOT_VALID'));
      });
    }
  });
}

function shown(reply: FastifyReply, html: string): FastifyReply {
  return withOrigin(reply)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', AUTHORISATION_POLICY)
    .send(html);
}

/** The platforms look where somebody comes from; they are told the domain, and not the link. */
function withOrigin(reply: FastifyReply): FastifyReply {
  return reply.header('referrer-policy', 'origin');
}
