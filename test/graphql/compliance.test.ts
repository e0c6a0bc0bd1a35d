import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fulfilObligation } from '../../src/duties/fulfil-obligation.ts';
import { compliancePage, PAGE_POLICY } from '../../src/http/compliance-page.ts';
import { labels } from '../../src/http/compliance-words.ts';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { escaped } from '../../src/kernel/printed-page.ts';
import { RESTAURANT, TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { leavesOf } from '../support/report-leaves.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { code path message(locale: en) }';
const REPORT = `query ($id: ID!, $platform: Platform, $at: DateTime, $names: Boolean) {
  complianceReport(programId: $id, platform: $platform, at: $at, names: $names) { programId at content page } }`;
const AUDIT = `mutation ($input: RequestAuditInput!) { requestAudit(input: $input) { auditId obligations { id dueAt } ${PROBLEMS} } }`;
const RIGHT = `mutation ($input: RecordRightsRequestInput!) { recordRightsRequest(input: $input) {
  request { id right receivedOn user words obligation { id kind state dueAt } } ${PROBLEMS} } }`;
const OWED = `query ($id: ID!) { program(id: $id) { obligations { id kind state audit { scope dueOn } rightsRequest { right user } }
  rightsRequests { right user words } } }`;
const OUTAGE = `mutation ($input: RecordOutageInput!) { recordOutage(input: $input) { outage { id hostId cause clause from until } ${PROBLEMS} } }`;
const END = `mutation ($input: EndOutageInput!) { endOutage(input: $input) { outage { id until } ${PROBLEMS} } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let [admin, developer, viewer] = ['', '', ''];
beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  await restaurant.version('1.0.0');
  const { accountId } = restaurant.actor;
  admin = app.member(accountId, 'ADMIN');
  developer = app.member(accountId, 'DEVELOPER');
  viewer = app.member(accountId, 'VIEWER');
  for (const platform of ['WECHAT', 'BAIDU']) app.platform(platform);
});
afterAll(() => app.close());

// biome-ignore lint/suspicious/noExplicitAny: a report has the form that the test asks about
async function report(token: string, more: object = {}): Promise<any> {
  const { data, errors } = await app.ask(token, REPORT, { id: restaurant.programId, ...more });
  expect(errors).toEqual([]);
  return data.complianceReport;
}

async function page(token: string | undefined, query = '', headers: Record<string, string> = {}) {
  const address = new URL(`/programs/${restaurant.programId}/compliance-report${query}`, app.url);
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return fetch(address, { headers: { ...authorization, ...headers } });
}

describe('an audit (wechat/4.4(1))', () => {
  const input = () => ({ accountId: restaurant.actor.accountId, scope: '请说明手机号的使用' });

  it('is asked for by the platform, and has to be shown by the day that it names, or in time', async () => {
    const dueOn = addDays(TODAY, 5);
    const asked = { ...input(), programId: restaurant.programId, dueOn };
    const { data } = await app.ask('WECHAT', AUDIT, { input: asked });
    const due = startOfDay(addDays(dueOn, 1)).toISOString();
    expect(data.requestAudit).toMatchObject({ obligations: [{ dueAt: due }], problems: [] });
    const owed = await app.ask(viewer, OWED, { id: restaurant.programId });
    expect(owed.data.program.obligations).toContainEqual({
      id: data.requestAudit.obligations[0].id,
      kind: 'SHOW_COMPLIANCE',
      state: 'OPEN',
      audit: { scope: asked.scope, dueOn },
      rightsRequest: null,
    });
    const [event] = await app.shop.database.prisma.event.findMany({ where: { type: 'AUDIT_REQUESTED' } });
    expect(event).toMatchObject({ source: 'REPORTED', actor: 'platform:cred_2' });
    expect(JSON.stringify(event?.payload)).not.toContain('手机号');
  });

  it('is asked for once under one key', async () => {
    const asked = { ...input(), idempotencyKey: 'audit-1' };
    const first = await app.ask('WECHAT', AUDIT, { input: asked });
    expect((await app.ask('WECHAT', AUDIT, { input: asked })).data).toEqual(first.data);
  });

  it('is refused with the reason, and nothing is owed for it', async () => {
    const before = await app.shop.database.prisma.obligation.count();
    const stranger = await app.shop.newAccount();
    const faults = [
      ['WECHAT', { dueOn: addDays(TODAY, -1) }, 'input.dueOn'],
      ['WECHAT', { dueOn: '2027-02-30' }, 'input.dueOn'],
      ['WECHAT', { scope: ' ' }, 'input.scope'],
      ['WECHAT', { accountId: stranger.accountId }, 'input.accountId'],
      ['WECHAT', { programId: 'prog_none' }, 'input.programId'],
      ['BAIDU', {}, 'input'],
    ] as const;
    for (const [platform, wrong, path] of faults) {
      const { data } = await app.ask(platform, AUDIT, { input: { ...input(), ...wrong } });
      expect(data.requestAudit).toMatchObject({ auditId: null, problems: [{ path }] });
    }
    expect(await app.shop.database.prisma.obligation.count()).toBe(before);
    const own = await app.ask(admin, AUDIT, { input: input() });
    expect(own.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('an end user’s request (wechat/4.4(8))', () => {
  const input = (more: object = {}) => ({
    programId: restaurant.programId,
    platform: 'WECHAT',
    right: 'DELETION',
    receivedOn: addDays(TODAY, -5),
    user: '用户甲-openid',
    words: '请删除我的手机号',
    ...more,
  });

  it('is due from the day on which it was received, and answered by a statement', async () => {
    const { data } = await app.ask(developer, RIGHT, { input: input() });
    const { request } = data.recordRightsRequest;
    expect(request).toMatchObject({
      user: '用户甲-openid',
      obligation: {
        kind: 'ANSWER_RIGHTS_REQUEST',
        state: 'OPEN',
        dueAt: startOfDay(addDays(TODAY, 11)).toISOString().replace('.000', ''),
      },
    });
    const answer = { obligationId: request.obligation.id, statement: '已删除', evidenceFileIds: [] };
    granted(await fulfilObligation(restaurant.deps, restaurant.actor, answer));
    const { program } = (await app.ask(developer, OWED, { id: restaurant.programId })).data;
    expect(program.obligations).toContainEqual(
      expect.objectContaining({ kind: 'ANSWER_RIGHTS_REQUEST', state: 'FULFILLED' }),
    );
  });

  it('names nobody at rest, in the log, or to who may only look', async () => {
    await app.ask(developer, RIGHT, { input: input({ user: '用户乙-openid' }) });
    const rows = await app.shop.database.prisma.rightsRequest.findMany();
    const events = await app.shop.database.prisma.event.findMany({
      where: { type: 'RIGHTS_REQUEST_RECORDED' },
    });
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify([rows, events.map(({ payload }) => payload)])).not.toMatch(/用户|手机号/);
    const { program } = (await app.ask(viewer, OWED, { id: restaurant.programId })).data;
    expect(program.rightsRequests[0]).toEqual({ right: 'DELETION', user: null, words: null });
  });

  it('is refused with the reason', async () => {
    const faults = [
      [{ receivedOn: addDays(TODAY, 1) }, 'input.receivedOn'],
      [{ dueOn: addDays(TODAY, -1) }, 'input.dueOn'],
      [{ user: '' }, 'input.user'],
      [{ programId: 'prog_none' }, 'input.programId'],
      [{ platform: 'BAIDU' }, 'input.platform'],
    ] as const;
    for (const [wrong, path] of faults) {
      const { data } = await app.ask(developer, RIGHT, { input: input(wrong) });
      expect(data.recordRightsRequest).toMatchObject({ request: null, problems: [{ path }] });
    }
    expect((await app.ask(viewer, RIGHT, { input: input() })).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('an outage is told by whose it is (baidu/8.2)', () => {
  const from = new Date('2027-03-10T00:00:00Z').toISOString();

  it('of all of Baidu by Baidu, of one host by that host, and is public', async () => {
    const all = await app.ask('BAIDU', OUTAGE, { input: { cause: 'MAINTENANCE', from } });
    expect(all.data.recordOutage).toMatchObject({
      outage: { hostId: null, clause: 'baidu/8.2(1)', until: null },
      problems: [],
    });
    app.shop.clock.advance(1);
    const one = await app.ask(app.host('tieba'), OUTAGE, { input: { cause: 'FAILURE', from } });
    expect(one.data.recordOutage.outage).toMatchObject({ hostId: 'tieba', clause: 'baidu/8.2(4)' });
    const { data } = await app.ask(undefined, '{ outages { hostId cause } }');
    expect(data.outages).toEqual([
      { hostId: 'tieba', cause: 'FAILURE' },
      { hostId: null, cause: 'MAINTENANCE' },
    ]);
    for (const [token, { outage }] of [
      ['BAIDU', all.data.recordOutage],
      ['tieba', one.data.recordOutage],
    ] as const) {
      const ended = await app.ask(token, END, { input: { outageId: outage.id } });
      expect(ended.data.endOutage).toMatchObject({ outage: { until: expect.any(String) }, problems: [] });
    }
  });

  it('and by nobody else; WeChat’s is refused, because no clause gives it an effect', async () => {
    const { errors } = await app.ask(admin, OUTAGE, { input: { cause: 'FAILURE', from } });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    const { data } = await app.ask('WECHAT', OUTAGE, { input: { cause: 'FAILURE', from } });
    expect(data.recordOutage).toMatchObject({ outage: null, problems: [{ code: 'INVALID_INPUT' }] });
  });
});

describe('the compliance report (wechat/4.4(1))', () => {
  it('says what is declared, on file, owed, accepted and judged at each platform', async () => {
    const { content } = await report(admin, { names: true });
    expect(content).toMatchObject({
      programName: '山城小馆',
      developer: 'ORGANISATION',
      treatment: {
        dataItems: [{ key: 'phone', consentMoment: '提交订单之前', storedEncrypted: true }],
        privacyPolicy: { url: 'https://shancheng.example.com/privacy' },
        selfService: { deletion: '我的 > 隐私 > 删除我的信息' },
        securityStandards: ['GB/T 35273-2020'],
      },
      platforms: [
        { platform: 'BAIDU', verdict: { operation: 'SUBMIT', answer: 'YES' } },
        { platform: 'WECHAT', verdict: { operation: 'SUBMIT', answer: 'YES' } },
      ],
    });
    const wechat = content.platforms[1];
    expect(wechat.documents[0]).toMatchObject({ id: 'wechat:terms', accepted: 'EXPLICIT' });
    expect(wechat.obligations).toContainEqual(
      expect.objectContaining({ kind: 'ANSWER_RIGHTS_REQUEST', state: 'FULFILLED', statement: '已删除' }),
    );
    expect(wechat.audits.length).toBeGreaterThan(0);
    expect(JSON.stringify(content)).not.toMatch(/用户甲|用户乙/);
  });

  it('names holders and repeats statements for an administrator who asks for it, and for nobody else', async () => {
    expect((await report(admin, { names: true })).content.materials[0].holder).toBe(RESTAURANT);
    const shown = JSON.stringify([(await report(viewer)).content, (await report(admin)).content]);
    expect(shown).not.toContain(RESTAURANT);
    expect(shown).not.toContain('已删除');
    const { errors } = await app.ask(viewer, REPORT, { id: restaurant.programId, names: true });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await page(viewer, '?names=true')).status).toBe(403);
  });

  it('is the same for the same question, one platform’s where one is asked for, and as of an instant', async () => {
    const at = app.shop.clock.now().toISOString();
    expect(await report(viewer, { at })).toEqual(await report(viewer, { at }));
    const { content } = await report(viewer, { platform: 'WECHAT' });
    expect(content.platforms.map(({ platform }: { platform: string }) => platform)).toEqual(['WECHAT']);
    const before = (await report(viewer, { at: '2027-03-09T00:00:00Z' })).content;
    expect(before.platforms[1]).toMatchObject({ obligations: [], audits: [] });
    expect(before.platforms[1].documents[0]).toMatchObject({ accepted: null });
    const later = (await report(viewer, { at: '2027-10-10T00:00:00Z' })).content;
    expect(later.platforms[1].obligations).toContainEqual(
      expect.objectContaining({ kind: 'SHOW_COMPLIANCE', state: 'OVERDUE' }),
    );
  });

  it('is not there for others', async () => {
    const stranger = app.member('acct_other', 'ADMIN');
    const { data } = await app.ask(stranger, REPORT, { id: restaurant.programId });
    expect(data.complianceReport).toBeNull();
    const answers = await Promise.all([page(undefined), page(stranger), page('WECHAT')]);
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 404]);
    const wrong = await Promise.all([page(viewer, '?platform=MARS'), page(viewer, '?at=never')]);
    expect(wrong.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('is a page that says all that the JSON says, in both languages', async () => {
    const { content, page: path } = await report(admin, { names: true });
    const response = await fetch(new URL(`${path}&lang=en`, app.url), {
      headers: { authorization: `Bearer ${admin}`, accept: 'text/html' },
    });
    expect(response.headers.get('content-security-policy')).toBe(PAGE_POLICY);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    const { keys, texts } = leavesOf(content);
    expect(keys.filter((key) => !labels[key])).toEqual([]);
    expect(texts.filter((text) => !html.includes(escaped(text)))).toEqual([]);
    expect(html).not.toMatch(/<script|javascript:|<img|<link/i);
    const json = await page(admin, new URL(path, app.url).search, { accept: 'application/json' });
    expect(await json.json()).toEqual(content);
    const languages = await Promise.all([
      page(admin, '?lang=zh-CN'),
      page(admin, '', { 'accept-language': 'en-GB,zh;q=0.5' }),
      page(admin, '', { 'accept-language': 'zh-CN' }),
    ]);
    expect(languages.map(({ headers }) => headers.get('content-language'))).toEqual(['zh-CN', 'en', 'zh-CN']);
    expect(await languages[0]?.text()).toContain('个人信息合规报告');
  });

  it('shows what a developer wrote as text, whatever it is', () => {
    const evil = '<script>alert(1)</script>"\'&';
    const html = compliancePage({ programId: 'prog_1', content: { programName: evil, name: evil } }, 'en');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
  });
});
