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

  it('names the measures that a clause provides for or is a ground of (wechat/2.5, baidu/3.4(3))', async () => {
    const asked = (platform: string) =>
      app.ask(
        undefined,
        `{ policyCoverage(platform: ${platform}) { clauses { clause { id }
           measures { kind grounds scopes holdsUp hides takenByHost rectifiable } } } }`,
      );
    const of = async (platform: string, id: string) =>
      (await asked(platform)).data.policyCoverage.clauses.find(
        (one: { clause: { id: string } }) => one.clause.id === id,
      ).measures;
    expect(await of('WECHAT', 'wechat/2.5')).toContainEqual({
      kind: 'PERMANENT',
      grounds: ['REVIEW_STANDARD', 'BREACH_OF_LAW', 'BREACH_OF_AGREEMENT'],
      scopes: ['PROGRAM', 'ACCOUNT'],
      holdsUp: ['REGISTER', 'VERIFY', 'SUBMIT', 'RELEASE'],
      hides: true,
      takenByHost: false,
      rectifiable: false,
    });
    const kinds = (await of('BAIDU', 'baidu/3.4(3)')).map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['WARNING', 'PROGRAM_OFFLINE', 'SERVICE_REFUSED']));
  });
});
