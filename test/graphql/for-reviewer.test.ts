import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFileStore } from '../../src/store/files.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let place: Restaurant;

beforeAll(async () => {
  app = await openGraphqlApp();
  place = await openRestaurant(app.shop);
  await place.registered();
});
afterAll(() => app.close());

const developer = () => app.member(place.actor.accountId, 'DEVELOPER');
const host = () => place.connectorOf('WECHAT');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

async function file(name: string, mediaType: string, accountId = place.actor.accountId): Promise<string> {
  const { database, cipher, clock } = app.shop;
  const content = Buffer.concat([PNG, Buffer.from(name)]);
  return (await createFileStore(database.prisma, cipher, clock).put(accountId, { name, mediaType, content }))
    .id;
}

async function submit(versionId: string, forReviewer: object, hostIds = ['wechat']) {
  const { data, errors } = await app.ask(
    developer(),
    `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
       submission { id forReviewer { pages { path title tags } pictures videos feedback { words files } remark hasTestAccount } }
       results { accepted package { id } } problems { code path platform message(locale: en) } } }`,
    { input: { versionId, hostIds, absentContent: allContent, forReviewer } },
  );
  expect(errors).toEqual([]);
  return data.submitForReview;
}

/** The platform turns it down, so that another can be handed in. */
async function turnDown(packageId: string): Promise<void> {
  host().reports.set(packageId, { state: 'REJECTED', reference: '1', words: 'no' });
  await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
  await place.work();
}

describe('what reviewers are told with a version', () => {
  it('reaches the platform with the submission: files are uploaded there first, one after the other', async () => {
    const [one, two, film, proof] = [
      await file('one.png', 'image/png'),
      await file('two.png', 'image/png'),
      await file('film.mp4', 'video/mp4'),
      await file('proof.png', 'image/png'),
    ];
    const said = {
      pages: [{ path: 'pages/index', title: '首页', tags: ['点餐'] }, { path: 'pages/cart' }],
      pictures: [two, one],
      videos: [film],
      feedback: { words: '已按要求修改', files: [proof] },
      remark: '新增外卖',
    };
    const answer = await submit(await place.version('1.0.0'), said);
    expect(answer.problems).toEqual([]);
    expect(answer.submission.forReviewer).toEqual({
      ...said,
      pages: [said.pages[0], { path: 'pages/cart', title: null, tags: null }],
      hasTestAccount: false,
    });
    await place.work();
    expect(host().media).toEqual(['two.png', 'one.png', 'film.mp4', 'proof.png']);
    expect(host().submitted.at(-1)?.forReviewer).toEqual({
      pages: said.pages,
      pictures: ['media-two.png', 'media-one.png'],
      videos: ['media-film.mp4'],
      feedback: { words: '已按要求修改', files: ['proof-proof.png'] },
      remark: '新增外卖',
    });
    await turnDown(answer.results[0].package.id);
  });

  it('is kept sealed, and a password comes back from nowhere', async () => {
    Object.assign(app.connectorOf('WECHAT').reviewer, {
      takes: [...app.connectorOf('WECHAT').reviewer.takes, 'testAccount'],
    });
    const versionId = await place.version('1.0.1');
    const said = { testAccount: { name: 'tester', password: 'geheim-1' } };
    const { submission, results } = await submit(versionId, said);
    expect(submission.forReviewer).toMatchObject({ hasTestAccount: true, remark: null });
    const rows = await app.shop.database.pool.query(
      'SELECT to_jsonb(s)::text AS row FROM "Submission" s UNION ALL SELECT payload::text FROM "Event" UNION ALL SELECT cells::text FROM "RowHistory"',
    );
    const kept = rows.rows.map(({ row }: { row: string }) => row).join('\n');
    expect(kept).toContain(submission.id);
    expect(kept).not.toContain('geheim-1');
    await place.work();
    await turnDown(results[0].package.id);
  });

  it.each([
    [
      'what the platform would refuse, with its code',
      { remark: 'too long' },
      'input.forReviewer.remark',
      /code 9/,
    ],
    [
      'what none of the platforms has a field for',
      { orderPath: 'pages/orders' },
      'input.forReviewer.orderPath',
      /WECHAT/,
    ],
    [
      'more than anybody reads',
      { pages: [{ path: 'p', tags: ['x'.repeat(70_000)] }] },
      'input.forReviewer',
      /64 KiB/,
    ],
  ])('%s is told before anything is handed in', async (_what, said, path, words) => {
    const before = await app.shop.database.prisma.submission.count();
    const answer = await submit(await place.version(`2.${Math.random()}`), said);
    expect(answer).toMatchObject({ submission: null, results: [] });
    expect(answer.problems).toEqual([expect.objectContaining({ code: 'INVALID_INPUT', path })]);
    expect(answer.problems[0].message).toMatch(words);
    expect(await app.shop.database.prisma.submission.count()).toBe(before);
  });

  it('a file that is not stored, or is another account’s, is not there', async () => {
    const stranger = await app.shop.newAccount();
    const theirs = await file('theirs.png', 'image/png', stranger.accountId);
    const feedback = { words: 'x', files: [theirs] };
    const answer = await submit(await place.version('3.0.0'), { pictures: ['file_no'], feedback });
    expect(answer.problems).toEqual([
      expect.objectContaining({ code: 'NOT_FOUND', path: 'input.forReviewer.pictures[0]' }),
      expect.objectContaining({ code: 'NOT_FOUND', path: 'input.forReviewer.feedback.files[0]' }),
    ]);
  });

  it('is uploaded anew where the submission has to be made again, since nobody knows how long it is kept', async () => {
    const picture = await file('again.png', 'image/png');
    const { results } = await submit(await place.version('4.0.0'), { pictures: [picture] });
    const { id } = results[0].package;
    host().failNext('submit', 'RETRY_NOW', false);
    await expect(place.work()).rejects.toThrow('scripted');
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id } }]);
    await place.work();
    expect(host().media.filter((name) => name === 'again.png')).toHaveLength(2);
    expect(host().reports.get(id)).toMatchObject({ state: 'IN_REVIEW' });
    expect(host().acts.filter((act) => act === 'upload').length).toBe(host().count('submit'));
  });
});
