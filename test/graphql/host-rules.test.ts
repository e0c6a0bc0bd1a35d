import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { someManifest } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { code path message(locale: en) }';
const PUBLISH = `mutation ($input: PublishHostRulesInput!) { publishHostRules(input: $input) {
  ruleSet { hostId version effectiveFrom rules { id expression message(locale: en) remedy { kind until field } operations effect } } ${PROBLEMS} } }`;
const TRY = `query ($input: TryHostRulesInput!, $first: Int! = 20, $after: String) {
  tryHostRules(input: $input, first: $first, after: $after) {
    tried counts { operation before after programs } endCursor
    changes { programId programName operation before after findingsBefore { code } findings { code effect message(locale: en) hostRule { rule version } } } ${PROBLEMS} } }`;
const SUBMIT = `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
  results { host { id } accepted verdict { answer findings { code hostRule { hostId version rule source } citations { clause { id } } } } }
  ${PROBLEMS} } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;
beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
});
afterAll(() => app.close());

const rule = (changes: object = {}) => ({
  id: 'few-servers',
  expression: 'program.serverDomains.size() < 1',
  reasonCode: 'TOO_MANY_SERVERS',
  message: { zh_CN: '服务器过多', en: 'too many servers' },
  operations: ['SUBMIT'],
  effect: 'BLOCKS',
  source: 'made for this test',
  ...changes,
});

async function publish(
  hostId: string,
  version: number,
  rules: readonly object[],
  effectiveFrom = '2027-03-10',
) {
  const { data, errors } = await app.ask(app.host(hostId), PUBLISH, {
    input: { version, effectiveFrom, rules },
  });
  expect(errors).toEqual([]);
  return data.publishHostRules;
}

async function tryOut(hostId: string, rules: readonly object[], page: object = {}) {
  const input = { version: 1, effectiveFrom: '2027-03-10', rules };
  const { data, errors } = await app.ask(app.host(hostId), TRY, { input, ...page });
  expect(errors).toEqual([]);
  return data.tryHostRules;
}

async function submit(number: string, hostIds: readonly string[]) {
  const versionId = await restaurant.version(number);
  const { data, errors } = await app.ask(admin, SUBMIT, {
    input: { versionId, hostIds, absentContent: allContent },
  });
  expect(errors).toEqual([]);
  await restaurant.work();
  return data.submitForReview;
}

describe('a host’s own rules (baidu/3.6)', () => {
  it('are public, with the day they are in force', async () => {
    const { data, errors } = await app.ask(
      undefined,
      '{ host(id: "tieba") { ruleSet { version effectiveFrom rules { id source message(locale: en) remedy { kind until } } } } hosts { id ruleSet(on: "2020-04-19") { version } } }',
    );
    expect(errors).toEqual([]);
    expect(data.host.ruleSet).toMatchObject({ version: 1, effectiveFrom: '2020-04-20' });
    expect(data.host.ruleSet.rules[0]).toMatchObject({
      id: 'refusals-in-30-days',
      remedy: { kind: 'WAIT_UNTIL', until: expect.stringContaining('latest(') },
    });
    expect(new Set(data.hosts.map(({ ruleSet }: { ruleSet: unknown }) => ruleSet))).toEqual(new Set([null]));
    const odd = await app.ask(undefined, '{ host(id: "tieba") { ruleSet(on: "2027-02-30") { version } } }');
    expect(odd.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'on' });
  });

  it('are published by the host that asks, and listed the latest first', async () => {
    const until = 'latest(history.refusals) + duration("24h")';
    const first = await publish(
      'droi',
      1,
      [rule({ expression: 'history.refusals.size() < 1', remedy: { kind: 'WAIT_UNTIL', until } })],
      '2027-03-11',
    );
    expect(first).toMatchObject({
      ruleSet: { hostId: 'droi', version: 1, rules: [{ remedy: { until } }] },
      problems: [],
    });
    await publish('droi', 2, [], '2027-03-12');
    const list = '{ hostRuleSets(first: 1) { nodes { version } pageInfo { hasNextPage endCursor } } }';
    const { data } = await app.ask(app.host('droi'), list);
    expect(data.hostRuleSets).toMatchObject({ nodes: [{ version: 2 }], pageInfo: { hasNextPage: true } });
    const rest = await app.ask(
      app.host('droi'),
      'query ($after: String) { hostRuleSets(after: $after) { nodes { version } } }',
      {
        after: data.hostRuleSets.pageInfo.endCursor,
      },
    );
    expect(rest.data.hostRuleSets.nodes).toEqual([{ version: 1 }]);
    const other = await app.ask(app.host('gamenow'), list);
    expect(other.data.hostRuleSets.nodes).toEqual([]);
  });

  it('are refused whole, with each fault at its place', async () => {
    const bad = [
      rule(),
      rule({ expression: 'program.nam == 1' }),
      rule({ id: 'c', remedy: { kind: 'WAIT_UNTIL' } }),
      rule({ id: 'd', remedy: { kind: 'EDIT_MANIFEST' }, operations: [], message: { zh_CN: '', en: 'x' } }),
    ];
    const { ruleSet, problems } = await publish('gamenow', 1, bad);
    expect(ruleSet).toBeNull();
    expect(
      problems.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`),
    ).toEqual([
      expect.stringContaining('input.rules[1].id `few-servers` is the id of rules[0]'),
      expect.stringContaining('input.rules[1].expression 1:9 there is no field of Program `nam`'),
      expect.stringContaining('input.rules[2].remedy.until WAIT_UNTIL needs `until`; expected an expression'),
      expect.stringContaining('input.rules[3].message.zh_CN expected 1 to 500 characters'),
      expect.stringContaining('input.rules[3].operations a rule of no operation is never asked; expected at'),
      expect.stringContaining(
        'input.rules[3].remedy.field EDIT_MANIFEST needs `field`; expected one of: name',
      ),
    ]);
  });
});

describe('what would change', () => {
  it('is told by number for programs that the host does not know, and nothing is written', async () => {
    const trial = await tryOut('xhsdiscover', [rule()]);
    expect(trial).toMatchObject({ tried: 1, endCursor: null, changes: [], problems: [] });
    expect(trial.counts).toEqual([
      { operation: 'SUBMIT', before: 'YES', after: 'NO', programs: 1 },
      { operation: 'RELEASE', before: 'YES', after: 'YES', programs: 1 },
    ]);
    expect(JSON.stringify(trial)).not.toContain(someManifest().name);
    expect(await app.shop.database.prisma.hostRuleSet.count({ where: { hostId: 'xhsdiscover' } })).toBe(0);
  });

  it('is what publishing then does; a program that was handed in is named', async () => {
    const before = await submit('1.0.0', ['iqiyi']);
    expect(before.results).toMatchObject([{ accepted: true, verdict: { answer: 'YES' } }]);
    const { packageId } = await app.shop.database.prisma.distribution.findUniqueOrThrow({
      where: { programId_hostId: { programId: restaurant.programId, hostId: 'iqiyi' } },
    });
    const reports = restaurant.connectorOf('BAIDU').reports;
    reports.set(packageId ?? '', { state: 'APPROVED', reference: 'r' } as never);
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId ?? '' } }]);
    await restaurant.work();

    const trial = await tryOut('iqiyi', [rule()]);
    expect(trial.changes).toEqual([
      {
        programId: restaurant.programId,
        programName: someManifest().name,
        operation: 'SUBMIT',
        before: 'YES',
        after: 'NO',
        findingsBefore: [],
        findings: [
          expect.objectContaining({
            code: 'TOO_MANY_SERVERS',
            hostRule: { rule: 'few-servers', version: 1 },
          }),
        ],
      },
    ]);
    expect((await publish('iqiyi', 1, [rule()])).problems).toEqual([]);
    const { results, problems } = await submit('1.0.1', ['iqiyi', 'iovauto']);
    const at = (id: string) => results.find(({ host }: { host: { id: string } }) => host.id === id);
    expect(at('iovauto')).toMatchObject({ accepted: true });
    expect(at('iqiyi')).toMatchObject({ accepted: false, verdict: { answer: 'NO' } });
    expect(at('iqiyi').verdict.findings).toEqual([
      {
        code: 'TOO_MANY_SERVERS',
        hostRule: { hostId: 'iqiyi', version: 1, rule: 'few-servers', source: 'made for this test' },
        citations: [{ clause: { id: 'baidu/3.6' } }],
      },
    ]);
    expect(problems).toMatchObject([{ code: 'POLICY', message: 'too many servers' }]);
    expect((await tryOut('iqiyi', [rule()])).changes).toEqual([]);
    expect((await tryOut('iqiyi', [])).changes).toMatchObject([
      { before: 'NO', after: 'YES', findingsBefore: [{ code: 'TOO_MANY_SERVERS' }], findings: [] },
    ]);
  });

  it('is refused for a candidate that is not sound', async () => {
    const trial = await tryOut('iqiyi', [rule({ expression: 'history.refusals.all(a, a' })]);
    expect(trial).toMatchObject({ tried: 0, counts: [], problems: [{ path: 'input.rules[0].expression' }] });
  });

  it('takes as many statements for thirty programs as for three, page by page', async () => {
    await addPrograms(40);
    const few = await statementsOf(() => tryOut('tieba', [rule()], { first: 3 }));
    const many = await statementsOf(() => tryOut('tieba', [rule()], { first: 30 }));
    expect(many.names).toEqual(few.names);
    expect(many.answer.tried).toBe(30);
    const rest = await tryOut('tieba', [rule()], { first: 30, after: many.answer.endCursor });
    expect(rest).toMatchObject({ tried: 11, endCursor: null });
    const over = await app.ask(app.host('tieba'), TRY, {
      input: { version: 1, effectiveFrom: '2027-03-10', rules: [] },
      first: 101,
    });
    expect(over.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a host’s inbox', () => {
  it('says what the host’s own rules found when it was asked', async () => {
    const query =
      '{ hostReviews(state: PENDING) { nodes { findings { code effect message(locale: en) hostRule { rule source } } } } }';
    const { data, errors } = await app.ask(app.host('iqiyi'), query);
    expect(errors).toEqual([]);
    expect(data.hostReviews.nodes).toEqual([{ findings: [] }]);
    const review = await app.shop.database.prisma.review.findFirstOrThrow({ where: { hostId: 'iqiyi' } });
    const finding = {
      code: 'LOOK',
      effect: 'ASKS',
      message: { 'zh-CN': '请查看', en: 'please look' },
      hostRule: { hostId: 'iqiyi', version: 1, rule: 'look', source: 'made for this test' },
    };
    await app.shop.database.prisma.review.update({ where: { id: review.id }, data: { findings: [finding] } });
    const later = await app.ask(app.host('iqiyi'), query);
    expect(later.data.hostReviews.nodes[0].findings).toEqual([
      {
        code: 'LOOK',
        effect: 'ASKS',
        message: 'please look',
        hostRule: { rule: 'look', source: 'made for this test' },
      },
    ]);
  });
});

/** Programs of another account, registered on Baidu, that chose no hosts. */
async function addPrograms(count: number): Promise<void> {
  const { prisma } = app.shop.database;
  const { accountId } = await app.shop.newAccount();
  const now = app.shop.clock.now();
  for (let index = 0; index < count; index += 1) {
    const id = `prog_zz${String(index).padStart(4, '0')}`;
    const name = `${someManifest().name} ${index}`;
    await prisma.program.create({
      data: { id, accountId, name, manifest: { ...someManifest(), name } as object, createdAt: now },
    });
    await prisma.registration.create({
      data: {
        id: `reg_${id}`,
        accountId,
        programId: id,
        platform: 'BAIDU',
        sealedEmail: 'sealed',
        state: 'REGISTERED',
        appId: id,
        admission: 'PASSED',
        verification: 'PASSED',
        createdAt: now,
        updatedAt: now,
      },
    });
  }
}

async function statementsOf<Answer>(
  ask: () => Promise<Answer>,
): Promise<{ names: string[]; answer: Answer }> {
  const { pool } = app.shop.database;
  const run = pool.query;
  const names: string[] = [];
  pool.query = ((statement: { name: string }, ...rest: unknown[]) => {
    names.push(statement.name);
    return Reflect.apply(run, pool, [statement, ...rest]);
  }) as typeof run;
  try {
    return { answer: await ask(), names };
  } finally {
    pool.query = run;
  }
}
