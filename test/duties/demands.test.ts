import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DemandDeps, demandDeletion } from '../../src/duties/demand-deletion.ts';
import { fulfilObligation } from '../../src/duties/fulfil-obligation.ts';
import { reportIncident } from '../../src/duties/incidents.ts';
import { recordRightsRequest } from '../../src/duties/record-rights-request.ts';
import { civilDateAt } from '../../src/kernel/civil-time.ts';
import { leavePlatform } from '../../src/review/leave-platform.ts';
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
    const first = granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, demand));
    // The first look is that of a transaction which began before the other one committed.
    let looks = 0;
    const blind: DemandDeps = {
      clock: deps.clock,
      perform: (act, work) =>
        deps.perform(act, (records) => {
          looks += 1;
          return work(looks > 1 ? records : { ...records, demandReferred: async () => undefined });
        }),
    };
    const told = await demandDeletion(blind, { actor, toldBy: 'PLATFORM' }, demand);
    expect(granted(told)).toEqual(first);
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

describe('a platform that the account has nothing to do with', () => {
  it('demands nothing, and is told of no incident and no user’s request (wechat/4.7, wechat/4.11, wechat/4.4(8))', async () => {
    const { deps, programId } = restaurant;
    const { actor } = restaurant;
    const { accountId } = actor;
    await shop.database.prisma.acceptance.deleteMany({ where: { accountId, platform: 'WECHAT' } });
    const refused = [{ code: 'INVALID_INPUT', path: 'input.platform' }];
    const letter = await demandDeletion(
      deps,
      { actor, toldBy: 'MEMBER' },
      { platform: 'WECHAT', scope: '全部' },
    );
    expect(refusedWith(letter)).toMatchObject(refused);
    const happened = { discoveredAt: shop.clock.now(), what: '泄露', categories: ['手机号码'] };
    expect(refusedWith(await reportIncident(deps, actor, { ...happened, platform: 'WECHAT' }))).toMatchObject(
      refused,
    );
    const receivedOn = civilDateAt(shop.clock.now());
    const asked = { platform: 'WECHAT', programId, right: 'DELETION', receivedOn, user: '某用户' } as const;
    expect(refusedWith(await recordRightsRequest(deps, actor, asked))).toMatchObject(refused);
    expect(
      await shop.database.prisma.obligation.count({ where: { accountId, subjectId: { startsWith: 'inc' } } }),
    ).toBe(0);
  });

  it('is another one than a platform that was left, of which there may still be data (wechat/4.10, wechat/4.11)', async () => {
    const { deps, actor, programId } = restaurant;
    const said = { platform: 'WECHAT', confirm: 'WECHAT', knowsStillLive: true };
    granted(await leavePlatform(deps as never, actor, { memberId: 'mem_1', backups: [] }, said));
    granted(await demandDeletion(deps, { actor, toldBy: 'MEMBER' }, { platform: 'WECHAT', scope: '全部' }));
    const happened = { discoveredAt: shop.clock.now(), what: '泄露', categories: ['手机号码'] };
    const concerned = async (incidentId: string) =>
      (await shop.database.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } })).platforms;
    const before = granted(await reportIncident(deps, actor, happened));
    expect(await concerned(before.incidentId)).toEqual(['BAIDU', 'WECHAT']);
    const { prisma } = shop.database;
    const owed = { accountId: actor.accountId, kind: 'DELETE_ON_LEAVING' };
    const { id } = await prisma.obligation.findFirstOrThrow({ where: owed });
    const file = await prisma.file.findFirstOrThrow({ where: { accountId: actor.accountId } });
    const shown = { obligationId: id, statement: '已全部删除', evidenceFileIds: [file.id] };
    granted(await fulfilObligation(deps, actor, shown));
    const later = granted(await reportIncident(deps, actor, happened));
    expect(await concerned(later.incidentId)).toEqual(['BAIDU']);
    granted(await reportIncident(deps, actor, { ...happened, platform: 'WECHAT' }));
    const receivedOn = civilDateAt(shop.clock.now());
    const asked = { platform: 'WECHAT', programId, right: 'DELETION', receivedOn, user: '某用户' } as const;
    expect(refusedWith(await recordRightsRequest(deps, actor, asked))).toMatchObject([
      { path: 'input.platform' },
    ]);
  });
});
