import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PackageReport } from '../../src/hosts/connector.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import type { HostRule } from '../../src/policy/hosts/rule-set.ts';
import { applyPlan, type Plan, planDistribution } from '../../src/review/plan.ts';
import { publishHostRules } from '../../src/review/publish-host-rules.ts';
import { release } from '../../src/review/release.ts';
import { type ReviewDeps, submitForReview } from '../../src/review/submit.ts';
import { RESTAURANT, TODAY } from '../support/facts.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let restaurant: Restaurant;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  restaurant = await openRestaurant(shop);
  await restaurant.registered();
});

const plan = async (versionId: string, input: object = {}): Promise<Plan> =>
  granted(
    await planDistribution(restaurant.deps, restaurant.actor, {
      versionId,
      absentContent: allContent,
      ...input,
    }),
  );
const apply = ({ versionId, hash }: Plan, input: object = {}, key?: string) =>
  applyPlan(restaurant.deps, restaurant.actor, { versionId, absentContent: allContent, ...input, hash }, key);
const actionsOf = ({ hosts }: Plan) =>
  Object.fromEntries(hosts.map(({ hostId, action }) => [hostId, action]));

/** The platform reviews and publishes the version at these hosts of Baidu's, which have no word of their own. */
async function makePublic(number: string, hostIds: readonly string[]): Promise<void> {
  const versionId = await restaurant.version(number);
  const { deps, actor } = restaurant;
  granted(await submitForReview(deps, actor, { versionId, hostIds, absentContent: allContent }));
  await restaurant.work();
  const { reports } = restaurant.connectorOf('BAIDU');
  for (const [key, report] of reports) {
    if (report.state === 'IN_REVIEW') reports.set(key, { ...report, state: 'APPROVED' } as PackageReport);
  }
  await lookAgain(versionId);
  granted(await release(deps, actor, { versionId, hostIds }));
  await restaurant.work();
  await lookAgain(versionId);
}

const noServers: HostRule = {
  id: 'no-servers',
  expression: 'program.serverDomains.size() < 1',
  reasonCode: 'TOO_MANY_SERVERS',
  message: { 'zh-CN': '服务器过多', en: 'too many servers' },
  operations: ['SUBMIT'],
  effect: 'BLOCKS',
  source: 'made for this test',
};

/** Publishes the next set of a host, in force today. */
async function publishNext(hostId: string, rules: readonly HostRule[]): Promise<void> {
  const version = (await shop.database.prisma.hostRuleSet.count({ where: { hostId } })) + 1;
  granted(await publishHostRules(restaurant.deps, hostId, { version, effectiveFrom: TODAY, rules }));
}

/** The host has refused the program 21 times today. */
async function refuseOften(hostId: string, packageId: string): Promise<void> {
  const now = shop.clock.now();
  await shop.database.prisma.review.createMany({
    data: Array.from({ length: 21 }, () => ({
      id: newId('rev', now),
      accountId: restaurant.actor.accountId,
      programId: restaurant.programId,
      packageId,
      platform: 'BAIDU',
      hostId,
      reviewer: 'HOST',
      state: 'REFUSED',
      source: 'SIMULATED',
      openedAt: now,
      decidedAt: now,
    })),
  });
}

async function lookAgain(versionId: string): Promise<void> {
  const packages = await shop.database.prisma.package.findMany({ where: { versionId } });
  await shop.queue.send(packages.map(({ id }) => ({ job: { kind: 'PACKAGE', id } })));
  await restaurant.work(50);
}

describe('a plan', () => {
  it('is what submitting then does, host by host, and writes nothing itself (baidu/3.6)', async () => {
    const versionId = await restaurant.version('1.0.0');
    const before = await shop.eventTypes(restaurant.actor.accountId);
    const planned = await plan(versionId);
    expect(await shop.eventTypes(restaurant.actor.accountId)).toEqual(before);
    expect(planned.hosts).toHaveLength(19);
    expect(new Set(planned.hosts.map(({ action }) => action))).toEqual(new Set(['SUBMIT']));
    const { results } = granted(await apply(planned));
    expect(results.filter(({ packageId }) => packageId !== undefined)).toHaveLength(19);
  });

  it('goes where it is not blocked, and says by which clause it is (baidu/3.3)', async () => {
    const versionId = await restaurant.version('1.0.0');
    const input = { hostIds: ['wechat', 'tieba'], absentContent: [] };
    const planned = await plan(versionId, input);
    expect(actionsOf(planned)).toEqual({ wechat: 'SUBMIT', tieba: 'BLOCKED' });
    const tieba = planned.hosts.find(({ hostId }) => hostId === 'tieba');
    expect(tieba?.verdict?.findings[0]?.citations[0]?.clause).toBe('baidu/3.3');
    const { results } = granted(await apply(planned, input));
    expect(results.map(({ hostId }) => hostId)).toEqual(['wechat']);
  });

  it('names the host that would lose what is public there, and those that stay as they are (baidu/3.6)', async () => {
    await makePublic('1.0.0', ['baiduboxapp', 'bdmap']);
    const versionId = await restaurant.version('1.1.0');
    const live = await shop.database.prisma.distribution.findMany({
      where: { programId: restaurant.programId, livePackageId: { not: null } },
    });
    expect(live.map(({ hostId }) => hostId).sort()).toEqual(['baiduboxapp', 'bdmap']);

    const narrower = await plan(versionId, { hostIds: ['baiduboxapp'] });
    expect(actionsOf(narrower)).toEqual({ baiduboxapp: 'SUBMIT', bdmap: 'LOSES_VISIBILITY' });
    const elsewhere = await plan(versionId, { hostIds: ['wechat'] });
    expect(actionsOf(elsewhere)).toEqual({ wechat: 'SUBMIT', baiduboxapp: 'STAYS', bdmap: 'STAYS' });
    const blocked = await plan(versionId, { hostIds: ['baiduboxapp'], absentContent: [] });
    expect(actionsOf(blocked)).toEqual({ baiduboxapp: 'BLOCKED', bdmap: 'STAYS' });

    // It comes as foretold: the version is online at the platform, and the one that this host shows is not.
    await makePublic('1.2.0', ['baiduboxapp']);
    const packages = await shop.database.prisma.package.findMany({
      where: { programId: restaurant.programId },
      include: { version: true },
    });
    expect(packages.filter(({ online }) => online).map(({ version }) => version.number)).toEqual(['1.2.0']);
  });

  it('is what submitForReview does at each host, by the hosts’ own rules too (baidu/3.6)', async () => {
    const first = await restaurant.version('1.0.0');
    const { deps, actor } = restaurant;
    const submit = async (versionId: string, hostIds: readonly string[]) =>
      granted(await submitForReview(deps, actor, { versionId, hostIds, absentContent: allContent })).results;
    const [tieba] = await submit(first, ['tieba']);
    await restaurant.work();
    await refuseOften('tieba', tieba?.packageId ?? '');
    await shop.database.prisma.package.updateMany({
      where: { id: tieba?.packageId ?? '' },
      data: { review: 'REJECTED', goal: null },
    });

    const versionId = await restaurant.version('1.1.0');
    const hostIds = ['wechat', 'tieba', 'bdmap', 'iqiyi'];
    const planned = await plan(versionId, { hostIds });
    expect(actionsOf(planned)).toEqual({
      wechat: 'SUBMIT',
      tieba: 'BLOCKED',
      bdmap: 'SUBMIT',
      iqiyi: 'SUBMIT',
    });
    const results = await submit(versionId, hostIds);
    expect(
      results.map(({ hostId, verdict, packageId }) => [hostId, verdict, packageId ? 'SUBMIT' : 'BLOCKED']),
    ).toEqual(planned.hosts.map(({ hostId, verdict, action }) => [hostId, verdict, action]));
    const blocking = results.find(({ hostId }) => hostId === 'tieba')?.verdict.findings;
    expect(blocking?.filter(({ effect }) => effect === 'BLOCKS')).toMatchObject([
      { code: 'REFUSED_TOO_OFTEN', hostRule: { hostId: 'tieba', version: 1 } },
    ]);
  });

  it('hands in where no host refuses, and says that the one that does loses what is public there (baidu/3.6)', async () => {
    await makePublic('1.0.0', ['baiduboxapp', 'bdmap']);
    await publishNext('bdmap', [noServers]);
    const versionId = await restaurant.version('1.1.0');
    const planned = await plan(versionId, { hostIds: ['baiduboxapp', 'bdmap'] });
    expect(planned.hosts).toMatchObject([
      { hostId: 'baiduboxapp', action: 'SUBMIT', losesVisibility: false },
      { hostId: 'bdmap', action: 'BLOCKED', losesVisibility: true },
    ]);
    const { results } = granted(await apply(planned, { hostIds: ['baiduboxapp', 'bdmap'] }));
    expect(results.map(({ hostId, packageId }) => [hostId, packageId !== undefined])).toEqual([
      ['baiduboxapp', true],
    ]);
    await publishNext('bdmap', []);
  });

  it('has the same hash as long as nothing moves', async () => {
    const versionId = await restaurant.version('1.0.0');
    expect(await plan(versionId)).toEqual(await plan(versionId));
  });

  it.each<[string, string, (versionId: string) => Promise<unknown>]>([
    [
      'a paper',
      'materials',
      async () => {
        const { id: fileId } = await shop.database.prisma.file.findFirstOrThrow({
          where: { accountId: restaurant.actor.accountId },
        });
        const paper = { paper: '商标注册证', holder: RESTAURANT, fileId, validFrom: '2024-01-01' };
        granted(await addMaterial(restaurant.deps, restaurant.actor, paper));
      },
    ],
    [
      'the choice of hosts',
      'hosts, distributions',
      async () => {
        const { deps, actor, programId } = restaurant;
        granted(await chooseHosts(deps, actor, { programId, platform: 'BAIDU', hostIds: ['tieba'] }));
      },
    ],
    [
      'the version itself',
      'packages, distributions, verdicts',
      async (versionId) => {
        const { deps, actor } = restaurant;
        const input = { versionId, hostIds: ['wechat'], absentContent: [] };
        granted(await submitForReview(deps, actor, input));
      },
    ],
    ['the rule set of a host', 'hostRules, verdicts', () => publishNext('gamenow', [noServers])],
    [
      'the rule set of a host that has nothing against it',
      'hostRules',
      () => publishNext('droi', [{ ...noServers, expression: 'true' }]),
    ],
    [
      'the verification',
      'registrations',
      () =>
        shop.database.prisma.registration.updateMany({
          where: { programId: restaurant.programId },
          data: { verification: 'EXPIRED' },
        }),
    ],
  ])('is refused once %s has moved, with what moved', async (_what, parts, move) => {
    const versionId = await restaurant.version('1.0.0');
    const planned = await plan(versionId);
    await move(versionId);
    const before = await shop.eventTypes(restaurant.actor.accountId);
    const refusal = await apply(planned);
    expect(refusal).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', path: 'input.hash', currentState: `MOVED: ${parts}` }],
    });
    expect(await shop.eventTypes(restaurant.actor.accountId)).toEqual(before);
  });

  it('is carried out as compared, though a host publishes in between (baidu/3.6)', async () => {
    const versionId = await restaurant.version('1.0.0');
    const planned = await plan(versionId, { hostIds: ['iovauto'] });
    let asked = 0;
    const perform: ReviewDeps['perform'] = (act, work) =>
      restaurant.deps.perform(act, (records) =>
        work({
          ...records,
          async ruleSetsOn(hostIds, day) {
            asked += hostIds.length;
            if (asked <= 1) return records.ruleSetsOn(hostIds, day);
            return [{ hostId: 'iovauto', version: 1, effectiveFrom: TODAY, rules: [noServers] }];
          },
        }),
      );
    const input = { versionId, hostIds: ['iovauto'], absentContent: allContent, hash: planned.hash };
    const { results } = granted(await applyPlan({ ...restaurant.deps, perform }, restaurant.actor, input));
    expect(results).toMatchObject([{ hostId: 'iovauto', packageId: expect.any(String) }]);
    expect(asked).toBe(1);
  });

  it('is refused where something else is asked for than was planned, or the hash is none', async () => {
    const versionId = await restaurant.version('1.0.0');
    const planned = await plan(versionId);
    const problemsOf = async (...asked: Parameters<typeof apply>) => {
      const outcome = await apply(...asked);
      return outcome.ok ? [] : outcome.problems.map(({ code, path }) => [code, path]);
    };
    expect(await problemsOf(planned, { absentContent: [] })).toEqual([
      ['INVALID_INPUT', 'input.absentContent'],
    ]);
    expect(await problemsOf(planned, { hostIds: ['tieba'] })).toEqual([['INVALID_INPUT', 'input.hostIds']]);
    const next = await restaurant.version('1.1.0');
    expect(await problemsOf({ ...planned, versionId: next })).toEqual([['INVALID_INPUT', 'input.versionId']]);
    for (const hash of ['none', '', planned.hash.slice(17), planned.hash.replace(/^./, 'x')]) {
      expect(await problemsOf({ ...planned, hash })).toEqual([['INVALID_INPUT', 'input.hash']]);
    }
    expect(await problemsOf(planned, { absentContent: [...allContent].reverse() })).toEqual([]);
  });

  it('is carried out once, however often it is sent with the same key', async () => {
    const versionId = await restaurant.version('1.0.0');
    const planned = await plan(versionId);
    const first = granted(await apply(planned, {}, 'once'));
    const again = granted(await apply(planned, {}, 'once'));
    expect(again.submissionId).toBe(first.submissionId);
    expect(await apply(planned, {}, 'twice')).toMatchObject({ ok: false, problems: [{ code: 'STATE' }] });
  });
});
