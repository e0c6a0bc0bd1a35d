import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { invoiceCell } from '../../src/store/fee-records.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { granted } from '../support/restaurant.ts';

let app: GraphqlApp;
let admin: string;
let accountId: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  const actor = await app.shop.newAccount();
  accountId = actor.accountId;
  admin = app.member(accountId, 'ADMIN');
  app.viewers.set('wechat', { kind: 'platform', platform: 'WECHAT', credentialId: 'cred_1' });
  const documents = variantOf('WECHAT').agreement.versions[0].documents.map(({ id, version }) => ({
    documentId: id,
    version,
  }));
  granted(await acceptAgreement(app.shop, actor, { platform: 'WECHAT', documents }));
});
afterAll(() => app.close());

it('a fee is demanded by the platform’s credential alone, and read by its account (wechat/2.6)', async () => {
  const demand = `mutation ($input: DemandFeeInput!) { demandFee(input: $input) { feeId problems { code path } } }`;
  const input = {
    accountId,
    amountFen: 30_000,
    clause: 'wechat/2.6',
    reference: 'WX-1',
    dueOn: '2028-01-31',
  };
  expect((await app.ask(admin, demand, { input })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
  const { data } = await app.ask('wechat', demand, { input });
  expect(data.demandFee).toMatchObject({ problems: [] });
  const read = await app.ask(
    admin,
    '{ fees(states: [DEMANDED]) { nodes { id state amountFen currency dueOn invoiceData { title } program { id } } } }',
  );
  expect(read.data.fees.nodes).toEqual([
    {
      id: data.demandFee.feeId,
      state: 'DEMANDED',
      amountFen: 30_000,
      currency: 'CNY',
      dueOn: '2028-01-31',
      invoiceData: null,
      program: null,
    },
  ]);
});

it('a notice is read with its deliveries, and the phone on file is masked (baidu/7, wechat/7.2)', async () => {
  const send = `mutation ($input: SendNoticeInput!) { sendNotice(input: $input) { sendingId problems { code } } }`;
  const text = { zh_CN: '维护通知', en: 'Maintenance' };
  const sent = await app.ask('wechat', send, {
    input: { kind: 'GENERAL', subject: text, body: text, accountId, channels: ['SMS'] },
  });
  expect(sent.data.sendNotice).toMatchObject({ problems: [] });
  const put = `mutation { putPhoneOnFile(input: { phone: "13800138000" }) { phone problems { code } } }`;
  expect((await app.ask(admin, put)).data.putPhoneOnFile).toEqual({ phone: '+86 138****8000', problems: [] });
  await app.shop.letPass(0);
  const { data } = await app.ask(
    admin,
    '{ notices(unread: true) { nodes { subject deliveries { channel state failure } } } noticeAddresses { phone email } }',
  );
  expect(data).toEqual({
    notices: {
      nodes: [
        {
          subject: expect.any(String),
          deliveries: [
            { channel: 'IN_SITE_MESSAGE', state: 'DELIVERED', failure: null },
            { channel: 'SMS', state: 'FAILED', failure: 'NO_CARRIER' },
          ],
        },
      ],
    },
    noticeAddresses: { phone: '+86 138****8000', email: null },
  });
});

it('whom an invoice is made out to is told to who may act for the account, and not to a VIEWER (wechat/2.6)', async () => {
  const { prisma } = app.shop.database;
  const { id } = await prisma.fee.findFirstOrThrow({ where: { accountId } });
  const data = { titleKind: 'PERSON', title: '某某' };
  const sealedInvoiceData = app.shop.cipher.seal(invoiceCell(id), JSON.stringify(data));
  await prisma.fee.update({ where: { id }, data: { sealedInvoiceData } });
  const read = '{ fees { nodes { id invoiceData { title } } } }';
  const as = async (role: 'VIEWER' | 'DEVELOPER') => {
    const answer = await app.ask(app.member(accountId, role), read);
    return answer.data.fees.nodes.find((fee: { id: string }) => fee.id === id).invoiceData;
  };
  expect(await as('DEVELOPER')).toEqual({ title: '某某' });
  expect(await as('VIEWER')).toBeNull();
});
