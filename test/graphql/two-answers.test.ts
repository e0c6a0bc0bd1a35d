import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

/*
 * Those of the questions of `test/policy/two-answers.test.ts` that are about duties, measures and notices, put to a
 * gateway: the same act of both platforms against one account, at the same instant, and what the API says of each.
 */

const platforms = ['WECHAT', 'BAIDU'] as const;
type Platform = (typeof platforms)[number];
type Both<Value> = Record<Platform, Value>;
const PROBLEMS = 'problems { code path message(locale: en) }';

let app: GraphqlApp;
let restaurant: Restaurant;
let owner: string;
let fileId: string;

beforeAll(async () => {
  app = await openGraphqlApp({ backups: ['每日备份'] });
  for (const platform of platforms) app.platform(platform);
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  owner = app.member(restaurant.actor.accountId, 'OWNER');
  const stored = await fetch(new URL('/files', app.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${owner}`, 'content-type': 'application/pdf', 'x-file-name': 'a.pdf' },
    body: '%PDF-1.4',
  });
  fileId = ((await stored.json()) as { id: string }).id;
});
afterAll(() => app.close());

// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
type Told = any;

async function ask(token: string | undefined, query: string, variables: object = {}): Promise<Told> {
  const { data, errors } = await app.ask(token, query, variables);
  expect(errors).toEqual([]);
  return data;
}

async function act(token: string, field: string, input: object, selection: string): Promise<Told> {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} ${PROBLEMS} } }`;
  return (await ask(token, query, { input }))[field];
}

/** The same, said by or to both. */
async function ofBoth<Value>(one: (platform: Platform) => Promise<Value>): Promise<Both<Value>> {
  return { WECHAT: await one('WECHAT'), BAIDU: await one('BAIDU') };
}

async function owed(platform: Platform, kind: string): Promise<Told[]> {
  const { obligations } = await ask(
    owner,
    'query ($platform: Platform!) { obligations(platform: $platform, first: 100) { nodes { id kind state clauses recipient dueAt subjectId } } }',
    { platform },
  );
  return obligations.nodes.filter((one: Told) => one.kind === kind);
}

const endOf = (day: string) => startOfDay(addDays(day, 1)).toISOString().replace('.000Z', 'Z');

describe('the same question, two answers, of a gateway', () => {
  it('registration data changed: told to WeChat in time, to Baidu at once, which goes by the older (wechat/4.2, baidu/2.5)', async () => {
    const declared = await act(
      owner,
      'declareSubject',
      {
        type: 'ORGANISATION',
        legalName: '重庆山城新馆餐饮有限公司',
        identityNumber: '91500000MA5U00000X',
        representativeName: '某某',
        representativeAccount: 'someone',
        phone: '13800000000',
      },
      'subject { declared }',
    );
    expect(declared.problems).toEqual([]);
    const due = await ofBoth(async (platform) =>
      (await owed(platform, 'REPORT_CHANGE')).map(({ dueAt }) => dueAt),
    );
    expect(due).toEqual({ WECHAT: [endOf(addDays(TODAY, 15))], BAIDU: [endOf(TODAY)] });
    const { shippability } = await ask(
      owner,
      `query ($ids: [ID!]) { shippability(programIds: $ids, hostIds: ["wechat", "baiduboxapp"], operation: VERIFY) {
         hosts { host { id } verdict { findings { code } } } } }`,
      { ids: [restaurant.programId] },
    );
    const codes = Object.fromEntries(
      shippability[0].hosts.map(({ host, verdict }: Told) => [
        host.id,
        verdict.findings.map(({ code }: Told) => code),
      ]),
    );
    expect(codes.wechat).toContain('IDENTITY_WRONG_HOLDER');
    expect(codes.baiduboxapp).not.toContain('IDENTITY_WRONG_HOLDER');
  });

  it('too many submissions: of WeChat’s fee there is an invoice, of Baidu’s there is none; Baidu alone can end the agreement for it (wechat/2.6, baidu/2.4)', async () => {
    const { accountId } = restaurant.actor;
    const invoiced = await ofBoth(async (platform) => {
      const clause = platform === 'WECHAT' ? 'wechat/2.6' : 'baidu/2.4';
      const fee = { accountId, amountFen: 100, clause, reference: `${platform}-1`, dueOn: TODAY };
      const { feeId } = await act(platform, 'demandFee', fee, 'feeId');
      const paid = { feeId, reference: '流水', evidenceFileIds: [fileId] };
      expect((await act(owner, 'recordFeePayment', paid, 'fee { state }')).fee).toEqual({ state: 'PAID' });
      const invoice = { feeId, titleKind: 'ORGANISATION', title: '馆', taxpayerId: '91110000802100433B' };
      return (await act(owner, 'requestInvoice', invoice, 'fee { state }')).problems.length === 0;
    });
    expect(invoiced).toEqual({ WECHAT: true, BAIDU: false });
    const taken = await ofBoth((platform) =>
      measuresOn(platform, 'FREQUENT_SUBMISSIONS', [
        'REVIEW_SERVICE_PAUSED',
        'SERVICE_PAUSED',
        'AGREEMENT_ENDED',
      ]),
    );
    expect(taken).toEqual({
      WECHAT: ['REVIEW_SERVICE_PAUSED'],
      BAIDU: ['SERVICE_PAUSED', 'AGREEMENT_ENDED'],
    });
  });

  it('what can happen to an account: a block of four lengths at WeChat, six measures on six grounds at Baidu (wechat/2.5, baidu/3.4)', async () => {
    const four = ['SHORT_TERM', 'LONG_TERM', 'PERMANENT', 'OTHER'];
    const six = [
      'WARNING',
      'FUNCTIONS_LIMITED',
      'PROGRAM_OFFLINE',
      'ALL_PROGRAMS_OFFLINE',
      'AGREEMENT_ENDED',
      'SERVICE_REFUSED',
    ];
    expect(await measuresOn('WECHAT', 'REVIEW_STANDARD', [...four, ...six.slice(1)])).toEqual(four);
    for (const ground of [
      'BREACH_OF_LAW',
      'BREACH_OF_AGREEMENT',
      'AUTHORITY_DEMAND',
      'UNLAWFUL_OR_INFRINGING',
      'HARM_TO_RUNNING',
      'OTHER_HARM',
    ]) {
      expect(await measuresOn('BAIDU', ground, [...four, ...six])).toEqual(six);
    }
    expect(await measuresOn('BAIDU', 'REVIEW_STANDARD', [...four, ...six])).toEqual([]);
  });

  it('deletion demanded: anonymised or deleted with a written confirmation, or deleted at once with none (wechat/4.7, baidu/4.4)', async () => {
    const demand = { programId: restaurant.programId, scope: '手机号' };
    const demands = await ofBoth(
      async (platform) => (await act(platform, 'demandDataDeletion', demand, 'demandId')).demandId as string,
    );
    const due = await ofBoth(async (platform) => (await owed(platform, 'DELETE_DATA'))[0].dueAt);
    expect(due).toEqual({ WECHAT: endOf(addDays(TODAY, 15)), BAIDU: endOf(TODAY) });
    const confirm = (method: string) =>
      ofBoth(async (platform) => {
        const said = { demandId: demands[platform], method, statement: '已处理' };
        const { demand: confirmed, problems } = await act(
          owner,
          'confirmDataDeletion',
          said,
          'demand { confirmation { number } }',
        );
        return problems.length > 0 ? problems[0].code : confirmed.confirmation;
      });
    expect(await confirm('ANONYMISED')).toEqual({
      WECHAT: { number: 'PF-DEL-00000001' },
      BAIDU: 'INVALID_INPUT',
    });
    expect(await confirm('DELETED')).toEqual({ WECHAT: 'STATE', BAIDU: { number: null } });
  });

  it('data incident: three are told at WeChat, nobody by Baidu’s agreement (wechat/4.11; no clause of Baidu’s)', async () => {
    const known = { discoveredAt: app.shop.clock.now(), what: '备份被下载', categories: ['手机号'] };
    const { incident } = await act(
      owner,
      'reportIncident',
      known,
      'incident { duties { platform lawOnly obligations { recipient } } }',
    );
    const told = Object.fromEntries(
      incident.duties.map(({ platform, lawOnly, obligations }: Told) => [
        platform,
        { lawOnly, to: obligations.map(({ recipient }: Told) => recipient).sort() },
      ]),
    );
    expect(told).toEqual({
      WECHAT: { lawOnly: false, to: ['AUTHORITY', 'END_USERS', 'PLATFORM'] },
      BAIDU: { lawOnly: true, to: [] },
    });
  });

  it('host down: Baidu’s clock stops, for one of four causes; of WeChat’s no outage is recorded (baidu/8.2, baidu/8.2(1) to baidu/8.2(4))', async () => {
    const from = new Date(app.shop.clock.now().getTime() - 3_600_000);
    const clauses: string[] = [];
    for (const cause of ['MAINTENANCE', 'FORCE_MAJEURE', 'MISUSE', 'FAILURE']) {
      const input = { cause, from, until: app.shop.clock.now() };
      expect((await act('WECHAT', 'recordOutage', input, 'outage { id }')).problems).toHaveLength(1);
      clauses.push((await act('BAIDU', 'recordOutage', input, 'outage { clause }')).outage.clause);
    }
    expect(clauses).toEqual(['baidu/8.2(1)', 'baidu/8.2(2)', 'baidu/8.2(3)', 'baidu/8.2(4)']);
  });

  it('new terms: use accepts WeChat’s without notice, Baidu’s only after notice on three channels (wechat/7.2, baidu/7)', async () => {
    const channels = await ofBoth(async (platform) => {
      await publishNext(platform);
      const text = { zh_CN: '协议修订', en: 'Terms revised' };
      const { accountId } = restaurant.actor;
      const notice = {
        kind: 'AGREEMENT_CHANGE',
        subject: text,
        body: text,
        agreementVersion: 'next',
        accountId,
      };
      await act(platform, 'sendNotice', notice, 'sendingId');
      await app.shop.letPass(0);
      const { notices } = await ask(
        owner,
        'query ($platform: Platform) { notices(platform: $platform) { nodes { requiredChannels completedAt } } }',
        { platform },
      );
      return notices.nodes[0].requiredChannels;
    });
    expect(channels).toEqual({
      WECHAT: [],
      BAIDU: ['COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE', 'SMS'],
    });
    // Nobody carries SMS here, so Baidu’s notice is not complete.
    const version = await ofBoth(async (platform) => {
      const { shippability } = await ask(
        owner,
        `query ($ids: [ID!], $hostIds: [ID!]) { shippability(programIds: $ids, hostIds: $hostIds, operation: VERIFY) {
           hosts { verdict { findings { code } } } } }`,
        { ids: [restaurant.programId], hostIds: [platform === 'WECHAT' ? 'wechat' : 'baiduboxapp'] },
      );
      const codes = shippability[0].hosts[0].verdict.findings.map(({ code }: Told) => code);
      return codes.filter((code: string) => /ACCEPTED/.test(code));
    });
    expect(version).toEqual({ WECHAT: ['ACCEPTED_BY_USE'], BAIDU: ['DOCUMENTS_NOT_ACCEPTED'] });
  });

  it('leaving: WeChat’s words and measures go, and the developer’s own copies are owed; of Baidu’s only keys and identities go (wechat/4.10; no clause of Baidu’s)', async () => {
    const left = await ofBoth(async (platform) => {
      const { exit } = await act(
        owner,
        'leavePlatform',
        { platform, confirm: platform, knowsStillLive: true },
        'exit { clauses purged { kind } }',
      );
      const kinds = exit.purged.map(({ kind }: Told) => kind);
      return {
        clauses: exit.clauses,
        measures: kinds.includes('MEASURE_WORDS'),
        identities: kinds.includes('REGISTRATIONS'),
        owed: (await owed(platform, 'DELETE_ON_LEAVING')).length,
      };
    });
    expect(left).toEqual({
      WECHAT: { clauses: ['wechat/4.10'], measures: true, identities: true, owed: 1 },
      BAIDU: { clauses: [], measures: false, identities: true, owed: 0 },
    });
  });
});

/** Which of these measures the platform can take on that ground; each is ended again. */
async function measuresOn(
  platform: Platform,
  ground: string,
  kinds: readonly string[],
): Promise<readonly string[]> {
  const possible: string[] = [];
  const until = new Date(app.shop.clock.now().getTime() + 3_600_000);
  for (const kind of kinds) {
    for (const reach of reaches()) {
      for (const ending of [{}, { until }]) {
        const input = { kind, ground, ...reach, ...ending, words: '说明' };
        const { enforcementId } = await act(platform, 'takeMeasure', input, 'enforcementId');
        if (!enforcementId) continue;
        if (!possible.includes(kind)) possible.push(kind);
        expect((await act(platform, 'endMeasure', { enforcementId }, 'enforcementId')).problems).toEqual([]);
      }
    }
  }
  return possible;
}

/** The program, the account, and one function of the program. */
function reaches(): readonly object[] {
  const { programId, actor } = restaurant;
  return [
    { scope: 'PROGRAM', programId },
    { scope: 'ACCOUNT', accountId: actor.accountId },
    { scope: 'FUNCTION', programId, functions: ['支付'] },
  ];
}

async function publishNext(platform: Platform): Promise<void> {
  const documents = variantOf(platform).agreement.versions[0].documents.map(
    ({ title, id, url, required, version }, index) => ({
      id,
      url,
      required,
      version: index === 0 ? 'next' : version,
      title: { en: title.en, zh_CN: title['zh-CN'] },
    }),
  );
  const draft = { version: 'next', effectiveFrom: TODAY, material: true, documents };
  for (const [field, input] of [
    ['draftAgreementVersion', draft],
    ['publishAgreementVersion', { version: 'next' }],
  ] as const) {
    expect((await act(platform, field, input, 'version { id }')).problems).toEqual([]);
  }
}
