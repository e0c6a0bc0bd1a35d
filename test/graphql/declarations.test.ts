import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { variantOf } from '../../src/policy/variants.ts';
import { someDataItem, someManifest } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';

let app: GraphqlApp;
beforeAll(async () => {
  app = await openGraphqlApp();
});
afterAll(() => app.close());

const PROBLEMS = 'problems { __typename code path }';
const CREATE = `mutation ($input: CreateProgramInput!) { createProgram(input: $input) { program { id } ${PROBLEMS} } }`;
const UPDATE = `mutation ($input: UpdateProgramInput!) { updateProgram(input: $input) {
  program { introduction manifest dataItems { key source usedOutsideProgram storedEncrypted } } ${PROBLEMS} } }`;

describe('a manifest', () => {
  it('is declared whole and anew through the API, and what is given as null is left out', async () => {
    const token = app.member((await app.shop.newAccount()).accountId, 'DEVELOPER');
    const whole = someManifest({
      transfers: [{ item: 'phone', recipient: '某云', country: 'CN', consentMoment: '下单时' }],
      operatedFor: { party: '某店' },
      analytics: 'ENABLED',
      analyticsConsentMoment: '首次打开时',
    });
    const created = await app.ask(token, CREATE, { input: { manifest: whole } });
    expect(created.errors).toEqual([]);
    const { id: programId } = created.data.createProgram.program;
    const read = await app.ask(token, `{ program(id: "${programId}") { manifest } }`);
    expect(read.data.program.manifest).toEqual(whole);

    const item = { ...someDataItem(), source: null, usedOutsideProgram: null, storedEncrypted: null };
    const bare = {
      ...someManifest({ introduction: '川菜' }),
      dataItems: [item],
      selfService: null,
      transfers: null,
    };
    const input = { programId, manifest: bare, idempotencyKey: 'u1' };
    const { data, errors } = await app.ask(token, UPDATE, { input });
    expect(errors).toEqual([]);
    expect(data.updateProgram).toMatchObject({
      program: {
        introduction: '川菜',
        dataItems: [{ key: 'phone', source: null, usedOutsideProgram: null, storedEncrypted: null }],
      },
      problems: [],
    });
    expect(data.updateProgram.program.manifest).toEqual(
      someManifest({
        introduction: '川菜',
        dataItems: [
          someDataItem({ source: undefined, usedOutsideProgram: undefined, storedEncrypted: undefined }),
        ],
        selfService: undefined,
        transfers: undefined,
      }),
    );
    expect((await app.ask(token, UPDATE, { input })).data).toEqual(data);
    const other = { ...input, manifest: someManifest() };
    expect((await app.ask(token, UPDATE, { input: other })).data.updateProgram.problems).toMatchObject([
      { __typename: 'IdempotencyKeyReusedProblem' },
    ]);
  });
});

describe('the published categories', () => {
  const PAGE = `query ($platform: Platform!, $subject: SubjectType, $search: String, $first: Int, $after: String) {
    categories(platform: $platform, subject: $subject, search: $search, first: $first, after: $after) {
      nodes { platform subjects path requirement paperSets needsHuman source asOf }
      pageInfo { hasNextPage endCursor } } }`;

  interface Node {
    readonly path: readonly string[];
    readonly subjects: readonly string[];
  }
  async function allPages(variables: object): Promise<Node[]> {
    const nodes: Node[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors } = await app.ask(undefined, PAGE, { ...variables, first: 100, after });
      expect(errors).toEqual([]);
      nodes.push(...data.categories.nodes);
      if (!data.categories.pageInfo.hasNextPage) return nodes;
      after = data.categories.pageInfo.endCursor;
    }
  }

  it.each([
    ['wechat/2.8', 'WECHAT'],
    ['baidu/2.6', 'BAIDU'],
  ])('%s: are all told, in order, to anybody', async (_clause, platform) => {
    const published = variantOf(platform).categoryLists.flatMap(({ categories }) => categories);
    expect((await allPages({ platform })).map(({ path }) => path)).toEqual(published.map(({ path }) => path));
  });

  it('wechat/2.8: are told by the kind of developer to whom they are open', async () => {
    const nodes = await allPages({ platform: 'WECHAT', subject: 'PERSON' });
    expect(nodes.length).toBeGreaterThan(10);
    expect(nodes.every(({ subjects }) => subjects.includes('PERSON'))).toBe(true);
  });

  it('wechat/2.8: are found by a level or by a paper, with what they ask for, source and date', async () => {
    const { data } = await app.ask(undefined, PAGE, {
      platform: 'WECHAT',
      subject: 'ORGANISATION',
      search: '川湘菜',
    });
    expect(data.categories.nodes).toEqual([
      {
        platform: 'WECHAT',
        subjects: ['ORGANISATION'],
        path: ['餐饮服务', '餐饮服务场所/餐饮服务管理企业', '川湘菜'],
        requirement: expect.any(Object),
        paperSets: [['食品经营许可证'], ['国境口岸卫生许可证']],
        needsHuman: false,
        source: expect.stringMatching(/^https:/),
        asOf: expect.stringMatching(/^\d{4}-\d{2}/),
      },
    ]);
    const byPaper = await allPages({ platform: 'WECHAT', search: '国境口岸卫生许可证' });
    expect(byPaper.length).toBeGreaterThan(1);
    expect((await allPages({ platform: 'WECHAT', search: '不存在的类目' })).length).toBe(0);
  });

  it('answer a cursor of another list, a page too large and an endless search with what is wrong', async () => {
    const foreign = Buffer.from('p.prog_1').toString('base64url');
    for (const [variables, code] of [
      [{ after: foreign }, 'CURSOR_MALFORMED'],
      [{ after: 'x' }, 'CURSOR_MALFORMED'],
      [{ first: 101 }, 'BAD_USER_INPUT'],
      [{ search: '类'.repeat(101) }, 'BAD_USER_INPUT'],
    ] as const) {
      const { errors } = await app.ask(undefined, PAGE, { platform: 'WECHAT', ...variables });
      expect(errors[0]?.extensions.code).toBe(code);
    }
    const { errors } = await app.ask(undefined, PAGE, { platform: 'WECHAT', search: '类'.repeat(100) });
    expect(errors).toEqual([]);
  });
});
