import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadLetterBox } from '../../src/store/dead-letters.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;
let registrationId: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  const { prisma } = app.shop.database;
  ({ id: registrationId } = await prisma.registration.findFirstOrThrow({ where: { platform: 'WECHAT' } }));
  await box().bury({ kind: 'REGISTRATION', subjectId: registrationId, reason: 'column "x" of relation' });
  await box().bury({ kind: 'AGREEMENT', subjectId: 'agr_1', reason: 'nobody’s own' });
});
afterAll(() => app.close());

function box() {
  return new DeadLetterBox(app.shop.database.prisma, app.shop.cipher, app.shop.clock);
}

const QUERY = '{ deadLetters { id kind subjectId platform deaths replayedAt program { id } } }';
const REPLAY = `mutation ($input: ReplayDeadLetterInput!) {
  replayDeadLetter(input: $input) { deadLetter { id replayedAt } problems { code } } }`;

describe('work that was given up', () => {
  const admin = () => app.member(restaurant.actor.accountId, 'ADMIN');

  it('is shown to the administrators of the account whose it is, without the fault behind it', async () => {
    const { data, errors } = await app.ask(admin(), QUERY);
    expect(errors).toEqual([]);
    expect(data.deadLetters).toMatchObject([
      {
        kind: 'REGISTRATION',
        subjectId: registrationId,
        platform: 'WECHAT',
        deaths: 1,
        replayedAt: null,
        program: { id: restaurant.programId },
      },
    ]);
    expect(JSON.stringify(data)).not.toContain('relation');
    expect((await app.ask(app.member('acct_other', 'OWNER'), QUERY)).data.deadLetters).toEqual([]);
  });

  it('is tried again when they say so, once', async () => {
    const { data } = await app.ask(admin(), QUERY);
    app.shop.queue.jobs.length = 0;
    app.shop.clock.advance(1_000);
    const input = { deadLetterId: data.deadLetters[0].id };
    for (let n = 0; n < 2; n += 1) {
      const { data: replayed, errors } = await app.ask(admin(), REPLAY, { input });
      expect(errors).toEqual([]);
      expect(replayed.replayDeadLetter.problems).toEqual([]);
      expect(replayed.replayDeadLetter.deadLetter.replayedAt).not.toBeNull();
    }
    expect(app.shop.queue.jobs).toEqual([{ kind: 'REGISTRATION', id: registrationId }]);
  });

  it('dies once more where it fails once more, and is gone when it is done', async () => {
    app.shop.clock.advance(1_000);
    await box().bury({ kind: 'REGISTRATION', subjectId: registrationId, reason: 'again' });
    const { data } = await app.ask(admin(), QUERY);
    expect(data.deadLetters).toMatchObject([{ deaths: 2 }]);
    await box().settle('REGISTRATION', registrationId);
    expect((await app.ask(admin(), QUERY)).data.deadLetters).toEqual([]);
  });

  it('that is nobody’s own is the operator’s to see', async () => {
    expect((await box().list(10)).map(({ kind }) => kind)).toEqual(['AGREEMENT']);
  });
});
