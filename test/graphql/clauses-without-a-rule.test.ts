import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/civil-time.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { newGate } from '../support/next-agreement.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const COMING = '2027-03-20';
const PROBLEMS = 'problems { code path message(locale: en) }';
const DRAFT = `mutation ($input: DraftAgreementVersionInput!) { draftAgreementVersion(input: $input) { ${PROBLEMS} } }`;
const PUBLISH = `mutation ($input: PublishAgreementVersionInput!) { publishAgreementVersion(input: $input) { ${PROBLEMS} } }`;
const ACCEPT = `mutation ($input: AcceptAgreementInput!) { acceptAgreement(input: $input) { ${PROBLEMS} } }`;
const RECORD = `mutation ($input: RecordRulingInput!) { recordRuling(input: $input) { ruling { id } ${PROBLEMS} } }`;
const REVOKE = `mutation ($input: RevokeRulingInput!) { revokeRuling(input: $input) { ${PROBLEMS} } }`;
const RULING = 'ruling { platform rule code question citations { agreementVersion clause { id } } }';
const ASK = `query ($ids: [ID!]!, $absent: [String!]!) { shippability(programIds: $ids, hostIds: ["wechat"], absentContent: $absent) { hosts {
  answer smallestRemedies { remedies { kind ${RULING} } } verdict { findings { effect code remedy { kind ${RULING} } } passed { rule evidence { path ruling { answer } } } } } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;

const [terms, ...others] = variantOf('WECHAT').agreement.versions[0].documents;
if (!terms) throw new Error('an agreement without documents');
const documents = [{ ...terms, version: COMING }, ...others].map((one) => ({
  id: one.id,
  version: one.version,
  title: { zh_CN: one.title['zh-CN'], en: one.title.en },
  url: one.url,
  required: one.required,
}));
const { title, summary, ...gate } = newGate;
const clause = {
  ...gate,
  title: { zh_CN: title['zh-CN'], en: title.en },
  summary: { zh_CN: summary['zh-CN'], en: summary.en },
};

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
  app.viewers.set('wechat', { kind: 'platform', platform: 'WECHAT', credentialId: 'cred_1' });
  await restaurant.registered();
  await restaurant.version('1.0.0');
  const effectiveFrom = addDays(TODAY, 1);
  const input = { version: COMING, effectiveFrom, material: true, documents, addClauses: [clause] };
  await act('wechat', DRAFT, input);
  await act('wechat', PUBLISH, { version: COMING });
  app.shop.clock.advance(2 * 86_400_000);
  await act(admin, ACCEPT, { platform: 'WECHAT', all: true });
});
afterAll(() => app.close());

async function act(token: string, query: string, input: object) {
  const { data, errors } = await app.ask(token, query, { input });
  expect(errors).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: payloads have the form of their mutation
  const payload = Object.values(data)[0] as any;
  expect(payload.problems).toEqual([]);
  return payload;
}

async function told() {
  const { data, errors } = await app.ask(admin, ASK, { ids: [restaurant.programId], absent: allContent });
  expect(errors).toEqual([]);
  return data.shippability[0].hosts[0];
}

/** Rules on what the one finding that is in the way asks. */
async function rule(answer: string): Promise<string> {
  const [{ remedy }] = (await told()).verdict.findings;
  const { platform, rule: asking, code, question } = remedy.ruling;
  const { programId } = restaurant;
  const input = { programId, platform, rule: asking, code, question, answer, note: '已对照原文' };
  return (await act(admin, RECORD, input)).ruling.id;
}

describe('a clause that came while the gateway ran, and that no rule carries out', () => {
  it('leaves the answer UNKNOWN, and says what a person is to be asked about which clause and version', async () => {
    const remedy = {
      kind: 'ASK_A_PERSON',
      ruling: {
        platform: 'WECHAT',
        rule: 'clause-not-modelled',
        code: 'CLAUSE_NOT_MODELLED',
        question: `no rule carries out clause wechat/9.1 (${newGate.title.en}) of version ${COMING}; a person has to read it and judge`,
        citations: [{ agreementVersion: COMING, clause: { id: 'wechat/9.1' } }],
      },
    };
    expect(await told()).toMatchObject({
      answer: 'UNKNOWN',
      smallestRemedies: { remedies: [remedy] },
      verdict: { findings: [{ effect: 'LACKS', code: 'CLAUSE_NOT_MODELLED', remedy }] },
    });
  });

  it('is out of the way once a person has judged that it is met, with who and when', async () => {
    const id = await rule('IN_ORDER');
    const { answer, verdict } = await told();
    expect(answer).toBe('YES');
    expect(verdict.passed).toContainEqual({
      rule: 'clause-not-modelled',
      evidence: [{ path: `rulings[${id}]`, ruling: { answer: 'IN_ORDER' } }],
    });
    await act(admin, REVOKE, { rulingId: id });
    expect((await told()).answer).toBe('UNKNOWN');
  });

  it('refuses once a person has judged that it is not met', async () => {
    await rule('NOT_IN_ORDER');
    expect(await told()).toMatchObject({
      answer: 'NO',
      verdict: { findings: [{ effect: 'BLOCKS', code: 'RULED_NOT_IN_ORDER' }] },
    });
  });
});
