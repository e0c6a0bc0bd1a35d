import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { __typename code path message(locale: en) }';

let app: GraphqlApp;
let restaurant: Restaurant;
let versionId: string;
let admin: string;
beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
  await restaurant.registered();
  versionId = await restaurant.version('1.0.0');
});
afterAll(() => app.close());

/** Where hosts are named, what is asked there, and what paths of the answer begin with. */
const places: readonly (readonly [string, string, string, () => object])[] = [
  [
    'submitForReview',
    'mutation ($input: SubmitForReviewInput!) { told: submitForReview(input: $input)',
    'input.',
    () => ({ versionId, absentContent: allContent }),
  ],
  [
    'release',
    'mutation ($input: ReleaseInput!) { told: release(input: $input)',
    'input.',
    () => ({ versionId }),
  ],
  [
    'planDistribution',
    'query ($input: PlanDistributionInput!) { told: planDistribution(input: $input)',
    'input.',
    () => ({ versionId }),
  ],
  [
    'chooseHosts',
    'mutation ($input: ChooseHostsInput!) { told: chooseHosts(input: $input)',
    'input.',
    () => ({ programId: restaurant.programId, platform: 'BAIDU' }),
  ],
  [
    'whatIf',
    'query ($input: WhatIfInput!) { told: whatIf(input: $input)',
    'input.',
    () => ({ programId: restaurant.programId, operation: 'SUBMIT', overlay: {} }),
  ],
];

describe.each(places)('hosts that %s names (baidu/3.6)', (_name, query, prefix, about) => {
  const problemsOf = async (hostIds: readonly string[]) => {
    const { data, errors } = await app.ask(admin, `${query} { ${PROBLEMS} } }`, {
      input: { ...about(), hostIds },
    });
    expect(errors).toEqual([]);
    return data.told.problems;
  };

  it('are refused in one shape where there is no such host', async () => {
    expect(await problemsOf(['tieba', 'nosuch'])).toEqual([
      {
        __typename: 'NotFoundProblem',
        code: 'NOT_FOUND',
        path: `${prefix}hostIds[1]`,
        message: expect.stringContaining('there is no host `nosuch` here; there are: '),
      },
    ]);
  });

  it('are refused in one shape where none is named', async () => {
    expect(await problemsOf([])).toMatchObject([
      { __typename: 'InputProblem', code: 'INVALID_INPUT', path: `${prefix}hostIds` },
    ]);
  });
});

describe('a host that there is not', () => {
  const told = { __typename: 'NotFoundProblem', code: 'NOT_FOUND' };
  const words = expect.stringContaining('there is no host `nosuch` here; there are: ');

  it('is a problem of the question about each program (baidu/3.6)', async () => {
    const query = `{ shippability(programIds: ["${restaurant.programId}"], hostIds: ["tieba", "nosuch"]) { hosts { answer } ${PROBLEMS} } }`;
    const { data, errors } = await app.ask(admin, query);
    expect(errors).toEqual([]);
    expect(data.shippability).toEqual([
      { hosts: [], problems: [{ ...told, path: 'hostIds[1]', message: words }] },
    ]);
  });

  it('is a problem of an overlay, at its place there (baidu/3.6)', async () => {
    const query = `query ($input: WhatIfInput!) { whatIf(input: $input) { ${PROBLEMS} } }`;
    const input = { programId: restaurant.programId, operation: 'SUBMIT', overlay: { hostIds: ['nosuch'] } };
    const { data } = await app.ask(admin, query, { input });
    expect(data.whatIf.problems).toEqual([{ ...told, path: 'input.overlay.hostIds[0]', message: words }]);
  });

  it('cannot try rules, and is told so in the same words (baidu/3.6)', async () => {
    const query = `query ($input: TryHostRulesInput!) { tryHostRules(input: $input) { tried ${PROBLEMS} } }`;
    const input = { version: 1, effectiveFrom: '2027-03-10', rules: [] };
    const { data, errors } = await app.ask(app.host('nosuch'), query, { input });
    expect(errors).toEqual([]);
    expect(data.tryHostRules).toEqual({ tried: 0, problems: [{ ...told, path: 'input', message: words }] });
  });
});
