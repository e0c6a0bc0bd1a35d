import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventType } from '../../src/events/event.ts';
import { accountStream, hostStream } from '../../src/events/stream.ts';
import { done } from '../../src/kernel/outcome.ts';
import { AT_ONCE, SendingSlots, SHARE } from '../../src/webhooks/sending-slots.ts';
import { signedHeaders } from '../../src/webhooks/signature.ts';
import { closedGate, type Gate } from '../support/gate.ts';
import { openReceiver, type Received, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { openWebhookShop, type WebhookShop } from '../support/webhook-shop.ts';

const HOST = 'tieba';
const CREATE = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  secret webhook { id } problems { code message path } } }`;

let shop: WebhookShop;
/** Of the endpoint that waits, while `shop.receiver` is the slow one. */
let receiver: WebhookReceiver;
let answering: Gate;

beforeAll(async () => {
  shop = await openWebhookShop();
  receiver = await openReceiver();
});
beforeEach(async () => {
  await shop.begin();
  receiver.received.length = 0;
  receiver.reply = () => ({ status: 200 });
  answering = closedGate();
});
afterEach(() => {
  expect(shop.faults).toEqual([]);
});
afterAll(async () => {
  await shop.close();
  await receiver.close();
});

/** The slow receiver takes so many requests and answers none before `answering` is open; resolves when they are there. */
function holding(count: number): Promise<void> {
  const held = closedGate();
  shop.receiver.reply = async () => {
    if (shop.receiver.received.length === count) held.open();
    await answering.opened;
    return { status: 200 };
  };
  return held.opened;
}

function documentOf(type: EventType): string {
  return `subscription { accountEvents(types: [${type}]) { id type } }`;
}

/** What a message is signed with where one secret signs it. */
function signatureOf(secret: string, told: Received | undefined): string | undefined {
  const { headers = {}, raw = '' } = told ?? {};
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  return signedHeaders(String(headers['webhook-id']), at, raw, [secret])['webhook-signature'];
}

/** One program's event for each slot of an account. */
async function happenInAllSlots(): Promise<void> {
  for (let n = 0; n < SHARE; n += 1) await shop.happen('RELEASED', `prog_${n}`);
}

describe('the slots of a node', () => {
  /** How many run at once of those who want to, account by account. */
  function run(wanted: readonly number[]): {
    slots: SendingSlots;
    running: number[];
    ended: Promise<unknown>;
  } {
    const slots = new SendingSlots();
    const running = wanted.map(() => 0);
    const ended = wanted.flatMap((count, account) =>
      Array.from({ length: count }, () =>
        slots.execute(accountStream(`acct_${account}`), async () => {
          running[account] = (running[account] ?? 0) + 1;
          await answering.opened;
        }),
      ),
    );
    return { slots, running, ended: Promise.all(ended) };
  }

  async function settled(): Promise<void> {
    for (let n = 0; n < 50; n += 1) await Promise.resolve();
  }

  it('are at most a share for one account, and so many for all', async () => {
    const { running, ended } = run(Array.from({ length: 12 }, () => 100));
    await settled();
    expect(Math.max(...running)).toBe(SHARE);
    expect(running.reduce((sum, count) => sum + count)).toBe(AT_ONCE);
    answering.open();
    await ended;
    expect(running).toEqual(running.map(() => 100));
  });

  it('leave nothing behind of who has nothing more to send', async () => {
    const { slots, ended } = run([1, 10, 3]);
    expect(slots.size).toBe(3);
    answering.open();
    await ended;
    expect(slots.size).toBe(0);
    await expect(
      slots.execute(accountStream('acct_1'), () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
    expect(slots.size).toBe(0);
  });
});

describe('endpoints that answer slowly', () => {
  it('keep nobody waiting but their own account', async () => {
    const slow = AT_ONCE / SHARE + 1;
    for (let n = 0; n < slow; n += 1) await shop.create({ document: documentOf('RELEASED') });
    await happenInAllSlots();
    const held = holding(SHARE);
    const told = closedGate();
    receiver.reply = () => {
      told.open();
      return { status: 200 };
    };
    const first = shop.courier.finish();
    await held;
    const host = shop.app.host(HOST);
    const input = { url: receiver.url, document: 'subscription { hostInbox { type } }' };
    const { data } = await shop.app.ask(host, CREATE, { input });
    expect(data.createWebhook.problems).toEqual([]);
    const actor = { accountId: shop.accountId, label: 'gateway' };
    await shop.app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'HOST_REVIEW_OPENED', hostId: HOST, payload: {} });
      return done(undefined);
    });
    const second = shop.courier.finish();
    await told.opened;
    expect(shop.receiver.received).toHaveLength(SHARE);
    answering.open();
    await Promise.all([first, second]);
    expect(shop.receiver.received).toHaveLength(slow * SHARE);
    expect((await shop.app.shop.log.readAfter(hostStream(HOST), 0n, 10)).at(-1)?.type).toBe(
      'HOST_REVIEW_OPENED',
    );
  });
});

describe('what has waited for a slot', () => {
  /** An endpoint whose delivery waits while the slow one has all slots of the account; then they are free again. */
  async function waitedWhile(
    meanwhile: (id: string) => Promise<unknown>,
  ): Promise<{ id: string; secret: string }> {
    const waits = closedGate();
    const courier = shop.anotherCourier({
      webhookHeads: async (id, ...asked) => {
        const heads = await shop.courierDeps.webhookHeads(id, ...asked);
        if (heads.some(({ type }) => type === 'PAUSED')) waits.open();
        return heads;
      },
    });
    await shop.create({ document: documentOf('RELEASED') });
    await happenInAllSlots();
    const held = holding(SHARE);
    const first = courier.finish();
    await held;
    const waiting = await shop.create({ url: receiver.url, document: documentOf('PAUSED') });
    await shop.happen('PAUSED', 'prog_0');
    const second = courier.finish();
    await waits.opened;
    await meanwhile(waiting.id);
    expect(receiver.received).toEqual([]);
    answering.open();
    await Promise.all([first, second]);
    await courier.stop();
    return waiting;
  }

  it('is not sent to an endpoint that was deleted meanwhile', async () => {
    await waitedWhile((id) => shop.act('deleteWebhook', { id }, 'id'));
    expect(receiver.received).toEqual([]);
  });

  it('is not sent to an endpoint that was paused meanwhile, and is when it is resumed', async () => {
    const { id } = await waitedWhile((id) => shop.act('pauseWebhook', { id }));
    expect(receiver.received).toEqual([]);
    await shop.act('resumeWebhook', { id });
    await shop.courier.finish();
    expect(receiver.received.map(({ body }) => body.type)).toEqual(['PAUSED']);
  });

  it('goes to the address that the endpoint has now, and to no other', async () => {
    const elsewhere = await openReceiver();
    await waitedWhile((id) => shop.act('updateWebhook', { id, url: elsewhere.url }));
    expect(receiver.received).toEqual([]);
    expect(elsewhere.received.map(({ body }) => body.type)).toEqual(['PAUSED']);
    await elsewhere.close();
  });

  it('is made by the document of now', async () => {
    const document = 'subscription { accountEvents(types: [PAUSED]) { cursor } }';
    await waitedWhile((id) => shop.act('updateWebhook', { id, document }));
    expect(receiver.received.map(({ body }) => body.data)).toEqual([
      { accountEvents: { cursor: receiver.received[0]?.body.cursor } },
    ]);
  });

  it('is not signed by a secret that signs nothing any more', async () => {
    let next = '';
    const { secret: old } = await waitedWhile(async (id) => {
      next = (await shop.act('rotateWebhookSecret', { id, overlapHours: 0 }, 'secret')).secret;
    });
    const [told] = receiver.received;
    expect(told?.headers['webhook-signature']).toBe(signatureOf(next, told));
    expect(told?.headers['webhook-signature']).not.toBe(signatureOf(old, told));
  });

  it('is not sent for who has lost the right to it', async () => {
    const { admin } = shop;
    const { viewers } = shop.app;
    const viewer = viewers.get(admin);
    const { id } = await waitedWhile(async () => viewers.delete(admin));
    expect(receiver.received).toEqual([]);
    if (viewer) viewers.set(admin, viewer);
    expect(await shop.shown(id)).toMatchObject({ state: 'DISABLED', reason: 'RIGHTS_LOST' });
  });
});
