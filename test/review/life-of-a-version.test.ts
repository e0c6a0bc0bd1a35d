import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountStream } from '../../src/events/stream.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import { createVersion } from '../../src/onboarding/create-version.ts';
import { decideHostReview } from '../../src/review/decide.ts';
import { applyReport } from '../../src/review/hear.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { withdrawReview } from '../../src/review/withdraw.ts';
import { createHostReviewLookup } from '../../src/store/reads/host-reads.ts';
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

const HOSTS = ['wechat', 'baiduboxapp', 'tieba', 'iqiyi'];

async function submit(number: string, hostIds: readonly string[] = HOSTS) {
  const versionId = await place.version(number);
  const { results } = granted(
    await submitForReview(place.deps, place.actor, { versionId, hostIds, absentContent: allContent }),
  );
  await place.work();
  const packageAt = (hostId: string) => results.find((result) => result.hostId === hostId)?.packageId ?? '';
  return { versionId, results, packageAt };
}

async function decide(platform: string, packageId: string, state: 'APPROVED' | 'REJECTED', words = '') {
  place.connectorOf(platform).reports.set(packageId, { state, reference: 'r', words } as never);
  await shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
}

const distributionAt = (hostId: string) =>
  shop.database.prisma.distribution.findUniqueOrThrow({
    where: { programId_hostId: { programId: place.programId, hostId } },
  });
const packageOf = (id: string) => shop.database.prisma.package.findUniqueOrThrow({ where: { id } });

async function sayAt(hostId: string, decision: 'CONFIRM' | 'REFUSE', words?: string) {
  const review = await shop.database.prisma.review.findFirstOrThrow({
    where: { hostId, programId: place.programId },
    orderBy: { openedAt: 'desc' },
  });
  const deps = {
    ...place.deps,
    hostSource: 'SIMULATED' as const,
    hostReview: createHostReviewLookup(shop.database.pool, shop.clock),
  };
  return decideHostReview(deps, hostId, { reviewId: review.id, decision, ...(words ? { words } : {}) });
}

describe.each([
  ['WECHAT', 'wechat'],
  ['BAIDU', 'baiduboxapp'],
] as const)('a submission that %s refuses, since it is at work on a review', (platform, hostId) => {
  const begin = async () => {
    const versionId = await place.version('1.0.0');
    const asked = { versionId, hostIds: [hostId], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, asked));
    return results[0]?.packageId ?? '';
  };
  const again = async (id: string) => {
    await shop.queue.send([{ job: { kind: 'PACKAGE', id } }]);
    await place.work();
  };

  it('is in review where that review is its own, which the platform began after the call was given up', async () => {
    const id = await begin();
    place.connectorOf(platform).failNext('submit', 'AT_WORK', true);
    await place.work();
    expect(await packageOf(id)).toMatchObject({ review: 'IN_REVIEW', trouble: null });
    expect(place.connectorOf(platform).count('submit')).toBe(1);
    expect(await shop.eventTypes(place.actor.accountId)).not.toContain('HOST_CALL_FAILED');
  });

  it('is handed in a little later where the platform has no review at all: the last was just taken back', async () => {
    const id = await begin();
    place.connectorOf(platform).failNext('submit', 'AT_WORK', false);
    await expect(place.work()).rejects.toMatchObject({ isPassing: true, detail: { retryAfterMs: 60_000 } });
    expect(await packageOf(id)).toMatchObject({ review: 'NOT_SUBMITTED', goal: 'IN_REVIEW' });
    await again(id);
    expect(await packageOf(id)).toMatchObject({ review: 'IN_REVIEW', trouble: null });
  });

  it('ends where somebody else’s review is in its way, and says so', async () => {
    const id = await begin();
    const connector = place.connectorOf(platform);
    connector.justBefore.set('submit', () => {
      const review = {
        versionNumber: '9',
        description: 'theirs',
        state: 'IN_REVIEW',
        reference: '9',
      } as const;
      Object.assign(connector.elsewhere, { review });
    });
    connector.failNext('submit', 'AT_WORK', false);
    await place.work();
    expect(await packageOf(id)).toMatchObject({
      review: 'NOT_SUBMITTED',
      goal: null,
      trouble: { retry: 'WAIT_FOR_HOST' },
    });
  });
});

describe('submitting', () => {
  it('takes one version to all hosts in one act, and each platform once', async () => {
    const { results, packageAt } = await submit('1.0.0');
    expect(results.map(({ hostId }) => hostId).sort()).toEqual([...HOSTS].sort());
    expect(packageAt('baiduboxapp')).toBe(packageAt('tieba'));
    expect(packageAt('wechat')).not.toBe(packageAt('tieba'));
    expect(place.connectorOf('WECHAT').acts).toEqual(['upload', 'submit']);
    expect(place.connectorOf('BAIDU').acts).toEqual(['upload', 'submit']);
    expect(await packageOf(packageAt('wechat'))).toMatchObject({ state: 'UPLOADED', review: 'IN_REVIEW' });
  });

  it('baidu/3.3: refuses a declaration of a kind of content that there is none of, and takes nothing on', async () => {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: [...allContent, 'RUMOUR'] };
    const answer = await submitForReview(place.deps, place.actor, input);
    expect(answer).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID_INPUT', path: 'input.absentContent' }],
    });
    expect(await shop.database.prisma.package.count({ where: { versionId } })).toBe(0);
  });

  it('baidu/3.3: refuses Baidu without the content declaration, and holds WeChat back in nothing', async () => {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat', 'tieba'], absentContent: [] };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    const [wechat, tieba] = ['wechat', 'tieba'].map((id) => results.find(({ hostId }) => hostId === id));
    expect(wechat).toMatchObject({ verdict: { answer: 'YES' }, packageId: expect.any(String) });
    expect(tieba?.verdict.answer).toBe('NO');
    expect(tieba?.packageId).toBeUndefined();
    expect(await shop.eventTypes(place.actor.accountId)).toContain('SUBMISSION_REFUSED');
  });

  it('baidu/3.6: goes to every host on offer where none was chosen', async () => {
    granted(await chooseHosts(place.deps, place.actor, { programId: place.programId, platform: 'BAIDU' }));
    const versionId = await place.version('1.0.0');
    const input = { versionId, absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    expect(results.filter(({ platform }) => platform === 'BAIDU')).toHaveLength(18);
    expect(results.filter(({ platform }) => platform === 'WECHAT').map(({ hostId }) => hostId)).toEqual([
      'wechat',
    ]);
  });

  it('does not take a second version while one is in review (wechat/2.4, baidu/2.2)', async () => {
    await submit('1.0.0');
    const { results } = await submit('1.0.1');
    expect(results.every(({ verdict }) => verdict.answer === 'NO')).toBe(true);
  });

  it('judges two versions that are handed in at the same moment one after the other', async () => {
    const versions = [await place.version('1.0.0'), await place.version('1.0.1')];
    const outcomes = await Promise.all(
      versions.map((versionId) =>
        submitForReview(place.deps, place.actor, { versionId, hostIds: ['wechat'], absentContent: [] }),
      ),
    );
    const answers = outcomes.map((outcome) => granted(outcome).results[0]?.verdict.answer);
    expect(answers.sort()).toEqual(['NO', 'YES']);
  });

  it('does not take the same version on again while it is on its way', async () => {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: [] };
    granted(await submitForReview(place.deps, place.actor, input));
    const again = granted(await submitForReview(place.deps, place.actor, input));
    expect(again.results[0]?.verdict.answer).toBe('NO');
    await place.work();
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'SUBMITTED')).toHaveLength(1);
  });

  it('does not take the next version on while one is being released, which would lose its release', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    await decide('WECHAT', packageAt('wechat'), 'APPROVED');
    granted(await release(place.deps, place.actor, { versionId }));
    const held = shop.queue.jobs.splice(0);
    const next = await place.version('1.1.0');
    const input = { versionId: next, hostIds: ['wechat'], absentContent: [] };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    expect(results[0]?.verdict.answer).toBe('NO');
    shop.queue.jobs.push(...held);
    await place.work();
    expect((await distributionAt('wechat')).livePackageId).toBe(packageAt('wechat'));
  });

  it('refuses a version that has no template at that platform alone (wechat/2.4, baidu/2.2)', async () => {
    const { programId, actor, deps } = place;
    const input = { programId, number: '2.0.0', description: '', settings: {}, templates: { WECHAT: '1' } };
    const { versionId } = granted(await createVersion(deps, actor, input));
    const handIn = (hostIds: string[]) =>
      submitForReview(deps, actor, { versionId, hostIds, absentContent: allContent });
    const { results } = granted(await handIn(['wechat', 'tieba']));
    const [wechat, tieba] = ['wechat', 'tieba'].map((id) => results.find(({ hostId }) => hostId === id));
    expect(wechat).toMatchObject({ verdict: { answer: 'YES' }, packageId: expect.any(String) });
    expect(tieba?.packageId).toBeUndefined();
    expect(tieba?.verdict.findings).toMatchObject([
      { code: 'TEMPLATE_MISSING', remedy: { kind: 'CREATE_VERSION' } },
    ]);
  });

  it('refuses a host that does not exist before anything is written', async () => {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat', 'nowhere'], absentContent: allContent };
    expect(await submitForReview(place.deps, place.actor, input)).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND', path: 'input.hostIds[1]' }],
    });
    expect(await shop.database.prisma.package.count({ where: { programId: place.programId } })).toBe(0);
  });
});

describe('a call whose answer was lost', () => {
  it.each(['upload', 'submit'] as const)('is asked about and not made again: %s', async (act) => {
    const wechat = place.connectorOf('WECHAT');
    wechat.failNext(act, 'MAY_HAVE_ACTED', true);
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    await expect(place.work()).rejects.toMatchObject({ name: 'HostError' });
    await shop.queue.send([{ job: { kind: 'PACKAGE', id: results[0]?.packageId ?? '' } }]);
    await place.work();
    expect(wechat.count('upload')).toBe(1);
    expect(wechat.count('submit')).toBe(1);
    expect(await packageOf(results[0]?.packageId ?? '')).toMatchObject({
      review: 'IN_REVIEW',
      goal: 'IN_REVIEW',
    });
  });

  it('is made again where the platform says that nothing is there', async () => {
    const wechat = place.connectorOf('WECHAT');
    wechat.failNext('upload', 'MAY_HAVE_ACTED', false);
    const versionId = await place.version('1.0.0');
    granted(
      await submitForReview(place.deps, place.actor, {
        versionId,
        hostIds: ['wechat'],
        absentContent: allContent,
      }),
    );
    const [job] = shop.queue.jobs;
    await expect(place.work()).rejects.toMatchObject({ name: 'HostError' });
    if (job) await shop.queue.send([{ job }]);
    await place.work();
    expect(wechat.acts).toEqual(['upload', 'submit']);
  });

  it('ends, where the platform refuses for good, in a failed package with its words, and may be submitted anew', async () => {
    const wechat = place.connectorOf('WECHAT');
    wechat.failNext('upload', 'FIX_INPUT', false, 'invalid ext_json');
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    expect(await packageOf(packageAt('wechat'))).toMatchObject({
      state: 'FAILED',
      goal: null,
      trouble: { words: 'invalid ext_json' },
    });
    const again = { versionId, hostIds: ['wechat'], absentContent: allContent };
    granted(await submitForReview(place.deps, place.actor, again));
    await place.work();
    expect(await packageOf(packageAt('wechat'))).toMatchObject({ state: 'UPLOADED', review: 'IN_REVIEW' });
  });
});

describe('a decision', () => {
  it('keeps the words of a rejection whole (wechat/2.5), and its fix is a new version', async () => {
    const { versionId, packageAt } = await submit('1.0.0');
    await decide('BAIDU', packageAt('tieba'), 'REJECTED', '首页白屏<br>请修改');
    const review = await shop.database.prisma.review.findFirstOrThrow({
      where: { packageId: packageAt('tieba'), hostId: null },
    });
    expect(review).toMatchObject({ state: 'REJECTED', words: '首页白屏<br>请修改', source: 'SIMULATED' });
    const input = { versionId, hostIds: ['tieba'], absentContent: allContent };
    const again = granted(await submitForReview(place.deps, place.actor, input));
    expect(again.results[0]?.verdict.answer).toBe('NO');
    expect((await submit('1.0.1', ['tieba'])).packageAt('tieba')).not.toBe('');
  });

  it('heard twice, by push and by poll, changes nothing the second time', async () => {
    const { packageAt } = await submit('1.0.0');
    await decide('BAIDU', packageAt('tieba'), 'APPROVED');
    const before = await shop.eventTypes(place.actor.accountId);
    await decide('BAIDU', packageAt('tieba'), 'APPROVED');
    expect(await shop.eventTypes(place.actor.accountId)).toEqual(before);
  });

  it('that the table does not know is noted once as an anomaly and never applied', async () => {
    const { packageAt } = await submit('1.0.0');
    const id = packageAt('wechat');
    await decide('WECHAT', id, 'REJECTED', 'no');
    for (let n = 0; n < 2; n += 1) {
      await applyReport(place.effects, id, place.actor.accountId, { state: 'APPROVED', reference: 'r' });
    }
    expect(await packageOf(id)).toMatchObject({ review: 'REJECTED', online: false });
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'ANOMALY_NOTICED')).toHaveLength(1);
  });
});

describe('hosts with a review of their own (baidu/3.6)', () => {
  it('are asked once Baidu has approved, and only they', async () => {
    const { packageAt } = await submit('1.0.0');
    expect((await distributionAt('tieba')).confirmation).toBe('WAITING');
    await decide('BAIDU', packageAt('tieba'), 'APPROVED');
    expect((await distributionAt('tieba')).confirmation).toBe('PENDING');
    expect((await distributionAt('iqiyi')).confirmation).toBe('PENDING');
    expect((await distributionAt('baiduboxapp')).confirmation).toBe('NOT_NEEDED');
    expect((await distributionAt('wechat')).confirmation).toBe('NOT_NEEDED');
  });

  it('hold back nobody by refusing: the others go live, and the one that confirms late follows', async () => {
    const { versionId, packageAt } = await submit('1.0.0');
    await decide('BAIDU', packageAt('tieba'), 'APPROVED');
    granted(await sayAt('tieba', 'REFUSE', '与贴吧功能重复'));

    const first = granted(await release(place.deps, place.actor, { versionId }));
    expect(Object.fromEntries(first.results.map(({ hostId, verdict }) => [hostId, verdict.answer]))).toEqual({
      baiduboxapp: 'YES',
      iqiyi: 'NO',
      tieba: 'NO',
      wechat: 'NO',
    });
    await place.work();
    expect(await distributionAt('baiduboxapp')).toMatchObject({
      release: 'RELEASED',
      livePackageId: packageAt('tieba'),
    });
    expect(await distributionAt('tieba')).toMatchObject({ release: 'NOT_RELEASED', livePackageId: null });

    granted(await sayAt('iqiyi', 'CONFIRM'));
    granted(await release(place.deps, place.actor, { versionId, hostIds: ['iqiyi'] }));
    expect((await distributionAt('iqiyi')).release).toBe('RELEASED');
    expect(place.connectorOf('BAIDU').count('release')).toBe(1);
  });

  it('need not decide any more on a version that a later one has taken the place of', async () => {
    const { packageAt } = await submit('1.0.0', ['tieba']);
    await decide('BAIDU', packageAt('tieba'), 'APPROVED');
    await submit('1.1.0', ['tieba']);
    const reviews = await shop.database.prisma.review.findMany({
      where: { hostId: 'tieba', programId: place.programId },
    });
    expect(reviews).toMatchObject([{ packageId: packageAt('tieba'), state: 'WITHDRAWN' }]);
    expect(await sayAt('tieba', 'CONFIRM')).toMatchObject({ ok: false, problems: [{ code: 'NOT_FOUND' }] });
  });

  it('need words to refuse, decide once, and only for themselves', async () => {
    const { packageAt } = await submit('1.0.0');
    await decide('BAIDU', packageAt('tieba'), 'APPROVED');
    expect(await sayAt('tieba', 'REFUSE')).toMatchObject({ ok: false, problems: [{ path: 'input.words' }] });
    granted(await sayAt('tieba', 'REFUSE', 'no'));
    expect(await sayAt('tieba', 'CONFIRM')).toMatchObject({ ok: false, problems: [{ code: 'STATE' }] });
    const review = await shop.database.prisma.review.findFirstOrThrow({
      where: { hostId: 'iqiyi', programId: place.programId },
    });
    const hostReview = createHostReviewLookup(shop.database.pool, shop.clock);
    expect(await hostReview('tieba', review.id)).toBeUndefined();
  });
});

describe('releasing', () => {
  it('is only of the very version that passed (wechat/2.4)', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    const early = granted(await release(place.deps, place.actor, { versionId }));
    expect(early.results).toMatchObject([{ verdict: { answer: 'NO' } }]);
    await decide('WECHAT', packageAt('wechat'), 'APPROVED');
    expect((await packageOf(packageAt('wechat'))).online).toBe(false);
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect(await distributionAt('wechat')).toMatchObject({ release: 'RELEASED' });
    const other = await place.version('1.1.0');
    expect(await release(place.deps, place.actor, { versionId: other })).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND', path: 'input.hostIds' }],
    });
  });

  it('of a version at a host that it was not handed in for changes nothing anywhere', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat', 'baiduboxapp']);
    await decide('WECHAT', packageAt('wechat'), 'APPROVED');
    const answer = await release(place.deps, place.actor, { versionId, hostIds: ['wechat', 'tieba'] });
    expect(answer).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'POLICY',
          path: 'input.hostIds[1]',
          verdict: {
            findings: expect.arrayContaining([expect.objectContaining({ code: 'REVIEW_NOT_PASSED' })]),
          },
        },
      ],
    });
    expect((await distributionAt('wechat')).release).toBe('NOT_RELEASED');
  });

  it('that the platform refuses for good goes back to where it was, and says so at each host', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    await decide('WECHAT', packageAt('wechat'), 'APPROVED');
    place.connectorOf('WECHAT').failNext('release', 'FINAL', false, 'not now');
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect((await distributionAt('wechat')).release).toBe('NOT_RELEASED');
    expect((await shop.eventTypes(place.actor.accountId)).slice(-2)).toEqual([
      'HOST_CALL_FAILED',
      'RELEASE_REFUSED',
    ]);
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect((await distributionAt('wechat')).release).toBe('RELEASED');
  });

  it('of the next version supersedes the one that was live', async () => {
    for (const number of ['1.0.0', '1.1.0']) {
      const { versionId, packageAt } = await submit(number, ['wechat']);
      await decide('WECHAT', packageAt('wechat'), 'APPROVED');
      granted(await release(place.deps, place.actor, { versionId }));
      await place.work();
      expect((await distributionAt('wechat')).livePackageId).toBe(packageAt('wechat'));
    }
    const events = await shop.log.readAfter(accountStream(place.actor.accountId), 0n, 1000);
    expect(events.slice(-2)).toMatchObject([
      { type: 'RELEASED', payload: { axis: 'release', from: 'RELEASING', to: 'RELEASED' } },
      { type: 'SUPERSEDED', payload: { axis: 'release', from: 'RELEASED', to: 'SUPERSEDED' } },
    ]);
  });
});

describe('withdrawing', () => {
  it('is back when the platform says so', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    granted(await withdrawReview(place.deps, place.actor, { versionId, platform: 'WECHAT' }));
    expect((await packageOf(packageAt('wechat'))).review).toBe('IN_REVIEW');
    await place.work();
    expect(await packageOf(packageAt('wechat'))).toMatchObject({ review: 'WITHDRAWN', goal: null });
  });

  it('gives up what cannot get to the platform, and lets the next version go', async () => {
    place.connectorOf('WECHAT').failNext('upload', 'ASK_OPERATOR', false);
    const versionId = await place.version('1.0.0');
    const first = { versionId, hostIds: ['wechat'], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, first));
    await expect(place.work()).rejects.toThrow('scripted');
    const id = results[0]?.packageId ?? '';
    expect(await packageOf(id)).toMatchObject({ goal: 'IN_REVIEW', review: 'NOT_SUBMITTED' });
    const next = { versionId: await place.version('1.0.1'), hostIds: ['wechat'], absentContent: allContent };
    const held = granted(await submitForReview(place.deps, place.actor, next));
    expect(held.results).toMatchObject([{ verdict: { findings: [{ code: 'OTHER_REVIEW_OPEN' }] } }]);
    granted(await withdrawReview(place.deps, place.actor, { versionId, platform: 'WECHAT' }));
    expect(await packageOf(id)).toMatchObject({
      goal: null,
      state: 'FAILED',
      review: 'NOT_SUBMITTED',
    });
    expect(granted(await submitForReview(place.deps, place.actor, next)).results).toMatchObject([
      { verdict: { answer: 'YES' } },
    ]);
  });

  it('is refused once there is a decision', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    await decide('WECHAT', packageAt('wechat'), 'APPROVED');
    const answer = await withdrawReview(place.deps, place.actor, { versionId, platform: 'WECHAT' });
    expect(answer).toMatchObject({ ok: false, problems: [{ code: 'POLICY' }] });
  });

  it('wechat/2.4: is refused for the sixth time in a day, with the time from which it is possible', async () => {
    const numbers = ['1.0.0', '1.0.1', '1.0.2', '1.0.3', '1.0.4', '1.0.5'];
    const answers: unknown[] = [];
    for (const number of numbers) {
      const { versionId } = await submit(number, ['wechat']);
      const answer = await withdrawReview(place.deps, place.actor, { versionId, platform: 'WECHAT' });
      answers.push(answer.ok || answer.problems[0]?.code);
      await place.work();
    }
    expect(answers).toEqual([true, true, true, true, true, 'RETRY_LATER']);
  });
});

describe('a version that was taken back', () => {
  const again = (versionId: string, hostIds: readonly string[]) =>
    submitForReview(place.deps, place.actor, { versionId, hostIds, absentContent: allContent });

  async function takenBack(platform: string, hostId: string) {
    const { versionId, packageAt } = await submit('1.0.0', [hostId]);
    granted(await withdrawReview(place.deps, place.actor, { versionId, platform }));
    await place.work();
    return { versionId, first: packageAt(hostId) };
  }

  const places = [
    ['wechat/2.4', 'WECHAT', 'wechat'],
    ['baidu/2.2', 'BAIDU', 'baiduboxapp'],
  ] as const;

  it.each(places)('%s: is handed in again, approved and released', async (_clause, platform, hostId) => {
    const { versionId, first } = await takenBack(platform, hostId);
    const { results, submissionId } = granted(await again(versionId, [hostId]));
    const second = results[0]?.packageId ?? '';
    await place.work();
    expect(second).not.toBe(first);
    expect(place.connectorOf(platform).acts).toEqual(['upload', 'submit', 'withdraw', 'upload', 'submit']);
    await decide(platform, second, 'APPROVED');
    granted(await release(place.deps, place.actor, { versionId, hostIds: [hostId] }));
    await place.work();
    expect(await distributionAt(hostId)).toMatchObject({ packageId: second, livePackageId: second });

    const packages = await shop.database.prisma.package.findMany({
      where: { versionId },
      orderBy: { attempt: 'asc' },
    });
    expect(packages).toMatchObject([
      { id: first, attempt: 1, review: 'WITHDRAWN', online: false },
      { id: second, attempt: 2, review: 'APPROVED', online: true, submissionId },
    ]);
    expect(packages[0]?.submissionId).not.toBe(submissionId);
    const reviews = await shop.database.prisma.review.findMany({
      where: { programId: place.programId, hostId: null },
      select: { packageId: true, state: true },
      orderBy: { id: 'asc' },
    });
    expect(reviews).toEqual(
      expect.arrayContaining([
        { packageId: first, state: 'WITHDRAWN' },
        { packageId: second, state: 'APPROVED' },
      ]),
    );
    expect(reviews).toHaveLength(2);
  });

  it.each(places)(
    '%s: is taken on once, however often it is asked for',
    async (_clause, platform, hostId) => {
      const { versionId } = await takenBack(platform, hostId);
      const outcomes = await Promise.all([again(versionId, [hostId]), again(versionId, [hostId])]);
      const answers = outcomes.map((outcome) => granted(outcome).results[0]?.verdict.answer);
      expect(answers.sort()).toEqual(['NO', 'YES']);
    },
  );

  it.each(places)(
    '%s: is asked about by its second mark when an answer is lost',
    async (_clause, platform, hostId) => {
      const { versionId } = await takenBack(platform, hostId);
      const connector = place.connectorOf(platform);
      connector.failNext('submit', 'MAY_HAVE_ACTED', true);
      const second = granted(await again(versionId, [hostId])).results[0]?.packageId ?? '';
      await expect(place.work()).rejects.toMatchObject({ name: 'HostError' });
      await shop.queue.send([{ job: { kind: 'PACKAGE', id: second } }]);
      await place.work();
      expect(connector.count('submit')).toBe(2);
      expect(await packageOf(second)).toMatchObject({ review: 'IN_REVIEW' });
    },
  );

  it.each(places)('%s: hears nothing of its first review any more', async (_clause, platform, hostId) => {
    const { versionId, first } = await takenBack(platform, hostId);
    const second = granted(await again(versionId, [hostId])).results[0]?.packageId ?? '';
    await place.work();
    const late = { state: 'APPROVED', reference: 'late' } as const;
    await applyReport(place.effects, first, place.actor.accountId, late);
    expect(await packageOf(first)).toMatchObject({ review: 'WITHDRAWN' });
    expect(await packageOf(second)).toMatchObject({ review: 'IN_REVIEW' });
    expect(await shop.eventTypes(place.actor.accountId)).toContain('ANOMALY_NOTICED');
  });

  it('baidu/2.4: counts each time towards the limit', async () => {
    const versionId = await place.version('1.0.0');
    const codes: (string | undefined)[] = [];
    for (let time = 1; time <= 11; time += 1) {
      const { results } = granted(await again(versionId, ['baiduboxapp']));
      await place.work();
      const blocking = results[0]?.verdict.findings.find(({ effect }) => effect === 'BLOCKS');
      codes.push(blocking?.code);
      if (blocking) continue;
      granted(await withdrawReview(place.deps, place.actor, { versionId, platform: 'BAIDU' }));
      await place.work();
    }
    expect(codes).toEqual([...Array(10).fill(undefined), 'SUBMITTED_TOO_OFTEN']);
  });

  it('wechat/2.4, wechat/2.6: counts each time towards the limits on withdrawing and on submitting', async () => {
    const versionId = await place.version('1.0.0');
    const codes: (string | undefined)[] = [];
    for (let time = 1; time <= 6; time += 1) {
      granted(await again(versionId, ['wechat']));
      await place.work();
      const answer = await withdrawReview(place.deps, place.actor, { versionId, platform: 'WECHAT' });
      codes.push(answer.ok ? undefined : answer.problems[0]?.code);
      await place.work();
    }
    expect(codes).toEqual([...Array(5).fill(undefined), 'RETRY_LATER']);
    expect(await shop.database.prisma.submission.count({ where: { versionId } })).toBe(6);
    expect(await shop.database.prisma.package.count({ where: { versionId } })).toBe(6);
  });

  it('wechat/2.4: that was rejected is not handed in again', async () => {
    const { versionId, packageAt } = await submit('1.0.0', ['wechat']);
    await decide('WECHAT', packageAt('wechat'), 'REJECTED', 'no');
    const { results } = granted(await again(versionId, ['wechat']));
    expect(results).toMatchObject([{ verdict: { findings: [{ code: 'ALREADY_SUBMITTED' }] } }]);
  });
});

describe('a version that was rolled back', () => {
  it('wechat/2.4, baidu/2.2: comes back by another review of its own', async () => {
    for (const [platform, hostId] of [
      ['WECHAT', 'wechat'],
      ['BAIDU', 'baiduboxapp'],
    ] as const) {
      const { versionId, packageAt } = await submit(`1.0.0-${hostId}`, [hostId]);
      await decide(platform, packageAt(hostId), 'APPROVED');
      granted(await release(place.deps, place.actor, { versionId, hostIds: [hostId] }));
      await place.work();
      const input = { versionId, hostIds: [hostId], absentContent: allContent };
      const whileLive = granted(await submitForReview(place.deps, place.actor, input));
      expect(whileLive.results).toMatchObject([{ verdict: { findings: [{ code: 'ALREADY_SUBMITTED' }] } }]);
      const { id } = await distributionAt(hostId);
      await shop.database.prisma.distribution.update({ where: { id }, data: { release: 'ROLLED_BACK' } });
      const second =
        granted(await submitForReview(place.deps, place.actor, input)).results[0]?.packageId ?? '';
      await place.work();
      expect(second).not.toBe(packageAt(hostId));
      expect(await packageOf(second)).toMatchObject({ attempt: 2, review: 'IN_REVIEW' });
      expect(await distributionAt(hostId)).toMatchObject({ packageId: second, release: 'NOT_RELEASED' });
    }
  });
});
