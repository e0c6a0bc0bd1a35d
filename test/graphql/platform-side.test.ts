import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmDeletion } from '../../src/duties/confirm-deletion.ts';
import { demandDeletion } from '../../src/duties/demand-deletion.ts';
import { leavePlatform } from '../../src/review/leave-platform.ts';
import { createFileStore } from '../../src/store/files.ts';
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

  it('are the files that were shown to it, and no others; and to no other platform (wechat/2.6, wechat/4.7)', async () => {
    const { accountId } = restaurant.actor;
    const { prisma } = app.shop.database;
    const { shownTo, put } = createFileStore(prisma, app.shop.cipher, app.shop.clock);
    const paper = await prisma.file.findFirstOrThrow({ where: { accountId } });
    const pdf = { name: 'proof.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.4 deleted') };
    const proof = await put(accountId, pdf);
    expect(await shownTo('WECHAT', proof.id)).toBeUndefined();
    const { deps } = restaurant;
    const { actor } = restaurant;
    const demand = { platform: 'WECHAT', scope: '全部' };
    const { demandId } = granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, demand));
    const said = { demandId, method: 'DELETED', statement: '已删除', evidenceFileIds: [proof.id] } as const;
    granted(await confirmDeletion(deps, actor, 'mem_1', said));
    const { origin } = new URL(app.url);
    const read = async (token: string, id: string) => {
      const answer = await fetch(`${origin}/files/${id}`, { headers: { authorization: `Bearer ${token}` } });
      return answer.status === 200 ? Buffer.from(await answer.arrayBuffer()) : answer.status;
    };
    expect(await read(wechat, proof.id)).toEqual(pdf.content);
    expect(await read(baidu, proof.id)).toBe(404);
    // The paper that showed the payment above; before it was shown, nobody but the account had it.
    expect(await read(wechat, paper.id)).toBeInstanceOf(Buffer);
    const secret = await put(accountId, { ...pdf, name: 'own.pdf' });
    expect(await read(wechat, secret.id)).toBe(404);
    expect(await read(app.host('iqiyi'), proof.id)).toBe(404);
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
