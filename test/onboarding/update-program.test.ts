import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import type { Manifest } from '../../src/programs/manifest.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { withdrawReview } from '../../src/review/withdraw.ts';
import { type Changes, someDataItem, someManifest } from '../support/facts.ts';
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

const update = (changes: Changes<Manifest>, programId = place.programId) =>
  updateProgram(place.deps, place.actor, { programId, manifest: someManifest(changes) });
const stored = async () =>
  (await shop.database.prisma.program.findUniqueOrThrow({ where: { id: place.programId } })) as unknown as {
    name: string;
    manifest: Manifest;
  };
const submit = (versionId: string) =>
  submitForReview(place.deps, place.actor, { versionId, absentContent: allContent });

describe('declaring a program anew', () => {
  it('replaces what was declared, and says which fields changed', async () => {
    granted(await update({ introduction: '川菜', transfers: undefined }));
    const { manifest } = await stored();
    expect(manifest).toEqual(someManifest({ introduction: '川菜', transfers: undefined }));
    const [event] = await shop.database.prisma.event.findMany({
      where: { accountId: place.actor.accountId, type: 'PROGRAM_UPDATED' },
    });
    expect(event?.payload).toEqual({ name: '山城小馆', changed: ['introduction', 'transfers'] });
  });

  it('with nothing new is no event', async () => {
    granted(await update({}));
    expect(await shop.eventTypes(place.actor.accountId)).not.toContain('PROGRAM_UPDATED');
  });

  it('is refused with every fault and its place, and changes nothing', async () => {
    const answer = await update({
      introduction: ' ',
      transfers: [{ item: 'x', recipient: 'y', country: 'Z' }],
    });
    expect(answer).toMatchObject({
      ok: false,
      problems: [
        { code: 'INVALID_INPUT', path: 'input.manifest.introduction' },
        { code: 'INVALID_INPUT', path: 'input.manifest.transfers[0].item' },
        { code: 'INVALID_INPUT', path: 'input.manifest.transfers[0].country' },
      ],
    });
    expect((await stored()).manifest).toEqual(someManifest());
  });

  it('finds no program of another account', async () => {
    const stranger = await shop.newAccount();
    const input = { programId: place.programId, manifest: someManifest() };
    expect(await updateProgram(place.deps, stranger, input)).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND', path: 'input.programId' }],
    });
  });

  it('wechat/4.4(7): is how a remedy is followed: what was refused is taken on afterwards', async () => {
    await place.registered();
    const versionId = await place.version('1.0.0');
    granted(await update({ selfService: undefined, dataItems: [someDataItem({ storedEncrypted: false })] }));
    const before = granted(await submit(versionId));
    expect(before.submissionId).toBeUndefined();
    const remedies = before.results.flatMap(({ verdict }) => verdict.findings.map(({ remedy }) => remedy));
    expect(remedies).toContainEqual({
      kind: 'EDIT_MANIFEST',
      field: 'selfService.deletion',
      change: { to: 'TEXT' },
    });
    expect(remedies).toContainEqual({
      kind: 'EDIT_MANIFEST',
      field: 'dataItems[0].storedEncrypted',
      change: { to: 'VALUE', value: true },
    });
    granted(await update({}));
    const after = granted(await submit(versionId));
    expect(after.results.every(({ packageId }) => packageId !== undefined)).toBe(true);
  });
});

describe('while a version is handed in', () => {
  it('what is declared stays, from the submission to the end of the review (wechat/2.4, baidu/2.2)', async () => {
    await place.registered();
    const versionId = await place.version('1.0.0');
    granted(await submit(versionId));
    const refusal = {
      ok: false,
      problems: [{ code: 'STATE', currentState: 'IN_REVIEW', path: 'input.programId' }],
    };
    expect(await update({ introduction: '川菜' })).toMatchObject(refusal);
    await place.work();
    expect(await update({ introduction: '川菜' })).toMatchObject(refusal);
    granted(await update({}));
    for (const platform of ['WECHAT', 'BAIDU']) {
      granted(await withdrawReview(place.deps, place.actor, { versionId, platform }));
    }
    await place.work();
    granted(await update({ introduction: '川菜' }));
  });
});

describe('a name', () => {
  it('changes before a platform knows it, and is unique in the account', async () => {
    granted(
      await createProgram(place.deps, place.actor, {
        manifest: someManifest({ name: '山城火锅' }),
        materials: [],
      }),
    );
    expect(await update({ name: '山城火锅' })).toMatchObject({
      ok: false,
      problems: [{ code: 'ALREADY_EXISTS', path: 'input.manifest.name' }],
    });
    granted(await update({ name: '山城面馆' }));
    expect((await stored()).name).toBe('山城面馆');
  });

  it('stays once a platform has been asked to register it', async () => {
    const input = { programId: place.programId, platform: 'BAIDU', email: 'name@example.com' };
    granted(await registerProgram(place.deps, place.actor, input));
    expect(await update({ name: '山城面馆' })).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'REQUESTED', path: 'input.manifest.name' }],
    });
    granted(await update({ introduction: '面' }));
  });
});

describe.each([
  ['wechat/2.8', 'WECHAT', ['美食', '餐饮服务场所'], 'Baidu'],
  ['baidu/2.6', 'BAIDU', ['餐饮服务', '餐饮服务场所/餐饮服务管理企业', '川湘菜'], 'WeChat'],
] as const)('%s: a category', (_clause, platform, path, owner) => {
  const declare = (categories: Manifest['categories']) =>
    createProgram(place.deps, place.actor, {
      manifest: someManifest({ name: '山城火锅', categories }),
      materials: [],
    });

  it('of another platform is refused with its place, whose it is, and the nearest names', async () => {
    for (const answer of [
      await declare([{ platform, path }]),
      await update({ categories: [{ platform, path }] }),
    ]) {
      expect(answer).toMatchObject({
        ok: false,
        problems: [
          {
            code: 'INVALID_INPUT',
            path: 'input.manifest.categories[0].path',
            message: { en: expect.stringMatching(new RegExp(`one of ${owner}.*; near it are “`)) },
          },
        ],
      });
    }
  });

  it('that no list has is refused', async () => {
    expect(await declare([{ platform, path: ['美食', '满汉全席'] }])).toMatchObject({
      ok: false,
      problems: [{ path: 'input.manifest.categories[0].path' }],
    });
  });

  it('is chosen once for a platform', async () => {
    const { categories } = someManifest();
    const own = categories.filter((category) => category.platform === platform);
    expect(await declare([...own, ...own])).toMatchObject({
      ok: false,
      problems: [{ path: 'input.manifest.categories[1].platform' }],
    });
  });
});

describe('a category of a platform that there is not', () => {
  it('is refused', async () => {
    expect(await update({ categories: [{ platform: 'NOWHERE', path: ['x'] }] })).toMatchObject({
      ok: false,
      problems: [
        { path: 'input.manifest.categories[0].platform', message: { en: expect.stringContaining('WECHAT') } },
      ],
    });
  });
});

describe('wechat/3.2: an advanced feature', () => {
  const create = (feature: string) =>
    createProgram(place.deps, place.actor, {
      manifest: someManifest({ name: `山城 ${feature}`, advancedFeatures: ['wechat:payment', feature] }),
      materials: [],
    });

  it.each(['payment', 'Wechat:payment', 'alipay:payment', 'wechatpayment', 'wechat:'])(
    'is refused where its name begins with no platform’s prefix, and tells which there are: %s',
    async (feature) => {
      const refusal = {
        ok: false,
        problems: [
          {
            code: 'INVALID_INPUT',
            path: 'input.manifest.advancedFeatures[1]',
            message: { en: expect.stringMatching(/`.*`.*wechat:, baidu:/) },
          },
        ],
      };
      expect(await create(feature)).toMatchObject(refusal);
      expect(await update({ advancedFeatures: ['wechat:payment', feature] })).toMatchObject(refusal);
    },
  );

  it('is taken on under the prefix of any platform that is registered', async () => {
    granted(await create('baidu:payment'));
    granted(await update({ advancedFeatures: ['baidu:payment'] }));
    expect((await stored()).manifest.advancedFeatures).toEqual(['baidu:payment']);
  });
});
