import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HostError } from '../../src/hosts/host-error.ts';
import { pauseService } from '../../src/review/pause-service.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let place: Restaurant;
let versionId: string;
let packageId: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  place = await openRestaurant(app.shop);
  await place.registered();
  versionId = await place.version('1.0.0');
  const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
  const { results } = granted(await submitForReview(place.deps, place.actor, input));
  packageId = results[0]?.packageId ?? '';
  await place.work();
  place.connectorOf('WECHAT').reports.set(packageId, { state: 'APPROVED', reference: '42' });
  await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
  granted(await release(place.deps, place.actor, { versionId }));
  await place.work();
});
afterAll(() => app.close());

const wechat = () => app.connectorOf('WECHAT');
const developer = () => app.member(place.actor.accountId, 'DEVELOPER');
const viewer = () => app.member(place.actor.accountId, 'VIEWER');
const at = () => ({ programId: place.programId, platform: 'WECHAT' });
const ASKED = '($programId: ID!, $platform: Platform!)';
const WHERE = '(programId: $programId, platform: $platform)';
const query = (field: string, of: string) =>
  app.ask(
    developer(),
    `query ${ASKED} { ${field}${WHERE} { ${of} problems { code platform path message(locale: en) } } }`,
    at(),
  );

describe('what a platform is asked while somebody waits', () => {
  it('its quota of reviews, all four numbers', async () => {
    const { data, errors } = await query(
      'reviewQuota',
      'quota { scope period submissions { limit remaining } expedites { limit remaining } }',
    );
    expect(errors).toEqual([]);
    expect(data.reviewQuota).toEqual({
      quota: {
        scope: 'GATEWAY',
        period: 'MONTH',
        submissions: { limit: 20, remaining: 7 },
        expedites: { limit: 2, remaining: 1 },
      },
      problems: [],
    });
  });

  it('a quota without a limit is null, and not a number', async () => {
    const unlimited = { limit: 'UNLIMITED', remaining: 'UNLIMITED' } as const;
    wechat().quota = { scope: 'PROGRAM', period: 'WEEK', submissions: unlimited };
    const { data } = await query(
      'reviewQuota',
      'quota { submissions { limit remaining } expedites { limit } }',
    );
    expect(data.reviewQuota.quota).toEqual({
      submissions: { limit: null, remaining: null },
      expedites: null,
    });
  });

  it('the versions that it would go back to, by our package where it was handed in here', async () => {
    wechat().candidates = [
      { reference: '3', versionNumber: '1.0.0', key: packageId },
      { reference: '2', versionNumber: '0.9', at: new Date('2026-01-01T00:00:00Z') },
    ];
    const { data } = await query('rollbackCandidates', 'candidates { reference versionNumber packageId at }');
    expect(data.rollbackCandidates.candidates).toEqual([
      { reference: '3', versionNumber: '1.0.0', packageId, at: null },
      { reference: '2', versionNumber: '0.9', packageId: null, at: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it('what its scan of the code found', async () => {
    wechat().scan = { state: 'DONE', notGranted: ['wx.getLocation'], notDeclared: [] };
    const { data } = await query('codeScan', 'scan { isDone notGranted notDeclared }');
    expect(data.codeScan.scan).toEqual({ isDone: true, notGranted: ['wx.getLocation'], notDeclared: [] });
  });

  it('is not asked about another account’s program', async () => {
    const stranger = await app.shop.newAccount();
    const { data } = await app.ask(
      app.member(stranger.accountId, 'OWNER'),
      `query ${ASKED} { reviewQuota${WHERE} { quota { scope } problems { code } } }`,
      at(),
    );
    expect(data.reviewQuota).toEqual({ quota: null, problems: [{ code: 'NOT_FOUND' }] });
  });

  it('and what it refuses is told with its words, who can mend it and when', async () => {
    const error = new HostError({
      platform: 'WECHAT',
      call: 'POST /wxa/bind_tester',
      code: '85002',
      words: 'too many rid: 1-2-3',
      retry: 'RETRY_LATER',
      problem: 'QUOTA_USED',
      renewal: 'NEXT_MONTH',
    });
    wechat().noTester = error;
    const { data, errors } = await app.ask(
      developer(),
      `mutation ($input: AddTesterInput!) { addTester(input: $input) { tester { reference } problems { code platform
        ... on HostProblem { trouble { retry problem code words call explanation(locale: en) retryAt } } } } }`,
      { input: { ...at(), account: 'zhangsan' } },
    );
    wechat().noTester = undefined;
    expect(errors).toEqual([]);
    expect(data.addTester).toEqual({
      tester: null,
      problems: [
        {
          code: 'HOST',
          platform: 'WECHAT',
          trouble: {
            retry: 'RETRY_LATER',
            problem: 'QUOTA_USED',
            code: '85002',
            words: 'too many rid: 1-2-3',
            call: 'POST /wxa/bind_tester',
            explanation: expect.any(String),
            retryAt: expect.stringMatching(/T16:00:00\.000Z$/),
          },
        },
      ],
    });
  });
});

describe('testers', () => {
  it('are added, listed and removed, and the log does not say who they are', async () => {
    const add =
      'mutation ($input: AddTesterInput!) { addTester(input: $input) { tester { reference account } problems { code } } }';
    const added = await app.ask(developer(), add, { input: { ...at(), account: 'zhangsan' } });
    expect(added.data.addTester).toEqual({
      tester: { reference: 'u-zhangsan', account: 'zhangsan' },
      problems: [],
    });
    const { data } = await query('testers', 'testers { reference account }');
    expect(data.testers.testers).toEqual([{ reference: 'u-zhangsan', account: null }]);
    const remove =
      'mutation ($input: RemoveTesterInput!) { removeTester(input: $input) { programId problems { code path } } }';
    const both = { ...at(), account: 'zhangsan', reference: 'u-zhangsan' };
    expect((await app.ask(developer(), remove, { input: both })).data.removeTester.problems).toEqual([
      { code: 'INVALID_INPUT', path: 'input.account' },
    ]);
    const gone = await app.ask(developer(), remove, { input: { ...at(), reference: 'u-zhangsan' } });
    expect(gone.data.removeTester).toEqual({ programId: place.programId, problems: [] });
    const events = await app.shop.database.prisma.event.findMany({
      where: { accountId: place.actor.accountId, type: { in: ['TESTER_ADDED', 'TESTER_REMOVED'] } },
    });
    expect(events).toHaveLength(2);
    expect(
      JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('zhangsan');
  });
});

describe('a live version whose successor is in review', () => {
  const STANDING = `query ($id: ID!, $asOf: DateTime) { program(id: $id, asOf: $asOf) { distributions {
    host { id } headline release liveRelease liveVersion { number } stagedVersion { number } package { version { number } }
    qrCode { opensFor } } } }`;

  it('is told with where it stands, now and as of any time', async () => {
    const own = await openRestaurant(app.shop);
    await own.registered();
    const viewing = app.member(own.actor.accountId, 'VIEWER');
    const scripted = own.connectorOf('WECHAT');
    const handIn = async (number: string) => {
      const id = await own.version(number);
      const input = { versionId: id, hostIds: ['wechat'], absentContent: allContent };
      const { results } = granted(await submitForReview(own.deps, own.actor, input));
      await own.work();
      return { versionId: id, packageId: results[0]?.packageId ?? '' };
    };
    const live = await handIn('1.0.0');
    scripted.reports.set(live.packageId, { state: 'APPROVED', reference: '42' });
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: live.packageId } }]);
    await own.work();
    granted(await release(own.deps, own.actor, live));
    await own.work();
    const asOf: Date[] = [];
    const pass = () => {
      asOf.push(app.shop.clock.now());
      app.shop.clock.advance(60_000);
    };
    pass();
    await handIn('1.1.0');
    pass();
    const deps = { ...own.deps, connectorOf: own.connectorOf };
    const at = { versionId: live.versionId, platform: 'WECHAT' };
    granted(await pauseService(deps, own.actor, at));
    await own.work();
    pass();

    const shown = async (instant?: Date) => {
      const { data, errors } = await app.ask(viewing, STANDING, { id: own.programId, asOf: instant });
      expect(errors).toEqual([]);
      return data.program.distributions.find(({ host }: { host: { id: string } }) => host.id === 'wechat');
    };
    const alive = { liveVersion: { number: '1.0.0' }, stagedVersion: null };
    const next = { ...alive, headline: 'IN_REVIEW', package: { version: { number: '1.1.0' } } };
    expect(await shown(asOf[0])).toMatchObject({ ...alive, headline: 'LIVE', liveRelease: 'RELEASED' });
    expect(await shown(asOf[1])).toMatchObject({ ...next, liveRelease: 'RELEASED' });
    for (const instant of [asOf[2], undefined]) {
      const paused = { ...next, liveRelease: 'PAUSED', qrCode: { opensFor: 'TESTERS' } };
      expect(await shown(instant)).toMatchObject(paused);
    }
  });
});

describe('the acts on live versions', () => {
  const act = (name: string, input: object, who = developer()) =>
    app.ask(
      who,
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { package { id } problems { code path } } }`,
      { input: { versionId, platform: 'WECHAT', ...input } },
    );

  it('are for developers, and not for who only reads', async () => {
    const { data, errors } = await act('rollBack', {}, viewer());
    expect(data).toBeNull();
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('pausing answers with the package, and is done when the platform says so', async () => {
    const { data } = await act('pauseService', {});
    expect(data.pauseService).toEqual({ package: { id: packageId }, problems: [] });
    await place.work();
    const resumed = await act('resumeService', {});
    expect(resumed.data.resumeService.problems).toEqual([]);
    await place.work();
    expect(place.connectorOf('WECHAT').acts.slice(-2)).toEqual(['pause', 'resume']);
  });

  it.each([
    ['stageRelease', { percentage: 10 }, [{ code: 'STATE', path: 'input.versionId' }]],
    ['stageRelease', { percentage: 101 }, [{ code: 'INVALID_INPUT', path: 'input.percentage' }]],
    ['cancelStagedRelease', {}, [{ code: 'STATE', path: 'input.versionId' }]],
    ['expediteReview', {}, [{ code: 'STATE', path: 'input.versionId' }]],
  ])('%s of a version that is out is refused as a problem', async (name, input, problems) => {
    const { data, errors } = await act(name, input);
    expect(errors).toEqual([]);
    expect(data[name]).toEqual({ package: null, problems });
  });

  it('rolling back is under one key one act', async () => {
    const input = { idempotencyKey: 'back-1' };
    const one = await act('rollBack', input);
    const other = await act('rollBack', input);
    expect(other.data).toEqual(one.data);
    await place.work();
    expect(place.connectorOf('WECHAT').count('rollBack')).toBe(1);
  });
});
