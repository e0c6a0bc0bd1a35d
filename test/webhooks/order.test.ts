import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEventLog } from '../../src/store/event-store.ts';
import { createWebhookWork } from '../../src/store/webhook-work.ts';
import { Courier } from '../../src/webhooks/courier.ts';
import type { Reply } from '../support/webhook-receiver.ts';
import { openWebhookShop, type WebhookShop } from '../support/webhook-shop.ts';

const HOUR = 3_600_000;
/** The three days that a delivery is tried for, and what is lost by looking every hour only. */
const TRIED_FOR_HOURS = 84;
const PROGRAMS = ['prog_1', 'prog_2', 'prog_3'];
const DOCUMENT = 'subscription { accountEvents(types: [RELEASED]) { id program { id } } }';

let shop: WebhookShop;

beforeAll(async () => {
  shop = await openWebhookShop();
});
beforeEach(() => shop.begin());
afterEach(() => {
  expect(shop.faults).toEqual([]);
});
afterAll(() => shop.close());

/** The ids that were taken, each at the first time. */
function taken(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

describe('whatever a receiver answers', () => {
  it('it is told of each program in the order of the log, and of everything', async () => {
    const happenings = fc.array(fc.constantFrom(...PROGRAMS), { minLength: 1, maxLength: 8 });
    const replies = fc.array(
      fc.constantFrom<Reply>({ status: 200 }, { status: 500 }, { status: 302 }, 'HANG_UP'),
      // One delivery that fails more often is given up.
      { maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(happenings, replies, async (programs, script) => {
        await shop.begin();
        const accepted: string[] = [];
        const left = [...script];
        shop.receiver.reply = ({ body }) => {
          const reply = left.shift() ?? { status: 200 };
          if (reply !== 'HANG_UP' && reply.status === 200) accepted.push(body.data.accountEvents.id);
          return reply;
        };
        await shop.create({ document: DOCUMENT });
        for (const program of programs) await shop.happen('RELEASED', program);
        await shop.courier.finish();
        for (let hours = 0; hours < TRIED_FOR_HOURS && accepted.length < programs.length; hours += 1) {
          await shop.letPass(HOUR);
        }
        for (const program of PROGRAMS) {
          const own = await shop.log(program);
          expect(accepted.filter((id) => own.includes(id))).toEqual(own);
        }
        expect(accepted).toHaveLength(programs.length);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a courier that dies', () => {
  it('before it could note the answer is followed by one that tells it again, under the same id', async () => {
    const { id } = await shop.create({ document: DOCUMENT });
    await shop.happen('RELEASED', 'prog_1');
    await shop.happen('RELEASED', 'prog_1');
    const deps = shop.app.graphql.webhooks;
    const died = new Courier({
      ...deps,
      dice: () => 0,
      standing: async () => shop.app.viewers.get(shop.admin) as never,
      report: () => {},
      // Killed between the answer and the transaction that would note it.
      perform: async () => {
        throw new Error('killed');
      },
      // What is killed frees nothing.
      claimWebhook: async (one) => (await deps.claimWebhook(one)) && { free: async () => {} },
      webhooksDue: async (now) => (shop.receiver.received.length > 0 ? [] : deps.webhooksDue(now)),
    });
    await died.finish();
    expect(shop.receiver.received).toHaveLength(1);
    await shop.courier.finish();
    expect(shop.receiver.received).toHaveLength(1);
    await shop.letPass(HOUR);
    const [first, again, second] = shop.receiver.received;
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(again?.raw).toBe(first?.raw);
    expect([first, second].map((told) => told?.body.data.accountEvents.id)).toEqual(await shop.log('prog_1'));
    expect((await shop.shown(id)).deliveries.nodes.map(({ state }: { state: string }) => state)).toEqual([
      'DELIVERED',
      'DELIVERED',
    ]);
  });
});

describe('two nodes', () => {
  it('tell each event once, in order', async () => {
    await shop.create({ document: DOCUMENT });
    const { database: here, cipher, clock } = shop.app.shop;
    const database = await here.again();
    const elsewhere = new Courier({
      ...shop.app.graphql.webhooks,
      ...createWebhookWork(database, cipher, clock),
      log: createEventLog(database.pool, clock, cipher),
      dice: () => 0,
      standing: async () => shop.app.viewers.get(shop.admin) as never,
      report: (fault) => void shop.faults.push(fault),
    });
    for (let n = 0; n < 12; n += 1) {
      await shop.happen('RELEASED', PROGRAMS[n % 3]);
      await Promise.all([shop.courier.finish(), elsewhere.finish()]);
    }
    const ids = shop.receiver.received.map(({ body }) => body.data.accountEvents.id);
    expect(ids).toEqual(taken(ids));
    for (const program of PROGRAMS) {
      const own = await shop.log(program);
      expect(ids.filter((id: string) => own.includes(id))).toEqual(own);
    }
    if (database !== here) await database.close();
  });
});
