import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DemandDeps, demandDeletion } from '../../src/duties/demand-deletion.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let restaurant: Restaurant;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  restaurant = await openRestaurant(shop);
});

describe('a demand for deletion', () => {
  it('is on file once under the platform’s number, also where two tell of it at the same instant (wechat/4.7)', async () => {
    const { deps, actor } = restaurant;
    const demand = { platform: 'WECHAT', scope: '全部收货地址', reference: 'WX-1' };
    granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, demand));
    // The first look is that of a transaction which began before the other one committed.
    let looks = 0;
    const blind: DemandDeps = {
      clock: deps.clock,
      perform: (act, work) =>
        deps.perform(act, (records) => {
          looks += 1;
          return work(looks > 1 ? records : { ...records, hasDemandReferred: async () => false });
        }),
    };
    const told = await demandDeletion(blind, { actor, toldBy: 'PLATFORM' }, demand);
    expect(refusedWith(told)).toMatchObject([{ code: 'ALREADY_EXISTS', path: 'input.reference' }]);
    const where = { accountId: actor.accountId };
    expect(await shop.database.prisma.deletionDemand.count({ where })).toBe(1);
    expect(await shop.database.prisma.obligation.count({ where: { ...where, kind: 'DELETE_DATA' } })).toBe(1);
  });

  it('bears the same number as another platform’s, or as another account’s, or none (wechat/4.7, baidu/4.4)', async () => {
    const { deps, actor } = restaurant;
    const other = await openRestaurant(shop);
    const demand = { platform: 'WECHAT', scope: '全部', reference: 'WX-2' };
    granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, demand));
    granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, { ...demand, platform: 'BAIDU' }));
    granted(await demandDeletion(deps, { actor: other.actor, toldBy: 'PLATFORM' }, demand));
    const { reference: _, ...nameless } = demand;
    granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, nameless));
    granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, nameless));
  });
});
