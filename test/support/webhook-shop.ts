import type { Principal } from '../../src/accounts/standing.ts';
import type { EventType } from '../../src/events/event.ts';
import { accountStream } from '../../src/events/stream.ts';
import type { GraphqlParts } from '../../src/graphql/context.ts';
import { done } from '../../src/kernel/outcome.ts';
import { Courier, type CourierDeps } from '../../src/webhooks/courier.ts';
import { type Answer, type GraphqlApp, openGraphqlApp } from './graphql-app.ts';
import { openReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const ALL_EVENTS = 'subscription { accountEvents { id type cursor } }';

const CREATE = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  secret webhook { id state url cursor } problems { code message path } } }`;

/** A gateway with a courier that does what there is to do when the test says so, and somebody who is told. */
export interface WebhookShop {
  readonly app: GraphqlApp;
  readonly receiver: WebhookReceiver;
  readonly courier: Courier;
  /** Of the test; a new one each. */
  readonly accountId: string;
  /** An administrator of it. */
  readonly admin: string;
  readonly faults: unknown[];
  /** Makes a new account for a test; nobody is told any more what others were told. */
  begin(): Promise<void>;
  /** A courier of its own, as another node has it; with what is to be different there. */
  anotherCourier(different?: Partial<CourierDeps>): Courier;
  /** What a courier works with that is given nothing different. */
  readonly courierDeps: CourierDeps;
  ask(query: string, variables?: object): Promise<Answer>;
  create(input?: object): Promise<{ id: string; secret: string }>;
  /** Does an act of webhooks that takes an id, and gives its payload. */
  // biome-ignore lint/suspicious/noExplicitAny: payloads have the form of their query
  act(name: string, input: object, fields?: string): Promise<any>;
  /** Something happens in the account. */
  happen(type: EventType, programId?: string): Promise<void>;
  /** The ids of all events, in the order of the log. */
  log(programId?: string): Promise<string[]>;
  /** Lets time pass, and tells what is due then. */
  letPass(ms: number): Promise<void>;
  /** One webhook, with its deliveries. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  shown(id: string): Promise<any>;
  close(): Promise<void>;
}

export async function openWebhookShop(webhooks?: Partial<GraphqlParts['webhooks']>): Promise<WebhookShop> {
  const { post } = await import('../../src/delivery/outgoing-post.ts');
  const app = await openGraphqlApp({
    webhooks: { post, addresses: { privateAddresses: true }, ...webhooks },
  });
  const receiver = await openReceiver();
  const { shop, viewers } = app;
  let actor = await shop.newAccount();
  const faults: unknown[] = [];
  const standing = async ({ id }: Principal) =>
    [...viewers.values()].flatMap((viewer) => {
      const isThis =
        (viewer.kind === 'member' && viewer.memberId === id) ||
        (viewer.kind === 'token' && viewer.tokenId === id) ||
        (viewer.kind === 'host' && viewer.credentialId === id);
      return isThis ? [viewer] : [];
    })[0];
  const courierDeps: CourierDeps = {
    ...app.graphql.webhooks,
    dice: () => 0,
    standing,
    report: (fault) => void faults.push(fault),
  };
  const anotherCourier = (different: Partial<CourierDeps> = {}) =>
    new Courier({ ...courierDeps, ...different });
  const courier = anotherCourier();
  const ask = (query: string, variables?: object) =>
    app.ask(app.member(actor.accountId, 'ADMIN'), query, variables);
  return {
    app,
    receiver,
    courier,
    get accountId() {
      return actor.accountId;
    },
    get admin() {
      return app.member(actor.accountId, 'ADMIN');
    },
    faults,
    async begin() {
      await shop.database.prisma.webhookEndpoint.deleteMany();
      actor = await shop.newAccount();
      receiver.received.length = 0;
      receiver.reply = () => ({ status: 200 });
    },
    anotherCourier,
    courierDeps,
    ask,
    async create(input = {}) {
      const { data } = await ask(CREATE, { input: { url: receiver.url, document: ALL_EVENTS, ...input } });
      const { webhook, secret, problems } = data.createWebhook;
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return { id: webhook.id, secret };
    },
    async act(name, input, fields = 'webhook { id state reason }') {
      const type = ['updateWebhook', 'resumeWebhook', 'rotateWebhookSecret', 'replayWebhook'].includes(name)
        ? `${name[0]?.toUpperCase()}${name.slice(1)}Input`
        : 'WebhookInput';
      const { data, errors } = await ask(
        `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} problems { code message path } } }`,
        { input },
      );
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return data[name];
    },
    async happen(type, programId) {
      await shop.perform({ actor, name: 'test', input: {} }, async (records) => {
        records.record({ type, payload: {}, ...(programId === undefined ? {} : { programId }) });
        return done(undefined);
      });
    },
    async log(programId) {
      const events = await shop.log.readAfter(accountStream(actor.accountId), 0n, 10_000);
      return events.flatMap((event) =>
        programId === undefined || event.programId === programId ? [event.id] : [],
      );
    },
    async letPass(ms) {
      shop.clock.advance(ms);
      await courier.finish();
    },
    async shown(id) {
      const { data } = await ask(
        `query ($id: ID!) { webhook(id: $id) { id state reason failingSince cursor replaying
          deliveries(first: 100) { nodes { id kind type eventId messageId cursor state nextAttemptAt settledAt
            attempts { number at outcome statusCode latencyMs answer bytes sha256 } } } } }`,
        { id },
      );
      return data.webhook;
    },
    async close() {
      await courier.stop();
      await receiver.close();
      await app.close();
    },
  };
}
