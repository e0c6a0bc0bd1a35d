import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';

let app: GraphqlApp;
beforeAll(async () => {
  app = await openGraphqlApp();
});
afterAll(() => app.close());

describe('policyCoverage', () => {
  it('tells anybody what carries out each clause, and counts', async () => {
    const { data, errors } = await app.ask(
      undefined,
      `{ policyCoverage(platform: WECHAT) {
        agreementVersion counts { kind grade clauses }
        clauses { clause { id } grade rules { id } gaps { rule says(locale: en) } moves terms { topic } tests }
      } }`,
    );
    expect(errors).toEqual([]);
    const { agreementVersion, clauses, counts } = data.policyCoverage;
    expect(agreementVersion).toBe('2018-09-10');
    expect(clauses).toHaveLength(46);
    expect(counts.reduce((sum: number, one: { clauses: number }) => sum + one.clauses, 0)).toBe(46);
    const limit = clauses.find((one: { tests: string[] }) =>
      one.tests.some((title) => title.includes('wechat/2.6: is the platform’s own')),
    );
    expect(limit).toMatchObject({
      grade: 'PARTIAL',
      rules: [{ id: 'submission-frequency' }, { id: 'no-fee-unpaid' }, { id: 'no-measure-in-force' }],
      gaps: [{ rule: 'submission-frequency', says: expect.stringMatching(/bad faith/) }],
    });
  });

  it('shows and counts the clauses of one grade alone', async () => {
    const { data } = await app.ask(
      undefined,
      '{ policyCoverage(platform: BAIDU, grade: PARTIAL) { counts { grade clauses } clauses { grade } } }',
    );
    const { clauses, counts } = data.policyCoverage;
    const grades = clauses.map(({ grade }: { grade: string }) => grade);
    expect(new Set(grades)).toEqual(new Set(['PARTIAL']));
    expect(new Set(counts.map(({ grade }: { grade: string }) => grade))).toEqual(new Set(['PARTIAL']));
    const counted = counts.reduce((sum: number, one: { clauses: number }) => sum + one.clauses, 0);
    expect(counted).toBe(clauses.length);
  });
});

describe('the terms of an agreement', () => {
  it('are asked by topic (baidu/8.2(1) to baidu/8.2(4))', async () => {
    const { data, errors } = await app.ask(
      undefined,
      '{ agreement(platform: BAIDU) { terms(topic: OUTAGE_CAUSE) { clause about(locale: en) } } }',
    );
    expect(errors).toEqual([]);
    expect(data.agreement.terms.map(({ about }: { about: string }) => about)).toEqual([
      'Maintenance',
      'Force majeure',
      'Misuse by the developer',
      'Attack, failure, third parties',
    ]);
  });
});
