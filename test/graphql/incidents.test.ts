import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

const INCIDENT = `incident { id state what affected outcome measures categories
  duties { platform lawOnly says(locale: en) obligations { id recipient clauses state } } }
  problems { code path message(locale: en) }`;
const REPORT = `mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) { ${INCIDENT} } }`;
const UPDATE = `mutation ($input: UpdateIncidentInput!) { updateIncident(input: $input) { ${INCIDENT} } }`;
const CLOSE = `mutation ($input: CloseIncidentInput!) { closeIncident(input: $input) { ${INCIDENT} } }`;
const TOLD = `mutation ($id: ID!) { fulfilObligation(input: { obligationId: $id, statement: "已通报" }) { problems { code } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let owner: string;
beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  owner = app.member(restaurant.actor.accountId, 'OWNER');
});
afterAll(() => app.close());

interface Shown {
  incident: {
    id: string;
    duties: { platform: string; lawOnly: boolean; obligations: { id: string; recipient: string }[] }[];
  };
  problems: object[];
}

async function act(query: string, input: object): Promise<Shown> {
  const { data, errors } = await app.ask(owner, query, { input });
  expect(errors).toEqual([]);
  return Object.values(data)[0] as Shown;
}

const known = () => ({
  programId: restaurant.programId,
  discoveredAt: app.shop.clock.now().toISOString(),
  what: '备份存储被未授权下载',
  categories: ['手机号', '收货地址'],
});

describe('an incident', () => {
  it('makes WeChat’s developer tell platform, users and authority, and Baidu’s nobody by contract (wechat/4.11)', async () => {
    const { incident, problems } = await act(REPORT, known());
    expect(problems).toEqual([]);
    const [wechat, baidu] = [...incident.duties].sort((a, b) => (a.platform < b.platform ? 1 : -1));
    expect(wechat).toMatchObject({ platform: 'WECHAT', lawOnly: false });
    expect(wechat?.obligations.map(({ recipient }) => recipient).sort()).toEqual([
      'AUTHORITY',
      'END_USERS',
      'PLATFORM',
    ]);
    expect(baidu).toMatchObject({
      platform: 'BAIDU',
      lawOnly: true,
      obligations: [],
      says: expect.stringContaining('no clause'),
    });
    const events = await app.shop.database.prisma.event.findMany({ where: { subjectId: incident.id } });
    expect(JSON.stringify(events.map(({ payload }) => payload))).not.toContain('备份存储');
  });

  it('is closed once each of them was told, and not before (wechat/4.11)', async () => {
    const { incident } = await act(REPORT, { ...known(), platform: 'WECHAT' });
    const end = { incidentId: incident.id, outcome: '已封堵，未见进一步扩散' };
    const early = await act(CLOSE, end);
    expect(early.problems).toMatchObject([{ code: 'STATE', message: expect.stringContaining('AUTHORITY') }]);
    const updated = await act(UPDATE, { incidentId: incident.id, affected: 312, measures: '密钥已更换' });
    expect(updated.incident).toMatchObject({ affected: 312, what: '备份存储被未授权下载' });
    for (const { id } of incident.duties[0]?.obligations ?? []) await app.ask(owner, TOLD, { id });
    const closed = await act(CLOSE, end);
    expect(closed).toMatchObject({ incident: { state: 'CLOSED', outcome: end.outcome }, problems: [] });
    const again = await act(UPDATE, { incidentId: incident.id, affected: 1 });
    expect(again.problems).toMatchObject([{ code: 'STATE' }]);
  });

  it('that is not yet, without words, or of another account is refused (wechat/4.11)', async () => {
    const later = new Date(app.shop.clock.now().getTime() + 1000).toISOString();
    const bad = { ...known(), discoveredAt: later, what: ' ', categories: [], affected: -1 };
    const { problems } = await act(REPORT, bad);
    expect(problems.map((problem) => (problem as { path: string }).path)).toEqual([
      'input.what',
      'input.categories',
      'input.affected',
      'input.discoveredAt',
    ]);
    const { incident } = await act(REPORT, known());
    const stranger = app.member((await app.shop.newAccount()).accountId, 'OWNER');
    const input = { incidentId: incident.id, outcome: '无' };
    const { data } = await app.ask(stranger, CLOSE, { input });
    expect(data.closeIncident.problems).toMatchObject([{ code: 'NOT_FOUND', path: 'input.incidentId' }]);
  });
});
