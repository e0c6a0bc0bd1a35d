import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEventRetention } from '../../src/store/event-retention.ts';
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

/** A webhook that was paused while events went that it has not been told of, and is resumed; of these programs, events are kept. */
async function openBehindGap(programs: readonly string[]): Promise<string> {
  const { id } = await shop.create({ document: DOCUMENT });
  await shop.act('pauseWebhook', { id });
  await shop.happen('RELEASED', 'prog_1');
  await shop.happen('RELEASED');
  const { database, cipher, clock } = shop.app.shop;
  clock.advance(48 * HOUR);
  await createEventRetention(database.prisma, cipher, clock, 1).removeExpired();
  for (const program of programs) await shop.happen('RELEASED', program);
  await shop.act('resumeWebhook', { id });
  return id;
}

describe('what is no longer kept', () => {
  it('is told as a gap before anything that came after it, whatever the receiver answers', async () => {
    const happenings = fc.array(fc.constantFrom(...PROGRAMS), { minLength: 1, maxLength: 6 });
    const replies = fc.array(fc.constantFrom<Reply>({ status: 500 }, { status: 200 }, 'HANG_UP'), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(happenings, replies, async (programs, script) => {
        await shop.begin();
        const left = [...script];
        const asked: string[] = [];
        const taken: string[] = [];
        shop.receiver.reply = ({ body }) => {
          const name = body.type === 'GAP' ? 'GAP' : body.data.accountEvents.id;
          const reply = left.shift() ?? { status: 200 };
          asked.push(name);
          if (reply !== 'HANG_UP' && reply.status === 200) taken.push(name);
          return reply;
        };
        await openBehindGap(programs);
        await shop.courier.finish();
        for (let hours = 0; hours < TRIED_FOR_HOURS && taken.length <= programs.length; hours += 1) {
          await shop.letPass(HOUR);
        }
        expect(taken[0]).toBe('GAP');
        expect(asked.lastIndexOf('GAP')).toBe(asked.findIndex((name) => name !== 'GAP') - 1);
        expect(taken).toHaveLength(programs.length + 1);
        for (const program of PROGRAMS) {
          const own = await shop.log(program);
          expect(taken.filter((id) => own.includes(id))).toEqual(own);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('holds nothing up any more once the gap was given up', async () => {
    const id = await openBehindGap(PROGRAMS);
    shop.receiver.reply = ({ body }) => ({ status: body.type === 'GAP' ? 500 : 200 });
    await shop.courier.finish();
    const others = () => shop.receiver.received.filter(({ body }) => body.type !== 'GAP').length;
    const gap = async () => (await shop.shown(id)).deliveries.nodes.find(isGap);
    for (let waits = await gap(); waits.state === 'PENDING'; waits = await gap()) {
      expect(others()).toBe(0);
      await shop.letPass(Date.parse(waits.nextAttemptAt) - shop.app.shop.clock.now().getTime());
    }
    expect(await gap()).toMatchObject({ state: 'FAILED' });
    expect(others()).toBe(PROGRAMS.length);
  });
});

function isGap({ kind }: { readonly kind: string }): boolean {
  return kind === 'GAP';
}

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
      claimWebhook: async (one) => {
        const lease = await deps.claimWebhook(one);
        return lease && { ...lease, free: async () => {} };
      },
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
