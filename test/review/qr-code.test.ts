import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { createRecentAnswers } from '../../src/accounts/recent-answers.ts';
import type { Viewer } from '../../src/accounts/viewer.ts';
import { HostError } from '../../src/hosts/host-error.ts';
import type { HostImage } from '../../src/hosts/host-image.ts';
import { registerQrCodes } from '../../src/http/qr-codes.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { createQrCodePlaces } from '../../src/store/qr-code-places.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  place = await openRestaurant(shop);
});
afterAll(() => shop.close());

const refusal = {
  platform: 'WECHAT',
  retry: 'RETRY_NOW',
  call: 'GET /wxa/get_qrcode',
  code: '45009',
  words: 'reach max api daily quota limit rid: 1-2-3',
  retryAfterMs: 30_500,
} as const;

/** The route as the gateway has it, in front of a scripted platform. */
function route() {
  const app = Fastify();
  registerQrCodes(app, {
    async viewerOf(headers): Promise<Viewer> {
      const accountId = headers.get('x-account');
      if (accountId === null) return { kind: 'nobody' };
      if (accountId === 'host') return { kind: 'host', hostId: 'wechat', credentialId: 'c' };
      return { kind: 'token', accountId, tokenId: 't', role: 'VIEWER' };
    },
    deps: {
      connectorOf: place.connectorOf,
      qrCodePlace: createQrCodePlaces(shop.database.prisma, shop.clock),
      recentImages: createRecentAnswers<HostImage>(shop.clock, 60_000, 10),
    },
    maxAgeSeconds: 60,
  });
  return (id: string, headers: Record<string, string> = { 'x-account': place.actor.accountId }) =>
    app.inject({ url: `/distributions/${id}/qr-code`, headers });
}

/** Hands a version in at WeChat. */
async function handedIn() {
  const versionId = await place.version('1.0.0');
  const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
  const { results } = granted(await submitForReview(place.deps, place.actor, input));
  await place.work();
  return { versionId, packageId: results[0]?.packageId ?? '' };
}

async function distributionId(): Promise<string> {
  const where = { programId_hostId: { programId: place.programId, hostId: 'wechat' } };
  return (await shop.database.prisma.distribution.findUniqueOrThrow({ where })).id;
}

const codes = () => place.connectorOf('WECHAT').codes;
const appId = () => `WECHAT-${place.programId}`;

describe('the QR code of a program at a host (wechat/2.2)', () => {
  it('is drawn for testers before the release and for everybody after it, each asked for once a minute', async () => {
    await place.registered();
    const { versionId, packageId } = await handedIn();
    const show = route();
    const id = await distributionId();
    const first = await show(id);
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'image/png']);
    expect(first.headers).toMatchObject({ 'x-opens-for': 'TESTERS', 'cache-control': 'private, max-age=60' });
    expect((await show(id)).rawPayload.equals(first.rawPayload)).toBe(true);
    expect(codes()).toEqual([{ appId: appId(), opensFor: 'TESTERS', key: packageId }]);
    shop.clock.advance(60_000);
    await show(id);
    expect(codes()).toHaveLength(2);

    place.connectorOf('WECHAT').reports.set(packageId, { state: 'APPROVED', reference: 'r' });
    await shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
    await place.work();
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect((await show(id)).headers['x-opens-for']).toBe('EVERYBODY');
    expect(codes().at(-1)).toEqual({ appId: appId(), opensFor: 'EVERYBODY', key: packageId });
  });

  it('is there from the registration on, before a version is handed in', async () => {
    await place.registered();
    const { id } = await shop.database.prisma.distribution.create({ data: bareDistribution() });
    expect((await route()(id)).statusCode).toBe(200);
    expect(codes()).toEqual([{ appId: appId(), opensFor: 'TESTERS' }]);
  });

  it('is not there before the registration, and says why in the reader’s language', async () => {
    const { id } = await shop.database.prisma.distribution.create({ data: bareDistribution() });
    const show = route();
    const answer = await show(id, { 'x-account': place.actor.accountId, 'accept-language': 'en' });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ error: { code: 'STATE', currentState: 'NOT_REGISTERED' } });
    expect(answer.body).toContain('register it first');
    const chinese = await show(id, { 'x-account': place.actor.accountId, 'accept-language': 'zh-CN' });
    expect(chinese.body).toContain('请先注册');
    expect(codes()).toEqual([]);
  });

  it('is shown to its own account and nobody else', async () => {
    await place.registered();
    await handedIn();
    const id = await distributionId();
    const show = route();
    expect((await show(id, {})).statusCode).toBe(401);
    expect((await show(id, { 'x-account': 'host' })).statusCode).toBe(404);
    expect((await show(id, { 'x-account': (await shop.newAccount()).accountId })).statusCode).toBe(404);
    expect((await show('dist_unknown')).statusCode).toBe(404);
    expect(codes()).toEqual([]);
  });

  it('that the platform does not draw is told in its own words, and asked for again the next time', async () => {
    await place.registered();
    await handedIn();
    const id = await distributionId();
    const show = route();
    place.connectorOf('WECHAT').noCode = new HostError(refusal);
    const answer = await show(id);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([502, '31']);
    expect(answer.json()).toEqual({
      error: {
        code: 'HOST',
        message: refusal.words,
        platform: 'WECHAT',
        retry: 'RETRY_NOW',
        call: 'GET /wxa/get_qrcode',
        hostCode: '45009',
      },
    });
    place.connectorOf('WECHAT').noCode = undefined;
    expect((await show(id)).statusCode).toBe(200);
  });
});

function bareDistribution() {
  return {
    id: `dist_${place.programId}`,
    accountId: place.actor.accountId,
    programId: place.programId,
    platform: 'WECHAT',
    hostId: 'wechat',
    confirmation: 'NOT_NEEDED',
    release: 'NOT_RELEASED',
    updatedAt: shop.clock.now(),
  };
}
