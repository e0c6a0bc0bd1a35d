import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allContent } from '../support/restaurant.ts';
import { openSandboxedGateway, type SandboxedGateway } from '../support/sandboxed-gateway.ts';

type Platform = 'WECHAT' | 'BAIDU';

let gateway: SandboxedGateway;
beforeAll(async () => {
  gateway = await openSandboxedGateway();
}, 180_000);
afterAll(() => gateway.stop());

const PATIENCE_MS = 60_000;
const hostOf = { WECHAT: 'wechat', BAIDU: 'baiduboxapp' } as const;
const DISTRIBUTIONS = `query ($id: ID!) { program(id: $id) { distributions {
  host { id } release headline waitingOn { party } liveRelease liveVersion { id number } stagedVersion { id }
  qrCode { opensFor } package { review stagedPercentage trouble { words } version { id } }
  allowedNext { operation allowed } foreignChanges { kind } } } }`;

async function seen(platform: Platform) {
  const { program } = await gateway.ask(DISTRIBUTIONS, { id: gateway.programId });
  return program.distributions.find((one: { host: { id: string } }) => one.host.id === hostOf[platform]);
}

/** Asks until it is so. Each question is a call over HTTP, so this is no busy loop. */
async function until(platform: Platform, wanted: object) {
  const last = performance.now() + PATIENCE_MS;
  for (;;) {
    const distribution = await seen(platform);
    try {
      expect(distribution).toMatchObject(wanted);
      return distribution;
    } catch (error) {
      if (performance.now() > last) throw error;
    }
  }
}

async function act(name: string, platform: Platform, versionId: string, more: object = {}) {
  const answer = await gateway.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
       problems { code message(locale: en) } } }`,
    { input: { versionId, platform, ...more } },
  );
  return answer[name].problems;
}

/** Its review waits until it is decided. */
async function handIn(platform: Platform, number: string): Promise<string> {
  const outcomes = [{ outcome: 'wait' }];
  await gateway.control(platform, 'reviews', { app: '*', outcomes });
  const templates = ['WECHAT', 'BAIDU'].map((one) => ({ platform: one, templateId: '1' }));
  const { createVersion } = await gateway.ask(
    'mutation ($input: CreateVersionInput!) { createVersion(input: $input) { version { id } problems { message } } }',
    { input: { programId: gateway.programId, number, templates } },
  );
  const versionId: string = createVersion.version.id;
  const { submitForReview } = await gateway.ask(
    `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
       results { accepted verdict { findings { code } } } problems { message } } }`,
    { input: { versionId, hostIds: [hostOf[platform]], absentContent: allContent } },
  );
  expect(submitForReview.results).toMatchObject([{ accepted: true }]);
  await until(platform, { package: { review: 'IN_REVIEW', version: { id: versionId } } });
  return versionId;
}

async function approve(platform: Platform): Promise<void> {
  await gateway.control(platform, 'reviews/decide', {
    app: await gateway.appId(platform),
    outcome: 'approve',
  });
  await until(platform, { headline: 'READY_TO_RELEASE' });
}

async function release(platform: Platform, versionId: string) {
  const { release: answer } = await gateway.ask(
    'mutation ($input: ReleaseInput!) { release(input: $input) { results { accepted verdict { findings { code } } } problems { code } } }',
    { input: { versionId, hostIds: [hostOf[platform]] } },
  );
  return answer;
}

describe.each(['WECHAT', 'BAIDU'] as const)(
  'what users have, while the next is in review at %s',
  (platform) => {
    const series = platform === 'WECHAT' ? '2.0' : '3.0';
    let first: string;
    let second: string;
    let next: string;
    const inReview = { headline: 'IN_REVIEW', waitingOn: { party: 'PLATFORM' }, release: 'NOT_RELEASED' };

    it('is still what they have, on an axis of its own', async () => {
      first = (await until(platform, { headline: 'LIVE', liveRelease: 'RELEASED' })).liveVersion.id;
      await gateway.control(platform, 'reviews', { app: '*', outcomes: [{ outcome: 'wait' }] });
      second = await handIn(platform, `${series}.0`);
      await approve(platform);
      expect((await release(platform, second)).results).toMatchObject([{ accepted: true }]);
      await until(platform, { headline: 'LIVE', liveVersion: { id: second }, liveRelease: 'RELEASED' });
      next = await handIn(platform, `${series}.1`);
      await until(platform, { ...inReview, liveVersion: { id: second }, liveRelease: 'RELEASED' });
    });

    it('is paused and opened again', async () => {
      expect(await act('pauseService', platform, second)).toEqual([]);
      await until(platform, { ...inReview, liveRelease: 'PAUSED', qrCode: { opensFor: 'TESTERS' } });
      expect(await act('resumeService', platform, second)).toEqual([]);
      await until(platform, { ...inReview, liveRelease: 'RELEASED', qrCode: { opensFor: 'EVERYBODY' } });
    });

    it('is rolled back, and the review goes on', async () => {
      expect(await act('rollBack', platform, second)).toEqual([]);
      const standing = { ...inReview, liveVersion: { id: first }, liveRelease: 'RELEASED' };
      expect(await until(platform, standing)).toMatchObject({
        package: { version: { id: next }, trouble: null },
        // The gateway did all of that.
        foreignChanges: [],
      });
    });

    it('gives way to the next when that is released', async () => {
      await approve(platform);
      expect((await release(platform, next)).results).toMatchObject([{ accepted: true }]);
      expect(await until(platform, { headline: 'LIVE', liveVersion: { id: next } })).toMatchObject({
        liveRelease: 'RELEASED',
        foreignChanges: [],
      });
    });
  },
);

describe('a release to a part of the users of WeChat', () => {
  it('is given to everybody by a release, with its verdict', async () => {
    const staged = await handIn('WECHAT', '4.0.0');
    await approve('WECHAT');
    expect(await act('stageRelease', 'WECHAT', staged, { percentage: 10 })).toEqual([]);
    expect(await until('WECHAT', { headline: 'STAGED', package: { stagedPercentage: 10 } })).toMatchObject({
      stagedVersion: { id: staged },
      liveVersion: { number: '2.0.1' },
      allowedNext: [{ operation: 'RELEASE', allowed: true }],
    });
    const { results } = await release('WECHAT', staged);
    expect(results).toEqual([{ accepted: true, verdict: { findings: [] } }]);
    await until('WECHAT', {
      headline: 'LIVE',
      liveVersion: { id: staged },
      stagedVersion: null,
      package: { stagedPercentage: null },
    });
  });

  it('of a hundred is a release where the platform says so', async () => {
    const staged = await handIn('WECHAT', '5.0.0');
    await approve('WECHAT');
    expect(await act('stageRelease', 'WECHAT', staged, { percentage: 100 })).toEqual([]);
    await until('WECHAT', { headline: 'LIVE', liveVersion: { id: staged }, stagedVersion: null });
  });

  it('keeps its part while the next is in review, and can be taken back from it', async () => {
    const staged = await handIn('WECHAT', '6.0.0');
    await approve('WECHAT');
    expect(await act('stageRelease', 'WECHAT', staged, { percentage: 10 })).toEqual([]);
    await until('WECHAT', { headline: 'STAGED' });
    await handIn('WECHAT', '7.0.0');
    const live = { liveVersion: { number: '5.0.0' }, liveRelease: 'RELEASED' };
    await until('WECHAT', { ...live, stagedVersion: { id: staged } });
    expect(await act('cancelStagedRelease', 'WECHAT', staged)).toEqual([]);
    expect(await until('WECHAT', { ...live, stagedVersion: null })).toMatchObject({ foreignChanges: [] });
  });
});
