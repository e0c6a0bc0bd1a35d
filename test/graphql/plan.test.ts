import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PLAN = `query ($input: PlanDistributionInput!) { planDistribution(input: $input) {
  plan { hash hosts { host { id } action verdict { answer findings { code } } liveVersion { number } } }
  problems { code path } } }`;
const APPLY = `mutation ($input: ApplyPlanInput!) { applyPlan(input: $input) {
  plan { hash } submission { version { number } } results { host { id } accepted }
  problems { __typename code path message(locale: en) ... on StateProblem { currentState } } } }`;
const SUBMIT = `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
  problems { __typename platform } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let developer: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  developer = app.member(restaurant.actor.accountId, 'DEVELOPER');
  await restaurant.registered();
});
afterAll(() => app.close());

describe('a plan of distribution', () => {
  it('is shown, carried out by its hash, and then not again (baidu/3.3, baidu/3.6)', async () => {
    const versionId = await restaurant.version('1.0.0');
    const asked = { versionId, hostIds: ['wechat', 'tieba'], absentContent: [] };
    const { data, errors } = await app.ask(developer, PLAN, { input: asked });
    expect(errors).toEqual([]);
    const { plan, problems } = data.planDistribution;
    expect(problems).toEqual([]);
    expect(plan.hosts).toEqual([
      {
        host: { id: 'wechat' },
        action: 'SUBMIT',
        verdict: { answer: 'YES', findings: [] },
        liveVersion: null,
      },
      {
        host: { id: 'tieba' },
        action: 'BLOCKED',
        verdict: { answer: 'NO', findings: [{ code: 'CONTENT_NOT_DECLARED' }] },
        liveVersion: null,
      },
    ]);

    const input = { ...asked, hash: plan.hash };
    const applied = await app.ask(developer, APPLY, { input });
    expect(applied.errors).toEqual([]);
    expect(applied.data.applyPlan).toMatchObject({
      plan: { hash: plan.hash },
      submission: { version: { number: '1.0.0' } },
      results: [{ host: { id: 'wechat' }, accepted: true }],
      problems: [],
    });
    const again = await app.ask(developer, APPLY, { input });
    expect(again.data.applyPlan).toMatchObject({
      plan: null,
      results: [],
      problems: [
        { __typename: 'StateProblem', path: 'input.hash', currentState: expect.stringMatching(/^MOVED: /) },
      ],
    });
  });

  it('has problems where it names nothing', async () => {
    const { data } = await app.ask(developer, PLAN, { input: { versionId: 'ver_none' } });
    expect(data.planDistribution).toEqual({
      plan: null,
      problems: [{ code: 'NOT_FOUND', path: 'input.versionId' }],
    });
  });

  it('that can do nothing says so, and why, when it is carried out (baidu/3.3)', async () => {
    const versionId = await restaurant.version('1.9.0');
    const input = { versionId, hostIds: ['tieba'], absentContent: [] };
    const planned = await app.ask(developer, PLAN, { input });
    const { hash } = planned.data.planDistribution.plan;
    const { data } = await app.ask(developer, APPLY, { input: { ...input, hash } });
    expect(data.applyPlan).toMatchObject({ results: [], problems: [{ __typename: 'PolicyProblem' }] });
  });

  it('belongs to who may submit; others may look at it', async () => {
    const viewer = app.member(restaurant.actor.accountId, 'VIEWER');
    const versionId = await restaurant.version('2.0.0');
    const looked = await app.ask(viewer, PLAN, { input: { versionId, absentContent: allContent } });
    expect(looked.errors).toEqual([]);
    const { hash } = looked.data.planDistribution.plan;
    const applied = await app.ask(viewer, APPLY, { input: { versionId, absentContent: allContent, hash } });
    expect(applied.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', needed: 'DEVELOPER' });
  });
});

describe('a problem', () => {
  it('says whose rules refuse, where several platforms are asked at once (baidu/3.3)', async () => {
    const other = await openRestaurant(app.shop);
    await other.registered();
    const versionId = await other.version('1.0.0');
    const token = app.member(other.actor.accountId, 'DEVELOPER');
    const { data, errors } = await app.ask(token, SUBMIT, { input: { versionId } });
    expect(errors).toEqual([]);
    expect(data.submitForReview.problems).toEqual([{ __typename: 'PolicyProblem', platform: 'BAIDU' }]);
  });
});
