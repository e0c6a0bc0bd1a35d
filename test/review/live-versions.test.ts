import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cancelStagedRelease } from '../../src/review/cancel-staged-release.ts';
import { expediteReview } from '../../src/review/expedite-review.ts';
import { pauseService } from '../../src/review/pause-service.ts';
import { release } from '../../src/review/release.ts';
import { resumeService } from '../../src/review/resume-service.ts';
import { type RollBackInput, rollBack } from '../../src/review/roll-back.ts';
import { type StageReleaseInput, stageRelease } from '../../src/review/stage-release.ts';
import { submitForReview } from '../../src/review/submit.ts';
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
const events = () => shop.eventTypes(place.actor.accountId);
const lastEvents = async (count: number) => (await events()).slice(-count);

/** Hands a version in for WeChat, as far as it is to come. */
async function version(number: string, until: 'IN_REVIEW' | 'APPROVED' | 'RELEASED' = 'RELEASED') {
  const versionId = await place.version(number);
  const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
  const { results } = granted(await submitForReview(place.deps, place.actor, input));
  const packageId = results[0]?.packageId ?? '';
  await place.work();
  if (until === 'IN_REVIEW') return { versionId, packageId };
  wechat().reports.set(packageId, { state: 'APPROVED', reference: '42' });
  await look(packageId);
  if (until === 'APPROVED') return { versionId, packageId };
  granted(await release(place.deps, place.actor, { versionId }));
  await place.work();
  return { versionId, packageId };
}

async function look(packageId: string) {
  await shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
}

const here = () =>
  shop.database.prisma.distribution.findUniqueOrThrow({
    where: { programId_hostId: { programId: place.programId, hostId: 'wechat' } },
  });
const packageOf = (id: string) => shop.database.prisma.package.findUniqueOrThrow({ where: { id } });

const goBack = (input: Omit<RollBackInput, 'platform'>) =>
  rollBack(deps(), place.actor, { platform, ...input });
const stage = (input: Omit<StageReleaseInput, 'platform'>, key?: string) =>
  stageRelease(deps(), place.actor, { platform, ...input }, key);

describe('rolling back', () => {
  it('gives users the version before again, and says which', async () => {
    const first = await version('1.0.0');
    const second = await version('1.1.0');
    wechat().afterRollback = { state: 'ROLLED_BACK', live: { versionNumber: '1.0.0', key: first.packageId } };
    granted(await goBack({ versionId: second.versionId }));
    await place.work();
    expect(wechat().count('rollBack')).toBe(1);
    expect(await here()).toMatchObject({ release: 'ROLLED_BACK', livePackageId: first.packageId });
    expect(await packageOf(first.packageId)).toMatchObject({ online: true });
    expect(await packageOf(second.packageId)).toMatchObject({ online: false, goal: null });
    expect(await lastEvents(3)).toEqual(['ROLLBACK_REQUESTED', 'ROLLED_BACK', 'RESTORED']);
  });

  it('goes to the candidate that is named', async () => {
    await version('1.0.0');
    const { versionId } = await version('1.1.0');
    granted(await goBack({ versionId, to: '3' }));
    await place.work();
    expect(wechat().wentBackTo).toBe('3');
  });

  it('is not done twice where the answer got lost', async () => {
    const first = await version('1.0.0');
    const { versionId, packageId } = await version('1.1.0');
    wechat().afterRollback = { state: 'ROLLED_BACK', live: { key: first.packageId } };
    wechat().failNext('rollBack', 'MAY_HAVE_ACTED', true);
    granted(await goBack({ versionId }));
    await expect(place.work()).rejects.toThrow('scripted');
    await look(packageId);
    expect(wechat().count('rollBack')).toBe(1);
    expect((await here()).release).toBe('ROLLED_BACK');
  });

  it('to a version that was released in the platform’s own console is told as that, and not as one of ours', async () => {
    const { versionId } = await version('1.0.0');
    wechat().afterRollback = { state: 'ROLLED_BACK', live: { versionNumber: '0.9' } };
    granted(await goBack({ versionId }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'ROLLED_BACK', livePackageId: null });
    expect(await events()).not.toContain('RESTORED');
  });

  it('that the platform refuses leaves everything as it is, and says why', async () => {
    const { versionId, packageId } = await version('1.0.0');
    wechat().failNext('rollBack', 'FINAL', false, 'forbid revert this version release');
    granted(await goBack({ versionId }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'RELEASED', livePackageId: packageId });
    expect(await packageOf(packageId)).toMatchObject({
      goal: null,
      trouble: {
        retry: 'FINAL',
        words: 'forbid revert this version release',
        explanation: { 'zh-CN': expect.any(String), en: expect.any(String) },
      },
    });
    expect(await lastEvents(1)).toEqual(['HOST_CALL_FAILED']);
  });

  it('of a version that is not out is refused before anything is asked', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    expect(await goBack({ versionId })).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'NOT_RELEASED' }],
    });
    expect(wechat().count('rollBack')).toBe(0);
  });

  it('that was done is granted again and does nothing', async () => {
    const { versionId } = await version('1.0.0');
    granted(await goBack({ versionId }));
    await place.work();
    granted(await goBack({ versionId }));
    await place.work();
    expect(wechat().count('rollBack')).toBe(1);
  });
});

describe('a staged release', () => {
  it('begins with a part of the users, grows, and ends with everybody', async () => {
    await version('1.0.0');
    const { versionId, packageId } = await version('1.1.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 10 }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'STAGED' });
    expect(await packageOf(packageId)).toMatchObject({ stagedPercentage: 10, goal: null });

    granted(await stage({ versionId, percentage: 50 }));
    await place.work();
    expect(await packageOf(packageId)).toMatchObject({ stagedPercentage: 50 });
    expect(wechat().count('stage')).toBe(2);

    wechat().reports.set(packageId, { state: 'RELEASED', reference: '42' });
    await look(packageId);
    expect(await here()).toMatchObject({ release: 'RELEASED', livePackageId: packageId });
    expect(await packageOf(packageId)).toMatchObject({ stagedPercentage: null, online: true });
    const types = await events();
    expect(types.filter((type) => type.startsWith('STAGE'))).toEqual([
      'STAGED_RELEASE_REQUESTED',
      'STAGED',
      'STAGED_RELEASE_REQUESTED',
      'STAGE_WIDENED',
    ]);
  });

  it('of all users is asked about at once: whether it is a release, only the platform can say', async () => {
    const { versionId, packageId } = await version('1.0.0', 'APPROVED');
    wechat().justBefore.set('stage', () => {
      wechat().reports.set(packageId, { state: 'RELEASED', reference: '42' });
    });
    granted(await stage({ versionId, percentage: 100 }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'RELEASED', livePackageId: packageId });
    expect(await lastEvents(3)).toEqual(['STAGED_RELEASE_REQUESTED', 'STAGED', 'RELEASED']);
  });

  it('of all users that the platform does not call a release stays staged, until it is released', async () => {
    const { versionId, packageId } = await version('1.0.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 100 }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'STAGED', livePackageId: null });
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'RELEASED', livePackageId: packageId });
  });

  it('is given to everybody by a release, which is judged and accepted as one and told once', async () => {
    await version('1.0.0');
    const { versionId, packageId } = await version('1.1.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 10 }));
    await place.work();
    const { results } = granted(await release(place.deps, place.actor, { versionId }));
    expect(results).toMatchObject([{ hostId: 'wechat', packageId, verdict: { answer: 'YES' } }]);
    // Those who have it keep it until everybody does.
    expect(await here()).toMatchObject({ release: 'STAGED' });
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect(wechat().count('release')).toBe(2);
    expect(await here()).toMatchObject({ release: 'RELEASED', livePackageId: packageId });
    expect(await packageOf(packageId)).toMatchObject({ stagedPercentage: null, goal: null, online: true });
    expect(await lastEvents(3)).toEqual(['RELEASE_REQUESTED', 'RELEASED', 'SUPERSEDED']);
  });

  it('whose release to everybody the platform refuses goes on as it was, and says so', async () => {
    const { versionId, packageId } = await version('1.0.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 10 }));
    await place.work();
    wechat().failNext('release', 'FINAL', false, 'status not allowed');
    granted(await release(place.deps, place.actor, { versionId }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'STAGED' });
    expect(await packageOf(packageId)).toMatchObject({ stagedPercentage: 10, goal: null });
    expect(await lastEvents(2)).toEqual(['HOST_CALL_FAILED', 'RELEASE_REFUSED']);
  });

  it('is not given to everybody while it is being taken back', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 10 }));
    await place.work();
    granted(await cancelStagedRelease(deps(), place.actor, { versionId, platform }));
    expect(await release(place.deps, place.actor, { versionId })).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'UNSTAGED' }],
    });
  });

  it('never becomes smaller', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 30 }));
    await place.work();
    expect(await stage({ versionId, percentage: 20 })).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID_INPUT', path: 'input.percentage' }],
    });
    granted(await stage({ versionId, percentage: 30 }));
    await place.work();
    expect(wechat().count('stage')).toBe(1);
  });

  it.each([-1, 101, 1.5, 0])('of %d of a hundred is refused', async (percentage) => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    expect(await stage({ versionId, percentage })).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID_INPUT', path: 'input.percentage' }],
    });
  });

  it('wechat/2.4: of a version that has not passed its review is judged as a release, and refused', async () => {
    const { versionId } = await version('1.0.0', 'IN_REVIEW');
    expect(await stage({ versionId, percentage: 10 })).toMatchObject({
      ok: false,
      problems: [{ code: 'POLICY', verdict: { answer: 'NO', operation: 'RELEASE' } }],
    });
    expect((await here()).release).toBe('NOT_RELEASED');
  });

  it('is taken back from those who got it, and can be released again', async () => {
    const { versionId, packageId } = await version('1.0.0', 'APPROVED');
    granted(await stage({ versionId, percentage: 30 }));
    await place.work();
    granted(await cancelStagedRelease(deps(), place.actor, { versionId, platform }));
    await place.work();
    expect(await here()).toMatchObject({ release: 'NOT_RELEASED' });
    expect(await packageOf(packageId)).toMatchObject({ stagedPercentage: null, goal: null });
    expect(await lastEvents(2)).toEqual(['STAGE_CANCEL_REQUESTED', 'STAGE_CANCELLED']);
    const { results } = granted(await release(place.deps, place.actor, { versionId }));
    expect(results[0]?.verdict.answer).toBe('YES');
  });

  it('whose first stage the platform refuses is not released, and says so', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    wechat().failNext('stage', 'FINAL', false, 'no live version');
    granted(await stage({ versionId, percentage: 10 }));
    await place.work();
    expect((await here()).release).toBe('NOT_RELEASED');
    expect(await lastEvents(2)).toEqual(['HOST_CALL_FAILED', 'RELEASE_REFUSED']);
  });

  it('is asked of a platform that has none', async () => {
    const baidu = place.connectorOf('BAIDU');
    const without = (name: string) => (name === 'BAIDU' ? { ...baidu, staging: undefined } : wechat());
    const { versionId } = await version('1.0.0', 'APPROVED');
    const input = { versionId, platform: 'BAIDU', percentage: 10 };
    const asked = { ...place.deps, connectorOf: without as never };
    expect(await stageRelease(asked, place.actor, input)).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID_INPUT', path: 'input.platform', platform: 'BAIDU' }],
    });
  });
});

describe('the service of a live version', () => {
  const pause = (versionId: string) => pauseService(deps(), place.actor, { versionId, platform });
  const resume = (versionId: string) => resumeService(deps(), place.actor, { versionId, platform });

  it('is closed and opened again', async () => {
    const { versionId } = await version('1.0.0');
    granted(await pause(versionId));
    await place.work();
    expect((await here()).release).toBe('PAUSED');
    granted(await resume(versionId));
    await place.work();
    expect((await here()).release).toBe('RELEASED');
    expect(await lastEvents(4)).toEqual(['PAUSE_REQUESTED', 'PAUSED', 'RESUME_REQUESTED', 'RESUMED']);
  });

  it('is closed once, though the answer got lost', async () => {
    const { versionId, packageId } = await version('1.0.0');
    wechat().failNext('pause', 'MAY_HAVE_ACTED', true);
    granted(await pause(versionId));
    await expect(place.work()).rejects.toThrow('scripted');
    await look(packageId);
    expect(wechat().count('pause')).toBe(1);
    expect((await here()).release).toBe('PAUSED');
  });

  it('wechat/2.5: that a measure keeps shut is not told to be open', async () => {
    const { versionId } = await version('1.0.0');
    granted(await pause(versionId));
    await place.work();
    wechat().shutByMeasure = true;
    granted(await resume(versionId));
    await expect(place.work(3)).rejects.toThrow('the queue does not come to rest');
    expect((await here()).release).toBe('PAUSED');
  });

  it('of a version that is not out is not closed', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    expect(await pause(versionId)).toMatchObject({ ok: false, problems: [{ code: 'STATE' }] });
  });
});

describe('a version that users have, while the next is on its way', () => {
  const pause = (versionId: string) => pauseService(deps(), place.actor, { versionId, platform });
  const resume = (versionId: string) => resumeService(deps(), place.actor, { versionId, platform });
  const releaseOf = (versionId: string) => release(place.deps, place.actor, { versionId });
  const approve = async (packageId: string) => {
    wechat().reports.set(packageId, { state: 'APPROVED', reference: '43' });
    await look(packageId);
  };

  it('can be paused and opened again, and what is in review stays in review', async () => {
    const live = await version('1.0.0');
    const next = await version('1.1.0', 'IN_REVIEW');
    granted(await pause(live.versionId));
    await place.work();
    const onItsWay = { packageId: next.packageId, release: 'NOT_RELEASED' };
    expect(await here()).toMatchObject({
      ...onItsWay,
      livePackageId: live.packageId,
      liveRelease: 'PAUSED',
    });
    granted(await pause(live.versionId));
    granted(await resume(live.versionId));
    await place.work();
    expect(await here()).toMatchObject({ ...onItsWay, liveRelease: 'RELEASED' });
    expect(await packageOf(next.packageId)).toMatchObject({ review: 'IN_REVIEW' });
    expect(await lastEvents(4)).toEqual(['PAUSE_REQUESTED', 'PAUSED', 'RESUME_REQUESTED', 'RESUMED']);
  });

  it('can be rolled back: what comes back gives way to the next in its turn', async () => {
    const first = await version('1.0.0');
    const second = await version('1.1.0');
    const next = await version('1.2.0', 'IN_REVIEW');
    wechat().afterRollback = { state: 'ROLLED_BACK', live: { key: first.packageId } };
    granted(await goBack({ versionId: second.versionId }));
    await place.work();
    expect(wechat().count('rollBack')).toBe(1);
    expect(await here()).toMatchObject({
      packageId: next.packageId,
      release: 'NOT_RELEASED',
      livePackageId: first.packageId,
      liveRelease: 'RELEASED',
    });
    expect(await packageOf(second.packageId)).toMatchObject({ online: false, goal: null });
    expect(await lastEvents(3)).toEqual(['ROLLBACK_REQUESTED', 'ROLLED_BACK', 'RESTORED']);

    await approve(next.packageId);
    granted(await releaseOf(next.versionId));
    await place.work();
    expect(await here()).toMatchObject({
      release: 'RELEASED',
      livePackageId: next.packageId,
      liveRelease: null,
    });
    expect(await packageOf(first.packageId)).toMatchObject({ online: false });
    expect(await lastEvents(2)).toEqual(['RELEASED', 'SUPERSEDED']);
  });

  it('that came back by a rollback can be paused', async () => {
    const first = await version('1.0.0');
    const second = await version('1.1.0');
    wechat().afterRollback = { state: 'ROLLED_BACK', live: { key: first.packageId } };
    granted(await goBack({ versionId: second.versionId }));
    await place.work();
    granted(await pause(first.versionId));
    await place.work();
    expect(await here()).toMatchObject({ release: 'ROLLED_BACK', liveRelease: 'PAUSED' });
  });

  it('that was paused leaves a closed service to the next, and nobody is taken to have closed it', async () => {
    const live = await version('1.0.0');
    granted(await pause(live.versionId));
    await place.work();
    const next = await version('1.1.0');
    expect(await here()).toMatchObject({
      release: 'PAUSED',
      livePackageId: next.packageId,
      liveRelease: null,
    });
    expect(await lastEvents(3)).toEqual(['RELEASED', 'SUPERSEDED', 'PAUSED']);
    const { id } = await shop.database.prisma.registration.findFirstOrThrow({
      where: { programId: place.programId, platform },
    });
    await shop.queue.send([{ job: { kind: 'VERSIONS', id } }]);
    await place.work();
    expect(await shop.database.prisma.foreignChange.count({ where: { programId: place.programId } })).toBe(0);
    granted(await resume(next.versionId));
    await place.work();
    expect(await here()).toMatchObject({ release: 'RELEASED' });
  });

  it('whose service somebody closes in the platform’s own console is paused', async () => {
    await version('1.0.0');
    await version('1.1.0', 'IN_REVIEW');
    wechat().serving = 'PAUSED';
    const { id } = await shop.database.prisma.registration.findFirstOrThrow({
      where: { programId: place.programId, platform },
    });
    await shop.queue.send([{ job: { kind: 'VERSIONS', id } }]);
    await place.work();
    expect(await here()).toMatchObject({ release: 'NOT_RELEASED', liveRelease: 'PAUSED' });
    expect(await lastEvents(2)).toEqual(['FOREIGN_CHANGE_NOTICED', 'PAUSED']);
  });

  it('is not touched while the next is being released, which decides what it would be done to', async () => {
    const live = await version('1.0.0');
    const next = await version('1.1.0', 'APPROVED');
    granted(await releaseOf(next.versionId));
    const refused = { ok: false, problems: [{ code: 'STATE', currentState: 'RELEASED' }] };
    expect(await pause(live.versionId)).toMatchObject(refused);
    expect(await goBack({ versionId: live.versionId })).toMatchObject(refused);
  });

  it('holds back the release of the next while it is being rolled back', async () => {
    await version('1.0.0');
    const live = await version('1.1.0');
    const next = await version('1.2.0', 'APPROVED');
    granted(await goBack({ versionId: live.versionId }));
    const refused = { ok: false, problems: [{ code: 'STATE', currentState: 'ROLLED_BACK' }] };
    expect(await releaseOf(next.versionId)).toMatchObject(refused);
    expect(await stage({ versionId: next.versionId, percentage: 10 })).toMatchObject(refused);
  });

  it('is not rolled back while a part of the users has the next', async () => {
    const live = await version('1.0.0');
    const next = await version('1.1.0', 'APPROVED');
    granted(await stage({ versionId: next.versionId, percentage: 10 }));
    await place.work();
    expect(await goBack({ versionId: live.versionId })).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'STAGED' }],
    });
    granted(await pause(live.versionId));
    await place.work();
    expect(await here()).toMatchObject({ release: 'STAGED', liveRelease: 'PAUSED' });
  });

  it('is released already, which is what its release answers', async () => {
    const live = await version('1.0.0');
    await version('1.1.0', 'IN_REVIEW');
    const { results } = granted(await releaseOf(live.versionId));
    expect(results).toMatchObject([
      { hostId: 'wechat', verdict: { answer: 'NO', findings: [{ code: 'ALREADY_RELEASED' }] } },
    ]);
  });

  it('is not paused where it is another that users have by now', async () => {
    const first = await version('1.0.0');
    await version('1.1.0');
    expect(await pause(first.versionId)).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'SUPERSEDED' }],
    });
  });

  it('is not touched by way of a host that still has the one before: the platform has one online', async () => {
    const baidu = place.connectorOf('BAIDU');
    const released = async (number: string, hostIds: readonly string[]) => {
      const versionId = await place.version(number);
      const input = { versionId, hostIds, absentContent: allContent };
      const { results } = granted(await submitForReview(place.deps, place.actor, input));
      await place.work();
      const packageId = results[0]?.packageId ?? '';
      baidu.reports.set(packageId, { state: 'APPROVED', reference: number });
      await look(packageId);
      granted(await release(place.deps, place.actor, { versionId, hostIds }));
      await place.work();
      return versionId;
    };
    const first = await released('1.0.0', ['baiduboxapp', 'bdmap']);
    const second = await released('1.1.0', ['baiduboxapp']);
    const at = (versionId: string) => ({ versionId, platform: 'BAIDU' });
    const refused = { ok: false, problems: [{ code: 'STATE', currentState: 'SUPERSEDED' }] };
    expect(await pauseService(deps(), place.actor, at(first))).toMatchObject(refused);
    expect(await rollBack(deps(), place.actor, at(first))).toMatchObject(refused);
    granted(await rollBack(deps(), place.actor, at(second)));
  });

  describe('and that only a part of them has', () => {
    async function stagedAndFollowed() {
      const live = await version('1.0.0');
      const staged = await version('1.1.0', 'APPROVED');
      granted(await stage({ versionId: staged.versionId, percentage: 10 }));
      await place.work();
      const next = await version('1.2.0', 'IN_REVIEW');
      expect(await here()).toMatchObject({
        packageId: next.packageId,
        release: 'NOT_RELEASED',
        livePackageId: live.packageId,
        liveRelease: 'RELEASED',
        stagedPackageId: staged.packageId,
      });
      return { live, staged, next };
    }

    it('can be taken back from it', async () => {
      const { staged, next } = await stagedAndFollowed();
      granted(await cancelStagedRelease(deps(), place.actor, { versionId: staged.versionId, platform }));
      await place.work();
      expect(await here()).toMatchObject({ packageId: next.packageId, stagedPackageId: null });
      expect(await packageOf(staged.packageId)).toMatchObject({ stagedPercentage: null, goal: null });
      expect(await lastEvents(2)).toEqual(['STAGE_CANCEL_REQUESTED', 'STAGE_CANCELLED']);
    });

    it('is what everybody has once the platform says so', async () => {
      const { staged, next } = await stagedAndFollowed();
      wechat().reports.set(staged.packageId, { state: 'RELEASED', reference: '42' });
      await look(staged.packageId);
      expect(await here()).toMatchObject({
        packageId: next.packageId,
        livePackageId: staged.packageId,
        liveRelease: 'RELEASED',
        stagedPackageId: null,
      });
    });

    it('gives way to the next, whether that is released to everybody or to a part of them', async () => {
      for (const way of ['RELEASE', 'STAGE']) {
        place = await openRestaurant(shop);
        await place.registered();
        const { staged, next } = await stagedAndFollowed();
        wechat().stage = { ...wechat().stage, state: 'NONE' };
        await approve(next.packageId);
        if (way === 'RELEASE') granted(await releaseOf(next.versionId));
        else granted(await stage({ versionId: next.versionId, percentage: 5 }));
        await place.work();
        expect(await here()).toMatchObject({
          release: way === 'RELEASE' ? 'RELEASED' : 'STAGED',
          stagedPackageId: null,
        });
        expect(await packageOf(staged.packageId)).toMatchObject({ stagedPercentage: null });
        const gone = await shop.database.prisma.event.findMany({
          where: { accountId: place.actor.accountId, type: 'SUPERSEDED' },
        });
        expect(gone.map(({ payload }) => payload)).toContainEqual(
          expect.objectContaining({ packageId: staged.packageId, from: 'STAGED', by: next.packageId }),
        );
      }
    });
  });
});

describe('expediting a review', () => {
  const hurry = (versionId: string) => expediteReview(deps(), place.actor, { versionId, platform });

  it('is asked for once, and told', async () => {
    const { versionId } = await version('1.0.0', 'IN_REVIEW');
    granted(await hurry(versionId));
    granted(await hurry(versionId));
    await place.work();
    expect(wechat().count('expedite')).toBe(1);
    expect(await lastEvents(2)).toEqual(['EXPEDITE_REQUESTED', 'REVIEW_EXPEDITED']);
  });

  it('that was decided in the meantime is let be', async () => {
    const { versionId, packageId } = await version('1.0.0', 'IN_REVIEW');
    granted(await hurry(versionId));
    wechat().reports.set(packageId, { state: 'APPROVED', reference: '42' });
    await place.work();
    expect(wechat().count('expedite')).toBe(0);
    expect(await packageOf(packageId)).toMatchObject({ goal: null, review: 'APPROVED' });
  });

  it('that is over is refused', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    expect(await hurry(versionId)).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'APPROVED' }],
    });
  });
});

describe('what is done with a live version', () => {
  it('is not another account’s business', async () => {
    const { versionId } = await version('1.0.0');
    const stranger = await shop.newAccount();
    expect(await rollBack(deps(), stranger, { versionId, platform })).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND', path: 'input.versionId' }],
    });
  });

  it('does not begin while something else is under way for it, which would be lost', async () => {
    const { versionId } = await version('1.0.0');
    granted(await pauseService(deps(), place.actor, { versionId, platform }));
    expect(await goBack({ versionId })).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'PAUSED' }],
    });
  });

  it('is one act under one key, however often it is said', async () => {
    const { versionId } = await version('1.0.0', 'APPROVED');
    const input = { versionId, percentage: 10 };
    const one = granted(await stage(input, 'key-1'));
    expect(granted(await stage(input, 'key-1'))).toEqual(one);
    expect(await stage({ versionId, percentage: 20 }, 'key-1')).toMatchObject({
      ok: false,
      problems: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  });
});
