import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acknowledgeForeignChange } from '../../src/review/acknowledge-foreign-change.ts';
import { cancelStagedRelease } from '../../src/review/cancel-staged-release.ts';
import { pauseService } from '../../src/review/pause-service.ts';
import { release } from '../../src/review/release.ts';
import { resumeService } from '../../src/review/resume-service.ts';
import { rollBack } from '../../src/review/roll-back.ts';
import { stageRelease } from '../../src/review/stage-release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { withdrawReview } from '../../src/review/withdraw.ts';
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

const platform = 'WECHAT';
const wechat = () => place.connectorOf(platform);
const deps = () => ({ ...place.deps, connectorOf: place.connectorOf });
const theirs = { versionNumber: '9.9', description: 'a hotfix' };

async function handIn(number: string) {
  shop.clock.advance(1_000);
  const versionId = await place.version(number);
  const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
  const { results } = granted(await submitForReview(place.deps, place.actor, input));
  return { versionId, packageId: results[0]?.packageId ?? '', verdict: results[0]?.verdict };
}

/** A version that is handed in for WeChat, as far as it is to come. */
async function version(number: string, until: 'IN_REVIEW' | 'APPROVED' | 'RELEASED' = 'RELEASED') {
  const { versionId, packageId } = await handIn(number);
  await place.work();
  if (until === 'IN_REVIEW') return { versionId, packageId };
  await decided(packageId);
  if (until === 'APPROVED') return { versionId, packageId };
  granted(await release(place.deps, place.actor, { versionId }));
  await place.work();
  return { versionId, packageId };
}

async function decided(packageId: string) {
  wechat().reports.set(packageId, { state: 'APPROVED', reference: '42' });
  await look(packageId);
}

async function look(packageId: string) {
  await shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
}

/** The gateway asks the platform what it has, as it does now and then. */
async function poll() {
  const { id } = await shop.database.prisma.registration.findFirstOrThrow({
    where: { programId: place.programId, platform },
  });
  await shop.queue.send([{ job: { kind: 'VERSIONS', id } }]);
  await place.work();
}

const changes = () =>
  shop.database.prisma.foreignChange.findMany({
    where: { programId: place.programId },
    orderBy: { endedAt: { sort: 'asc', nulls: 'last' } },
  });
const accept = async (foreignChangeId?: string, key?: string) => {
  const [first] = (await changes()).filter(({ acknowledgedAt, endedAt }) => !acknowledgedAt && !endedAt);
  return acknowledgeForeignChange(
    place.deps,
    place.actor,
    { foreignChangeId: foreignChangeId ?? first?.id ?? '' },
    key,
  );
};
const here = () =>
  shop.database.prisma.distribution.findUniqueOrThrow({
    where: { programId_hostId: { programId: place.programId, hostId: 'wechat' } },
  });
const packageOf = (id: string) => shop.database.prisma.package.findUniqueOrThrow({ where: { id } });
const events = () => shop.eventTypes(place.actor.accountId);
const count = async (type: string) => (await events()).filter((one) => one === type).length;

describe('a version on its way', () => {
  it('is not uploaded over code that somebody else uploaded, and is once that was accepted', async () => {
    wechat().elsewhere.trial = theirs;
    const { packageId } = await handIn('1.0.0');
    await place.work();
    expect(wechat().acts).toEqual([]);
    expect(await packageOf(packageId)).toMatchObject({ state: 'NONE', goal: 'IN_REVIEW', trouble: null });
    expect(await changes()).toMatchObject([
      { kind: 'UPLOADED', hostVersion: '9.9', hostDescription: 'a hotfix', acknowledgedAt: null },
    ]);

    granted(await accept());
    await place.work();
    expect(wechat().acts).toEqual(['upload', 'submit']);
    expect(await packageOf(packageId)).toMatchObject({ review: 'IN_REVIEW' });
    expect(await changes()).toMatchObject([{ acknowledgedBy: place.actor.label }]);
  });

  it('is not handed in when somebody uploaded after it, and goes on when that is gone', async () => {
    wechat().justBefore.set('upload', () => {
      wechat().elsewhere.trial = theirs;
    });
    const { packageId } = await handIn('1.0.0');
    await place.work();
    expect(wechat().acts).toEqual(['upload']);
    expect(await packageOf(packageId)).toMatchObject({ state: 'UPLOADED', goal: 'IN_REVIEW' });
    delete wechat().elsewhere.trial;
    await poll();
    expect(wechat().acts).toEqual(['upload', 'submit']);
    expect(await changes()).toMatchObject([{ acknowledgedAt: null, endedAt: expect.any(Date) }]);
    expect(await count('FOREIGN_CHANGE_ENDED')).toBe(1);
  });

  it('is not taken to be in review where what is in review is what somebody uploaded in that very instant', async () => {
    const { packageId } = await handIn('1.0.0');
    wechat().justBefore.set('submit', () => {
      const reference = `audit-${packageId}`;
      Object.assign(wechat().elsewhere, {
        trial: theirs,
        review: { ...theirs, state: 'IN_REVIEW', reference },
      });
      // What was submitted is theirs: ours is where it was.
      wechat().lookUpPackage = async () => ({ state: 'UPLOADED' });
    });
    await place.work();
    expect(wechat().count('submit')).toBe(1);
    expect(await packageOf(packageId)).toMatchObject({ review: 'NOT_SUBMITTED', goal: 'IN_REVIEW' });
    expect(await changes()).toMatchObject([
      { kind: 'SUBMITTED', hostVersion: '9.9', hostState: 'IN_REVIEW' },
    ]);
  });

  it('can be taken back while it waits: nothing of theirs is touched by that', async () => {
    wechat().elsewhere.trial = theirs;
    const { versionId, packageId } = await handIn('1.0.0');
    await place.work();
    granted(await withdrawReview(place.deps, place.actor, { versionId, platform }));
    expect(await packageOf(packageId)).toMatchObject({ goal: null });
    granted(await accept());
    await place.work();
    expect(wechat().acts).toEqual([]);
  });
});

describe('a release that was asked for', () => {
  it('waits where somebody released something else in the meantime', async () => {
    const { versionId, packageId } = await version('1.0.0', 'APPROVED');
    granted(await release(place.deps, place.actor, { versionId }));
    wechat().elsewhere.live = theirs;
    await place.work();
    expect(wechat().count('release')).toBe(0);
    expect(await packageOf(packageId)).toMatchObject({ goal: 'RELEASED' });
    expect(await here()).toMatchObject({ release: 'RELEASING' });
    expect(await changes()).toMatchObject([{ kind: 'RELEASED', hostVersion: '9.9' }]);

    granted(await accept());
    delete wechat().elsewhere.live;
    await place.work();
    expect(wechat().count('release')).toBe(1);
    expect(await here()).toMatchObject({ release: 'RELEASED', livePackageId: packageId });
    expect(await changes()).toMatchObject([{ endedAt: expect.any(Date) }]);
  });

  it('is not made over what was released after the one that was accepted', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    granted(await release(place.deps, place.actor, { versionId }));
    wechat().elsewhere.live = theirs;
    await place.work();
    granted(await accept());
    wechat().elsewhere.live = { ...theirs, versionNumber: '9.10' };
    await place.work();
    expect(wechat().count('release')).toBe(0);
    expect(await changes()).toMatchObject([
      { hostVersion: '9.9', endedAt: expect.any(Date) },
      { hostVersion: '9.10', acknowledgedAt: null, endedAt: null },
    ]);
  });

  it('of the same version that somebody released first is done', async () => {
    const { versionId, packageId } = await version('1.0.0', 'APPROVED');
    granted(await release(place.deps, place.actor, { versionId }));
    wechat().reports.set(packageId, { state: 'RELEASED', reference: '42' });
    await place.work();
    expect(wechat().count('release')).toBe(0);
    expect(await here()).toMatchObject({ release: 'RELEASED' });
    expect(await changes()).toEqual([]);
  });
});

describe('rolling back', () => {
  it('is not what happened where somebody released something else before it was done', async () => {
    const { versionId, packageId } = await version('1.0.0');
    granted(await rollBack(deps(), place.actor, { versionId, platform }));
    wechat().elsewhere.live = theirs;
    wechat().rolledBack = { state: 'ROLLED_BACK', live: theirs };
    await place.work();
    expect(wechat().count('rollBack')).toBe(0);
    expect(await here()).toMatchObject({ release: 'SUPERSEDED', livePackageId: null });
    expect(await packageOf(packageId)).toMatchObject({ online: false, goal: null });
    expect(await count('ROLLED_BACK')).toBe(0);
  });
});

describe('what somebody did in the platform’s console', () => {
  it.each([
    ['RELEASED', 'RELEASED'],
    ['SUPERSEDED', 'SUPERSEDED'],
  ])('and nobody here asked for leaves what was %s where the table leads', async (_word, release) => {
    const first = await version('1.0.0');
    const second = release === 'RELEASED' ? await version('1.1.0', 'APPROVED') : first;
    if (release === 'RELEASED') {
      wechat().reports.set(second.packageId, { state: 'RELEASED', reference: '42' });
    } else wechat().elsewhere.live = theirs;
    await poll();
    expect(await here()).toMatchObject({
      release,
      livePackageId: release === 'RELEASED' ? second.packageId : null,
    });
    expect(await packageOf(first.packageId)).toMatchObject({ online: false });
    expect(await changes()).toMatchObject([{ kind: 'RELEASED', insteadOfId: first.packageId }]);
    expect((await events()).slice(-3)).toContain('FOREIGN_CHANGE_NOTICED');
    const before = await events();
    await poll();
    expect(await events()).toEqual(before);
  });

  it('is gone back from: what was public before is again', async () => {
    const first = await version('1.0.0');
    const second = await version('1.1.0');
    wechat().elsewhere.live = { key: first.packageId, versionNumber: '1.0.0' };
    wechat().reports.delete(second.packageId);
    await poll();
    expect(await here()).toMatchObject({ release: 'ROLLED_BACK', livePackageId: first.packageId });
    expect(await packageOf(first.packageId)).toMatchObject({ online: true });
    expect(await changes()).toMatchObject([
      { kind: 'ROLLED_BACK', packageId: first.packageId, insteadOfId: second.packageId },
    ]);
    expect((await events()).slice(-3)).toEqual(['FOREIGN_CHANGE_NOTICED', 'ROLLED_BACK', 'RESTORED']);
  });

  it('to a review of ours ends it: it can be handed in once more, once that was accepted', async () => {
    const { versionId, packageId } = await version('1.0.0', 'IN_REVIEW');
    wechat().reports.set(packageId, { state: 'WITHDRAWN', reference: '42' });
    await poll();
    expect(await packageOf(packageId)).toMatchObject({ review: 'WITHDRAWN', goal: null });
    expect(await changes()).toMatchObject([{ kind: 'WITHDRAWN', packageId }]);
    expect((await events()).slice(-2)).toEqual(['REVIEW_WITHDRAWN', 'FOREIGN_CHANGE_NOTICED']);

    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    expect(results[0]?.verdict).toMatchObject({
      answer: 'NO',
      findings: [{ code: 'FOREIGN_CHANGE', remedy: { kind: 'ACKNOWLEDGE_FOREIGN_CHANGE' } }],
    });
    granted(await accept());
    expect(await changes()).toMatchObject([{ endedAt: expect.any(Date) }]);
    const again = granted(await submitForReview(place.deps, place.actor, input));
    expect(again.results[0]?.packageId).not.toBe(packageId);
  });

  it('to a review that has just begun is not undone by handing it in again before the platform is believed', async () => {
    const { packageId } = await version('1.0.0', 'IN_REVIEW');
    wechat().reports.set(packageId, { state: 'UPLOADED', reference: `audit-${packageId}` });
    await look(packageId);
    expect(wechat().count('submit')).toBe(1);
    expect(await packageOf(packageId)).toMatchObject({ review: 'IN_REVIEW' });
    shop.clock.advance(11_000);
    await look(packageId);
    expect(wechat().count('submit')).toBe(1);
    expect(await packageOf(packageId)).toMatchObject({ review: 'WITHDRAWN', goal: null });
  });

  it('is not a withdrawal that was asked for here', async () => {
    const { versionId } = await version('1.0.0', 'IN_REVIEW');
    granted(await withdrawReview(place.deps, place.actor, { versionId, platform }));
    await place.work();
    await poll();
    expect(await changes()).toEqual([]);
  });

  it('to a version that was never handed in from here begins its review', async () => {
    const { versionId, packageId } = await handIn('1.0.0');
    wechat().failNext('submit', 'FIX_INPUT', false);
    await place.work();
    expect(await packageOf(packageId)).toMatchObject({ state: 'UPLOADED', goal: null });
    wechat().reports.set(packageId, { state: 'IN_REVIEW', reference: '42' });
    await poll();
    expect(await packageOf(packageId)).toMatchObject({ review: 'IN_REVIEW' });
    expect(await changes()).toMatchObject([{ kind: 'SUBMITTED', packageId, hostVersion: '1.0.0' }]);
    expect((await withdrawReview(place.deps, place.actor, { versionId, platform })).ok).toBe(true);
  });

  it('to the service is noticed, and followed', async () => {
    const { versionId } = await version('1.0.0');
    wechat().serving = 'PAUSED';
    await poll();
    expect(await here()).toMatchObject({ release: 'PAUSED' });
    expect((await events()).slice(-2)).toEqual(['FOREIGN_CHANGE_NOTICED', 'PAUSED']);
    expect(await resumeService(deps(), place.actor, { versionId, platform })).toMatchObject({
      ok: false,
      problems: [{ code: 'FOREIGN_CHANGE', path: 'input.platform', changes: [expect.any(String)] }],
    });
    wechat().serving = 'SERVING';
    await poll();
    expect(await here()).toMatchObject({ release: 'RELEASED' });
    expect(await changes()).toMatchObject([
      { kind: 'PAUSED', endedAt: expect.any(Date) },
      { kind: 'RESUMED', endedAt: null },
    ]);
    expect(await pauseService(deps(), place.actor, { versionId, platform })).toMatchObject({
      ok: false,
      problems: [{ code: 'FOREIGN_CHANGE' }],
    });
    granted(await accept());
    granted(await pauseService(deps(), place.actor, { versionId, platform }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'PAUSED' });
    await poll();
    expect(await changes()).toHaveLength(2);
  });

  it('that the table does not allow is an anomaly, said once, and moves nothing', async () => {
    const { versionId, packageId } = await version('1.0.0');
    granted(await pauseService(deps(), place.actor, { versionId, platform }));
    await place.work();
    // A version whose service is closed is not gone back from.
    const [first] = [await version('1.1.0', 'APPROVED')];
    wechat().elsewhere.live = { key: first.packageId };
    wechat().reports.set(first.packageId, { state: 'REJECTED', reference: '42', words: '' });
    await poll();
    await poll();
    expect(await count('ANOMALY_NOTICED')).toBe(1);
    expect(await packageOf(packageId)).toMatchObject({ online: true });
  });
});

describe('what is asked for while a change waits to be accepted', () => {
  beforeEach(async () => {
    await version('1.0.0');
  });

  it('is refused where it would take its place, with what to do', async () => {
    const { versionId } = await version('1.1.0', 'APPROVED');
    wechat().elsewhere.live = theirs;
    await poll();
    const input = { versionId, platform };
    const inStages = { ...input, percentage: 10 };
    for (const outcome of [
      await stageRelease(deps(), place.actor, inStages),
      await cancelStagedRelease(deps(), place.actor, input),
      await rollBack(deps(), place.actor, input),
    ]) {
      expect(outcome).toMatchObject({
        ok: false,
        problems: [
          {
            code: 'FOREIGN_CHANGE',
            platform,
            message: { 'zh-CN': expect.stringContaining('9.9'), en: expect.stringContaining('9.9') },
          },
        ],
      });
    }
    const released = granted(await release(place.deps, place.actor, { versionId }));
    expect(released.results[0]?.verdict).toMatchObject({
      answer: 'NO',
      findings: [{ rule: 'nothing-overwritten', code: 'FOREIGN_CHANGE' }],
    });
    expect((await handIn('1.2.0')).verdict?.answer).toBe('NO');

    granted(await accept());
    const again = granted(await release(place.deps, place.actor, { versionId }));
    expect(again.results[0]?.verdict.answer).toBe('YES');
  });
});

describe('accepting a change', () => {
  beforeEach(async () => {
    await version('1.0.0');
    wechat().elsewhere.live = theirs;
    await poll();
  });

  it('is done once, and told once, however often it is said', async () => {
    const [change] = await changes();
    granted(await accept(change?.id, 'key-1'));
    granted(await accept(change?.id, 'key-1'));
    granted(await accept(change?.id));
    expect(await count('FOREIGN_CHANGE_ACKNOWLEDGED')).toBe(1);
  });

  it('is not another account’s business', async () => {
    const [change] = await changes();
    const stranger = await shop.newAccount();
    const input = { foreignChangeId: change?.id ?? '' };
    expect(await acknowledgeForeignChange(place.deps, stranger, input)).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND', path: 'input.foreignChangeId' }],
    });
  });
});

describe('a look', () => {
  it('counts for nothing where the gateway itself did something while the platform answered', async () => {
    const { packageId } = await version('1.0.0');
    const { state } = wechat().service;
    Object.assign(wechat().service, {
      state: async (appId: string) => {
        await shop.database.prisma.package.update({ where: { id: packageId }, data: { goal: 'PAUSED' } });
        Object.assign(wechat().service, { state });
        return state(appId);
      },
    });
    wechat().elsewhere.trial = theirs;
    const { id } = await shop.database.prisma.registration.findFirstOrThrow({
      where: { programId: place.programId, platform },
    });
    await shop.queue.send([{ job: { kind: 'VERSIONS', id } }]);
    await place.work();
    // The first said nothing, and asked to look again.
    expect(wechat().looks).toBeGreaterThan(1);
    expect(await changes()).toMatchObject([{ kind: 'UPLOADED' }]);
  });

  it('is taken at a program of which something was handed in, as often as the table says', async () => {
    const { id } = await shop.database.prisma.registration.findFirstOrThrow({
      where: { programId: place.programId, platform },
    });
    const due = async () => {
      const all = await shop.work.dueForALook(shop.clock.now(), 86_400_000);
      return all.some((job) => job.kind === 'VERSIONS' && job.id === id);
    };
    expect(await due()).toBe(false);
    await version('1.0.0');
    expect(await due()).toBe(true);
    await poll();
    expect(await due()).toBe(false);
    shop.clock.advance(900_001);
    expect(await due()).toBe(true);
  });
});
