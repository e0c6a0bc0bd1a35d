import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { someManifest } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = `problems { __typename code path message(locale: en)
  ... on AgreementRequiredProblem { documents { id } verdict { answer findings { code citations { clause { id } } } } }
  ... on PolicyProblem { verdict { answer platform findings { code remedy { kind } } } }
  ... on StateProblem { currentState } }`;
const SUBMIT = `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
  submission { id absentContent version { number } packages { platform } }
  results { host { id } platform accepted package { state } verdict { answer } } ${PROBLEMS} } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
  await restaurant.registered();
});
afterAll(() => app.close());

type Payload = Record<string, unknown> & {
  readonly problems: readonly { __typename: string; code: string; path: string }[];
};

async function act(query: string, input: object, token = admin): Promise<Payload> {
  const { data, errors } = await app.ask(token, query, { input });
  expect(errors).toEqual([]);
  const [payload] = Object.values(data as Record<string, Payload>);
  if (!payload) throw new Error('no payload');
  return payload;
}

async function newOwner(): Promise<string> {
  return app.member((await app.shop.newAccount()).accountId, 'OWNER');
}

describe('a new account', () => {
  const ACCEPT = `mutation ($input: AcceptAgreementInput!) { acceptAgreement(input: $input) { acceptance { complete documents { document { id } accepted } } ${PROBLEMS} } }`;

  it('accepts all documents of a platform at once, and then nothing is missing (wechat/0.1)', async () => {
    const token = await newOwner();
    const before = await app.ask(token, '{ acceptances { platform complete } subject { declared type } }');
    expect(before.data).toMatchObject({
      acceptances: [{ complete: false }, { complete: false }],
      subject: { declared: false },
    });
    const { acceptance, problems } = await act(ACCEPT, { platform: 'WECHAT', all: true }, token);
    expect(problems).toEqual([]);
    expect(acceptance).toMatchObject({ complete: true });
  });

  it('is told which version of a document is in force, and to name one', async () => {
    const token = await newOwner();
    const old = await act(
      ACCEPT,
      { platform: 'WECHAT', documents: [{ id: 'wechat:terms', version: '1' }] },
      token,
    );
    expect(old.problems).toMatchObject([{ __typename: 'InputProblem', path: 'input.documents[0]' }]);
    const none = await act(ACCEPT, { platform: 'WECHAT' }, token);
    expect(none.problems).toMatchObject([{ __typename: 'InputProblem', path: 'input.documents' }]);
  });

  it('creates a program, and is told AGREEMENT_REQUIRED with documents and clause before it may register it', async () => {
    const token = await newOwner();
    const create = `mutation ($input: CreateProgramInput!) { createProgram(input: $input) { program { id name categories { platform path } dataItems { key } } ${PROBLEMS} } }`;
    const { program } = await act(create, { manifest: someManifest() }, token);
    const { name, categories } = someManifest();
    expect(program).toMatchObject({ name, categories });
    const register = `mutation ($input: RegisterProgramInput!) { registerProgram(input: $input) { registration { id } ${PROBLEMS} } }`;
    const input = {
      programId: (program as { id: string }).id,
      platform: 'WECHAT',
      email: 'late@example.com',
    };
    const { registration, problems } = await act(register, input, token);
    expect(registration).toBeNull();
    expect(problems).toMatchObject([{ __typename: 'AgreementRequiredProblem', code: 'AGREEMENT_REQUIRED' }]);
    expect(JSON.stringify(problems)).toContain('wechat/0.1');
    expect(JSON.stringify(problems)).toContain('"documents":[{"id":"wechat:terms"}');
  });
});

describe('submitForReview', () => {
  it('answers host by host: a refusal on one platform holds back no other, and shows as a problem', async () => {
    const versionId = await restaurant.version('1.0.0');
    const input = {
      versionId,
      hostIds: ['wechat', 'tieba', 'baiduboxapp'],
      absentContent: [],
      idempotencyKey: 'k1',
    };
    const first = await act(SUBMIT, input);
    const accepted = (first.results as { host: { id: string }; accepted: boolean }[]).map(
      ({ host, accepted: taken }) => [host.id, taken],
    );
    expect(Object.fromEntries(accepted)).toEqual({ wechat: true, tieba: false, baiduboxapp: false });
    expect(first.submission).toMatchObject({
      version: { number: '1.0.0' },
      packages: [{ platform: 'WECHAT' }],
    });
    expect(first.problems).toMatchObject([
      {
        __typename: 'PolicyProblem',
        verdict: { platform: 'BAIDU', findings: [{ remedy: { kind: 'DECLARE_CONTENT' } }] },
      },
    ]);
    expect(await act(SUBMIT, input)).toEqual(first);
    const other = await act(SUBMIT, { ...input, absentContent: allContent });
    expect(other.problems).toMatchObject([{ __typename: 'IdempotencyKeyReusedProblem' }]);
    expect(other.results).toEqual([]);
  });

  it('refuses a kind of content that no agreement names (baidu/3.3)', async () => {
    const { id: versionId } = await app.shop.database.prisma.version.findFirstOrThrow({
      where: { number: '1.0.0' },
    });
    const { results, problems } = await act(SUBMIT, { versionId, absentContent: [...allContent, 'NOPE'] });
    expect(results).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        __typename: 'InputProblem',
        path: 'input.absentContent',
        message: expect.stringContaining('no such kind of content: NOPE;'),
      }),
    ]);
  });

  it('is withdrawn once it is in review, and released only once it is approved (wechat/2.4)', async () => {
    const { id: versionId } = await app.shop.database.prisma.version.findFirstOrThrow({
      where: { number: '1.0.0' },
    });
    const release = `mutation ($input: ReleaseInput!) { release(input: $input) { results { accepted } ${PROBLEMS} } }`;
    const early = await act(release, { versionId });
    expect(early.results).toEqual([{ accepted: false }]);
    expect(early.problems).toMatchObject([{ __typename: 'PolicyProblem' }]);
    await restaurant.work();
    const withdraw = `mutation ($input: WithdrawReviewInput!) { withdrawReview(input: $input) { package { platform review } ${PROBLEMS} } }`;
    const withdrawn = await act(withdraw, { versionId, platform: 'WECHAT' });
    expect(withdrawn).toMatchObject({ package: { platform: 'WECHAT', review: 'IN_REVIEW' }, problems: [] });
  });
});

describe('other acts', () => {
  it('choose hosts, add papers, number versions and begin verification through the same words', async () => {
    const { programId } = restaurant;
    const choose = `mutation ($input: ChooseHostsInput!) { chooseHosts(input: $input) { program { hostSelections { mode hosts { id } } } hosts { id } ${PROBLEMS} } }`;
    const chosen = await act(choose, { programId, platform: 'BAIDU', hostIds: ['tieba'] });
    expect(chosen).toMatchObject({
      hosts: [{ id: 'tieba' }],
      program: { hostSelections: [{ mode: 'EXPLICIT', hosts: [{ id: 'tieba' }] }] },
    });
    const all = await act(choose, { programId, platform: 'BAIDU', hostIds: null });
    expect((all.hosts as unknown[]).length).toBeGreaterThan(10);
    const version = `mutation ($input: CreateVersionInput!) { createVersion(input: $input) { version { number templates { platform templateId } } ${PROBLEMS} } }`;
    const templates = [{ platform: 'WECHAT', templateId: '7' }];
    const made = await act(version, { programId, number: '3.0.0', templates });
    expect(made).toMatchObject({ version: { number: '3.0.0', templates }, problems: [] });
    expect((await act(version, { programId, number: '3.0.0', templates })).problems).toMatchObject([
      { __typename: 'AlreadyExistsProblem' },
    ]);
    const verify = `mutation ($input: StartVerificationInput!) { startVerification(input: $input) { registration { id } ${PROBLEMS} } }`;
    const verified = await act(verify, { programId, platform: 'BAIDU' });
    expect(verified.problems).toEqual([]);
    // Begun again before it expires, which goes on already (baidu/2.5).
    expect((await act(verify, { programId, platform: 'BAIDU' })).problems).toMatchObject([
      { __typename: 'PolicyProblem', verdict: { findings: [{ code: 'VERIFICATION_UNDER_WAY' }] } },
    ]);
    const { id: fileId } = await app.shop.database.prisma.file.findFirstOrThrow({ select: { id: true } });
    const add = `mutation ($input: AddMaterialInput!) { addMaterial(input: $input) { material { paper state program { id } } ${PROBLEMS} } }`;
    const paper = { paper: '营业执照', holder: 'x', fileId, validFrom: '2026-01-01' };
    expect(await act(add, paper)).toMatchObject({
      material: { state: 'PENDING', program: null },
      problems: [],
    });
  });

  it('declare the subject without ever giving it back, and make and end tokens', async () => {
    const declare = `mutation ($input: DeclareSubjectInput!) { declareSubject(input: $input) { subject { declared type } ${PROBLEMS} } }`;
    const person = {
      type: 'PERSON',
      legalName: 'a',
      identityNumber: '1',
      representativeName: 'a',
      representativeAccount: 'a',
      phone: '1',
    };
    const token = await newOwner();
    expect((await act(declare, person, token)).problems).toMatchObject([{ path: 'input.birthDate' }]);
    const unborn = await act(declare, { ...person, birthDate: '2027-03-11' }, token);
    expect(unborn.problems).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.birthDate' }]);
    const company = await act(declare, { ...person, type: 'ORGANISATION', birthDate: '1990-01-01' }, token);
    expect(company.problems).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.birthDate' }]);
    const declared = await act(declare, { ...person, birthDate: '1990-01-01' }, token);
    expect(declared).toMatchObject({ subject: { declared: true, type: 'PERSON' }, problems: [] });
    const create =
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id token problems { code } } }';
    expect(await act(create, { name: 'ci', role: 'DEVELOPER', expiresInDays: 30 })).toEqual({
      id: 'token_1',
      token: 'pft_secret',
      problems: [],
    });
    const revoke =
      'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { id problems { code path } } }';
    expect(await act(revoke, { id: 'other' })).toEqual({
      id: null,
      problems: [{ code: 'NOT_FOUND', path: 'input.id' }],
    });
  });

  it('refuse text that cannot be kept, with its place, in variables and in the query, and do nothing', async () => {
    const token = await newOwner();
    const before = await app.shop.database.prisma.material.count();
    const add = 'mutation ($input: AddMaterialInput!) { addMaterial(input: $input) { problems { code } } }';
    const paper = (name: string) => ({ paper: name, holder: 'x', fileId: 'file_1', validFrom: '2026-01-01' });
    const written = 'paper: "食品\\u0000许可", holder: "x", fileId: "file_1", validFrom: "2026-01-01"';
    const answers = [
      await app.ask(token, add, { input: paper('食品\u0000许可') }),
      await app.ask(token, add, { input: paper('食品\ud83d许可') }),
      await app.ask(token, `mutation { addMaterial(input: { ${written} }) { problems { code } } }`),
    ];
    for (const { status, errors } of answers) {
      expect(status).toBe(400);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'input.paper' } }]);
    }
    expect(await app.shop.database.prisma.material.count()).toBe(before);
  });

  it('of one operation see what the ones before them did', async () => {
    const input = (number: string) =>
      `{ programId: "${restaurant.programId}", number: "${number}", templates: [{ platform: WECHAT, templateId: "1" }] }`;
    const see = 'version { program { versions(first: 100) { number } } }';
    const { data, errors } = await app.ask(
      admin,
      `mutation { a: createVersion(input: ${input('4.0.0')}) { ${see} } b: createVersion(input: ${input('4.0.1')}) { ${see} } }`,
    );
    expect(errors).toEqual([]);
    expect(JSON.stringify(data.a)).not.toContain('4.0.1');
    expect(JSON.stringify(data.b)).toContain('4.0.1');
  });
});
