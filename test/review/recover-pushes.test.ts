import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HostError } from '../../src/hosts/host-error.ts';
import { receivePush } from '../../src/review/pushes.ts';
import { recoverPushes } from '../../src/review/recover-pushes.ts';
import { createPushRecoveryStore } from '../../src/store/push-recovery.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  await shop.database.prisma.pushRecovery.deleteMany();
  place = await openRestaurant(shop);
  await place.registered();
});
afterAll(() => shop.close());

const MINUTE_MS = 60_000;
const platform = () => place.connectorOf('BAIDU');
const store = () => createPushRecoveryStore(shop.database.prisma);
const recover = () => recoverPushes({ ...place.pushes, ...store() }, 'BAIDU');
const missed = (key: string) => ({
  key: `signed ${key}`,
  message: `signed ${key}`,
  event: 'scripted',
  address: 'missed',
});
const stored = (key: string) => shop.database.prisma.hostPush.findMany({ where: { key: `signed ${key}` } });

describe('pushes that did not arrive', () => {
  it('are stored and applied like those that did', async () => {
    platform().missed = [
      { pushes: [missed('lost 1')], unreadable: 0 },
      { pushes: [missed('lost 2')], unreadable: 1 },
    ];
    expect(await recover()).toEqual({ found: 2, unreadable: 1 });
    await place.work();
    for (const key of ['lost 1', 'lost 2']) {
      expect(await stored(key)).toMatchObject([
        { platform: 'BAIDU', address: 'missed', outcome: 'OTHER', appliedAt: shop.clock.now() },
      ]);
    }
  });

  it('are one push with the one that arrived after all, before or afterwards', async () => {
    const arrive = (key: string) =>
      receivePush(place.pushes, 'BAIDU', { address: 'messages', query: {}, body: `signed ${key}` });
    await arrive('before');
    platform().missed = [{ pushes: [missed('before'), missed('after')], unreadable: 0 }];
    expect(await recover()).toMatchObject({ found: 1 });
    await arrive('after');
    expect(await recover()).toMatchObject({ found: 0 });
    for (const key of ['before', 'after']) expect(await stored(key)).toHaveLength(1);
    await place.work();
  });

  it('are asked for from a little before the last question, which ended well', async () => {
    await recover();
    const first = shop.clock.now();
    shop.clock.advance(30 * MINUTE_MS);
    platform().missedPushes.between = () => {
      throw new HostError({ platform: 'BAIDU', retry: 'RETRY_NOW', call: 'GET', words: 'busy' });
    };
    await expect(recover()).rejects.toThrow(HostError);
    expect(await store().recoveredUntil('BAIDU')).toEqual(first);

    place = await openRestaurant(shop);
    shop.clock.advance(MINUTE_MS);
    await recover();
    expect(platform().askedForMissed.at(-1)).toEqual({
      from: new Date(first.getTime() - 10 * MINUTE_MS),
      until: shop.clock.now(),
    });
  });

  it('are due again after a while, whichever node asks', async () => {
    const due = (ago: number) =>
      store().recoveryDue(['BAIDU'], new Date(shop.clock.now().getTime() - ago * MINUTE_MS));
    const job = { kind: 'MISSED_PUSHES', id: 'BAIDU' };
    expect(await due(10)).toEqual([job]);
    await recover();
    expect(await due(10)).toEqual([]);
    shop.clock.advance(11 * MINUTE_MS);
    expect(await due(10)).toEqual([job]);
  });
});
