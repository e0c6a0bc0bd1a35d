import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { variantOf } from '../../src/policy/variants.ts';
import type { Manifest } from '../../src/programs/manifest.ts';
import { type Changes, NOW, someDataItem, someManifest, TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { newGate } from '../support/next-agreement.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROGRAMS = 130;
const IN_FORCE = '2018-09-10';
const COMING = '2027-03-20';
const EFFECTIVE = addDays(TODAY, 10);
const PROBLEMS = 'problems { code path message(locale: en) }';
const DRAFT = `mutation ($input: DraftAgreementVersionInput!) { draftAgreementVersion(input: $input) {
  version { id version effectiveFrom material submissionLimit { atMost } clauses(kind: GATE) { id } } ${PROBLEMS} } }`;
const PUBLISH = `mutation ($input: PublishAgreementVersionInput!) { publishAgreementVersion(input: $input) { version { id } ${PROBLEMS} } }`;
const DECLINE = `mutation ($input: DeclineAgreementInput!) { declineAgreement(input: $input) {
  acceptance { platform declined { version stopsFrom by } } ${PROBLEMS} } }`;
const SHIPPABILITY = `query ($at: DateTime!) { shippability(hostIds: ["wechat"], at: $at) {
  program { id } hosts { answer verdict { agreementVersion findings { code path } } } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let viewer: string;

const [terms, ...others] = variantOf('WECHAT').agreement.versions[0].documents;
const inputOf = (document: NonNullable<typeof terms>) => ({
  id: document.id,
  version: document.version,
  title: { zh_CN: document.title['zh-CN'], en: document.title.en },
  url: document.url,
  required: document.required,
});
const { title, summary, ...gate } = newGate;
const clause = {
  ...gate,
  binds: ['RELEASE'],
  title: { zh_CN: title['zh-CN'], en: title.en },
  summary: { zh_CN: summary['zh-CN'], en: summary.en },
};
const draft = {
  version: COMING,
  effectiveFrom: EFFECTIVE,
  material: true,
  documents: terms ? [{ ...inputOf(terms), version: COMING }, ...others.map(inputOf)] : [],
  addClauses: [clause],
  // So that who has no domain of https is not held up any more.
  removeClauses: ['wechat/4.3'],
  submissionLimit: { windowDays: 30, warnFrom: 1, atMost: 3, origin: 'PUBLISHED' },
};

/** Programs of all sorts, some of them with something wrong that a clause forbids, or one that goes. */
const manifests: fc.Arbitrary<Changes<Manifest>> = fc.record({
  serverDomains: fc.constantFrom(['https://a.example.com'], ['http://b.example.com']),
  dataItems: fc.constantFrom([someDataItem()], [someDataItem({ usedForMarketing: true })]),
  introduction: fc.constantFrom('川菜', '湘菜'),
});

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  viewer = app.member(restaurant.actor.accountId, 'VIEWER');
  app.viewers.set('wechat', { kind: 'platform', platform: 'WECHAT', credentialId: 'cred_1' });
  await restaurant.registered();
  for (const [index, changes] of fc.sample(manifests, { numRuns: PROGRAMS, seed: 7 }).entries()) {
    const manifest = someManifest({ ...changes, name: `小馆${index}` });
    granted(await createProgram(restaurant.deps, restaurant.actor, { manifest, materials: [] }));
  }
});
afterAll(() => app.close());

async function told(at: Date) {
  const { data, errors } = await app.ask(viewer, SHIPPABILITY, { at: at.toISOString() });
  expect(errors).toEqual([]);
  type Asked = { program: { id: string }; hosts: { answer: string; verdict: { findings: object[] } }[] };
  return new Map<string, { answer: string; findings: object[] }>(
    (data.shippability as Asked[]).map(({ program, hosts: [host] }) => [
      program.id,
      { answer: host?.answer ?? '', findings: host?.verdict.findings ?? [] },
    ]),
  );
}

async function stepsOf(args: string): Promise<Record<string, unknown>[]> {
  const query = `subscription { agreementDiff(platform: WECHAT, from: "${IN_FORCE}", to: "${COMING}"${args}) {
    kind done total changed by programId program { id } change { host { id } from to appear { code path } go { code path } } } }`;
  const steps: Record<string, unknown>[] = [];
  for await (const { data, errors } of app
    .socket(viewer)
    .iterate<{ agreementDiff: Record<string, unknown> }>({ query })) {
    expect(errors).toBeUndefined();
    if (data) steps.push(data.agreementDiff);
  }
  return steps;
}

describe('a platform’s next terms', () => {
  it('are refused with place and reason, and nothing of them is kept (wechat/0.1)', async () => {
    const wrong = {
      ...draft,
      effectiveFrom: '2018-01-01',
      documents: draft.documents.slice(1),
      addClauses: [{ ...clause, sourceHash: 'none' }],
    };
    const { data } = await app.ask('wechat', DRAFT, { input: wrong });
    expect(data.draftAgreementVersion.version).toBeNull();
    const paths = data.draftAgreementVersion.problems.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['input.effectiveFrom', 'input.documents', 'input.addClauses[0].sourceHash']);
    expect((await app.ask('wechat', '{ agreementDrafts { draftedBy } }')).data.agreementDrafts).toEqual([]);
    const unknown = await app.ask('wechat', DRAFT, {
      input: { ...draft, addClauses: [{ ...clause, kind: 'WISH' }] },
    });
    expect(unknown.errors[0]?.message).toMatch(/input\.addClauses\[0\]\.kind.*WISH.*ClauseKind/s);
  });

  it('are the platform’s to draft and publish, and nobody else’s', async () => {
    const admin = app.member(restaurant.actor.accountId, 'OWNER');
    for (const token of [admin, viewer, undefined]) {
      expect((await app.ask(token, DRAFT, { input: draft })).errors).toHaveLength(1);
    }
  });

  it('are drafted, seen as they would be, and published', async () => {
    const drafted = await app.ask('wechat', DRAFT, { input: draft });
    expect(drafted.data.draftAgreementVersion).toMatchObject({
      version: {
        id: `wechat@${COMING}`,
        effectiveFrom: EFFECTIVE,
        material: true,
        submissionLimit: { atMost: 3 },
      },
      problems: [],
    });
    expect((await app.ask('wechat', '{ agreementDrafts { draftedBy version { version } } }')).data).toEqual({
      agreementDrafts: [{ draftedBy: 'platform:cred_1', version: { version: COMING } }],
    });
    const before = await app.ask(undefined, '{ agreement(platform: WECHAT) { versions { version } } }');
    expect(before.data.agreement.versions).toHaveLength(1);
    const { data } = await app.ask('wechat', PUBLISH, { input: { version: COMING } });
    expect(data.publishAgreementVersion).toEqual({ version: { id: `wechat@${COMING}` }, problems: [] });
    const after = await app.ask(
      undefined,
      '{ agreement(platform: WECHAT) { version { version } versions { version } } }',
    );
    expect(after.data.agreement).toEqual({
      version: { version: IN_FORCE },
      versions: [{ version: IN_FORCE }, { version: COMING }],
    });
  });

  it('are told apart from those before: clauses, documents, limits', async () => {
    const { data } = await app.ask(
      undefined,
      `{ agreementDiff(platform: WECHAT, from: "${IN_FORCE}", to: "${COMING}") {
        addedClauses { id } removedClauses { id } changedClauses { parts } documents { documentId after { version } }
        parameters { name before after } } }`,
    );
    expect(data.agreementDiff).toEqual({
      addedClauses: [{ id: 'wechat/9.1' }],
      removedClauses: [{ id: 'wechat/4.3' }],
      changedClauses: [],
      documents: [{ documentId: 'wechat:terms', after: { version: COMING } }],
      parameters: [
        { name: 'submissionLimit.warnFrom', before: '15', after: '1' },
        { name: 'submissionLimit.atMost', before: '20', after: '3' },
        { name: 'submissionLimit.origin', before: '"OURS"', after: '"PUBLISHED"' },
      ],
    });
    const unknown = await app.ask(
      undefined,
      '{ agreementDiff(platform: WECHAT, from: "1", to: "2") { parameters { name } } }',
    );
    expect(unknown.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'from' });
  });

  it('change these programs’ verdicts: as a stream with progress, equal to asking everything twice', async () => {
    const steps = await stepsOf('');
    const [first, last] = [steps[0], steps.at(-1)];
    expect(first).toMatchObject({ kind: 'PROGRESS', done: 0, total: PROGRAMS + 1, changed: 0 });
    const changes = steps.filter(({ kind }) => kind === 'CHANGE');
    expect(last).toMatchObject({
      kind: 'COMPLETE',
      done: PROGRAMS + 1,
      total: PROGRAMS + 1,
      changed: changes.length,
    });
    const progress = steps.filter(({ kind }) => kind === 'PROGRESS').map(({ done }) => done);
    expect(progress).toEqual([0, 100, PROGRAMS + 1]);

    const effective = startOfDay(EFFECTIVE);
    const [now, then] = [await told(NOW), await told(effective)];
    const expected = [...now].flatMap(([programId, before]) => {
      const after = then.get(programId);
      return JSON.stringify(before) === JSON.stringify(after)
        ? []
        : [{ programId, from: before.answer, to: after?.answer }];
    });
    const byId = (one: { programId: string }, other: { programId: string }) =>
      one.programId < other.programId ? -1 : 1;
    const found = changes.map(({ programId, change }) => {
      const { from, to } = change as { from: string; to: string };
      return { programId: String(programId), from, to };
    });
    expect(found.sort(byId)).toEqual(expected.sort(byId));
    for (const { by, change } of changes) {
      expect(by).toBe(effective.toISOString());
      expect(change).toMatchObject({ host: { id: 'wechat' } });
    }
    const goes = changes.filter(({ change }) => JSON.stringify(change).includes('serverDomains'));
    const wrong = [...now.values()].filter(({ findings }) =>
      JSON.stringify(findings).includes('serverDomains'),
    );
    expect(goes).toHaveLength(wrong.length);
  });

  it('change only what is left to do for each program, once they are supposed to be accepted', async () => {
    const steps = await stepsOf(', accepted: true');
    const codes = JSON.stringify(steps.filter(({ kind }) => kind === 'CHANGE'));
    expect(codes).not.toContain('ACCEPTED_BY_USE');
  });

  it('are cited once they are in force, and what was decided before still cites the earlier ones', async () => {
    const [, after] = await Promise.all([told(NOW), told(startOfDay(EFFECTIVE))]);
    expect([...after.values()].every(({ findings }) => findings.length > 0)).toBe(true);
    const node = (id: string) =>
      app.ask(
        viewer,
        `{ node(id: "${id}") { __typename id ... on Clause { number title(locale: en) } ... on AgreementVersion { effectiveFrom } } }`,
      );
    expect((await node(`wechat/4.3@${IN_FORCE}`)).data.node).toMatchObject({
      __typename: 'Clause',
      id: `wechat/4.3@${IN_FORCE}`,
      number: '4.3',
    });
    expect((await node(`wechat/4.3@${COMING}`)).data.node).toBeNull();
    expect((await node(`wechat/9.1@${COMING}`)).data.node).toMatchObject({ title: newGate.title.en });
    expect((await node(`wechat@${COMING}`)).data.node).toEqual({
      __typename: 'AgreementVersion',
      id: `wechat@${COMING}`,
      effectiveFrom: EFFECTIVE,
    });
    const cited = await app.ask(
      viewer,
      `{ shippability(programIds: ["${restaurant.programId}"], hostIds: ["wechat"], operation: RELEASE, at: "${startOfDay(EFFECTIVE).toISOString()}") {
        hosts { verdict { findings { code citations { agreementVersion clause { id sourceHash } } } } } } }`,
    );
    expect(cited.errors).toEqual([]);
    const [{ verdict }] = cited.data.shippability[0].hosts;
    expect(verdict.findings).toContainEqual({
      code: 'CLAUSE_NOT_MODELLED',
      citations: [{ agreementVersion: COMING, clause: { id: 'wechat/9.1', sourceHash: newGate.sourceHash } }],
    });
  });

  it('are declined by who is asked to accept them, and what is refused then is no lack of permission (wechat/7.2)', async () => {
    const admin = app.member(restaurant.actor.accountId, 'ADMIN');
    const input = { platform: 'WECHAT', version: COMING };
    expect((await app.ask(viewer, DECLINE, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const { data } = await app.ask(admin, DECLINE, { input: { ...input, idempotencyKey: 'no' } });
    expect(data.declineAgreement).toMatchObject({
      acceptance: { declined: { version: COMING, stopsFrom: startOfDay(EFFECTIVE).toISOString() } },
      problems: [],
    });
    expect((await app.ask(admin, DECLINE, { input: { ...input, idempotencyKey: 'no' } })).data).toEqual(data);
    app.shop.clock.advance(11 * 86_400_000);
    const verify = await app.ask(
      admin,
      `mutation ($input: StartVerificationInput!) { startVerification(input: $input) { problems { __typename code
        ... on AgreementRequiredProblem { documents { id version } } } } }`,
      { input: { programId: await unverified(), platform: 'WECHAT' } },
    );
    expect(verify.data.startVerification.problems).toEqual([
      {
        __typename: 'AgreementRequiredProblem',
        code: 'AGREEMENT_REQUIRED',
        documents: [{ id: 'wechat:terms', version: COMING }],
      },
    ]);
  });
});

/** The program, as one that the platform has not verified. */
async function unverified(): Promise<string> {
  const { programId } = restaurant;
  await app.shop.database.prisma.registration.updateMany({
    where: { programId },
    data: { verification: 'NONE' },
  });
  return programId;
}
