import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { advanceObligation } from '../../src/duties/advance-obligation.ts';
import { addDays } from '../../src/kernel/civil-time.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import type { HostRule } from '../../src/policy/hosts/rule-set.ts';
import { publishHostRules } from '../../src/review/publish-host-rules.ts';
import { receivePush } from '../../src/review/pushes.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { RESTAURANT, someManifest } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PROGRAM = `id name introduction
  registrations { platform state appId allowedNext { operation allowed } }
  hostSelections { platform mode hosts { id } }
  materials { paper state }
  versions(first: 5) { number packages { state } }
  submissions(first: 5) { version { number } packages { platform } }
  distributions {
    host { id } headline waitingOn { party since } visibility
    package { state review version { number } reviews { reviewer state words openedAt decidedAt } allowedNext { operation allowed } }
    latestReview { state } liveVersion { number } liveRelease stagedVersion { number }
    allowedNext { operation allowed verdict { answer findings { code } } }
  }`;
const EVERYTHING = `query ($id: ID!, $asOf: DateTime, $knownAt: DateTime) {
  program(id: $id, asOf: $asOf, knownAt: $knownAt) { ${PROGRAM} }
  programs(first: 5, asOf: $asOf, knownAt: $knownAt) { nodes { ${PROGRAM} } }
  obligations(first: 50, asOf: $asOf, knownAt: $knownAt) { nodes { id kind state dueAt statement program { name } } }
  shippability(programIds: [$id], hostIds: ["wechat", "tieba"], asOf: $asOf, knownAt: $knownAt) {
    program { id name } hosts { host { id } answer verdict { findings { code } } smallestRemedies { kind } }
  }
}`;
const STANDING = `query ($id: ID!, $asOf: DateTime, $knownAt: DateTime) {
  program(id: $id, asOf: $asOf, knownAt: $knownAt) {
    distributions { id host { id } headline visibility latestReview { id state openedAt decidedAt words } }
  }
}`;
const DECIDE = `mutation ($input: DecideHostReviewInput!) {
  decideHostReview(input: $input) { problems { code path message(locale: en) } } }`;

let app: GraphqlApp;
let place: Restaurant;
let viewer: string;

beforeAll(async () => {
  app = await openGraphqlApp();
});
beforeEach(async () => {
  app.shop.queue.jobs.length = 0;
  place = await openRestaurant(app.shop);
  viewer = app.member(place.actor.accountId, 'VIEWER');
});
afterAll(() => app.close());

interface When {
  readonly asOf?: Date;
  readonly knownAt?: Date;
}

async function ask(query: string, variables: object = {}) {
  const { data, errors } = await app.ask(viewer, query, { id: place.programId, ...variables });
  expect(errors).toEqual([]);
  return data;
}

interface Standing {
  readonly id: string;
  readonly headline: string;
  readonly visibility: string;
  readonly latestReview: { id: string; state: string; openedAt: string; decidedAt: string; words: string };
}

async function standingAt(hostId: string, when: When = {}): Promise<Standing> {
  const { program } = await ask(STANDING, when);
  return program.distributions.find(({ host }: { host: { id: string } }) => host.id === hostId);
}

const now = () => app.shop.clock.now();
/** A whole second, as the database writes it. */
const written = (instant: Date) => instant.toISOString();
const pass = (ms: number): Date => {
  app.shop.clock.advance(ms);
  return now();
};

async function submitTo(...hostIds: readonly string[]): Promise<(hostId: string) => string> {
  const versionId = await place.version('1.0.0');
  const input = { versionId, hostIds, absentContent: allContent };
  const { results } = granted(await submitForReview(place.deps, place.actor, input));
  await place.work();
  return (hostId) => results.find((result) => result.hostId === hostId)?.packageId ?? '';
}

async function hear(platform: string, packageId: string, report: object): Promise<void> {
  place.connectorOf(platform).reports.set(packageId, { reference: 'r', ...report } as never);
  await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
}

describe('what was shown once', () => {
  it('is shown again of that instant, all of it, whatever happened since', async () => {
    const { deps, actor, programId } = place;
    const shown: { readonly at: Date; readonly answer: object }[] = [];
    const look = async () => {
      shown.push({ at: now(), answer: await ask(EVERYTHING) });
      await app.shop.letPass(3 * DAY);
    };
    await look();
    granted(await chooseHosts(deps, actor, { programId, platform: 'BAIDU', hostIds: ['tieba', 'iqiyi'] }));
    granted(
      await registerProgram(deps, actor, { programId, platform: 'BAIDU', email: `${programId}@b.example` }),
    );
    await look();
    await place.registered();
    await look();
    const packageAt = await submitTo('wechat', 'tieba', 'iqiyi');
    await look();
    await hear('BAIDU', packageAt('tieba'), { state: 'APPROVED' });
    await look();
    await hear('WECHAT', packageAt('wechat'), { state: 'REJECTED', words: '名称不符' });
    granted(
      await updateProgram(deps, actor, { programId, manifest: someManifest({ introduction: '山城小面' }) }),
    );
    await look();
    granted(await chooseHosts(deps, actor, { programId, platform: 'BAIDU', hostIds: ['tieba'] }));
    const review = (await standingAt('tieba')).latestReview;
    const confirm = { input: { reviewId: review.id, decision: 'CONFIRM' } };
    expect((await app.ask(app.host('tieba'), DECIDE, confirm)).data.decideHostReview.problems).toEqual([]);
    await look();
    const { versionId } = await app.shop.database.prisma.package.findUniqueOrThrow({
      where: { id: packageAt('tieba') },
    });
    granted(await release(deps, actor, { versionId, hostIds: ['tieba'] }));
    await place.work();
    await hear('BAIDU', packageAt('tieba'), { state: 'RELEASED' });
    await look();

    expect((await standingAt('tieba')).headline).toBe('LIVE');
    for (const { at, answer } of shown) {
      expect(await ask(EVERYTHING, { asOf: at, knownAt: at })).toEqual(answer);
      expect(await ask(EVERYTHING, { knownAt: at })).toEqual(answer);
      expect(await ask(EVERYTHING, { asOf: at })).toEqual(answer);
    }
    expect(await ask(EVERYTHING, { asOf: now() })).toEqual(await ask(EVERYTHING));
  }, 60_000);

  it('can be shown at several instants in one question, each by itself', async () => {
    const { deps, actor, programId } = place;
    const first = now();
    const second = pass(DAY);
    const introduction = '新的介绍';
    granted(await updateProgram(deps, actor, { programId, manifest: someManifest({ introduction }) }));
    const query = `query ($id: ID!, $first: DateTime!, $second: DateTime!) {
      then: program(id: $id, asOf: $first) { introduction versions(first: 1) { program { introduction } } }
      later: program(id: $id, asOf: $second) { introduction }
      now: program(id: $id) { introduction } }`;
    const { then, later, now: present } = await ask(query, { first, second });
    expect(then.introduction).toBe(someManifest().introduction);
    expect(later.introduction).toBe(introduction);
    expect(present.introduction).toBe(introduction);
  });
});

describe('news that come late', () => {
  it('of a host change what was true since, and nothing of what was known before (baidu/3.6)', async () => {
    await place.registered();
    const packageAt = await submitTo('tieba');
    await hear('BAIDU', packageAt('tieba'), { state: 'APPROVED' });
    const decidedAt = pass(HOUR);
    const between = pass(DAY);
    const { latestReview } = await standingAt('tieba');
    pass(DAY);
    const input = { reviewId: latestReview.id, decision: 'CONFIRM', decidedAt };
    expect((await app.ask(app.host('tieba'), DECIDE, { input })).data.decideHostReview.problems).toEqual([]);

    expect(await standingAt('tieba', { knownAt: between })).toMatchObject({ headline: 'AWAITING_HOST' });
    expect(await standingAt('tieba', { asOf: between })).toMatchObject({
      headline: 'READY_TO_RELEASE',
      latestReview: { state: 'CONFIRMED', decidedAt: written(decidedAt) },
    });
    const before = new Date(decidedAt.getTime() - 1);
    expect(await standingAt('tieba', { asOf: before })).toMatchObject({ headline: 'AWAITING_HOST' });
    // What was believed then of a later instant.
    expect(await standingAt('tieba', { asOf: now(), knownAt: between })).toMatchObject({
      headline: 'AWAITING_HOST',
    });
  });

  it('of a host that dates its word ahead of now or before it was asked are refused, and change nothing', async () => {
    await place.registered();
    const packageAt = await submitTo('tieba');
    await hear('BAIDU', packageAt('tieba'), { state: 'APPROVED' });
    const { latestReview } = await standingAt('tieba');
    for (const decidedAt of [new Date(now().getTime() + 1), new Date(now().getTime() - 1)]) {
      const input = { reviewId: latestReview.id, decision: 'CONFIRM', decidedAt };
      const { data } = await app.ask(app.host('tieba'), DECIDE, { input });
      expect(data.decideHostReview.problems).toMatchObject([
        { code: 'INVALID_INPUT', path: 'input.decidedAt' },
      ]);
    }
    expect(await standingAt('tieba')).toMatchObject({ headline: 'AWAITING_HOST' });
  });

  it('of a review count from when the push says that it moved, and what it opens from when we asked (baidu/3.6)', async () => {
    await place.registered();
    const packageAt = await submitTo('wechat', 'tieba');
    const movedAt = pass(2 * HOUR);
    const between = pass(HOUR);
    pass(HOUR);
    for (const [platform, hostId] of [
      ['WECHAT', 'wechat'],
      ['BAIDU', 'tieba'],
    ] as const) {
      const connector = place.connectorOf(platform);
      connector.news = { kind: 'REVIEW_MOVED', appId: `${platform}-${place.programId}`, at: movedAt };
      connector.reports.set(packageAt(hostId), { state: 'APPROVED', reference: 'r' });
      const push = { address: 'messages', query: {}, body: `signed ${packageAt(hostId)}` };
      await receivePush(place.pushes, platform, push);
    }
    await place.work();
    expect(await standingAt('wechat', { asOf: between })).toMatchObject({
      headline: 'READY_TO_RELEASE',
      latestReview: { state: 'APPROVED', decidedAt: written(movedAt) },
    });
    expect(await standingAt('wechat', { knownAt: between })).toMatchObject({ headline: 'IN_REVIEW' });
    const { latestReview } = await standingAt('tieba');
    expect(latestReview).toMatchObject({ state: 'PENDING', openedAt: written(now()) });
    expect((await standingAt('tieba', { asOf: between })).latestReview.state).toBe('APPROVED');
  });

  it('of a review that was over before this one was handed in are not about it (wechat/2.4)', async () => {
    await place.registered();
    const earlier = now();
    pass(HOUR);
    const packageAt = await submitTo('wechat');
    const wechat = place.connectorOf('WECHAT');
    wechat.news = { kind: 'REVIEW_MOVED', appId: `WECHAT-${place.programId}`, at: earlier };
    const push = { address: 'messages', query: {}, body: `signed ${packageAt('wechat')}` };
    await receivePush(place.pushes, 'WECHAT', push);
    await place.work();
    pass(HOUR);
    await hear('WECHAT', packageAt('wechat'), { state: 'REJECTED', words: '名称不符' });
    const { latestReview } = await standingAt('wechat');
    expect(latestReview.decidedAt).toBe(written(now()));
  });

  it('of a release count from when the platform published it (wechat/2.4)', async () => {
    await place.registered();
    const packageAt = await submitTo('wechat');
    await hear('WECHAT', packageAt('wechat'), { state: 'APPROVED' });
    const { versionId } = await app.shop.database.prisma.package.findUniqueOrThrow({
      where: { id: packageAt('wechat') },
    });
    granted(await release(place.deps, place.actor, { versionId, hostIds: ['wechat'] }));
    app.shop.queue.jobs.length = 0;
    const at = pass(HOUR);
    const between = pass(HOUR);
    pass(HOUR);
    await hear('WECHAT', packageAt('wechat'), { state: 'RELEASED', at });
    expect(await standingAt('wechat', { asOf: between })).toMatchObject({ visibility: 'PUBLIC' });
    expect(await standingAt('wechat', { knownAt: between })).toMatchObject({ headline: 'RELEASING' });
  });

  it('of time that a stopped gateway slept through: overdue since the due day, known since it woke (wechat/4.2)', async () => {
    const { deps, actor } = place;
    const { id: fileId } = await app.shop.database.prisma.file.findFirstOrThrow({
      where: { accountId: actor.accountId },
    });
    const paper = { paper: '食品经营许可证', holder: RESTAURANT, fileId, validFrom: '2020-01-01' };
    granted(await addMaterial(deps, actor, { ...paper, validUntil: addDays(civilToday(), 90) }));
    const query = `query ($asOf: DateTime, $knownAt: DateTime) {
      obligations(first: 100, asOf: $asOf, knownAt: $knownAt) { nodes { id kind state dueAt } } }`;
    const renewal = async (when: When = {}) => {
      const { obligations } = await ask(query, when);
      const [first] = obligations.nodes.filter(({ kind }: { kind: string }) => kind === 'RENEW_MATERIAL');
      return first as { id: string; state: string; dueAt: string };
    };
    const { id, dueAt } = await renewal();
    const due = new Date(dueAt).getTime();
    pass(due - now().getTime() + 5 * DAY);
    await advanceObligation({ ...deps, ...app.shop.duties }, id);
    const twoDaysLate = new Date(due + 2 * DAY);
    expect((await renewal({ asOf: twoDaysLate })).state).toBe('OVERDUE');
    expect((await renewal({ asOf: new Date(due - DAY) })).state).toBe('OPEN');
    expect((await renewal({ knownAt: twoDaysLate })).state).toBe('SCHEDULED');
  });
});

const civilToday = () => new Date(now().getTime() + 8 * HOUR).toISOString().slice(0, 10);

describe('the verdict of the past', () => {
  const QUESTION = `query ($id: ID!, $asOf: DateTime, $knownAt: DateTime, $at: DateTime, $host: ID!) {
    shippability(programIds: [$id], hostIds: [$host], operation: SUBMIT, absentContent: ${JSON.stringify(allContent)},
      asOf: $asOf, knownAt: $knownAt, at: $at) { hosts { verdict { findings { code } } } } }`;
  const codes = async (
    when: When & { readonly at?: string | Date } = {},
    host = 'tieba',
  ): Promise<string[]> => {
    const { shippability } = await ask(QUESTION, { ...when, host });
    const { findings } = shippability[0].hosts[0].verdict;
    return findings.map(({ code }: { code: string }) => code);
  };

  it('is given of the facts of then, by the rules of `at`, which is then where it is left out', async () => {
    await place.registered();
    const before = now();
    pass(DAY);
    await place.version('1.0.0');
    const { programId } = place;
    const manifest = someManifest({ analytics: 'ENABLED' });
    granted(await updateProgram(place.deps, place.actor, { programId, manifest }));
    const after = now();
    pass(DAY);
    const present = await codes();
    expect(present).toContain('ANALYTICS_WITHOUT_CONSENT');
    expect(await codes({ asOf: after })).toEqual(present);
    expect(await codes({ asOf: before })).not.toContain('ANALYTICS_WITHOUT_CONSENT');
    // The paper on file expires at the end of 2028; the facts stay those of the past.
    const ahead = await codes({ asOf: before, at: '2029-06-01T00:00:00Z' });
    expect(ahead).toContain('QUALIFICATION_EXPIRED');
    expect(ahead).not.toContain('ANALYTICS_WITHOUT_CONSENT');
    expect(await codes({ at: before })).toContain('ANALYTICS_WITHOUT_CONSENT');
  });

  it('counts the rules of a host from when they were published (baidu/3.6)', async () => {
    await place.registered();
    await place.version('1.0.0');
    const before = now();
    pass(DAY);
    const rule: HostRule = {
      id: 'nothing-taken',
      expression: 'false',
      reasonCode: 'NOTHING_TAKEN',
      message: { 'zh-CN': '暂不接受', en: 'nothing is taken for now' },
      operations: ['SUBMIT'],
      effect: 'BLOCKS',
      source: 'https://wifikey.example/rules',
    };
    const set = { version: 1, effectiveFrom: civilToday(), rules: [rule] };
    granted(await publishHostRules(place.deps, 'wifikey', set));
    const at = now();
    expect(await codes({ at }, 'wifikey')).toContain('NOTHING_TAKEN');
    expect(await codes({ asOf: before, at }, 'wifikey')).toContain('NOTHING_TAKEN');
    expect(await codes({ knownAt: before, at }, 'wifikey')).not.toContain('NOTHING_TAKEN');
  });
});

describe('a past that cannot be asked for', () => {
  it('lies ahead: it is refused, with what is wrong and what to do', async () => {
    const ahead = new Date(now().getTime() + 1);
    for (const argument of ['asOf', 'knownAt'] as const) {
      const variables = { id: place.programId, [argument]: ahead };
      const { errors } = await app.ask(viewer, STANDING, variables);
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
      expect(errors[0]?.message).toContain('leave it out');
    }
    expect((await app.ask(viewer, STANDING, { id: place.programId, asOf: 'yesterday' })).errors).toHaveLength(
      1,
    );
  });

  it('lies before the account: there is nothing, and nothing fails', async () => {
    const long = new Date('2001-01-01T00:00:00Z');
    for (const when of [{ asOf: long }, { knownAt: long }, { asOf: long, knownAt: now() }]) {
      const { program, programs, obligations, shippability } = await ask(EVERYTHING, when);
      expect({ program, programs, obligations, shippability }).toEqual({
        program: null,
        programs: { nodes: [] },
        obligations: { nodes: [] },
        shippability: [],
      });
    }
  });

  it('is another account’s: it is not there either', async () => {
    const other = await openRestaurant(app.shop);
    const { errors, data } = await app.ask(viewer, STANDING, { id: other.programId, asOf: now() });
    expect(errors).toEqual([]);
    expect(data.program).toBeNull();
  });

  it('finds by id whatever there was, and no event before it was noted', async () => {
    await place.registered();
    await submitTo('tieba');
    const { id } = await standingAt('tieba');
    const { prisma } = app.shop.database;
    const { id: eventId } = await prisma.event.findFirstOrThrow({
      where: { accountId: place.actor.accountId },
    });
    const query = `query ($ids: [ID!]!, $asOf: DateTime) { nodes(ids: $ids, asOf: $asOf) { __typename id } }`;
    const ids = [id, eventId, 'tieba'];
    const found = async (when: When) =>
      (await ask(query, { ids, ...when })).nodes.map((node: object) => !!node);
    expect(await found({ asOf: now() })).toEqual([true, true, true]);
    expect(await found({ asOf: new Date('2001-01-01T00:00:00Z') })).toEqual([false, false, true]);
  });
});

describe('asking of the past', () => {
  it('takes as many statements for thirty programs as for three', async () => {
    await place.registered();
    const { deps, actor } = place;
    pass(HOUR);
    for (let nth = 0; nth < 30; nth += 1) {
      const { programId } = granted(
        await createProgram(deps, actor, {
          manifest: someManifest({ name: `山城小馆${nth}` }),
          materials: [],
        }),
      );
      granted(await chooseHosts(deps, actor, { programId, platform: 'BAIDU', hostIds: ['tieba'] }));
      granted(
        await registerProgram(deps, actor, { programId, platform: 'BAIDU', email: `${nth}@b.example` }),
      );
    }
    const query = `query ($first: Int!, $asOf: DateTime) { programs(first: $first, asOf: $asOf) { nodes { ${PROGRAM} } } }`;
    const asOf = now();
    pass(DAY);
    const few = await statementsOf(query, { first: 3, asOf });
    const many = await statementsOf(query, { first: 30, asOf });
    expect(many).toEqual(few);
    const shipping = `query ($ids: [ID!], $asOf: DateTime) { shippability(programIds: $ids, asOf: $asOf) { hosts { answer } } }`;
    const { programs } = await ask('{ programs(first: 30) { nodes { id } } }');
    const ids = programs.nodes.map(({ id }: { id: string }) => id);
    const fewVerdicts = await statementsOf(shipping, { ids: ids.slice(0, 3), asOf });
    expect(await statementsOf(shipping, { ids, asOf })).toEqual(fewVerdicts);
    // And the present is read as it always was.
    expect((await statementsOf(query, { first: 30 })).filter((name) => name.startsWith('past'))).toEqual([]);
  }, 60_000);
});

/** The names of the statements that one query takes. */
async function statementsOf(query: string, variables: object): Promise<string[]> {
  await ask(query, variables);
  const { pool } = app.shop.database;
  const run = pool.query;
  const names: string[] = [];
  pool.query = ((statement: { name: string }, ...rest: unknown[]) => {
    names.push(statement.name);
    return Reflect.apply(run, pool, [statement, ...rest]);
  }) as typeof run;
  try {
    await ask(query, variables);
  } finally {
    pool.query = run;
  }
  return names.sort();
}
