import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { confirmationStates, releaseStates, reviewStates } from '../../src/policy/lifecycle.ts';
import { checkStates, registrationStates } from '../../src/programs/registration.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, openRestaurant, type Restaurant } from '../support/restaurant.ts';

/*
 * What `shippability` answers is what the act answers, asked of the same database through the same API: YES is taken
 * on, and what is not YES is refused for the very findings that were told. Only hosts without rules of their own are
 * asked: what a host says after its platform has refused is told by the question and not by the act.
 */

const ASK = `query ($ids: [ID!], $hosts: [ID!], $operation: Operation!, $email: String, $absent: [String!]!) {
  shippability(programIds: $ids, hostIds: $hosts, operation: $operation, email: $email, absentContent: $absent) {
    problems { code path } hosts { answer verdict { findings { code effect } } } } }`;
const PROBLEMS = `problems { code ... on PolicyProblem { verdict { findings { code effect } } }
  ... on AgreementRequiredProblem { verdict { findings { code effect } } } }`;
const ACTS = {
  REGISTER: `mutation ($input: RegisterProgramInput!) { act: registerProgram(input: $input) { ${PROBLEMS} } }`,
  VERIFY: `mutation ($input: StartVerificationInput!) { act: startVerification(input: $input) { ${PROBLEMS} } }`,
  SUBMIT: `mutation ($input: SubmitForReviewInput!) { act: submitForReview(input: $input) { ${PROBLEMS} } }`,
  WITHDRAW: `mutation ($input: WithdrawReviewInput!) { act: withdrawReview(input: $input) { ${PROBLEMS} } }`,
  RELEASE: `mutation ($input: ReleaseInput!) { act: release(input: $input) { ${PROBLEMS} } }`,
};
type Act = keyof typeof ACTS;

interface Verdict {
  readonly findings: readonly { readonly code: string; readonly effect: string }[];
}
const against = ({ findings }: Verdict) =>
  findings
    .filter(({ effect }) => effect !== 'WARNS')
    .map(({ code }) => code)
    .sort();

let app: GraphqlApp;
let place: Restaurant;
let admin: string;
beforeAll(async () => {
  app = await openGraphqlApp();
});
beforeAll(async () => {
  place = await openRestaurant(app.shop);
  admin = app.member(place.actor.accountId, 'ADMIN');
});
afterAll(() => app.close());

/** The answer to the question, and what the act says when it is done right after it. */
async function both(operation: Act, hostId: string, input: object, question: object = {}) {
  const asked = { ids: [place.programId], hosts: [hostId], operation, absent: allContent, ...question };
  const foretold = await app.ask(admin, ASK, asked);
  expect(foretold.errors).toEqual([]);
  const [{ hosts, problems }] = foretold.data.shippability;
  expect(problems).toEqual([]);
  const [{ answer, verdict }] = hosts;
  const done = await app.ask(admin, ACTS[operation], { input });
  expect(done.errors).toEqual([]);
  const refusals = done.data.act.problems as { code: string; verdict?: Verdict }[];
  return {
    foretold: { answer, codes: against(verdict) },
    done: {
      taken: refusals.length === 0,
      codes: refusals.flatMap((problem) => (problem.verdict ? against(problem.verdict) : [problem.code])),
    },
  };
}

function expectOneAnswer({ foretold, done }: Awaited<ReturnType<typeof both>>): void {
  expect(done).toEqual({ taken: foretold.answer === 'YES', codes: foretold.codes });
}

const hostOf = { WECHAT: 'wechat', BAIDU: 'baiduboxapp' } as const;
const platforms = ['WECHAT', 'BAIDU'] as const;

async function stand(
  platform: string,
  standing: { state: string; admission?: string; verification?: string } | undefined,
): Promise<void> {
  const { prisma } = app.shop.database;
  const { programId } = place;
  if (!standing) return void (await prisma.registration.deleteMany({ where: { programId, platform } }));
  const now = app.shop.clock.now();
  const data = {
    sealedEmail: app.shop.cipher.seal(
      { table: 'Registration', column: 'sealedEmail' },
      `${platform}@example.com`,
    ),
    appId: `${platform}-${programId}`,
    admission: 'PASSED',
    verification: 'PASSED',
    renewingSince: null,
    updatedAt: now,
    ...standing,
  };
  await prisma.registration.upsert({
    where: { programId_platform: { programId, platform } },
    create: {
      id: `reg_${programId}_${platform}`,
      accountId: place.actor.accountId,
      programId,
      platform,
      createdAt: now,
      ...data,
    },
    update: data,
  });
}

describe('before anything is registered (wechat/2.1, baidu/2.1, wechat/3.1, baidu/2.2)', () => {
  const email = 'new@example.com';
  const standings = [undefined, ...registrationStates];

  it.each(platforms.flatMap((platform) => standings.map((state) => [platform, state] as const)))(
    'REGISTER on %s of what is %s is answered once',
    async (platform, state) => {
      await stand(platform, state && { state });
      const input = { programId: place.programId, platform, email };
      const answers = await both('REGISTER', hostOf[platform], input, { email });
      expectOneAnswer(answers);
      // A program that left may come back (the account has accepted the agreement anew).
      const mayAsk = state === undefined || state === 'REFUSED' || state === 'LEFT';
      expect(answers.foretold.answer).toBe(mayAsk ? 'YES' : 'NO');
      await stand(platform, undefined);
    },
  );

  it('REGISTER with an address that another program has is answered once (wechat/2.1)', async () => {
    const other = await openRestaurant(app.shop);
    const token = app.member(other.actor.accountId, 'ADMIN');
    const taken = { programId: other.programId, platform: 'WECHAT', email: ' Taken@example.com' };
    const { data } = await app.ask(token, ACTS.REGISTER, { input: taken });
    expect(data.act.problems).toEqual([]);
    const asked = { programId: place.programId, platform: 'WECHAT', email: 'taken@example.com' };
    const answers = await both('REGISTER', 'wechat', asked, { email: 'TAKEN@example.com' });
    expectOneAnswer(answers);
    expect(answers.foretold).toEqual({ answer: 'NO', codes: ['EMAIL_IN_USE'] });
  });

  it.each(
    platforms.flatMap((platform) =>
      standings.flatMap((state) =>
        checkStates.map((verification) => [platform, state, verification] as const),
      ),
    ),
  )('VERIFY on %s of what is %s and %s is answered once', async (platform, state, verification) => {
    await stand(platform, state && { state, verification });
    const answers = await both('VERIFY', hostOf[platform], { programId: place.programId, platform });
    expectOneAnswer(answers);
    // What was passed may be begun again before it expires (wechat/4.2, baidu/2.5).
    const mayBegin = state === 'REGISTERED' && verification !== 'PENDING';
    expect(answers.foretold.answer).toBe(mayBegin ? 'YES' : 'NO');
    await stand(platform, undefined);
  });

  it('and a verification that is under way, for the first time or again, is what `allowedNext` does not allow (wechat/3.1, baidu/2.2)', async () => {
    const code = 'VERIFICATION_UNDER_WAY';
    for (const standing of [
      { verification: 'PENDING' },
      { verification: 'PASSED', renewingSince: app.shop.clock.now() },
    ] as const) {
      await stand('BAIDU', { state: 'REGISTERED', ...standing });
      const query = `query ($id: ID!) { program(id: $id) { registrations { allowedNext { operation allowed verdict { findings { code } } } } } }`;
      const { data, errors } = await app.ask(admin, query, { id: place.programId });
      expect(errors).toEqual([]);
      expect(data.program.registrations[0].allowedNext).toMatchObject([
        { operation: 'VERIFY', allowed: false, verdict: { findings: [{ code }] } },
      ]);
    }
    await stand('BAIDU', undefined);
  });
});

describe('of a version', () => {
  let first: string;
  let second: string;
  let packages: ReadonlyMap<string, string>;
  const HOSTS = ['wechat', 'baiduboxapp', 'iqiyi'];
  /** A host of Baidu's for which the first version is not handed in. */
  const ELSEWHERE = 'zhidao';

  beforeAll(async () => {
    await place.registered();
    first = await place.version('1.0.0');
    const input = { versionId: first, hostIds: HOSTS, absentContent: allContent };
    const { data } = await app.ask(admin, ACTS.SUBMIT, { input });
    expect(data.act.problems).toEqual([]);
    const rows = await app.shop.database.prisma.package.findMany({ where: { versionId: first } });
    packages = new Map(rows.map(({ platform, id }) => [platform, id]));
    // Which of two versions is the newer is told by their instants.
    app.shop.clock.advance(1_000);
    second = await place.version('2.0.0');
  });

  const checks = {
    admission: fc.constantFrom(...checkStates),
    verification: fc.constantFrom(...checkStates),
  };
  const worlds = fc.record({
    hostId: fc.constantFrom(...HOSTS, ELSEWHERE),
    registration: fc.oneof(
      fc.constant({ state: 'REGISTERED' as const, admission: 'PASSED', verification: 'PASSED' }),
      fc.record({ state: fc.constantFrom(...registrationStates), ...checks }),
    ),
    review: fc.constantFrom(...reviewStates),
    goal: fc.constantFrom('IN_REVIEW', 'WITHDRAWN', 'RELEASED', null),
    atHost: fc.oneof(
      fc.record({
        confirmation: fc.constantFrom('NOT_NEEDED' as const, 'CONFIRMED' as const),
        release: fc.oneof(fc.constant('NOT_RELEASED' as const), fc.constantFrom(...releaseStates)),
      }),
      // What a host has not agreed to is not public there; the database has no place for it.
      fc.record({
        confirmation: fc.constantFrom(...confirmationStates),
        release: fc.constantFrom('NOT_RELEASED' as const, 'SUPERSEDED' as const),
      }),
    ),
    template: fc.boolean(),
  });
  type World = typeof worlds extends fc.Arbitrary<infer Known> ? Known : never;

  /** Makes the database so, whatever was done to it before. */
  async function become({ hostId, registration, review, goal, atHost, template }: World) {
    const { prisma } = app.shop.database;
    const platform = hostId === 'wechat' ? 'WECHAT' : 'BAIDU';
    const { programId } = place;
    // A host that its platform speaks for has no word of its own, and no state of one.
    const hasOwnWord = hostId === 'iqiyi' || hostId === ELSEWHERE;
    const there = hasOwnWord ? atHost : { ...atHost, confirmation: 'NOT_NEEDED' };
    await stand(platform, registration);
    for (const [on, packageId] of packages) {
      const hostIds = HOSTS.filter((id) => (id === 'wechat') === (on === 'WECHAT'));
      await prisma.distribution.updateMany({
        where: { programId, hostId: { in: hostIds } },
        data: { packageId, ...there },
      });
    }
    await prisma.distribution.deleteMany({ where: { programId, hostId: ELSEWHERE } });
    await prisma.review.deleteMany({ where: { package: { versionId: { in: [first, second] } } } });
    await prisma.package.deleteMany({ where: { versionId: second } });
    await prisma.package.updateMany({
      where: { versionId: first, platform },
      data: { review, goal, state: 'UPLOADED' },
    });
    const templates = template ? { WECHAT: '1', BAIDU: '1' } : {};
    await prisma.version.update({ where: { id: second }, data: { templates } });
    return platform;
  }

  it('SUBMIT, RELEASE and WITHDRAW are answered once, however the program stands (wechat/2.4, baidu/2.2, baidu/3.6)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('SUBMIT', 'RELEASE', 'WITHDRAW'),
        worlds,
        async (operation: 'SUBMIT' | 'RELEASE' | 'WITHDRAW', world) => {
          const platform = await become(world);
          const { hostId } = world;
          // Taken back is what was last handed in; at a host that has nothing, that is the newest version.
          const taken = hostId === ELSEWHERE ? second : first;
          const input = {
            SUBMIT: { versionId: second, hostIds: [hostId], absentContent: allContent },
            RELEASE: { versionId: first, hostIds: [hostId] },
            WITHDRAW: { versionId: taken, platform },
          }[operation];
          expectOneAnswer(await both(operation, hostId, input));
        },
      ),
      { numRuns: 120 },
    );
  }, 120_000);

  it('RELEASE at a host that it was not handed in for is a NO in both, whatever other hosts have (baidu/3.6)', async () => {
    const registration = { state: 'REGISTERED', admission: 'PASSED', verification: 'PASSED' } as const;
    const atHost = { confirmation: 'NOT_NEEDED', release: 'NOT_RELEASED' } as const;
    const approved = { review: 'APPROVED', goal: null, atHost } as const;
    await become({ hostId: ELSEWHERE, registration, ...approved, template: true });
    const answers = await both('RELEASE', ELSEWHERE, { versionId: first, hostIds: [ELSEWHERE] });
    expectOneAnswer(answers);
    expect(answers.foretold).toEqual({ answer: 'NO', codes: ['REVIEW_NOT_PASSED'] });
    expectOneAnswer(await both('RELEASE', 'baiduboxapp', { versionId: first, hostIds: ['baiduboxapp'] }));
  });
});
