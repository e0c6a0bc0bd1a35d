import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { granted } from '../support/restaurant.ts';

let app: GraphqlApp;
let accounts: string[];
let baidu: string;
let wechat: string;
let sendingId: string;
let publishedAt: string;

const text = { zh_CN: '协议将变更', en: 'The agreement changes' };
const send = `mutation ($input: SendNoticeInput!) { sendNotice(input: $input) { sendingId problems { code } } }`;
const PROGRESS = `{ id kind subject(locale: en) agreementVersion accountId sentBy publishedAt fannedOutAt accounts complete read
  firstReadAt lastReadAt
  channels { channel required waiting sent delivered failed read firstSentAt lastSentAt nextAttemptAt } }`;
const one = `query ($id: ID!) { noticeSending(id: $id) ${PROGRESS} }`;

/** As the database writes it, which leaves out a fraction of nothing. */
const inWords = (instant: Date) => instant.toISOString();

async function accept(platform: string): Promise<string> {
  const actor = await app.shop.newAccount();
  const documents = variantOf(platform).agreement.versions[0].documents.map(({ id, version }) => ({
    documentId: id,
    version,
  }));
  granted(await acceptAgreement(app.shop, actor, { platform, documents }));
  return actor.accountId;
}

beforeAll(async () => {
  app = await openGraphqlApp();
  baidu = app.platform('BAIDU');
  wechat = app.platform('WECHAT');
  accounts = [await accept('BAIDU'), await accept('BAIDU'), await accept('BAIDU')];
  await accept('WECHAT');
  const { version } = variantOf('BAIDU').agreement.versions[0];
  const input = { kind: 'AGREEMENT_CHANGE', subject: text, body: text, agreementVersion: version };
  publishedAt = inWords(app.shop.clock.now());
  sendingId = (await app.ask(baidu, send, { input })).data.sendNotice.sendingId;
});
afterAll(() => app.close());

describe('the sending of a notice', () => {
  it('tells, before it has reached anybody, on which channels it will go out (baidu/7)', async () => {
    const { data, errors } = await app.ask(baidu, one, { id: sendingId });
    expect(errors).toEqual([]);
    const nothing = { waiting: 0, sent: 0, delivered: 0, failed: 0, read: 0 };
    const never = { firstSentAt: null, lastSentAt: null, nextAttemptAt: null };
    expect(data.noticeSending).toMatchObject({
      kind: 'AGREEMENT_CHANGE',
      subject: text.en,
      accountId: null,
      sentBy: 'platform:cred_2',
      publishedAt,
      fannedOutAt: null,
      accounts: 0,
      complete: 0,
      channels: [
        { channel: 'COMMUNITY_ANNOUNCEMENT', required: true, ...nothing, ...never },
        { channel: 'IN_SITE_MESSAGE', required: true, ...nothing, ...never },
        { channel: 'SMS', required: true, ...nothing, ...never },
      ],
    });
  });

  it('counts the accounts of each channel by how far it has come, with the first and the last instant (baidu/7)', async () => {
    const phone = `mutation { putPhoneOnFile(input: { phone: "13800138000" }) { problems { code } } }`;
    await app.ask(app.member(accounts[0] ?? '', 'ADMIN'), phone);
    const before = inWords(app.shop.clock.now());
    await app.shop.letPass(0);
    const reader = app.member(accounts[1] ?? '', 'VIEWER');
    const { data: mine } = await app.ask(reader, '{ notices { nodes { id } } }');
    await app.shop.letPass(3_600_000);
    const readAt = inWords(app.shop.clock.now());
    const mark = 'mutation ($id: ID!) { markNoticeRead(input: { noticeId: $id }) { problems { code } } }';
    await app.ask(reader, mark, { id: mine.notices.nodes[0].id });

    const { data } = await app.ask(baidu, one, { id: sendingId });
    expect(data.noticeSending).toMatchObject({
      fannedOutAt: before,
      accounts: 3,
      complete: 0,
      read: 1,
      firstReadAt: readAt,
      lastReadAt: readAt,
    });
    const [announced, inSite, sms] = data.noticeSending.channels;
    const lies = { waiting: 0, sent: 0, delivered: 3, failed: 0, read: 1 };
    expect(announced).toMatchObject({ ...lies, firstSentAt: before, lastSentAt: before });
    expect(inSite).toMatchObject({ ...lies, firstSentAt: before, lastSentAt: before });
    // Nobody carries SMS here, and two have no phone on file: none has gone out, so nobody read it after one.
    expect(sms).toMatchObject({ waiting: 0, sent: 0, delivered: 0, failed: 3, read: 0, lastSentAt: null });
  });

  it('is the platform’s that sent it, whichever of its credentials asks, and nobody else’s', async () => {
    app.viewers.set('baidu-2', { kind: 'platform', platform: 'BAIDU', credentialId: 'cred_9' });
    expect((await app.ask('baidu-2', one, { id: sendingId })).data.noticeSending.id).toBe(sendingId);
    expect((await app.ask(wechat, one, { id: sendingId })).data.noticeSending).toBeNull();
    const { data } = await app.ask(wechat, '{ noticeSendings { nodes { id } } }');
    expect(data.noticeSendings.nodes).toEqual([]);
    const owner = app.member(accounts[0] ?? '', 'OWNER');
    expect((await app.ask(owner, one, { id: sendingId })).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', needed: 'PLATFORM' } },
    ]);
  });

  it('is listed with the others, the newest first, page by page, each with its own counts', async () => {
    const input = { kind: 'GENERAL', subject: text, body: text, accountId: accounts[2], channels: ['EMAIL'] };
    const second = (await app.ask(baidu, send, { input })).data.sendNotice.sendingId;
    await app.shop.letPass(0);
    const page = `query ($after: String) { noticeSendings(first: 1, after: $after) {
      nodes { id accountId accounts channels { channel required delivered } } pageInfo { hasNextPage endCursor } } }`;
    const { data: first } = await app.ask(baidu, page);
    expect(first.noticeSendings).toMatchObject({
      nodes: [
        {
          id: second,
          accountId: accounts[2],
          accounts: 1,
          channels: [
            { channel: 'IN_SITE_MESSAGE', required: false, delivered: 1 },
            { channel: 'EMAIL', required: false, delivered: 0 },
          ],
        },
      ],
      pageInfo: { hasNextPage: true },
    });
    const { data: rest } = await app.ask(baidu, page, { after: first.noticeSendings.pageInfo.endCursor });
    expect(rest.noticeSendings).toMatchObject({
      nodes: [{ id: sendingId, accounts: 3 }],
      pageInfo: { hasNextPage: false },
    });
  });
});
