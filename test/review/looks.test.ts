import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookAfterSeconds } from '../../src/review/looks.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
  place = await openRestaurant(shop);
  await place.registered();
});
afterAll(() => shop.close());

const A_DAY_MS = 86_400_000;

describe('a platform of which no push comes through', () => {
  it('is asked about a review no later than the table says, and the review is settled by its answer', async () => {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    await place.work();
    const id = results[0]?.packageId ?? '';
    place.connectorOf('WECHAT').reports.set(id, { state: 'APPROVED', reference: 'audit' });
    const due = () => shop.work.dueForALook(shop.clock.now(), A_DAY_MS);

    shop.clock.advance(lookAfterSeconds.package.IN_REVIEW * 1_000 - 1);
    expect(await shop.work.dueForALook(shop.clock.now(), 5_000)).toContainEqual({ kind: 'PACKAGE', id });
    expect(await due()).not.toContainEqual({ kind: 'PACKAGE', id });
    shop.clock.advance(2);
    expect(await due()).toContainEqual({ kind: 'PACKAGE', id });

    await shop.queue.sendUnlessWaiting(await due());
    await place.work();
    expect(await shop.database.prisma.package.findUnique({ where: { id } })).toMatchObject({
      review: 'APPROVED',
    });
    expect(await due()).not.toContainEqual({ kind: 'PACKAGE', id });
  });
});
