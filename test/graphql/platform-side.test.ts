import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leavePlatform } from '../../src/review/leave-platform.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const BOUND = `query ($first: Int! = 20, $after: String) { boundAccounts(first: $first, after: $after) {
  nodes { id boundSince programs { programId appId name } } pageInfo { hasNextPage endCursor } } }`;
const FEES = `query ($accountId: ID, $states: [FeeState!]) { demandedFees(accountId: $accountId, states: $states) {
  nodes { id accountId reference state amountFen paymentReference evidenceFileIds invoiceRequestedAt
    invoiceData { titleKind title taxpayerId } } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let other: Restaurant;
let wechat: string;
let baidu: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  wechat = app.platform('WECHAT');
  baidu = app.platform('BAIDU');
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  app.shop.clock.advance(1);
  other = await openRestaurant(app.shop);
});
afterAll(() => app.close());

async function asked(token: string, query: string, variables: object = {}) {
  const { data, errors } = await app.ask(token, query, variables);
  expect(errors).toEqual([]);
  return Object.values(data)[0] as Record<string, never> & {
    nodes: Record<string, unknown>[];
    problems: unknown[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

describe('what a platform reads of those whom its agreement binds', () => {
  it('are the accounts, page by page, with what it has registered of theirs (wechat/7.2)', async () => {
    const { actor, programId } = restaurant;
    const first = await asked(wechat, BOUND, { first: 1 });
    expect(first.nodes).toMatchObject([{ id: other.actor.accountId, programs: [] }]);
    const { hasNextPage, endCursor } = first.pageInfo;
    expect(hasNextPage).toBe(true);
    const [next] = (await asked(wechat, BOUND, { first: 1, after: endCursor })).nodes;
    expect(next).toMatchObject({
      id: actor.accountId,
      programs: [{ programId, appId: `WECHAT-${programId}`, name: expect.any(String) }],
    });
    const [atBaidu] = (await asked(baidu, BOUND, { first: 1, after: endCursor })).nodes;
    expect(atBaidu).toMatchObject({ programs: [{ appId: `BAIDU-${programId}` }] });
  });

  it('are its own fees with what is needed to make an invoice out, and no other platform’s (wechat/2.6)', async () => {
    const { accountId } = restaurant.actor;
    const demand = { accountId, amountFen: 30_000, clause: 'wechat/2.6', reference: 'WX-1' };
    const DEMAND = `mutation ($input: DemandFeeInput!) { demandFee(input: $input) { feeId problems { code } } }`;
    const { feeId } = await asked(wechat, DEMAND, { input: demand });
    expect((await asked(wechat, FEES, { accountId })).nodes).toMatchObject([
      { id: feeId, accountId, reference: 'WX-1', state: 'DEMANDED', invoiceData: null },
    ]);
    const admin = app.member(accountId, 'ADMIN');
    const file = await app.shop.database.prisma.file.findFirstOrThrow({ where: { accountId } });
    const PAY = `mutation ($input: RecordFeePaymentInput!) { recordFeePayment(input: $input) { problems { code } } }`;
    const paid = { feeId, reference: '转账 7', evidenceFileIds: [file.id] };
    expect((await asked(admin, PAY, { input: paid })).problems).toEqual([]);
    const INVOICE = `mutation ($input: RequestInvoiceInput!) { requestInvoice(input: $input) { problems { code message(locale: en) } } }`;
    const data = { titleKind: 'PERSON', title: '某某' };
    expect((await asked(admin, INVOICE, { input: { feeId, ...data } })).problems).toEqual([]);
    expect((await asked(wechat, FEES, { states: ['PAID'] })).nodes).toMatchObject([
      { id: feeId, paymentReference: '转账 7', evidenceFileIds: [file.id], invoiceData: data },
    ]);
    expect((await asked(wechat, FEES, { states: ['DEMANDED'] })).nodes).toEqual([]);
    expect((await asked(wechat, FEES, { accountId: other.actor.accountId })).nodes).toEqual([]);
    expect((await asked(baidu, FEES)).nodes).toEqual([]);
  });

  it('is for no member and no host', async () => {
    for (const token of [app.member(restaurant.actor.accountId, 'OWNER'), app.host('iqiyi')]) {
      for (const query of [BOUND, FEES]) {
        const { errors } = await app.ask(token, query);
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', needed: 'PLATFORM' } }]);
      }
    }
  });

  it('are no accounts that have left it (wechat/4.10)', async () => {
    const { deps, actor } = other;
    const said = { platform: 'WECHAT', confirm: 'WECHAT', knowsStillLive: false };
    granted(await leavePlatform(deps as never, actor, { memberId: 'mem_1', backups: [] }, said));
    const ids = async (token: string) => (await asked(token, BOUND)).nodes.map(({ id }) => id);
    expect(await ids(wechat)).toEqual([restaurant.actor.accountId]);
    expect(await ids(baidu)).toContain(actor.accountId);
  });
});
