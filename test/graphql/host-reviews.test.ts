import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { submitForReview } from '../../src/review/submit.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
});
afterAll(() => app.close());

/** A version that Baidu has approved, handed in for a host that has a word of its own. */
async function approved(number: string): Promise<void> {
  const versionId = await restaurant.version(number);
  const input = { versionId, hostIds: ['tieba'], absentContent: allContent };
  granted(await submitForReview(restaurant.deps, restaurant.actor, input));
  await restaurant.work();
  const pack = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
  restaurant.connectorOf('BAIDU').reports.set(pack.id, { state: 'APPROVED', reference: number });
  await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: pack.id } }]);
  await restaurant.work();
}

describe('the reviews of a partner host', () => {
  it('show one that a later version has overtaken as withdrawn, beside the one that waits (baidu/3.6)', async () => {
    await approved('1.0.0');
    app.shop.clock.advance(60_000);
    await approved('1.1.0');
    const { data, errors } = await app.ask(
      app.host('tieba'),
      '{ all: hostReviews { nodes { versionNumber state } } open: hostReviews(state: PENDING) { nodes { versionNumber } } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      all: {
        nodes: [
          { versionNumber: '1.0.0', state: 'WITHDRAWN' },
          { versionNumber: '1.1.0', state: 'PENDING' },
        ],
      },
      open: { nodes: [{ versionNumber: '1.1.0' }] },
    });
  });
});
