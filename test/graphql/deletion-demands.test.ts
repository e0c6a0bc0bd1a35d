import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerConfirmations } from '../../src/http/confirmations.ts';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { DemandReads } from '../../src/store/reads/demand-reads.ts';
import { TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { code path message(locale: en) }';
const DEMAND = `mutation ($input: DemandDataDeletionInput!) { demandDataDeletion(input: $input) { demandId ${PROBLEMS} } }`;
const RECORD = `mutation ($input: RecordDeletionDemandInput!) { recordDeletionDemand(input: $input) {
  demand { id platform toldBy scope reference demandedBy } ${PROBLEMS} } }`;
const CONFIRM = `mutation ($input: ConfirmDataDeletionInput!) { confirmDataDeletion(input: $input) {
  demand { id confirmation { id method number documentSha256 documentPath confirmedBy } } ${PROBLEMS} } }`;
const OWED = `query ($platform: Platform) { obligations(platform: $platform) { nodes { kind clauses subjectId state dueAt statement } } }`;
const CONFIRMED =
  '{ deletionConfirmations { nodes { id demandId number scope reference documentPath method } } }';

let app: GraphqlApp;
let pages: FastifyInstance;
let restaurant: Restaurant;
let admin: string;
beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
  for (const platform of ['WECHAT', 'BAIDU']) {
    app.viewers.set(platform, { kind: 'platform', platform, credentialId: `cred_${platform}` });
  }
  const reads = new DemandReads(app.shop.database.prisma, app.shop.cipher);
  pages = Fastify();
  registerConfirmations(pages, {
    viewerOf: async (headers) => app.viewers.get(headers.get('x-as') ?? '') ?? { kind: 'nobody' },
    document: (reader, id) => reads.document(reader, id),
  });
});
afterAll(async () => {
  await pages.close();
  await app.close();
});

async function act(as: string, query: string, input: object) {
  const { data, errors } = await app.ask(as, query, { input });
  expect(errors).toEqual([]);
  return Object.values(data)[0] as Record<string, never> & {
    demandId: string;
    demand: Record<string, unknown> & { confirmation: Record<string, string> };
    problems: { code: string; path: string; message: string }[];
  };
}

const demand = (platform: string, input: object = {}) =>
  act(platform, DEMAND, {
    programId: restaurant.programId,
    scope: '2026-10-01 至 2026-10-31 下单用户的手机号',
    ...input,
  });
const confirm = (demandId: string, method: string, as = admin) =>
  act(as, CONFIRM, { demandId, method, statement: '已从主库与备份中清除' });

/** When a day ends in China, as the contract writes it. */
const endOf = (day: string) => startOfDay(addDays(day, 1)).toISOString();

async function owed(platform: string, subjectId: string) {
  const { data } = await app.ask(admin, OWED, { platform });
  const all = data.obligations.nodes as { subjectId: string }[];
  return all.filter((one) => one.subjectId === subjectId);
}

describe('a demand for deletion', () => {
  it('of WeChat is due by the day it names, and ends by a written confirmation (wechat/4.7, wechat/4.4(5))', async () => {
    const dueBy = addDays(TODAY, 5);
    const { demandId, problems } = await demand('WECHAT', { dueBy, reference: 'WX-2026-1' });
    expect(problems).toEqual([]);
    expect(await owed('WECHAT', demandId)).toMatchObject([
      {
        kind: 'DELETE_DATA',
        clauses: ['wechat/4.7', 'wechat/4.4(5)'],
        state: 'OPEN',
        dueAt: endOf(dueBy),
      },
    ]);
    const confirmed = await confirm(demandId, 'ANONYMISED');
    expect(confirmed.problems).toEqual([]);
    expect(confirmed.demand.confirmation).toMatchObject({ method: 'ANONYMISED', number: 'PF-DEL-00000001' });
    expect(await owed('WECHAT', demandId)).toMatchObject([{ state: 'FULFILLED' }]);
  });

  it('of Baidu is due at once, allows deletion only, and asks for no document (baidu/4.4)', async () => {
    const { demandId } = await demand('BAIDU');
    expect(await owed('BAIDU', demandId)).toMatchObject([{ clauses: ['baidu/4.4'], dueAt: endOf(TODAY) }]);
    const anonymised = await confirm(demandId, 'ANONYMISED');
    expect(anonymised.problems).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input.method', message: expect.stringContaining('baidu/4.4') },
    ]);
    expect(await owed('BAIDU', demandId)).toMatchObject([{ state: 'OPEN' }]);
    const { confirmation } = (await confirm(demandId, 'DELETED')).demand;
    expect(confirmation).toMatchObject({ method: 'DELETED', number: null, documentPath: null });
    expect(await owed('BAIDU', demandId)).toMatchObject([{ state: 'FULFILLED' }]);
  });

  it('is confirmed once: the second time the same document comes back, byte for byte (wechat/4.7)', async () => {
    const { demandId } = await demand('WECHAT', { scope: '<script>alert(1)</script> & 全部手机号' });
    const first = (await confirm(demandId, 'DELETED')).demand.confirmation;
    const page = (as: string, path = first.documentPath) =>
      pages.inject({ url: path ?? '', headers: { 'x-as': as } });
    const shown = await page(admin);
    expect(shown.statusCode).toBe(200);
    expect(createHash('sha256').update(shown.rawPayload).digest('hex')).toBe(first.documentSha256);
    expect(shown.body).not.toContain('<script>');
    expect(shown.body).toContain('&lt;script&gt;');
    expect(shown.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    for (const said of [
      first.number,
      '永久删除',
      '已从主库与备份中清除',
      `mem_${restaurant.actor.accountId}`,
    ]) {
      expect(shown.body).toContain(said);
    }

    await app.shop.letPass(86_400_000);
    const again = await confirm(demandId, 'ANONYMISED');
    expect(again.problems).toMatchObject([{ code: 'STATE', path: 'input.demandId' }]);
    expect(again.demand.confirmation).toEqual(first);
    expect((await page(admin)).rawPayload).toEqual(shown.rawPayload);
    const file = await page('WECHAT', `${first.documentPath}?download`);
    expect(file.rawPayload).toEqual(shown.rawPayload);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${first.number}.html"`);

    app.viewers.set('stranger', {
      kind: 'member',
      accountId: 'acct_other',
      personId: 'p',
      memberId: 'm',
      role: 'OWNER',
    });
    for (const [known, status] of [
      [String(shown.headers.etag), 304],
      [`"other", W/${String(shown.headers.etag)}`, 304],
      ['"other"', 200],
    ] as const) {
      const headers = { 'x-as': admin, 'if-none-match': known };
      const again = await pages.inject({ url: first.documentPath ?? '', headers });
      expect([again.statusCode, again.rawPayload.length > 0]).toEqual([status, status === 200]);
    }
    for (const as of ['stranger', 'BAIDU']) expect((await page(as)).statusCode).toBe(404);
    expect((await page('nobody')).statusCode).toBe(401);
  });

  it('numbers its confirmations without gaps, also after one that was refused (wechat/4.7)', async () => {
    const numbers = [];
    for (const method of ['DELETED', 'DELETED']) {
      const { demandId } = await demand('WECHAT');
      const refused = await act(admin, CONFIRM, { demandId, method, statement: ' ' });
      expect(refused.problems).toMatchObject([{ path: 'input.statement' }]);
      numbers.push((await confirm(demandId, method)).demand.confirmation.number);
    }
    const [one, two] = numbers.map((number) => Number(number?.slice(-8)));
    expect(two).toBe((one ?? 0) + 1);
  });

  it('is handed to the platform that made it, and to no other (wechat/4.7)', async () => {
    const { demandId } = await demand('WECHAT', { reference: 'WX-2026-9' });
    await confirm(demandId, 'DELETED');
    const wechat = await app.ask('WECHAT', CONFIRMED);
    const handed = wechat.data.deletionConfirmations.nodes as { demandId: string }[];
    expect(handed.find((one) => one.demandId === demandId)).toMatchObject({
      demandId,
      reference: 'WX-2026-9',
      method: 'DELETED',
      documentPath: expect.stringMatching(/^\/deletion-confirmations\/conf_/),
    });
    const baidu = await app.ask('BAIDU', CONFIRMED);
    const ids = baidu.data.deletionConfirmations.nodes.map((one: { demandId: string }) => one.demandId);
    expect(ids).not.toContain(demandId);
    expect((await app.ask(admin, CONFIRMED)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('of another account is not there; nor is an account that has nothing to do with the platform', async () => {
    const { demandId } = await demand('WECHAT');
    const stranger = await app.shop.newAccount();
    const elsewhere = app.member(stranger.accountId, 'OWNER');
    const taken = await confirm(demandId, 'DELETED', elsewhere);
    expect(taken.problems).toMatchObject([{ code: 'NOT_FOUND', path: 'input.demandId' }]);
    const unknown = await demand('WECHAT', { programId: null, accountId: stranger.accountId });
    expect(unknown.problems).toMatchObject([{ code: 'NOT_FOUND', path: 'input.accountId' }]);
    const both = await demand('WECHAT', { accountId: restaurant.actor.accountId });
    expect(both.problems).toMatchObject([{ code: 'INVALID_INPUT', path: 'input' }]);
  });

  it('in the past, or without scope is refused, and an API token confirms nothing (wechat/4.7)', async () => {
    const bad = await demand('WECHAT', { dueBy: addDays(TODAY, -1), scope: '' });
    expect(bad.problems).toMatchObject([{ path: 'input.scope' }, { path: 'input.dueBy' }]);
    const { demandId } = await demand('WECHAT');
    const { accountId } = restaurant.actor;
    app.viewers.set('token', { kind: 'token', accountId, tokenId: 't', role: 'ADMIN' });
    expect((await confirm(demandId, 'DELETED', 'token')).problems).toMatchObject([{ path: 'input' }]);
    expect((await confirm(demandId, 'DELETED')).problems).toEqual([]);
  });

  it('that is told again has the first id; another one under its reference is refused, naming the first (wechat/4.7)', async () => {
    const first = await demand('WECHAT', { reference: 'WX-TWICE', dueBy: addDays(TODAY, 9) });
    const lost = await demand('WECHAT', { reference: 'WX-TWICE', dueBy: addDays(TODAY, 9) });
    expect(lost).toMatchObject({ demandId: first.demandId, problems: [] });
    for (const other of [
      { dueBy: addDays(TODAY, 8) },
      { scope: '另一些数据' },
      { programId: null, accountId: restaurant.actor.accountId },
    ]) {
      const refused = await demand('WECHAT', { reference: 'WX-TWICE', dueBy: addDays(TODAY, 9), ...other });
      expect(refused).toMatchObject({
        demandId: null,
        problems: [
          {
            code: 'ALREADY_EXISTS',
            path: 'input.reference',
            message: expect.stringContaining(String(first.demandId)),
          },
        ],
      });
    }
    const { prisma } = app.shop.database;
    expect(await prisma.deletionDemand.count({ where: { reference: 'WX-TWICE' } })).toBe(1);
    expect(await owed('WECHAT', String(first.demandId))).toHaveLength(1);
  });

  it('that came by letter is noted by a member, and opens the same duty (wechat/4.7)', async () => {
    const letter = { platform: 'WECHAT', scope: '全部收货地址', reference: '函〔2026〕7 号' };
    const { demand: noted } = await act(admin, RECORD, letter);
    expect(noted).toMatchObject({ toldBy: 'MEMBER', scope: '全部收货地址', reference: '函〔2026〕7 号' });
    expect(await owed('WECHAT', String(noted.id))).toMatchObject([{ kind: 'DELETE_DATA' }]);
    const events = await app.shop.database.prisma.event.findMany({ where: { subjectId: String(noted.id) } });
    expect(events).toMatchObject([{ type: 'DELETION_DEMANDED', source: 'REPORTED' }]);
    expect(JSON.stringify(events.map(({ payload }) => payload))).not.toContain('收货地址');
  });
});
