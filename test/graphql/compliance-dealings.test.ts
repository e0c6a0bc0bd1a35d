import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerAppeal } from '../../src/duties/answer-appeal.ts';
import { confirmDeletion } from '../../src/duties/confirm-deletion.ts';
import { demandDeletion } from '../../src/duties/demand-deletion.ts';
import { demandFee } from '../../src/duties/demand-fee.ts';
import { fulfilObligation } from '../../src/duties/fulfil-obligation.ts';
import { reportIncident } from '../../src/duties/incidents.ts';
import { issueInvoice, requestInvoice } from '../../src/duties/invoice.ts';
import type { MeasureTaker } from '../../src/duties/measure-taker.ts';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { sendNotice } from '../../src/duties/send-notice.ts';
import { recordFeePayment } from '../../src/duties/settle-fee.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import { labels } from '../../src/http/compliance-words.ts';
import { done } from '../../src/kernel/outcome.ts';
import { escaped } from '../../src/kernel/printed-page.ts';
import { createFileStore } from '../../src/store/files.ts';
import { createEnforcementLookups } from '../../src/store/reads/enforcement-lookups.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { leavesOf } from '../support/report-leaves.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PDF = Buffer.from('%PDF-1.4 evidence');
const VOICE = { platform: 'WECHAT', label: 'platform:cred_2' };
const REPORT = `query ($id: ID!, $at: DateTime, $names: Boolean) {
  complianceReport(programId: $id, platform: WECHAT, at: $at, names: $names) { content page } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;
let fileId: string;
let before: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  const { shop } = app;
  const { actor, programId, deps } = restaurant;
  const { accountId } = actor;
  admin = app.member(accountId, 'ADMIN');
  const files = createFileStore(shop.database.prisma, shop.cipher, shop.clock);
  fileId = (await files.put(accountId, { name: 'e.pdf', mediaType: 'application/pdf', content: PDF })).id;
  before = shop.clock.now().toISOString();
  shop.clock.advance(60_000);
  const evidenceFileIds = [fileId];

  const taker: MeasureTaker = { ...VOICE, source: 'REPORTED' };
  const measure = {
    accountId,
    programId,
    kind: 'OTHER',
    ground: 'BREACH_OF_AGREEMENT',
    scope: 'PROGRAM',
  };
  const { enforcementId } = granted(
    await takeMeasure(deps, taker, { ...measure, words: '诱导分享<b>' } as never),
  );
  const statement = '无诱导分享';
  const { appealId } = granted(await openAppeal(deps, actor, { enforcementId, statement, evidenceFileIds }));
  shop.clock.advance(60_000);
  const answering = { ...deps, ...createEnforcementLookups(shop.database.pool, shop.clock) };
  granted(await answerAppeal(answering, taker, { appealId, decision: 'ANSWER', words: '收到' } as never));

  const incident = {
    programId,
    discoveredAt: shop.clock.now(),
    what: '某某导出了名单',
    categories: ['手机号'],
  };
  granted(await reportIncident(deps, actor, incident));
  const teller = { actor: { accountId, label: VOICE.label }, toldBy: 'PLATFORM' } as const;
  const { demandId } = granted(
    await demandDeletion(deps, teller, {
      platform: 'WECHAT',
      programId,
      scope: '甲的订单',
      reference: 'DEL-9',
    }),
  );
  const deleted = { demandId, method: 'DELETED', statement: '已删除甲的订单', evidenceFileIds } as const;
  granted(await confirmDeletion(deps, actor, 'mem_1' as never, deleted));

  const fee = { accountId, programId, amountFen: 30_000, clause: 'wechat/2.6', reference: 'WX-1' } as const;
  const { feeId } = granted(await demandFee(deps, VOICE, fee));
  granted(await recordFeePayment(deps, actor, { feeId, reference: 'T-1', evidenceFileIds }));
  granted(await requestInvoice(deps, actor, { feeId, titleKind: 'PERSON', title: '某某某' }));
  granted(await issueInvoice(deps, VOICE, { accountId, feeId, number: 'INV-77', fileId }));
  const text = { 'zh-CN': '维护', en: 'Maintenance <tonight>' };
  granted(await sendNotice(deps, VOICE, { kind: 'GENERAL', subject: text, body: text, accountId }));
  granted(
    await deps.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'REGISTERED', programId, payload: { platform: 'WECHAT' } });
      return done(undefined);
    }),
  );
  await shop.letPass(0);
  const { id } = await shop.database.prisma.obligation.findFirstOrThrow({
    where: { accountId, kind: 'CHECK_SECURITY' },
  });
  granted(await fulfilObligation(deps, actor, { obligationId: id, statement: '已检查', evidenceFileIds }));
});
afterAll(() => app.close());

// biome-ignore lint/suspicious/noExplicitAny: a report has the form that the test asks about
async function report(more: object = {}): Promise<any> {
  const { data, errors } = await app.ask(admin, REPORT, { id: restaurant.programId, ...more });
  expect(errors).toEqual([]);
  return data.complianceReport;
}

const evidence = () => [
  { id: fileId, mediaType: 'application/pdf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
];

describe('what the compliance report says of the dealings with a platform (wechat/4.4(1))', () => {
  it('measures in force, by clause and ground, with the appeals against them and what was answered (wechat/2.5)', async () => {
    const [wechat] = (await report({ names: true })).content.platforms;
    expect(wechat.measures).toMatchObject([
      {
        kind: 'OTHER',
        measure: { en: 'another refusal or limit of publication' },
        ground: { en: 'a breach of the agreement or its rules' },
        clauses: ['wechat/2.5'],
        words: '诱导分享<b>',
        endedAt: null,
        appeals: [{ state: 'ANSWERED', words: '收到', statement: '无诱导分享', evidence: evidence() }],
        rectifications: [],
      },
    ]);
  });

  it('incidents with who was told of them, and deletion demands with their confirmations (wechat/4.11, wechat/4.7)', async () => {
    const [wechat] = (await report()).content.platforms;
    expect(wechat.incidents).toMatchObject([{ state: 'OPEN', categories: ['手机号'], affected: null }]);
    expect(wechat.incidents[0].told.map(({ recipient }: { recipient: string }) => recipient).sort()).toEqual([
      'AUTHORITY',
      'END_USERS',
      'PLATFORM',
    ]);
    expect(wechat.deletionDemands).toMatchObject([
      {
        reference: 'DEL-9',
        toldBy: 'PLATFORM',
        confirmation: { method: 'DELETED', number: 'PF-DEL-00000001', evidence: evidence() },
      },
    ]);
  });

  it('fees with their payment and invoice, and the notices that nobody has read (wechat/2.6, wechat/7.2)', async () => {
    const [wechat] = (await report()).content.platforms;
    expect(wechat.fees).toMatchObject([
      {
        state: 'INVOICED',
        clause: 'wechat/2.6',
        amountFen: 30_000,
        paymentReference: 'T-1',
        invoiceNumber: 'INV-77',
        invoiceFileId: fileId,
        evidence: evidence(),
      },
    ]);
    expect(wechat.noticesUnread).toMatchObject([
      { kind: 'GENERAL', subject: { en: 'Maintenance <tonight>' } },
    ]);
    const { data } = await app.ask(admin, '{ notices { nodes { id } } }');
    const mark = 'mutation ($id: ID!) { markNoticeRead(input: { noticeId: $id }) { problems { code } } }';
    await app.ask(admin, mark, { id: data.notices.nodes[0].id });
    const at = app.shop.clock.now().toISOString();
    expect((await report({ at })).content.platforms[0].noticesUnread).toEqual([]);
  });

  it('security checks made and due, and every acceptance with how it came about (wechat/4.4(6), wechat/0.2)', async () => {
    const [wechat] = (await report()).content.platforms;
    expect(wechat.securityChecks).toMatchObject({
      made: [{ round: 1, evidence: evidence() }],
      nextDueAt: expect.stringMatching(/^20/),
    });
    expect(wechat.acceptances).toHaveLength(wechat.documents.length);
    expect(wechat.acceptances[0]).toMatchObject({ accepted: 'EXPLICIT', operation: null });
  });

  it('nothing that came after the instant that is asked about', async () => {
    const [wechat] = (await report({ at: before, names: true })).content.platforms;
    expect(wechat).toMatchObject({
      measures: [],
      incidents: [],
      deletionDemands: [],
      fees: [],
      noticesUnread: [],
      securityChecks: { made: [], nextDueAt: null },
    });
    const answered = await app.shop.database.prisma.appeal.findFirstOrThrow();
    const open = new Date(answered.updatedAt.getTime() - 1).toISOString();
    const { appeals } = (await report({ at: open })).content.platforms[0].measures[0];
    expect(appeals).toMatchObject([{ state: 'OPENED', words: null }]);
  });

  it('what can name people to an administrator who asks for names, and to nobody else', async () => {
    const secrets = ['某某导出了名单', '甲的订单', '无诱导分享'];
    const shown = JSON.stringify((await report({ names: true })).content);
    const hidden = JSON.stringify((await report()).content);
    for (const secret of secrets) {
      expect(shown).toContain(secret);
      expect(hidden).not.toContain(secret);
    }
    // Whom the invoice is made out to is no part of it at all.
    expect(shown).not.toContain('某某某');
  });

  it('all of it on the page as well, escaped, in both languages', async () => {
    const { content, page } = await report({ names: true });
    for (const [lang, heading] of [
      ['en', 'Measures and appeals'],
      ['zh-CN', '平台措施与申诉'],
    ] as const) {
      const response = await fetch(new URL(`${page}&lang=${lang}`, app.url), {
        headers: { authorization: `Bearer ${admin}` },
      });
      const html = await response.text();
      expect(html).toContain(heading);
      expect(html).toContain('诱导分享&lt;b&gt;');
      expect(html).not.toMatch(/<script|<tonight>|<b>/);
      const { keys, texts } = leavesOf(content);
      expect(keys.filter((key) => !labels[key])).toEqual([]);
      if (lang === 'en') expect(texts.filter((text) => !html.includes(escaped(text)))).toEqual([]);
    }
  });
});
