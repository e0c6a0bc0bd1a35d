import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const TAKE = `mutation ($input: TakeMeasureInput!) { takeMeasure(input: $input) {
  enforcementId problems { code path message(locale: en) } } }`;
const END = `mutation ($input: EndMeasureInput!) { endMeasure(input: $input) { enforcementId problems { code } } }`;
const APPEAL = `mutation ($input: OpenAppealInput!) { openAppeal(input: $input) {
  appeal { id state statement enforcement { id contested } } problems { code path } } }`;
const ANSWER = `mutation ($input: AnswerAppealInput!) { answerAppeal(input: $input) { appealId problems { code } } }`;
const LIST = `query ($programId: ID, $inForceOnly: Boolean! = false) {
  enforcements(platform: BAIDU, programId: $programId, inForceOnly: $inForceOnly) {
    nodes { id kind ground scope clauses words hides inForce endedHow takenByHost host { id } program { id } appeals { state words } } } }`;
const STANDING = `query ($id: ID!) { program(id: $id) { enforcements { id }
  distributions { host { id } headline visibility waitingOn { party } liveVersion { number } enforcements { id } } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;
const baidu = 'baidu-platform';
const wechat = 'wechat-platform';

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
  app.viewers.set(baidu, { kind: 'platform', platform: 'BAIDU', credentialId: 'pc_1' });
  app.viewers.set(wechat, { kind: 'platform', platform: 'WECHAT', credentialId: 'pc_2' });
  const versionId = await restaurant.version('1.0.0');
  const { data, errors } = await app.ask(
    admin,
    `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) { results { accepted } } }`,
    { input: { versionId, hostIds: ['baiduboxapp', 'iqiyi'], absentContent: allContent } },
  );
  expect(errors).toEqual([]);
  expect(data.submitForReview.results.every(({ accepted }: { accepted: boolean }) => accepted)).toBe(true);
  await restaurant.work();
});
afterAll(() => app.close());

async function act(token: string, mutation: string, input: object) {
  const { data, errors } = await app.ask(token, mutation, { input });
  expect(errors).toEqual([]);
  return Object.values(data)[0] as Record<string, never> & { problems: { code: string; path: string }[] };
}

const offline = (changes: object = {}) => ({
  programId: restaurant.programId,
  kind: 'PROGRAM_OFFLINE',
  ground: 'AUTHORITY_DEMAND',
  scope: 'PROGRAM',
  words: '依监管要求下线。',
  ...changes,
});

async function at(hostId: string) {
  const { data, errors } = await app.ask(admin, STANDING, { id: restaurant.programId });
  expect(errors).toEqual([]);
  return data.program.distributions.find(({ host }: { host: { id: string } }) => host.id === hostId);
}

describe('enforcements', () => {
  it('are taken by a platform with a ground, hide the program, are appealed against and overturned (baidu/3.4)', async () => {
    const before = await at('baiduboxapp');
    expect(before.visibility).not.toBe('HIDDEN');
    const { ground: _, ...groundless } = offline();
    expect((await act(baidu, TAKE, groundless)).problems).toMatchObject([{ path: 'input.ground' }]);
    const { enforcementId, problems } = await act(baidu, TAKE, offline());
    expect(problems).toEqual([]);
    expect(await at('baiduboxapp')).toMatchObject({
      visibility: 'HIDDEN',
      liveVersion: null,
      enforcements: [{ id: enforcementId }],
    });
    expect((await act(wechat, END, { enforcementId })).problems).toMatchObject([{ code: 'NOT_FOUND' }]);

    const said = { enforcementId, statement: '已整改完毕' };
    const { appeal } = await act(admin, APPEAL, said);
    expect(appeal).toMatchObject({
      state: 'OPENED',
      statement: '已整改完毕',
      enforcement: { contested: true },
    });
    const { id: appealId } = appeal as unknown as { id: string };
    expect((await act(baidu, ANSWER, { appealId, decision: 'OVERTURN', words: '撤销' })).problems).toEqual(
      [],
    );
    expect((await at('baiduboxapp')).visibility).toBe(before.visibility);
    const { data } = await app.ask(admin, LIST, { programId: restaurant.programId });
    expect(data.enforcements.nodes).toMatchObject([
      {
        id: enforcementId,
        ground: 'AUTHORITY_DEMAND',
        clauses: ['baidu/3.4', 'baidu/3.4(3)'],
        words: '依监管要求下线。',
        inForce: false,
        endedHow: 'APPEAL',
        appeals: [{ state: 'OVERTURNED', words: '撤销' }],
      },
    ]);
    const inForce = await app.ask(admin, LIST, { inForceOnly: true });
    expect(inForce.data.enforcements.nodes).toEqual([]);
  });

  it('of a partner host act at its own place, and are the only ones that it can touch (baidu/3.6)', async () => {
    const iqiyi = app.host('iqiyi');
    const own = { kind: 'TAKEN_OFFLINE', ground: 'HOST_RULES', scope: 'DISTRIBUTION' };
    const { enforcementId, problems } = await act(iqiyi, TAKE, offline(own));
    expect(problems).toEqual([]);
    expect((await at('iqiyi')).visibility).toBe('HIDDEN');
    expect((await at('baiduboxapp')).visibility).not.toBe('HIDDEN');
    expect((await at('baiduboxapp')).enforcements).toEqual([]);
    expect((await act(baidu, END, { enforcementId })).problems).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await act(app.host('tieba'), TAKE, offline(own))).problems).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect((await act(iqiyi, END, { enforcementId })).problems).toEqual([]);
    expect((await at('iqiyi')).visibility).not.toBe('HIDDEN');
  });

  it('are spoken against in words that a VIEWER does not read, as they can name people (wechat/4.4)', async () => {
    const { enforcementId } = await act(baidu, TAKE, offline({ kind: 'WARNING', rectifyBy: '2028-01-31' }));
    await act(admin, APPEAL, { enforcementId, statement: '经办人某某' });
    const FIX = `mutation ($input: SubmitRectificationInput!) { submitRectification(input: $input) {
      problems { code path message(locale: en) } } }`;
    expect((await act(admin, FIX, { enforcementId, statement: '某某已改' })).problems).toEqual([]);
    const SAID = `{ enforcements { nodes { id appeals { statement } rectifications { statement } } }
      obligations { nodes { id statement } } }`;
    const { prisma } = app.shop.database;
    const owed = { accountId: restaurant.actor.accountId, kind: 'RECTIFY', subjectId: enforcementId ?? '' };
    const { id } = await prisma.obligation.findFirstOrThrow({ where: owed });
    const cell = { table: 'Obligation', column: 'sealedStatement', rowId: id };
    const sealedStatement = app.shop.cipher.seal(cell, '某某已改');
    await prisma.obligation.update({ where: { id }, data: { sealedStatement } });
    const saidTo = async (role: 'VIEWER' | 'DEVELOPER') => {
      const { data, errors } = await app.ask(app.member(restaurant.actor.accountId, role), SAID);
      expect(errors).toEqual([]);
      const byId = ({ id: one }: { id: string }) => one === enforcementId || one === id;
      const [measure] = data.enforcements.nodes.filter(byId);
      const [duty] = data.obligations.nodes.filter(byId);
      return [measure.appeals[0].statement, measure.rectifications[0].statement, duty.statement];
    };
    expect(await saidTo('DEVELOPER')).toEqual(['经办人某某', '某某已改', '某某已改']);
    expect(await saidTo('VIEWER')).toEqual([null, null, null]);
    await act(baidu, END, { enforcementId });
  });

  it('are taken by platforms and hosts, never by members (baidu/3.4)', async () => {
    const { errors } = await app.ask(admin, TAKE, { input: offline() });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

const TAKEN = `query ($first: Int! = 20, $after: String, $inForceOnly: Boolean! = false, $contestedOnly: Boolean! = false) {
  measuresTaken(first: $first, after: $after, inForceOnly: $inForceOnly, contestedOnly: $contestedOnly) {
    nodes { id accountId programId kind clauses contested endedAt appeals { id state statement handIn } rectifications { id } }
    pageInfo { hasNextPage endCursor } } }`;

describe('the measures that a platform has taken', () => {
  it('are listed for it, page by page, with what is said against them, and for nobody else (baidu/3.4)', async () => {
    const { enforcementId } = await act(baidu, TAKE, offline({ kind: 'WARNING' }));
    await act(admin, APPEAL, { enforcementId, statement: '并无违规' });
    const byHost = await act(app.host('iqiyi'), TAKE, {
      programId: restaurant.programId,
      kind: 'WARNING',
      ground: 'HOST_RULES',
      scope: 'DISTRIBUTION',
    });
    expect(byHost.problems).toEqual([]);

    const { data, errors } = await app.ask(baidu, TAKEN, { contestedOnly: true, inForceOnly: true });
    expect(errors).toEqual([]);
    expect(data.measuresTaken.nodes).toMatchObject([
      {
        id: enforcementId,
        accountId: restaurant.actor.accountId,
        programId: restaurant.programId,
        kind: 'WARNING',
        contested: true,
        appeals: [{ state: 'OPENED', statement: '并无违规', handIn: 'HERE' }],
      },
    ]);
    const all: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
        await app.ask(baidu, TAKEN, { first: 1, after })
      ).data.measuresTaken;
      all.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(all).toEqual([...new Set(all)].sort().reverse());
    expect(all).toContain(enforcementId);
    expect(all).not.toContain(byHost.enforcementId);

    expect((await app.ask(wechat, TAKEN)).data.measuresTaken.nodes).toEqual([]);
    for (const token of [admin, app.host('iqiyi')]) {
      expect((await app.ask(token, TAKEN)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN', needed: 'PLATFORM' } },
      ]);
    }
    expect((await app.ask(undefined, TAKEN)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('are listed for the account over all its programs and itself, and for no other account (baidu/3.4, wechat/6.2)', async () => {
    const { enforcementId } = await act(wechat, TAKE, {
      accountId: restaurant.actor.accountId,
      kind: 'SERVICE_DECLINED',
      ground: 'PLATFORM_CHOICE',
      scope: 'ACCOUNT',
    });
    const ASK = '{ enforcements(platform: WECHAT) { nodes { id scope program { id } } } }';
    const { data } = await app.ask(admin, ASK);
    expect(data.enforcements.nodes).toEqual([{ id: enforcementId, scope: 'ACCOUNT', program: null }]);
    const other = await app.ask(app.member('acct_other', 'ADMIN'), ASK);
    expect(other.data.enforcements.nodes).toEqual([]);
    await act(wechat, END, { enforcementId });
  });
});
