import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { submitRectification } from '../../src/duties/submit-rectification.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import type { Job } from '../../src/onboarding/job.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { startVerification } from '../../src/onboarding/start-verification.ts';
import { addCategory } from '../../src/review/add-category.ts';
import { changeName } from '../../src/review/change-name.ts';
import { dueBefore, lookAfterSeconds } from '../../src/review/looks.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { createFileStore } from '../../src/store/files.ts';
import { RESTAURANT } from '../support/facts.ts';
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
});
afterAll(() => shop.close());

const A_DAY_MS = 86_400_000;
const hostOf = { WECHAT: 'wechat', BAIDU: 'baiduboxapp' } as const;

/** What the table says is to be looked at now. */
async function dueNow(longestMs = A_DAY_MS): Promise<readonly Job[]> {
  const now = shop.clock.now();
  const contests = dueBefore(now, lookAfterSeconds.contest.HANDED_IN, longestMs);
  const found = [
    await shop.work.dueForALook(now, longestMs),
    await place.effects.contestsUntouchedSince(contests),
  ];
  return found.flat();
}

/** Nothing of it is looked at before its time, and then it is; what the platform says settles it. */
async function settledByLooking(job: Job, seconds: number): Promise<void> {
  // What was done a moment ago was done before the clock moved on.
  shop.clock.advance(seconds * 1_000 - 1);
  expect(await dueNow()).not.toContainEqual(job);
  shop.clock.advance(2);
  expect(await dueNow()).toContainEqual(job);
  await shop.queue.sendUnlessWaiting((await dueNow()).filter(({ id }) => id === job.id));
  await place.work();
}

const registrationOf = (platform: string) =>
  shop.database.prisma.registration.findFirstOrThrow({ where: { programId: place.programId, platform } });
const paper = async () => {
  const content = Buffer.from('89504e470d0a1a0a', 'hex');
  const file = { name: 'paper.png', mediaType: 'image/png', content };
  return createFileStore(shop.database.prisma, shop.cipher, shop.clock).put(place.actor.accountId, file);
};

describe.each(['WECHAT', 'BAIDU'] as const)('%s, of which no push comes through', (platform) => {
  const host = () => place.connectorOf(platform);

  async function inReview(): Promise<{ readonly versionId: string; readonly id: string }> {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: [hostOf[platform]], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    await place.work();
    return { versionId, id: results[0]?.packageId ?? '' };
  }
  const packageOf = (id: string) => shop.database.prisma.package.findUniqueOrThrow({ where: { id } });
  const decided = (id: string, state: 'APPROVED' | 'REJECTED') =>
    host().reports.set(id, { state, reference: 'audit', words: 'no' } as never);

  describe('once the program is registered', () => {
    beforeEach(() => place.registered());

    it.each(['APPROVED', 'REJECTED'] as const)('is asked about a review, which it has %s', async (state) => {
      const { id } = await inReview();
      decided(id, state);
      await settledByLooking({ kind: 'PACKAGE', id }, lookAfterSeconds.package.IN_REVIEW);
      expect(await packageOf(id)).toMatchObject({ review: state });
      expect(await dueNow()).not.toContainEqual({ kind: 'PACKAGE', id });
    });

    it('is asked about a review that is delayed', async () => {
      const { id } = await inReview();
      host().reports.set(id, { state: 'DELAYED', reference: 'audit', words: 'busy' });
      await settledByLooking({ kind: 'PACKAGE', id }, lookAfterSeconds.package.IN_REVIEW);
      expect(await packageOf(id)).toMatchObject({ review: 'DELAYED' });
      decided(id, 'APPROVED');
      await settledByLooking({ kind: 'PACKAGE', id }, lookAfterSeconds.package.DELAYED);
      expect(await packageOf(id)).toMatchObject({ review: 'APPROVED' });
    });

    it('is asked about everything at least as often as was configured', async () => {
      const { id } = await inReview();
      shop.clock.advance(5_001);
      expect(await dueNow(5_000)).toContainEqual({ kind: 'PACKAGE', id });
    });

    it('is asked about a release that is under way', async () => {
      const { versionId, id } = await inReview();
      decided(id, 'APPROVED');
      await settledByLooking({ kind: 'PACKAGE', id }, lookAfterSeconds.package.IN_REVIEW);
      granted(await release(place.deps, place.actor, { versionId }));
      shop.queue.jobs.length = 0;
      await settledByLooking({ kind: 'PACKAGE', id }, lookAfterSeconds.package.UNDER_WAY);
      expect(await packageOf(id)).toMatchObject({ online: true });
    });

    it('is asked about the service of what is public', async () => {
      const { versionId, id } = await inReview();
      decided(id, 'APPROVED');
      await settledByLooking({ kind: 'PACKAGE', id }, lookAfterSeconds.package.IN_REVIEW);
      granted(await release(place.deps, place.actor, { versionId }));
      await place.work();
      const watched = { kind: 'VERSIONS', id: (await registrationOf(platform)).id } as const;
      await shop.queue.send([{ job: watched }]);
      await place.work();
      host().serving = 'PAUSED';
      await settledByLooking(watched, lookAfterSeconds.versions.LIVE);
      const where = { programId: place.programId, hostId: hostOf[platform] };
      expect(await shop.database.prisma.distribution.findFirst({ where })).toMatchObject({
        release: 'PAUSED',
      });
    });

    it('is asked about a verification that was begun again', async () => {
      const { programId } = place;
      const { registrationId: id } = granted(
        await startVerification(place.deps, place.actor, { programId, platform }),
      );
      await place.work();
      expect(await registrationOf(platform)).toMatchObject({ renewingSince: expect.any(Date) });
      const appId = `${platform}-${programId}`;
      host().registration = { state: 'REGISTERED', appId, admission: 'PASSED', verification: 'PASSED' };
      host().check = { state: 'PASSED' };
      await settledByLooking({ kind: 'REGISTRATION', id }, lookAfterSeconds.registration.BEING_CHECKED);
      expect(await registrationOf(platform)).toMatchObject({ renewingSince: null });
      expect(await shop.eventTypes(place.actor.accountId)).toContain('VERIFICATION_RENEWED');
    });

    it('is asked about another name, and about a category', async () => {
      const { id: fileId } = await paper();
      const at = { programId: place.programId, platform };
      const deps = { ...place.deps, connectorOf: place.connectorOf };
      const name = granted(
        await changeName(deps, place.actor, { ...at, name: '新面馆', proofFileIds: [fileId] }),
      );
      const category = granted(
        await addCategory(deps, place.actor, { ...at, path: ['餐饮', '外卖'], papers: [] }),
      );
      await place.work();
      host().changes.NAME = { state: 'IN_FORCE' };
      host().filed.set('餐饮 > 外卖', { state: 'IN_FORCE' });
      const ids = [name, category].map(({ settingChangeId }) => settingChangeId);
      const find = () => shop.database.prisma.settingChange.findMany({ where: { id: { in: ids } } });
      expect(await find()).toMatchObject([{ state: 'IN_REVIEW' }, { state: 'IN_REVIEW' }]);
      const [first = '', second = ''] = ids;
      await settledByLooking({ kind: 'SETTING', id: first }, lookAfterSeconds.setting.IN_REVIEW);
      await shop.queue.sendUnlessWaiting((await dueNow()).filter(({ id }) => id === second));
      await place.work();
      expect(await find()).toMatchObject([{ state: 'APPROVED' }, { state: 'APPROVED' }]);
    });

    it('is asked what came of an appeal', async () => {
      const { appId } = await registrationOf(platform);
      const measure = platform === 'BAIDU' ? 'PROGRAM_OFFLINE' : 'PERMANENT';
      await place.pushes.hearMeasure(platform, appId ?? '', {
        act: 'TAKEN',
        measure,
        ground: 'BREACH_OF_AGREEMENT',
        reference: `of ${place.programId}`,
      });
      const where = { programId: place.programId };
      const { id: enforcementId } = await shop.database.prisma.enforcement.findFirstOrThrow({ where });
      const said = { enforcementId, statement: '已改正', evidenceFileIds: [(await paper()).id] };
      const { appealId: id } = granted(await openAppeal(place.deps, place.actor, said));
      await place.work();
      host().contest = { state: 'ACCEPTED', reference: 'contest-1', words: '通过' };
      await settledByLooking({ kind: 'APPEAL', id }, lookAfterSeconds.contest.HANDED_IN);
      expect(await shop.database.prisma.appeal.findUnique({ where: { id } })).toMatchObject({
        decidedAt: expect.any(Date),
      });
    });
  });

  it('is asked about a registration', async () => {
    const { programId } = place;
    const input = { programId, platform, email: `${programId}@example.com` };
    const { registrationId: id } = granted(await registerProgram(place.deps, place.actor, input));
    await place.work();
    expect(await registrationOf(platform)).toMatchObject({ state: 'REQUESTED' });
    const appId = `${platform}-${programId}`;
    const admission = platform === 'BAIDU' ? 'PASSED' : 'NONE';
    host().registration = { state: 'REGISTERED', appId, admission, verification: 'NONE' };
    await settledByLooking({ kind: 'REGISTRATION', id }, lookAfterSeconds.registration.REQUESTED);
    expect(await registrationOf(platform)).toMatchObject({ state: 'REGISTERED', appId });
  });
});

describe('Baidu, of which no push comes through', () => {
  beforeEach(() => place.registered());

  it('is asked about a paper that takes another’s place (baidu/2.5)', async () => {
    const { id: fileId } = await paper();
    const licence = { paper: '食品经营许可证', holder: RESTAURANT, fileId, validFrom: '2024-01-01' };
    const { materialId: id } = granted(
      await addMaterial(place.deps, place.actor, { ...licence, programId: place.programId }),
    );
    await place.work();
    place.connectorOf('BAIDU').check = { state: 'PASSED' };
    await settledByLooking({ kind: 'MATERIAL', id }, lookAfterSeconds.material.PENDING);
    expect(await shop.database.prisma.material.findUnique({ where: { id } })).toMatchObject({
      state: 'EFFECTIVE',
    });
  });

  it('is asked what came of a fix', async () => {
    const { appId } = await registrationOf('BAIDU');
    await place.pushes.hearMeasure('BAIDU', appId ?? '', {
      act: 'TAKEN',
      measure: 'PROGRAM_OFFLINE',
      ground: 'BREACH_OF_AGREEMENT',
      reference: `of ${place.programId}`,
    });
    const where = { programId: place.programId };
    const { id: enforcementId } = await shop.database.prisma.enforcement.findFirstOrThrow({ where });
    const said = { enforcementId, statement: '已改正', evidenceFileIds: [] };
    const { rectificationId: id } = granted(await submitRectification(place.deps, place.actor, said));
    await place.work();
    place.connectorOf('BAIDU').contest = { state: 'ACCEPTED', reference: 'contest-1', words: '通过' };
    await settledByLooking({ kind: 'RECTIFICATION', id }, lookAfterSeconds.contest.HANDED_IN);
    expect(await shop.database.prisma.enforcement.findFirst({ where })).toMatchObject({
      endedHow: 'RECTIFICATION',
    });
  });
});
