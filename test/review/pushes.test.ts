import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { receivePush } from '../../src/review/pushes.ts';
import { submitForReview } from '../../src/review/submit.ts';
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
  await place.registered();
});
afterAll(() => shop.close());

const push = (body: string) => ({ address: 'messages', query: {}, body });

describe('a push', () => {
  it('is stored and queued before it is acknowledged', async () => {
    const answer = await receivePush(place.pushes, 'WECHAT', push('signed stored'));
    expect(answer).toBe('success');
    const stored = await shop.database.prisma.hostPush.findMany({ where: { key: 'signed stored' } });
    expect(stored).toMatchObject([{ platform: 'WECHAT', event: 'scripted', appliedAt: null }]);
    expect(stored[0]?.sealedMessage).not.toContain('signed stored');
    expect(shop.queue.jobs).toEqual([{ kind: 'PUSH', id: stored[0]?.id }]);
  });

  it('that is delivered again is acknowledged again, and is one push', async () => {
    for (let n = 0; n < 3; n += 1) await receivePush(place.pushes, 'WECHAT', push('signed twice'));
    expect(await shop.database.prisma.hostPush.count({ where: { key: 'signed twice' } })).toBe(1);
    expect(shop.queue.jobs).toHaveLength(1);
  });

  it('that is not signed is refused, and nothing of it is kept', async () => {
    const before = await shop.database.prisma.hostPush.count();
    await expect(receivePush(place.pushes, 'WECHAT', push('forged'))).rejects.toMatchObject({
      name: 'PushRefused',
      status: 403,
    });
    expect(await shop.database.prisma.hostPush.count()).toBe(before);
  });

  it('about a review makes us ask the platform, and decides nothing by itself', async () => {
    const wechat = place.connectorOf('WECHAT');
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    await place.work();
    const id = results[0]?.packageId ?? '';
    wechat.news = { kind: 'REVIEW_MOVED', appId: `WECHAT-${place.programId}` };

    await receivePush(place.pushes, 'WECHAT', push(`signed lie ${id}`));
    await place.work();
    expect(await shop.database.prisma.package.findUnique({ where: { id } })).toMatchObject({
      review: 'IN_REVIEW',
    });

    wechat.reports.set(id, { state: 'APPROVED', reference: 'audit' });
    await receivePush(place.pushes, 'WECHAT', push(`signed truth ${id}`));
    await place.work();
    expect(await shop.database.prisma.package.findUnique({ where: { id } })).toMatchObject({
      review: 'APPROVED',
    });
  });

  it('about something the gateway does not know is kept, with what came of it', async () => {
    await receivePush(place.pushes, 'BAIDU', push('signed unknown'));
    await place.work();
    expect(await shop.database.prisma.hostPush.findFirst({ where: { key: 'signed unknown' } })).toMatchObject(
      { outcome: 'OTHER', appliedAt: shop.clock.now() },
    );
  });

  it('about a setting is told to the account once, however often it is applied', async () => {
    const wechat = place.connectorOf('WECHAT');
    const appId = `WECHAT-${place.programId}`;
    const decision = { appId, setting: 'NAME', accepted: false, subject: '新点餐', words: '侵权' } as const;
    wechat.news = { kind: 'SETTINGS_DECIDED', decisions: [decision, { ...decision, appId: 'not-ours' }] };
    await receivePush(place.pushes, 'WECHAT', push(`signed name ${place.programId}`));
    const [job] = shop.queue.jobs;
    await place.work();
    if (job) await shop.queue.send([{ job }]);
    await place.work();
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'SETTING_DECIDED')).toHaveLength(1);
  });

  it('about a permission that was taken back is told to the account', async () => {
    const appId = `WECHAT-${place.programId}`;
    place.connectorOf('WECHAT').news = { kind: 'AUTHORISATION_ENDED', appId };
    await receivePush(place.pushes, 'WECHAT', push(`signed gone ${place.programId}`));
    await place.work();
    expect(await shop.eventTypes(place.actor.accountId)).toContain('AUTHORISATION_ENDED');
  });
});
