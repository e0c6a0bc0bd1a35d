import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostStream } from '../../src/events/stream.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type ClosedTest, isShownTo } from '../../src/policy/closed-tests.ts';
import { variants } from '../../src/policy/variants.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { programsAtHost } from '../../src/store/reads/host-program-reads.ts';
import { createHostReviewLookup, HostReads } from '../../src/store/reads/host-reads.ts';
import { TODAY } from '../support/facts.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const [YESTERDAY, TOMORROW] = [addDays(TODAY, -1), addDays(TODAY, 1)];
const HOSTS = ['tieba', 'iqiyi', 'iovauto'];

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
  place = await openRestaurant(shop);
  await place.registered();
  const versionId = await place.version('1.0.0');
  granted(
    await submitForReview(place.deps, place.actor, { versionId, hostIds: HOSTS, absentContent: allContent }),
  );
  await place.work();
  const pack = await shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
  place.connectorOf('BAIDU').reports.set(pack.id, { state: 'APPROVED', reference: 'b' });
  await shop.queue.send([{ job: { kind: 'PACKAGE', id: pack.id } }]);
  await place.work();
});
afterAll(() => shop.close());

/** All ways in which a partner could come to see something of the program. */
async function seenBy(hostId: string): Promise<Record<string, boolean>> {
  const { pool, prisma } = shop.database;
  const host = variants.flatMap(({ hosts }) => hosts).find(({ id }) => id === hostId);
  const review = await prisma.review.findFirstOrThrow({ where: { hostId } });
  const reads = new HostReads(pool, hostId, shop.clock);
  const events = await shop.log.readAfter(hostStream(hostId), 0n, 100);
  const tried = host ? await programsAtHost(pool, host, undefined, 10, civilDateAt(shop.clock.now())) : [];
  const toDecide = await createHostReviewLookup(pool, shop.clock)(hostId, review.id);
  return {
    reviews: (await reads.reviews(undefined, undefined, 10)).length > 0,
    review: (await reads.reviewsById([review.id])).length > 0,
    events: events.some(({ programId }) => programId === place.programId),
    trial: tried.some(({ id }) => id === place.programId),
    toDecide: toDecide !== undefined,
  };
}

const day = fc.constantFrom(YESTERDAY, TODAY, TOMORROW);
const consent = fc.record(
  { validFrom: day, validUntil: day, state: fc.constantFrom('EFFECTIVE', 'SUPERSEDED') },
  { requiredKeys: ['validFrom', 'state'] },
);
const closedTest: fc.Arbitrary<ClosedTest> = fc.oneof(
  fc.record(
    {
      platform: fc.constant('BAIDU'),
      hostId: fc.constantFrom(...HOSTS),
      endedOn: fc.constantFrom(TODAY, TOMORROW),
      consent,
    },
    { requiredKeys: ['platform'] },
  ),
  fc.record({ platform: fc.constant('WECHAT'), endedOn: fc.constant(TODAY) }, { requiredKeys: ['platform'] }),
) as fc.Arbitrary<ClosedTest>;

describe('whatever closed tests there are (wechat/7.1, baidu/8.1)', () => {
  it('a partner sees the program in every way or in none, as the policy says of its host', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(closedTest, { maxLength: 3 }), async (tests) => {
        await putOnFile(tests);
        for (const id of HOSTS) {
          const shown = isShownTo(tests, { id, platform: 'BAIDU' }, TODAY);
          expect({ id, ...(await seenBy(id)) }).toEqual({
            id,
            reviews: shown,
            review: shown,
            events: shown,
            trial: shown,
            toDecide: shown,
          });
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

async function putOnFile(tests: readonly ClosedTest[]): Promise<void> {
  const { prisma } = shop.database;
  const { accountId } = place.actor;
  const { programId } = place;
  await prisma.betaInvitation.deleteMany({});
  const { id: fileId } = await prisma.file.findFirstOrThrow();
  for (const { platform, hostId, endedOn, consent } of tests) {
    const now = shop.clock.now();
    const consentMaterialId = consent ? newId('mat', now) : null;
    if (consent && consentMaterialId) {
      await prisma.material.create({
        data: {
          id: consentMaterialId,
          accountId,
          paper: '同意书',
          sealedHolder: 'sealed',
          fileId,
          createdAt: now,
          updatedAt: now,
          ...consent,
        },
      });
    }
    await prisma.betaInvitation.create({
      data: {
        id: newId('beta', now),
        accountId,
        programId,
        platform,
        hostId: hostId ?? null,
        invitedOn: '2026-01-01',
        endedOn: endedOn ?? null,
        consentMaterialId,
        createdAt: now,
      },
    });
  }
}
