import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PrivateHost } from '../../src/delivery/outgoing-post.ts';
import { hostStream } from '../../src/events/stream.ts';
import { done } from '../../src/kernel/outcome.ts';
import { ALL_EVENTS, openWebhookShop, type WebhookShop } from '../support/webhook-shop.ts';

let shop: WebhookShop;
let open: WebhookShop['receiver']['url'];

beforeAll(async () => {
  shop = await openWebhookShop();
  open = shop.receiver.url;
});
beforeEach(() => shop.begin());
afterEach(() => {
  expect(shop.faults).toEqual([]);
});
afterAll(() => shop.close());

const CREATE = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  secret webhook { id } problems { code message path } } }`;

async function refusalOf(input: object) {
  const { data } = await shop.ask(CREATE, { input: { url: open, document: ALL_EVENTS, ...input } });
  return data.createWebhook.problems;
}

describe('a webhook is refused, with the place of the fault,', () => {
  it.each([
    ['a document that cannot be read', 'subscription {', 'document 1:15'],
    ['a field that is not there', 'subscription {\n  accountEvents { colour } }', 'document 2:19'],
    ['what is no subscription', '{ viewer { kind } }', 'document 1:1'],
    ['a place in the log', 'subscription { accountEvents(after: "e0") { id } }', 'document 1:30'],
    ['another caller’s stream', 'subscription { hostInbox { type } }', 'document'],
    [
      'what is expensive at each event',
      'subscription { accountEvents { program { versions(first: 100) { packages { reviews { state } } } } } }',
      'document',
    ],
    ['a list that names none', 'subscription { accountEvents(types: []) { id } }', 'document'],
    [
      'a program that is not there',
      'subscription { reviewStatus(programs: ["prog_x"]) { type } }',
      'document',
    ],
  ])('for %s', async (_, document, place) => {
    const problems = await refusalOf({ document });
    expect(problems).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.document' }]);
    expect(problems[0].message).toContain(place.replace('document', '查询文档'));
  });

  it('for variables that do not fit', async () => {
    const document = 'subscription ($types: [EventType!]!) { accountEvents(types: $types) { id } }';
    expect(await refusalOf({ document, variables: { types: ['NOTHING'] } })).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input.variables' },
    ]);
    expect(await refusalOf({ document, variables: { types: ['RELEASED'] } })).toEqual([]);
  });

  it.each([
    'ftp://example.com/',
    'no address',
    'https://me:secret@example.com/',
    'https://example.com/#part',
  ])('for the address %s', async (url) => {
    expect(await refusalOf({ url })).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.url' }]);
  });

  it('where there are twenty', async () => {
    for (let n = 0; n < 20; n += 1) await shop.create();
    expect(await refusalOf({})).toMatchObject([{ code: 'STATE' }]);
  });
});

describe('an act with a key', () => {
  it('gives the same answer again, the secret included, and makes no second webhook', async () => {
    const input = { url: open, document: ALL_EVENTS, idempotencyKey: 'first' };
    const [one, two] = [await shop.ask(CREATE, { input }), await shop.ask(CREATE, { input })];
    expect(two.data).toEqual(one.data);
    const { data } = await shop.ask('{ webhooks { id } }');
    expect(data.webhooks).toHaveLength(1);
  });
});

describe('rights', () => {
  it('that are lost stop the webhook, and tell so, before it is told anything more', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED');
    const { viewers } = shop.app;
    const viewer = viewers.get(shop.admin);
    viewers.set(shop.admin, { ...viewer, role: 'DEVELOPER' } as never);
    await shop.courier.finish();
    expect(shop.receiver.received).toEqual([]);
    const { prisma } = shop.app.shop.database;
    expect(await prisma.webhookEndpoint.findUnique({ where: { id } })).toMatchObject({
      state: 'DISABLED',
      reason: 'RIGHTS_LOST',
    });
    expect(await shop.app.shop.eventTypes(shop.accountId)).toContain('WEBHOOK_DISABLED');
  });

  it('of a developer do not reach webhooks, nor do those of another account', async () => {
    const { id } = await shop.create();
    const developer = shop.app.member(shop.accountId, 'DEVELOPER');
    const { errors } = await shop.app.ask(developer, '{ webhooks { id } }');
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    await shop.app.shop.newAccount().then(async ({ accountId }) => {
      const other = shop.app.member(accountId, 'ADMIN');
      const { data } = await shop.app.ask(other, 'query ($id: ID!) { webhook(id: $id) { id } }', { id });
      expect(data.webhook).toBeNull();
    });
  });

  it('of a partner host are for its own inbox', async () => {
    const host = shop.app.host('tieba');
    const input = { url: open, document: 'subscription { hostInbox { type cursor } }' };
    const { data } = await shop.app.ask(host, CREATE, { input });
    expect(data.createWebhook.problems).toEqual([]);
    const actor = { accountId: shop.accountId, label: 'gateway' };
    await shop.app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'HOST_REVIEW_OPENED', hostId: 'tieba', payload: {} });
      records.record({ type: 'HOST_REVIEW_OPENED', hostId: 'iqiyi', payload: {} });
      return done(undefined);
    });
    await shop.courier.finish();
    expect(shop.receiver.received.map(({ body }) => body.data.hostInbox.type)).toEqual([
      'HOST_REVIEW_OPENED',
    ]);
    const events = await shop.app.shop.log.readAfter(hostStream('tieba'), 0n, 10);
    expect(events.map(({ type }) => type)).toEqual(['WEBHOOK_CREATED', 'HOST_REVIEW_OPENED']);
  });
});

describe('a test', () => {
  it('sends the last event that the document wants, marked, and disturbs nothing', async () => {
    const { id } = await shop.create({
      document: 'subscription { accountEvents(types: [RELEASED]) { type } }',
    });
    await shop.happen('RELEASED');
    await shop.courier.finish();
    await shop.happen('PAUSED');
    shop.receiver.reply = () => ({ status: 500 });
    const { delivery } = await shop.act(
      'testWebhook',
      { id },
      'delivery { kind state attempts { outcome } }',
    );
    expect(delivery).toEqual({ kind: 'TEST', state: 'FAILED', attempts: [{ outcome: 'REFUSED' }] });
    expect(shop.receiver.received.at(-1)?.body).toMatchObject({
      test: true,
      type: 'RELEASED',
      data: { accountEvents: { type: 'RELEASED' } },
    });
    expect(await shop.shown(id)).toMatchObject({ state: 'ACTIVE', failingSince: null });
  });

  it('under the same key is sent once, and no more than ten are sent in a minute', async () => {
    const { id } = await shop.create({
      document: 'subscription { accountEvents(types: [RELEASED]) { type } }',
    });
    for (let n = 0; n < 2; n += 1)
      await shop.act('testWebhook', { id, idempotencyKey: 'k' }, 'delivery { id }');
    expect(shop.receiver.received).toHaveLength(1);
    expect(shop.receiver.received[0]?.body).toMatchObject({ test: true, type: 'WEBHOOK_TEST', data: null });
    for (let n = 0; n < 9; n += 1) await shop.act('testWebhook', { id }, 'delivery { id }');
    const refused = await shop.act('testWebhook', { id }, 'delivery { id }');
    expect(refused.problems).toMatchObject([{ code: 'RETRY_LATER' }]);
  });
});

describe('private addresses', () => {
  it('are refused when a webhook is made, as is what is not encrypted', async () => {
    const { webhooks } = shop.app.graphql;
    (webhooks.webhookAddresses as { privateAddresses: boolean }).privateAddresses = false;
    try {
      for (const url of [
        'https://127.0.0.1/',
        'https://localhost/',
        'https://[::1]/',
        'https://10.1.2.3/',
        open,
      ])
        expect(await refusalOf({ url })).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.url' }]);
    } finally {
      (webhooks.webhookAddresses as { privateAddresses: boolean }).privateAddresses = true;
    }
  });

  it('are refused again when something is to be sent: a name may have become another', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED');
    const { webhookAddresses } = shop.app.graphql.webhooks;
    (webhookAddresses as { privateAddresses: boolean }).privateAddresses = false;
    try {
      await shop.courier.finish();
    } finally {
      (webhookAddresses as { privateAddresses: boolean }).privateAddresses = true;
    }
    expect(shop.receiver.received).toEqual([]);
    const { deliveries } = await shop.shown(id);
    expect(deliveries.nodes[0].attempts).toMatchObject([
      { outcome: 'PRIVATE_ADDRESS', statusCode: null, answer: new PrivateHost('127.0.0.1').message },
    ]);
  });
});
