import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Received } from '../support/webhook-receiver.ts';
import { openWebhookShop, type WebhookShop } from '../support/webhook-shop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let shop: WebhookShop;

beforeAll(async () => {
  shop = await openWebhookShop();
});
beforeEach(() => shop.begin());
afterEach(() => {
  expect(shop.faults).toEqual([]);
});
afterAll(() => shop.close());

/** What a receiver does that uses the library of Standard Webhooks, at the gateway's time. */
function verified(secret: string, told: Received | undefined): unknown {
  const { raw, headers } = told ?? { raw: '', headers: {} };
  jest.spyOn(Date, 'now').mockReturnValue(shop.app.shop.clock.now().getTime());
  try {
    return new Webhook(secret).verify(raw, headers as Record<string, string>);
  } finally {
    jest.restoreAllMocks();
  }
}

function receivedIds(): string[] {
  return shop.receiver.received.map(({ body }) => body.data.accountEvents.id);
}

/** The check that `docs/webhooks.md` shows, as a reader copies it. */
async function shownCheck(): Promise<(secret: string, headers: object, raw: string) => boolean> {
  const page = await readFile('docs/webhooks.md', 'utf8');
  const [, code = ''] = /```js\n([^`]*(?:`[^`]+`[^`]*)*?)```/.exec(page) ?? [];
  const body = code.replace(/^import .*$/m, '').replace('export function', 'return function');
  return new Function('createHmac', 'timingSafeEqual', body)(createHmac, timingSafeEqual);
}

describe('a webhook', () => {
  it('is checked by what the documentation shows, too', async () => {
    const { secret } = await shop.create();
    await shop.happen('RELEASED');
    await shop.courier.finish();
    const { headers = {}, raw = '' } = shop.receiver.received[0] ?? {};
    const isOurs = await shownCheck();
    const now = jest.spyOn(Date, 'now').mockReturnValue(shop.app.shop.clock.now().getTime());
    expect(isOurs(secret, headers, raw)).toBe(true);
    expect(isOurs(secret, headers, `${raw} `)).toBe(false);
    now.mockReturnValue(shop.app.shop.clock.now().getTime() + 6 * MINUTE);
    expect(isOurs(secret, headers, raw)).toBe(false);
    jest.restoreAllMocks();
  });

  it('is told what happens from then on, in the form of its document, signed', async () => {
    await shop.happen('PROGRAM_CREATED', 'prog_1');
    const { id, secret } = await shop.create();
    await shop.happen('RELEASED', 'prog_1');
    await shop.courier.finish();
    const [first, second] = shop.receiver.received;
    expect(shop.receiver.received).toHaveLength(1);
    expect(second).toBeUndefined();
    const eventId = (await shop.log('prog_1')).at(-1);
    expect(first?.body).toMatchObject({
      type: 'RELEASED',
      timestamp: shop.app.shop.clock.now().toISOString(),
      data: { accountEvents: { id: eventId, type: 'RELEASED', cursor: first?.body.cursor } },
    });
    expect(first?.headers['webhook-id']).toBe(`${eventId}-${id}`);
    expect(verified(secret, first)).toEqual(first?.body);
    const changed = first && { ...first, raw: `${first.raw} ` };
    expect(() => verified(secret, changed)).toThrow('No matching signature');
  });

  it('is not told of itself', async () => {
    const { id } = await shop.create();
    await shop.act('pauseWebhook', { id });
    await shop.act('resumeWebhook', { id });
    await shop.courier.finish();
    expect(shop.receiver.received).toEqual([]);
  });

  it('is told only what its document wants', async () => {
    await shop.create({ document: 'subscription { accountEvents(types: [RELEASED]) { id type } }' });
    await shop.happen('REGISTERED');
    await shop.happen('RELEASED');
    await shop.courier.finish();
    expect(shop.receiver.received.map(({ body }) => body.type)).toEqual(['RELEASED']);
  });

  it('leaves in its log what was sent and what was answered, and not the payload', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED');
    shop.receiver.reply = () => ({ status: 201, words: 'thank you' });
    await shop.courier.finish();
    const [delivery] = (await shop.shown(id)).deliveries.nodes;
    const raw = shop.receiver.received[0]?.raw ?? '';
    expect(delivery).toMatchObject({
      kind: 'EVENT',
      type: 'RELEASED',
      state: 'DELIVERED',
      nextAttemptAt: null,
      messageId: shop.receiver.received[0]?.headers['webhook-id'],
      attempts: [
        {
          number: 1,
          outcome: 'TAKEN',
          statusCode: 201,
          answer: 'thank you',
          bytes: Buffer.byteLength(raw),
          sha256: createHash('sha256').update(raw).digest('hex'),
        },
      ],
    });
  });
});

describe('a webhook that does not take it', () => {
  it('is told again under the same id after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and every 14 h, until three days are over', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED');
    shop.receiver.reply = () => ({ status: 500, words: 'not now' });
    await shop.courier.finish();
    const began = shop.app.shop.clock.now().getTime();
    const at: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const [{ nextAttemptAt, state }] = (await shop.shown(id)).deliveries.nodes;
      if (state !== 'PENDING') break;
      at.push(Date.parse(nextAttemptAt) - began);
      await shop.letPass(Date.parse(nextAttemptAt) - shop.app.shop.clock.now().getTime());
    }
    const pauses = [
      5_000,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      14 * HOUR,
      14 * HOUR,
    ];
    const until = pauses.map((_, n) => pauses.slice(0, n + 1).reduce((sum, pause) => sum + pause));
    expect(at).toEqual([...until, 72 * HOUR]);
    expect(shop.receiver.received).toHaveLength(11);
    expect(new Set(shop.receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const shown = await shop.shown(id);
    expect(shown.deliveries.nodes[0]).toMatchObject({ state: 'FAILED', nextAttemptAt: null });
    expect(await shop.app.shop.eventTypes(shop.accountId)).toContain('WEBHOOK_DELIVERY_FAILED');
    expect(shown.state).toBe('ACTIVE');
  });

  it('is not told sooner than it asked, nor sooner because it asked', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED');
    shop.receiver.reply = () => ({ status: 503, headers: { 'retry-after': '120' } });
    await shop.courier.finish();
    await shop.letPass(119_000);
    expect(shop.receiver.received).toHaveLength(1);
    shop.receiver.reply = () => ({ status: 503, headers: { 'retry-after': '1' } });
    await shop.letPass(1_000);
    expect(shop.receiver.received).toHaveLength(2);
    await shop.letPass(5 * MINUTE - 1);
    expect(shop.receiver.received).toHaveLength(2);
    shop.receiver.reply = () => ({ status: 200 });
    await shop.letPass(1);
    expect((await shop.shown(id)).deliveries.nodes[0].state).toBe('DELIVERED');
  });

  it('holds up what comes after it of the same program, and no other program', async () => {
    await shop.create();
    await shop.happen('RELEASED', 'prog_1');
    await shop.happen('PAUSED', 'prog_1');
    await shop.happen('RELEASED', 'prog_2');
    const [first] = await shop.log('prog_1');
    shop.receiver.reply = ({ body }) => ({ status: body.data.accountEvents.id === first ? 500 : 200 });
    await shop.courier.finish();
    expect(receivedIds()).toEqual([first, ...(await shop.log('prog_2'))]);
    shop.receiver.reply = () => ({ status: 200 });
    await shop.letPass(5_000);
    expect(receivedIds().slice(2)).toEqual(await shop.log('prog_1'));
  });

  it('that answers 410 is told nothing more, until somebody resumes it', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED');
    await shop.happen('PAUSED');
    shop.receiver.reply = () => ({ status: 410 });
    await shop.courier.finish();
    expect(shop.receiver.received).toHaveLength(1);
    expect(await shop.shown(id)).toMatchObject({ state: 'DISABLED', reason: 'GONE' });
    expect(await shop.app.shop.eventTypes(shop.accountId)).toContain('WEBHOOK_DISABLED');
    shop.receiver.reply = () => ({ status: 200 });
    await shop.letPass(96 * HOUR);
    expect(shop.receiver.received).toHaveLength(1);
    await shop.act('resumeWebhook', { id });
    await shop.courier.finish();
    expect(shop.receiver.received.slice(1).map(({ body }) => body.type)).toEqual(['RELEASED', 'PAUSED']);
  });

  it('is stopped when there was nothing but failure for five days', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED', 'prog_1');
    await shop.happen('PAUSED', 'prog_1');
    shop.receiver.reply = () => 'HANG_UP';
    await shop.courier.finish();
    for (let hours = 0; hours < 119; hours += 1) await shop.letPass(HOUR);
    expect((await shop.shown(id)).state).toBe('ACTIVE');
    for (let hours = 0; hours < 24; hours += 1) await shop.letPass(HOUR);
    const shown = await shop.shown(id);
    expect(shown).toMatchObject({ state: 'DISABLED', reason: 'FAILING' });
    const outcomes = shown.deliveries.nodes.flatMap(({ attempts }: { attempts: { outcome: string }[] }) =>
      attempts.map(({ outcome }) => outcome),
    );
    expect(new Set(outcomes)).toEqual(new Set(['UNREACHABLE']));
  });
});

describe('a secret that is rotated', () => {
  it('signs beside the new one until its time is over', async () => {
    const { id, secret: old } = await shop.create();
    const { secret } = await shop.act('rotateWebhookSecret', { id, overlapHours: 2 }, 'secret');
    expect(secret).not.toBe(old);
    await shop.happen('RELEASED');
    await shop.courier.finish();
    const [during] = shop.receiver.received;
    expect(verified(old, during)).toEqual(during?.body);
    expect(verified(secret, during)).toEqual(during?.body);
    shop.app.shop.clock.advance(2 * HOUR);
    await shop.happen('RELEASED');
    await shop.courier.finish();
    const after = shop.receiver.received[1];
    expect(verified(secret, after)).toEqual(after?.body);
    expect(() => verified(old, after)).toThrow('No matching signature');
  });

  it('signs nothing more where nothing is to overlap', async () => {
    const { id, secret: old } = await shop.create();
    const { secret } = await shop.act('rotateWebhookSecret', { id, overlapHours: 0 }, 'secret');
    await shop.happen('RELEASED');
    await shop.courier.finish();
    const [told] = shop.receiver.received;
    expect(verified(secret, told)).toEqual(told?.body);
    expect(() => verified(old, told)).toThrow('No matching signature');
  });

  it('lies nowhere in the database as it is, nor does the address', async () => {
    const { id, secret } = await shop.create();
    const { secret: next } = await shop.act('rotateWebhookSecret', { id }, 'secret');
    const { prisma } = shop.app.shop.database;
    const rows = JSON.stringify(
      [await prisma.webhookEndpoint.findMany(), await prisma.act.findMany(), await prisma.event.findMany()],
      (_, value) => (typeof value === 'bigint' ? String(value) : value),
    );
    for (const hidden of [secret, next, shop.receiver.url]) expect(rows).not.toContain(hidden);
  });
});

describe('what was missed', () => {
  it('is delivered when a webhook is resumed, or left out', async () => {
    const { id } = await shop.create({
      document: 'subscription { accountEvents(types: [RELEASED, PAUSED]) { id } }',
    });
    await shop.act('pauseWebhook', { id });
    await shop.happen('RELEASED');
    await shop.courier.finish();
    expect(shop.receiver.received).toEqual([]);
    await shop.act('resumeWebhook', { id });
    await shop.courier.finish();
    expect(shop.receiver.received.map(({ body }) => body.type)).toEqual(['RELEASED']);
    await shop.act('pauseWebhook', { id });
    await shop.happen('RELEASED');
    await shop.act('resumeWebhook', { id, missed: 'SKIP' });
    await shop.happen('PAUSED');
    await shop.courier.finish();
    expect(shop.receiver.received.map(({ body }) => body.type)).toEqual(['RELEASED', 'PAUSED']);
  });

  it('is delivered from a cursor that a webhook is made with', async () => {
    await shop.happen('RELEASED');
    const { data } = await shop.ask('{ events(first: 1) { nodes { id cursor } } }');
    const [{ cursor }] = data.events.nodes;
    await shop.happen('PAUSED');
    await shop.create({ after: cursor });
    await shop.courier.finish();
    expect(shop.receiver.received.map(({ body }) => body.type)).toEqual(['PAUSED']);
  });
});

describe('a replay', () => {
  it('delivers a part of the log again, in its order, each under the id that it had', async () => {
    const { id } = await shop.create({
      document: 'subscription { accountEvents(types: [RELEASED, PAUSED, RESUMED]) { id } }',
    });
    for (const type of ['RELEASED', 'PAUSED', 'RESUMED'] as const) await shop.happen(type, 'prog_1');
    await shop.courier.finish();
    const [one, two, three] = shop.receiver.received;
    const act = await shop.act('replayWebhook', { id, from: one?.body.cursor, to: three?.body.cursor });
    expect(act.problems).toEqual([]);
    await shop.happen('RELEASED', 'prog_1');
    await shop.courier.finish();
    const again = shop.receiver.received.slice(3);
    expect(again.map(({ body }) => body.type)).toEqual(['PAUSED', 'RESUMED', 'RELEASED']);
    expect(again.slice(0, 2).map(({ headers }) => headers['webhook-id'])).toEqual([
      two?.headers['webhook-id'],
      three?.headers['webhook-id'],
    ]);
    expect((await shop.shown(id)).replaying).toBe(false);
  });

  it('of nothing is refused, and so is one while another goes on', async () => {
    const { id } = await shop.create();
    const { cursor } = await shop.shown(id);
    expect((await shop.act('replayWebhook', { id, from: cursor })).problems).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input.from' },
    ]);
    await shop.happen('RELEASED');
    await shop.courier.finish();
    await shop.act('replayWebhook', { id, from: cursor });
    expect((await shop.act('replayWebhook', { id, from: cursor })).problems).toMatchObject([
      { code: 'STATE' },
    ]);
  });
});
