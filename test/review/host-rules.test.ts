import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hostStream } from '../../src/events/stream.ts';
import { newId } from '../../src/kernel/ids.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import type { HostRule } from '../../src/policy/hosts/rule-set.ts';
import { publishHostRules } from '../../src/review/publish-host-rules.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { NOW, TODAY } from '../support/facts.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  place = await openRestaurant(shop);
  await place.registered();
});
afterAll(() => shop.close());

const DAY = 86_400_000;

const rule = (changes: Partial<HostRule> = {}): HostRule => ({
  id: 'few-domains',
  expression: 'program.serverDomains.size() < 1',
  reasonCode: 'TOO_MANY_SERVERS',
  message: { 'zh-CN': '服务器过多', en: 'too many servers' },
  operations: ['SUBMIT'],
  effect: 'BLOCKS',
  source: 'made for this test',
  ...changes,
});

const setsOf = (hostId: string) =>
  shop.database.prisma.hostRuleSet.findMany({ where: { hostId }, orderBy: { version: 'asc' } });

/** Publishes the next set of a host, in force today. */
async function publish(hostId: string, rules: readonly HostRule[], effectiveFrom = TODAY) {
  const version = (await setsOf(hostId)).length + 1;
  return publishHostRules(place.deps, hostId, { version, effectiveFrom, rules });
}

async function submit(hostIds: readonly string[], number = '1.0.0') {
  const versionId = await place.version(number);
  const input = { versionId, hostIds, absentContent: allContent };
  const { results } = granted(await submitForReview(place.deps, place.actor, input));
  await place.work();
  return { versionId, at: (hostId: string) => results.find((result) => result.hostId === hostId) };
}

const approve = (packageId: string | undefined) => decide(packageId, 'APPROVED');
const reject = (packageId: string | undefined) => decide(packageId, 'REJECTED');

async function decide(packageId: string | undefined, state: 'APPROVED' | 'REJECTED') {
  if (packageId === undefined) throw new Error('it was not taken on');
  place.connectorOf('BAIDU').reports.set(packageId, { state, reference: 'r', words: '' } as never);
  await shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
}

const problemsOf = (outcome: {
  ok: boolean;
  problems?: readonly { path?: string; message: { en: string } }[];
}) => (outcome.problems ?? []).map(({ path, message }) => `${path} ${message.en}`);

describe('baidu/3.6: a host publishes its rules', () => {
  it('and they are in force from their day on, not before', async () => {
    granted(await publish('iqiyi', [rule()], '2027-03-12'));
    const sooner = (await submit(['iqiyi'])).at('iqiyi');
    expect(sooner).toMatchObject({ verdict: { answer: 'YES' } });
    await reject(sooner?.packageId);
    shop.clock.advance(3 * DAY);
    const later = (await submit(['iqiyi'], '1.0.1')).at('iqiyi');
    shop.clock.advance(-3 * DAY);
    expect(later?.verdict.findings.map(({ code }) => code)).toContain('TOO_MANY_SERVERS');
  });

  it('whole or not at all: one bad rule, and nothing is published', async () => {
    const bad = rule({ id: 'bad', expression: 'program.collectsNoData &&\n  program.name > 3' });
    const outcome = await publish('xhsdiscover', [rule(), bad, rule({ id: 'worse', expression: 'foo' })]);
    expect(problemsOf(outcome)).toEqual([
      expect.stringMatching(/^input\.rules\[1\]\.expression 2:3 the types do not fit/),
      expect.stringMatching(/^input\.rules\[2\]\.expression 1:1 there is no name `foo`/),
    ]);
    expect(await setsOf('xhsdiscover')).toEqual([]);
  });

  it('one after the other: of two who publish at once, one is told that its number is taken', async () => {
    const both = await Promise.all(
      [1, 2].map(() => publishHostRules(place.deps, 'droi', { version: 1, effectiveFrom: TODAY, rules: [] })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.flatMap(problemsOf)).toEqual([expect.stringContaining('input.version expected version 2')]);
    expect(await setsOf('droi')).toHaveLength(1);
  });

  it('with the same answer for the same key', async () => {
    const input = { version: 1, effectiveFrom: TODAY, rules: [rule()] };
    const once = await publishHostRules(place.deps, 'samsungmscc', input, 'key');
    expect(await publishHostRules(place.deps, 'samsungmscc', input, 'key')).toEqual(once);
    expect(await setsOf('samsungmscc')).toHaveLength(1);
  });

  it('and never backwards in time', async () => {
    expect(problemsOf(await publish('gamenow', [], '2027-03-09'))).toEqual([
      expect.stringContaining('input.effectiveFrom 2027-03-09 is over (today is 2027-03-10)'),
    ]);
  });

  it('and takes the place of one that has not begun', async () => {
    granted(await publish('gamenow', [], '9999-12-31'));
    granted(await publish('gamenow', [rule()], TODAY));
    const { at } = await submit(['gamenow', 'wechat']);
    expect(at('gamenow')).toMatchObject({ verdict: { answer: 'NO' } });
  });

  it('but not where the platform’s agreement knows no rules of hosts, nor for a host there is not', async () => {
    expect(problemsOf(await publish('wechat', []))).toEqual([expect.stringContaining('no clause')]);
    expect(problemsOf(await publish('nobody', []))).toEqual([
      expect.stringContaining('input there is no host `nobody` here; there are: wechat'),
    ]);
  });
});

describe('baidu/3.6: a submission', () => {
  it('is held back at the one host whose rules refuse, and goes to all others', async () => {
    granted(await publish('babybus', [rule()]));
    const { at } = await submit(['baiduboxapp', 'babybus', 'tieba', 'wechat']);
    expect(at('babybus')).toMatchObject({ verdict: { answer: 'NO' } });
    expect(at('babybus')?.packageId).toBeUndefined();
    for (const hostId of ['baiduboxapp', 'tieba', 'wechat']) {
      expect(at(hostId)).toMatchObject({ verdict: { answer: 'YES' }, packageId: expect.any(String) });
    }
    const pack = await shop.database.prisma.package.findUniqueOrThrow({
      where: { id: at('tieba')?.packageId ?? '' },
    });
    expect(pack.hostIds.sort()).toEqual(['baiduboxapp', 'tieba']);
    const refusals = await shop.database.prisma.event.findMany({
      where: { accountId: place.actor.accountId, type: 'SUBMISSION_REFUSED' },
    });
    expect(refusals.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        hostIds: ['babybus'],
        findings: expect.arrayContaining([
          expect.objectContaining({
            code: 'TOO_MANY_SERVERS',
            hostRule: expect.objectContaining({ hostId: 'babybus' }),
          }),
        ]),
      }),
    ]);
  });

  it('goes nowhere where the only host refuses', async () => {
    granted(await publish('babybus', [rule()]));
    const { at } = await submit(['babybus']);
    expect(at('babybus')?.packageId).toBeUndefined();
    expect(await shop.database.prisma.package.count({ where: { programId: place.programId } })).toBe(0);
  });

  it('reaches the host’s own review where only a person there can tell, with what its rules found', async () => {
    granted(await publish('zhidao', [rule({ expression: 'false', effect: 'ASKS' })]));
    const { at } = await submit(['tieba', 'zhidao']);
    // Nobody at Baidu Zhidao would look: the platform speaks for it.
    expect(at('zhidao')).toMatchObject({ verdict: { answer: 'NEEDS_HUMAN' } });
    expect(at('zhidao')?.packageId).toBeUndefined();
    await approve(at('tieba')?.packageId);
    const review = await shop.database.prisma.review.findFirstOrThrow({
      where: { hostId: 'tieba', programId: place.programId },
    });
    expect(review.findings).toEqual(
      ['NATURE_NOT_TAKEN', 'SAME_AS_TIEBA', 'NOT_OPEN_TO_ALL', 'NO_SHARING'].map((code) =>
        expect.objectContaining({
          code,
          effect: 'ASKS',
          hostRule: expect.objectContaining({ hostId: 'tieba', version: 1 }),
        }),
      ),
    );
    const inbox = await shop.log.readAfter(hostStream('tieba'), 0n, 1000);
    expect(inbox.at(-1)).toMatchObject({
      type: 'HOST_REVIEW_OPENED',
      payload: { findings: expect.arrayContaining([expect.objectContaining({ code: 'SAME_AS_TIEBA' })]) },
    });
  });

  it('reaches the host’s own review where a rule of it comes to no answer, and says so', async () => {
    // None that could be published today: it was, before the gateway found such faults.
    const rules = [rule({ expression: 'category[9] == "x"' })] as never;
    await shop.database.prisma.hostRuleSet.create({
      data: {
        hostId: 'wifikey',
        version: 1,
        effectiveFrom: TODAY,
        rules,
        publishedBy: 'x',
        publishedAt: NOW,
      },
    });
    const { at } = await submit(['wifikey']);
    expect(at('wifikey')).toMatchObject({
      verdict: { answer: 'NEEDS_HUMAN' },
      packageId: expect.any(String),
    });
    expect(at('wifikey')?.verdict.findings.map(({ code }) => code)).toEqual(['HOST_RULE_UNDECIDED']);
  });

  it('is barred at Tieba by its 21 refusals of this program, and nowhere else', async () => {
    const { at } = await submit(['tieba']);
    const packageId = at('tieba')?.packageId ?? '';
    const { accountId } = place.actor;
    const now = shop.clock.now();
    await shop.database.prisma.review.createMany({
      data: Array.from({ length: 21 }, () => ({
        id: newId('rev', now),
        accountId,
        programId: place.programId,
        packageId,
        platform: 'BAIDU',
        hostId: 'tieba',
        reviewer: 'HOST',
        state: 'REFUSED',
        source: 'SIMULATED',
        openedAt: now,
        decidedAt: now,
      })),
    });
    await reject(packageId);
    const next = await submit(['tieba', 'iovauto'], '1.0.1');
    expect(next.at('iovauto')).toMatchObject({ packageId: expect.any(String) });
    expect(next.at('tieba')?.verdict.findings.filter(({ effect }) => effect === 'BLOCKS')).toEqual([
      expect.objectContaining({
        code: 'REFUSED_TOO_OFTEN',
        remedy: { kind: 'WAIT_UNTIL', until: new Date(now.getTime() + 60 * DAY) },
      }),
    ]);
  });
});

describe('baidu/3.6: a release', () => {
  it('is held back at the one host whose rules refuse it', async () => {
    granted(await publish('bdnetdisk', [rule({ operations: ['RELEASE'] })]));
    const { versionId, at } = await submit(['bdnetdisk', 'bdmap']);
    await approve(at('bdmap')?.packageId);
    const { results } = granted(await release(place.deps, place.actor, { versionId }));
    expect(results.map(({ hostId, verdict }) => [hostId, verdict.answer])).toEqual([
      ['bdmap', 'YES'],
      ['bdnetdisk', 'NO'],
    ]);
  });
});

describe('baidu/3.6: an explicit choice after none', () => {
  const hostsNow = async () => {
    const rows = await shop.database.prisma.distribution.findMany({
      where: { programId: place.programId, platform: 'BAIDU' },
      orderBy: { hostId: 'asc' },
    });
    return rows.map(({ hostId }) => hostId);
  };
  const choose = async (hostIds?: readonly string[]) =>
    granted(
      await chooseHosts(place.deps, place.actor, {
        programId: place.programId,
        platform: 'BAIDU',
        ...(hostIds ? { hostIds } : {}),
      }),
    );

  it('leaves no draft at a host that was not chosen, and touches no other platform', async () => {
    await choose();
    expect((await hostsNow()).length).toBeGreaterThan(10);
    await choose(['tieba', 'iovauto']);
    expect(await hostsNow()).toEqual(['iovauto', 'tieba']);
  });

  it('keeps what was handed in', async () => {
    await choose();
    await submit(['bdmap']);
    await choose(['tieba']);
    expect(await hostsNow()).toEqual(['bdmap', 'tieba']);
  });
});
