import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { someManifest } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PORTFOLIO = `query ($first: Int!) {
  programs(first: $first) {
    nodes {
      id name introduction
      registrations { platform state appId }
      hostSelections { platform mode hosts { id } }
      versions(first: 2) { number packages { state } }
      distributions {
        host { id name(locale: en) } headline waitingOn { party since } visibility words
        package { state review version { number } reviews { state } }
        latestReview { state words } liveVersion { number }
      }
    }
  }
}`;

const VERDICTS = `query ($first: Int!) {
  programs(first: $first) { nodes { registrations { allowedNext { operation allowed } }
    distributions { allowedNext { operation allowed verdict { answer findings { code } } }
      package { allowedNext { operation allowed } } } } }
}`;

let app: GraphqlApp;
let restaurant: Restaurant;
let viewer: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  viewer = app.member(restaurant.actor.accountId, 'VIEWER');
  await restaurant.registered();
  const versionId = await restaurant.version('1.0.0');
  const input = { versionId, absentContent: allContent };
  granted(await submitForReview(restaurant.deps, restaurant.actor, input));
  await restaurant.work();
  for (let index = 0; index < 30; index += 1) await addProgram(index);
});
afterAll(() => app.close());

describe('the portfolio of an account', () => {
  it('shows each host of a program as it stands', async () => {
    const { data, errors } = await app.ask(
      viewer,
      `query ($id: ID!) { program(id: $id) { name distributions { host { id } headline waitingOn { party } visibility package { version { number } } latestReview { reviewer state } } } }`,
      { id: restaurant.programId },
    );
    expect(errors).toEqual([]);
    const wechat = data.program.distributions.find(
      (one: { host: { id: string } }) => one.host.id === 'wechat',
    );
    expect(wechat).toMatchObject({
      headline: 'IN_REVIEW',
      waitingOn: { party: 'PLATFORM' },
      visibility: 'TESTERS_ONLY',
      package: { version: { number: '1.0.0' } },
      latestReview: { reviewer: 'PLATFORM', state: 'IN_REVIEW' },
    });
    expect(data.program.distributions).toHaveLength(19);
  });

  it('wechat/2.2: says where the QR code of a program is, and why there is none before its registration', async () => {
    const other = await openRestaurant(app.shop);
    const { programId } = other;
    granted(
      await chooseHosts(other.deps, other.actor, { programId, platform: 'WECHAT', hostIds: ['wechat'] }),
    );
    const code = async () => {
      const { data } = await app.ask(
        app.member(other.actor.accountId, 'VIEWER'),
        '{ programs(first: 1) { nodes { distributions { id qrCode { url opensFor problems { code message(locale: en) } } } } } }',
      );
      return data.programs.nodes[0].distributions[0];
    };
    expect((await code()).qrCode).toMatchObject({
      url: null,
      opensFor: null,
      problems: [{ code: 'STATE', message: expect.stringContaining('register it first') }],
    });
    await other.registered();
    const { id, qrCode } = await code();
    expect(qrCode).toEqual({ url: `/distributions/${id}/qr-code`, opensFor: 'TESTERS', problems: [] });
  });

  it('tells of a registration that is under way, or was refused, before anything is handed in', async () => {
    const other = await openRestaurant(app.shop);
    const { accountId } = other.actor;
    const { programId } = other;
    granted(await chooseHosts(other.deps, other.actor, { programId, platform: 'BAIDU', hostIds: ['tieba'] }));
    const standing = async () => {
      const { data } = await app.ask(
        app.member(accountId, 'VIEWER'),
        '{ programs(first: 1) { nodes { distributions { headline waitingOn { party } visibility } } } }',
      );
      return data.programs.nodes[0].distributions;
    };
    const shown = (headline: string, party: string) => [
      { headline, waitingOn: { party }, visibility: 'HIDDEN' },
    ];
    expect(await standing()).toEqual(shown('DRAFT', 'DEVELOPER'));
    const email = 'tieba@example.com';
    granted(await registerProgram(other.deps, other.actor, { programId, platform: 'BAIDU', email }));
    expect(await standing()).toEqual(shown('REGISTERING', 'PLATFORM'));
    const change = (data: { state: string; admission?: string; appId?: string }) =>
      app.shop.database.prisma.registration.updateMany({ where: { programId }, data });
    await change({ state: 'REFUSED' });
    expect(await standing()).toEqual(shown('REGISTRATION_REFUSED', 'DEVELOPER'));
    await change({ state: 'REGISTERED', appId: 'b1', admission: 'PENDING' });
    expect(await standing()).toEqual(shown('AWAITING_ADMISSION', 'PLATFORM'));
    await change({ state: 'REGISTERED', admission: 'PASSED' });
    expect(await standing()).toEqual(shown('DRAFT', 'DEVELOPER'));
  });

  it('tells of a version that was handed in and has not reached the platform that it is on its way', async () => {
    const other = await openRestaurant(app.shop);
    await other.registered();
    const versionId = await other.version('1.0.0');
    granted(await submitForReview(other.deps, other.actor, { versionId, absentContent: allContent }));
    const { data } = await app.ask(
      app.member(other.actor.accountId, 'VIEWER'),
      '{ programs(first: 1) { nodes { distributions { headline waitingOn { party } visibility package { state } } } } }',
    );
    const { distributions } = data.programs.nodes[0];
    expect(distributions.length).toBeGreaterThan(0);
    for (const one of distributions) {
      const waitingOn = { party: 'GATEWAY' };
      const expected = { headline: 'UPLOADING', waitingOn, visibility: 'HIDDEN', package: { state: 'NONE' } };
      expect(one).toEqual(expected);
    }
  });

  it('says in the words of the platform why it rejected a version, at each host', async () => {
    const other = await openRestaurant(app.shop);
    await other.registered();
    const versionId = await other.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    granted(await submitForReview(other.deps, other.actor, input));
    await other.work();
    const { id } = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
    const rejected = { state: 'REJECTED', reference: '1', words: '名称不符' } as const;
    other.connectorOf('WECHAT').reports.set(id, rejected);
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id } }]);
    await other.work();
    const { data } = await app.ask(
      app.member(other.actor.accountId, 'VIEWER'),
      '{ programs(first: 1) { nodes { distributions { host { id } words } } } }',
    );
    expect(data.programs.nodes[0].distributions).toContainEqual({
      host: { id: 'wechat' },
      words: '名称不符',
    });
  });

  it('takes as many statements for thirty programs as for three, and fewer than ten', async () => {
    await app.ask(viewer, PORTFOLIO, { first: 1 });
    const few = await statementsOf(PORTFOLIO, 3);
    const many = await statementsOf(PORTFOLIO, 30);
    expect(many).toEqual(few);
    expect(few.length).toBeLessThan(10);
  });

  it('gives verdicts for thirty programs with as many statements as for three', async () => {
    await app.ask(viewer, VERDICTS, { first: 1 });
    const few = await statementsOf(VERDICTS, 3);
    const many = await statementsOf(VERDICTS, 30);
    expect(many).toEqual(few);
    expect(few.length).toBeLessThan(20);
  });

  it('says of each thing what may be done next, and if not, which clause stops it', async () => {
    const { data, errors } = await app.ask(
      viewer,
      `query ($id: ID!) { program(id: $id) { distributions { host { id } allowedNext { operation allowed verdict { answer findings { code citations { clause { id title(locale: en) } } remedy { kind versionId } } } }
        package { allowedNext { operation allowed } } } } }`,
      { id: restaurant.programId },
    );
    expect(errors).toEqual([]);
    const [one] = data.program.distributions.filter(
      ({ host }: { host: { id: string } }) => host.id === 'wechat',
    );
    expect(one.allowedNext).toMatchObject([
      { operation: 'RELEASE', allowed: false, verdict: { answer: 'NO' } },
    ]);
    const [finding] = one.allowedNext[0].verdict.findings;
    expect(finding.citations[0].clause.id).toBe('wechat/2.4');
    expect(finding.remedy.kind).toBe('PASS_REVIEW');
    expect(one.package.allowedNext).toMatchObject([
      { operation: 'SUBMIT', allowed: false },
      { operation: 'WITHDRAW', allowed: true },
    ]);
  });

  it('is read page by page, each program once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query = `query ($after: String) { programs(first: 9, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await app.ask(viewer, query, { after });
      seen.push(...data.programs.nodes.map(({ id }: { id: string }) => id));
      after = data.programs.pageInfo.hasNextPage ? data.programs.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(31);
    expect(seen).toHaveLength(31);
  });

  it('refuses a page that is too large, and a cursor of another list', async () => {
    const large = await app.ask(viewer, '{ programs(first: 101) { nodes { id } } }');
    expect(large.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' });
    const other = await app.ask(viewer, '{ programs(after: "e1") { nodes { id } } }');
    expect(other.errors[0]?.extensions.code).toBe('CURSOR_MALFORMED');
  });
});

/** The names of the statements that one query takes. */
async function statementsOf(query: string, first: number): Promise<string[]> {
  const { pool } = app.shop.database;
  const run = pool.query;
  const names: string[] = [];
  pool.query = ((statement: { name: string }, ...rest: unknown[]) => {
    names.push(statement.name);
    return Reflect.apply(run, pool, [statement, ...rest]);
  }) as typeof run;
  try {
    const { errors, data } = await app.ask(viewer, query, { first });
    expect(errors).toEqual([]);
    expect(data.programs.nodes).toHaveLength(first);
  } finally {
    pool.query = run;
  }
  return names.sort();
}

async function addProgram(index: number): Promise<void> {
  const { prisma } = app.shop.database;
  const { accountId } = restaurant.actor;
  const original = await prisma.program.findUniqueOrThrow({ where: { id: restaurant.programId } });
  const id = `prog_${String(index).padStart(26, '0')}`;
  const name = `${someManifest().name} ${index}`;
  const manifest = { ...(original.manifest as object), name };
  await prisma.program.create({ data: { ...original, id, name, manifest } });
  const tail = String(index).padStart(26, '0');
  const registration = await prisma.registration.findFirstOrThrow({
    where: { programId: restaurant.programId, platform: 'WECHAT' },
  });
  const version = await prisma.version.findFirstOrThrow({ where: { programId: restaurant.programId } });
  const pack = await prisma.package.findFirstOrThrow({
    where: { programId: restaurant.programId, platform: 'WECHAT' },
  });
  const own = { accountId, programId: id };
  await prisma.registration.create({
    data: { ...registration, ...own, id: `reg_${tail}`, appId: `app-${index}`, emailLock: null },
  });
  await prisma.version.create({
    data: { ...version, ...own, id: `ver_${tail}`, settings: {}, templates: {} },
  });
  await prisma.submission.create({
    data: {
      ...own,
      id: `sub_${tail}`,
      versionId: `ver_${tail}`,
      declaration: { absentContent: [] },
      createdAt: version.createdAt,
    },
  });
  const { trouble: _none, goalDetail: _nothing, ...columns } = pack;
  await prisma.package.create({
    data: {
      ...columns,
      ...own,
      id: `pkg_${tail}`,
      submissionId: `sub_${tail}`,
      versionId: `ver_${tail}`,
      registrationId: `reg_${tail}`,
    },
  });
  await prisma.review.create({
    data: {
      ...own,
      id: `rev_${tail}`,
      packageId: `pkg_${tail}`,
      platform: 'WECHAT',
      reviewer: 'PLATFORM',
      state: 'IN_REVIEW',
      source: 'SIMULATED',
      openedAt: version.createdAt,
    },
  });
  await prisma.distribution.create({
    data: {
      ...own,
      id: `dist_${tail}`,
      platform: 'WECHAT',
      hostId: 'wechat',
      packageId: `pkg_${tail}`,
      livePackageId: `pkg_${tail}`,
      confirmation: 'NOT_NEEDED',
      release: 'NOT_RELEASED',
      updatedAt: version.createdAt,
    },
  });
}
