import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CarrierError, type Message } from '../../src/delivery/carrier.ts';
import { createHttpCarrier } from '../../src/delivery/http-carrier.ts';
import type { DutyDeps } from '../../src/duties/deps.ts';
import { draftAgreementVersion } from '../../src/duties/draft-agreement.ts';
import { publishAgreementVersion } from '../../src/duties/publish-agreement.ts';
import { putEmailOnFile, putPhoneOnFile } from '../../src/duties/put-notice-address.ts';
import { markNoticeRead } from '../../src/duties/read-notice.ts';
import { type SendNoticeInput, sendNotice } from '../../src/duties/send-notice.ts';
import { accountStream } from '../../src/events/stream.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { openSmsProvider, type TestSmsProvider } from '../delivery/sms-provider.ts';
import { nextDraft } from '../support/next-agreement.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const HOUR_MS = 3_600_000;

let shop: Workshop;
let provider: TestSmsProvider;
let deps: DutyDeps;
let actor: Awaited<ReturnType<Workshop['newAccount']>>;

beforeAll(async () => {
  shop = await openWorkshop();
  provider = await openSmsProvider();
  deps = { clock: shop.clock, perform: shop.perform };
  const today = civilDateAt(shop.clock.now());
  for (const [voice, version, inDays] of [
    [baidu, '2026-12-20', 30],
    [wechat, '2026-12-20', 30],
    [baidu, '2027-01-01', 60],
  ] as const) {
    const draft = nextDraft(variantOf(voice.platform), version, addDays(today, inDays));
    granted(await draftAgreementVersion(deps, voice, draft));
    granted(await publishAgreementVersion(deps, voice, { version }));
  }
});
afterAll(async () => {
  await provider.close();
  await shop.close();
});
beforeEach(async () => {
  actor = await shop.newAccount();
  provider.status = 200;
  provider.calls.length = 0;
  provider.taken.clear();
  shop.carriers.SMS = createHttpCarrier({
    url: provider.url,
    headers: {},
    body: { to: '{{to}}', text: '{{text}}' },
    timeoutMs: 2_000,
    privateAddresses: true,
  });
  delete shop.carriers.EMAIL;
});

const baidu = { platform: 'BAIDU', label: 'platform:cred_baidu' } as const;
const wechat = { platform: 'WECHAT', label: 'platform:cred_wechat' } as const;
const change: SendNoticeInput = {
  kind: 'AGREEMENT_CHANGE',
  subject: { 'zh-CN': '协议修订', en: 'Terms revised' },
  body: { 'zh-CN': '新版自 2026-12-20 起生效', en: 'A new version takes effect on 2026-12-20' },
  agreementVersion: '2026-12-20',
};

async function acceptAll(platform: string, by = actor): Promise<void> {
  const documents = variantOf(platform).agreement.versions[0].documents.map(({ id, version }) => ({
    documentId: id,
    version,
  }));
  granted(await acceptAgreement(deps, by, { platform, documents }));
}

const notices = (accountId = actor.accountId) =>
  shop.database.prisma.notice.findMany({
    where: { accountId },
    include: { deliveries: { orderBy: { channel: 'asc' } } },
    orderBy: { id: 'asc' },
  });
const phoneDuty = () =>
  shop.database.prisma.obligation.findMany({
    where: { accountId: actor.accountId, kind: 'KEEP_PHONE_ON_FILE' },
  });
const completeFor = async (accountId: string) =>
  granted(
    await shop.perform({ actor, name: 'test', input: {} }, async (records) =>
      done({ at: await records.noticeComplete(accountId, 'BAIDU', '2026-12-20') }),
    ),
  ).at;

describe('notice of a change', () => {
  it('goes out on all three channels to the phone on file, and is complete then (baidu/7)', async () => {
    await acceptAll('BAIDU');
    granted(await putPhoneOnFile(deps, actor, '138 0013 8000'));
    granted(await sendNotice(deps, baidu, { ...change, accountId: actor.accountId }));
    expect(await notices()).toEqual([]);
    await shop.letPass(0);
    const [notice] = await notices();
    expect(notice).toMatchObject({
      kind: 'AGREEMENT_CHANGE',
      completedAt: shop.clock.now(),
      deliveries: [
        { channel: 'COMMUNITY_ANNOUNCEMENT', state: 'DELIVERED' },
        { channel: 'IN_SITE_MESSAGE', state: 'DELIVERED' },
        { channel: 'SMS', state: 'SENT', attempts: 1 },
      ],
    });
    expect(provider.calls.map(({ body }) => body)).toEqual([
      { to: '+8613800138000', text: '【百度】协议修订：新版自 2026-12-20 起生效' },
    ]);
    expect(await completeFor(actor.accountId)).toEqual(shop.clock.now());
    const types = (await shop.eventTypes(actor.accountId)).filter((type) => type.startsWith('NOTICE'));
    expect(types).toEqual([
      'NOTICE_ADDRESS_PUT_ON_FILE',
      'NOTICE_PUBLISHED',
      'NOTICE_DELIVERED',
      'NOTICE_DELIVERED',
      'NOTICE_DELIVERED',
      'NOTICE_COMPLETE',
    ]);
  });

  it('without a phone on file is not complete, names the duty, and goes out once there is one (baidu/7)', async () => {
    await acceptAll('BAIDU');
    granted(await sendNotice(deps, baidu, { ...change, accountId: actor.accountId }));
    await shop.letPass(0);
    const [duty] = await phoneDuty();
    expect(await notices()).toMatchObject([
      {
        completedAt: null,
        deliveries: [{}, {}, { state: 'FAILED', failure: 'NO_ADDRESS', obligationId: duty?.id }],
      },
    ]);
    expect(await completeFor(actor.accountId)).toBeUndefined();
    await shop.letPass(HOUR_MS);
    granted(await putPhoneOnFile(deps, actor, '13800138000'));
    await shop.letPass(0);
    expect(await notices()).toMatchObject([
      { completedAt: shop.clock.now(), deliveries: [{}, {}, { state: 'SENT', failure: null }] },
    ]);
    expect(provider.taken.size).toBe(1);
  });

  it('is promised by no clause of WeChat’s: it lies in the account, and is complete for nobody (wechat/7.2)', async () => {
    await acceptAll('WECHAT');
    granted(await sendNotice(deps, wechat, { ...change, accountId: actor.accountId }));
    await shop.letPass(0);
    expect(await notices()).toMatchObject([
      { requiredChannels: [], completedAt: null, deliveries: [{ channel: 'IN_SITE_MESSAGE' }] },
    ]);
    expect(provider.calls).toEqual([]);
  });

  it('of a version that is not published is refused: nobody could say what it is about (baidu/7)', async () => {
    await acceptAll('BAIDU');
    const unknown = { ...change, agreementVersion: '2030-01-01', accountId: actor.accountId };
    expect(refusedWith(await sendNotice(deps, baidu, unknown))).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input.agreementVersion' },
    ]);
    expect(await notices()).toEqual([]);
  });

  it('reaches every account that the agreement binds, each once, and nobody else (baidu/0.3, baidu/7)', async () => {
    const bound = await Promise.all(Array.from({ length: 60 }, () => shop.newAccount()));
    for (const one of bound) await acceptAll('BAIDU', one);
    await acceptAll('WECHAT');
    const { sendingId } = granted(
      await sendNotice(deps, baidu, { ...change, agreementVersion: '2027-01-01' }),
    );
    shop.queue.jobs.push({ kind: 'NOTICE', id: sendingId }, { kind: 'NOTICE', id: sendingId });
    await shop.letPass(0);
    await shop.letPass(0);
    for (const { accountId } of bound) {
      const types = await shop.eventTypes(accountId);
      expect(types.filter((type) => type === 'NOTICE_PUBLISHED')).toHaveLength(1);
    }
    expect(await notices()).toEqual([]);
  }, 60_000);
});

describe('a short message', () => {
  beforeEach(async () => {
    await acceptAll('BAIDU');
    granted(await putPhoneOnFile(deps, actor, '13800138000'));
    granted(await sendNotice(deps, baidu, { ...change, accountId: actor.accountId }));
  });
  const sms = async () => (await notices())[0]?.deliveries.find(({ channel }) => channel === 'SMS');

  it('whose answer is lost is sent again under the same key, and taken once (baidu/7)', async () => {
    provider.status = 0;
    await shop.letPass(0);
    expect(await sms()).toMatchObject({ state: 'PENDING', attempts: 1, failure: 'UNREACHABLE' });
    await shop.letPass(29_000);
    expect(provider.calls).toHaveLength(1);
    provider.status = 200;
    await shop.letPass(1_000);
    expect(await sms()).toMatchObject({ state: 'SENT', attempts: 2, failure: null });
    expect(provider.calls).toHaveLength(2);
    expect(provider.taken.size).toBe(1);
  });

  it('that the provider refuses has failed at once, with its words (baidu/7)', async () => {
    provider.status = 400;
    provider.words = 'signature not approved';
    await shop.letPass(0);
    expect(await sms()).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      failure: 'REFUSED',
      words: 'HTTP 400: signature not approved',
    });
    expect(await shop.eventTypes(actor.accountId)).toContain('NOTICE_DELIVERY_FAILED');
  });

  it('that the number on file refused goes to another number, once there is one (baidu/7)', async () => {
    provider.status = 400;
    await shop.letPass(0);
    expect(await sms()).toMatchObject({ state: 'FAILED', failure: 'REFUSED' });
    provider.status = 200;
    granted(await putPhoneOnFile(deps, actor, '138 0013 8000'));
    await shop.letPass(0);
    expect(await sms()).toMatchObject({ state: 'FAILED' });
    granted(await putPhoneOnFile(deps, actor, '139 0013 9000'));
    await shop.letPass(0);
    expect(await sms()).toMatchObject({ state: 'SENT' });
    expect(await shop.eventTypes(actor.accountId)).toContain('NOTICE_COMPLETE');
  });

  it('that nobody takes has failed after ten attempts (baidu/7)', async () => {
    provider.status = 503;
    await shop.letPass(0);
    for (let hour = 0; hour < 10; hour += 1) await shop.letPass(HOUR_MS);
    expect(await sms()).toMatchObject({ state: 'FAILED', attempts: 10, failure: 'UNREACHABLE' });
    expect(provider.calls).toHaveLength(10);
  });

  it('has failed where the gateway has nobody who carries it (baidu/7)', async () => {
    delete shop.carriers.SMS;
    await shop.letPass(0);
    expect(await sms()).toMatchObject({ state: 'FAILED', failure: 'NO_CARRIER' });
  });
});

describe('the phone on file', () => {
  it('is a duty from acceptance on, and done by putting it there (baidu/7)', async () => {
    await acceptAll('BAIDU');
    expect(await phoneDuty()).toMatchObject([{ state: 'OPEN' }]);
    expect(granted(await putPhoneOnFile(deps, actor, '+86 13800138000'))).toEqual({
      masked: '+86 138****8000',
    });
    expect(await phoneDuty()).toMatchObject([{ state: 'FULFILLED', endedBy: actor.label }]);
  });

  it('that is there already is there for an agreement that comes later (baidu/7)', async () => {
    granted(await putPhoneOnFile(deps, actor, '13800138000'));
    await acceptAll('BAIDU');
    expect(await phoneDuty()).toMatchObject([{ state: 'FULFILLED' }]);
  });

  it.each(['12345', '13800138', '010-62551234', '95511', 'not a phone', '+1 555 0100'])(
    'is a phone that an SMS reaches: not %s (baidu/7)',
    async (phone) => {
      expect(refusedWith(await putPhoneOnFile(deps, actor, phone))).toMatchObject([
        { code: 'INVALID_INPUT', path: 'input.phone' },
      ]);
    },
  );

  it('is sealed, and in no event (baidu/7)', async () => {
    granted(await putPhoneOnFile(deps, actor, '13800138000'));
    const row = await shop.database.prisma.noticeAddress.findFirstOrThrow({
      where: { accountId: actor.accountId },
    });
    const events = await shop.log.readAfter(accountStream(actor.accountId), 0n, 10);
    const kept = JSON.stringify([row, events.map(({ payload }) => payload)]);
    expect(kept).not.toContain('3800138000');
    expect(kept).not.toContain('8000"');
  });
});

describe('a notice', () => {
  it('goes by e-mail, too, where there is an address and somebody who carries it', async () => {
    const sent: Message[] = [];
    shop.carriers.EMAIL = { send: async (message) => void sent.push(message) };
    await acceptAll('WECHAT');
    expect(granted(await putEmailOnFile(deps, actor, 'Chen@noodles.example'))).toEqual({
      masked: 'c***@noodles.example',
    });
    granted(await sendNotice(deps, wechat, { ...change, accountId: actor.accountId }));
    await shop.letPass(0);
    expect(sent).toMatchObject([{ to: 'chen@noodles.example', from: { en: 'WeChat' } }]);
  });

  it('is read once, by who read it first, and not by another account', async () => {
    await acceptAll('WECHAT');
    granted(await sendNotice(deps, wechat, { ...change, kind: 'GENERAL', accountId: actor.accountId }));
    await shop.letPass(0);
    const [notice] = await notices();
    const id = notice?.id ?? '';
    granted(await markNoticeRead(deps, actor, id));
    granted(await markNoticeRead(deps, { ...actor, label: 'member:mem_2' }, id));
    expect(await notices()).toMatchObject([{ readBy: actor.label }]);
    const read = (await shop.eventTypes(actor.accountId)).filter((type) => type === 'NOTICE_READ');
    expect(read).toHaveLength(1);
    const stranger = await shop.newAccount();
    expect(refusedWith(await markNoticeRead(deps, stranger, id))).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('without words, of a change without a version, or to an account that is not bound is refused; nothing is sent', async () => {
    const blank = { 'zh-CN': '', en: 'x'.repeat(201) };
    const input = { ...change, subject: blank, agreementVersion: undefined, accountId: actor.accountId };
    expect(refusedWith(await sendNotice(deps, baidu, input))).toMatchObject([
      { path: 'input.subject.zh_CN' },
      { path: 'input.subject.en' },
      { path: 'input.agreementVersion' },
      { code: 'NOT_FOUND', path: 'input.accountId' },
    ]);
    await shop.letPass(0);
    expect(await notices()).toEqual([]);
  });

  it('that was asked for twice under one key is sent once', async () => {
    await acceptAll('BAIDU');
    const input = { ...change, kind: 'GENERAL', accountId: actor.accountId } as const;
    const first = granted(await sendNotice(deps, baidu, input, 'notice-1'));
    expect(granted(await sendNotice(deps, baidu, input, 'notice-1'))).toEqual(first);
    await shop.letPass(0);
    expect(await notices()).toHaveLength(1);
  });

  it('whose carrier fails in a way that nobody foresaw is not taken to be sent', async () => {
    shop.carriers.EMAIL = { send: () => Promise.reject(new CarrierError('UNREACHABLE', 'x'.repeat(900))) };
    await acceptAll('WECHAT');
    granted(await putEmailOnFile(deps, actor, 'chen@noodles.example'));
    granted(await sendNotice(deps, wechat, { ...change, accountId: actor.accountId }));
    await shop.letPass(0);
    const [notice] = await notices();
    const mail = notice?.deliveries.find(({ channel }) => channel === 'EMAIL');
    expect(mail).toMatchObject({ state: 'PENDING', words: 'x'.repeat(500) });
  });
});
