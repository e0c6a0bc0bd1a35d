import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { publishHostRules } from '../../src/review/publish-host-rules.ts';
import { recordRuling } from '../../src/review/record-ruling.ts';
import { someManifest, TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { __typename code path message(locale: en) ... on StateProblem { currentState } }';
const RULING = `id platform rule code question message(locale: zh_CN) answer note fileId validUntil inForce
  ruledBy ruledAt revokedBy revokedAt program { id } citations { agreementVersion clause { id } }`;
const RECORD = `mutation ($input: RecordRulingInput!) { recordRuling(input: $input) { ruling { ${RULING} } ${PROBLEMS} } }`;
const REVOKE = `mutation ($input: RevokeRulingInput!) { revokeRuling(input: $input) { ruling { ${RULING} } ${PROBLEMS} } }`;
const SHIPPABILITY = `query ($ids: [ID!]!, $host: ID!, $absent: [String!]!, $at: DateTime) {
  shippability(programIds: $ids, hostIds: [$host], absentContent: $absent, at: $at) { hosts { answer verdict {
    findings { code effect message(locale: en) remedy { kind ruling { platform rule code question rulingId citations { clause { id } } } } }
    passed { rule evidence { path ruling { id answer by at } } } } } } }`;

/** Two rows of WeChat's published list whose requirement names of papers cannot hold. */
const [judged, another] = wechat.categoryLists
  .filter(({ subjects }) => subjects.includes('ORGANISATION'))
  .flatMap(({ categories }) => categories)
  .filter(({ requirement }) => requirement && 'human' in requirement)
  .map(({ path }) => path);
if (!judged || !another) throw new Error('the list has fewer than two rows that a person judges');

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;
let versionId: string;
let fileId: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
  await restaurant.registered();
  versionId = await restaurant.version('1.0.0');
  fileId = (await app.shop.database.prisma.file.findFirstOrThrow()).id;
});
afterAll(() => app.close());
beforeEach(() => standIn(judged));
afterEach(() => app.shop.database.prisma.ruling.deleteMany());

const inCategory = (path: readonly string[]) =>
  someManifest({
    categories: [
      ...someManifest().categories.filter(({ platform }) => platform !== 'WECHAT'),
      { platform: 'WECHAT', path },
    ],
  });

async function standIn(path: readonly string[]): Promise<void> {
  const { deps, actor, programId } = restaurant;
  granted(await updateProgram(deps, actor, { programId, manifest: inCategory(path) }));
}

interface Asked {
  readonly platform: string;
  readonly rule: string;
  readonly code: string;
  readonly question: string;
}

async function told({ host = 'wechat', at }: { host?: string; at?: string } = {}) {
  const variables = { ids: [restaurant.programId], host, absent: allContent, at };
  const { data, errors } = await app.ask(admin, SHIPPABILITY, variables);
  expect(errors).toEqual([]);
  return data.shippability[0].hosts[0];
}

/** What the first finding that asks hands to the client for `recordRuling`. */
async function asked(host = 'wechat'): Promise<Asked> {
  const { verdict } = await told({ host });
  const finding = verdict.findings.find(({ effect }: { effect: string }) => effect === 'ASKS');
  const { platform, rule, code, question } = finding.remedy.ruling;
  return { platform, rule, code, question };
}

async function act(query: string, input: object, token = admin) {
  const { data, errors } = await app.ask(token, query, { input });
  expect(errors).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: payloads have the form of their mutation
  return Object.values(data)[0] as any;
}

async function record(changes: object = {}, token = admin) {
  const { programId } = restaurant;
  const question = 'question' in changes && 'rule' in changes ? {} : await asked();
  return act(RECORD, { programId, ...question, note: '批文已核对', ...changes }, token);
}

describe('wechat/2.8: a ruling on what a category asks for', () => {
  it('is recorded from the finding’s own remedy, and the answer is YES, with who and when', async () => {
    const question = await asked();
    expect((await told()).answer).toBe('NEEDS_HUMAN');
    const { ruling, problems } = await record({ evidenceFileId: fileId });
    expect(problems).toEqual([]);
    const by = `member:mem_${restaurant.actor.accountId}`;
    const at = app.shop.clock.now().toISOString();
    expect(ruling).toMatchObject({
      ...question,
      message: expect.stringContaining('须由人工判断'),
      answer: 'IN_ORDER',
      note: '批文已核对',
      fileId,
      inForce: true,
      ruledBy: by,
      ruledAt: expect.stringMatching(/^2027-03-10T02:00:00\.000Z$/),
      revokedAt: null,
      program: { id: restaurant.programId },
      citations: [{ clause: { id: 'wechat/2.8' } }],
    });
    const now = await told();
    expect(now.answer).toBe('YES');
    const passed = now.verdict.passed.find(({ rule }: Asked) => rule === 'category-on-list');
    expect(passed.evidence).toContainEqual({
      path: `rulings[${ruling.id}]`,
      ruling: { id: ruling.id, answer: 'IN_ORDER', by, at },
    });
  });

  it('is shown under its program and by its id, and told as an event without the reason', async () => {
    const { ruling } = await record();
    const { data } = await app.ask(
      admin,
      `query ($id: ID!, $ruling: ID!) { program(id: $id) { rulings { ${RULING} } } node(id: $ruling) { ... on Ruling { note } } }`,
      { id: restaurant.programId, ruling: ruling.id },
    );
    expect(data.program.rulings).toEqual([ruling]);
    expect(data.node).toEqual({ note: '批文已核对' });
    const { prisma } = app.shop.database;
    const event = await prisma.event.findFirstOrThrow({ where: { subjectId: ruling.id } });
    expect(event).toMatchObject({
      type: 'RULING_RECORDED',
      programId: restaurant.programId,
      payload: { platform: 'WECHAT', code: 'QUALIFICATION_NEEDS_HUMAN', clauses: ['wechat/2.8'] },
    });
    expect(JSON.stringify(event.payload)).not.toContain('批文');
    const row = await prisma.ruling.findFirstOrThrow({ where: { id: ruling.id } });
    expect(JSON.stringify(row)).not.toContain('批文');
  });

  it('is asked again once it is revoked, which can be done once', async () => {
    const { ruling } = await record();
    const { ruling: revoked, problems } = await act(REVOKE, { rulingId: ruling.id });
    expect(problems).toEqual([]);
    expect(revoked).toMatchObject({ id: ruling.id, inForce: false, revokedBy: ruling.ruledBy });
    expect((await told()).answer).toBe('NEEDS_HUMAN');
    const again = await act(REVOKE, { rulingId: ruling.id });
    expect(again.problems).toMatchObject([
      { __typename: 'StateProblem', currentState: 'REVOKED', path: 'input.rulingId' },
    ]);
    expect(await app.shop.eventTypes(restaurant.actor.accountId)).toContain('RULING_REVOKED');
    expect((await record()).problems).toEqual([]);
  });

  it('is asked again after its last day, and can be ruled on again then', async () => {
    const until = addDays(TODAY, 30);
    const { ruling } = await record({ validUntil: until });
    expect((await told({ at: startOfDay(until).toISOString() })).answer).toBe('YES');
    expect((await told({ at: startOfDay(addDays(until, 1)).toISOString() })).answer).toBe('NEEDS_HUMAN');
    await app.shop.database.prisma.ruling.update({
      where: { id: ruling.id },
      data: { validUntil: addDays(TODAY, -1) },
    });
    expect((await record()).problems).toEqual([]);
    const { data } = await app.ask(admin, 'query ($id: ID!) { program(id: $id) { rulings { inForce } } }', {
      id: restaurant.programId,
    });
    expect(data.program.rulings.map(({ inForce }: { inForce: boolean }) => inForce).sort()).toEqual([
      false,
      true,
    ]);
  });

  it('answers neither another category nor another program', async () => {
    const question = await asked();
    await record();
    await standIn(another);
    expect((await told()).answer).toBe('NEEDS_HUMAN');
    const { deps, actor } = restaurant;
    const manifest = { ...inCategory(judged), name: '山城小馆二店' };
    const { programId } = granted(await createProgram(deps, actor, { manifest, materials: [] }));
    const { problems } = await record({ ...question, programId });
    expect(problems).toEqual([]);
    await standIn(judged);
    expect((await told()).answer).toBe('YES');
  });

  it('may say that it is not in order: then the answer is NO with the reason, until that is revoked', async () => {
    const question = await asked();
    const { ruling } = await record({ answer: 'NOT_IN_ORDER', note: '批文已过期' });
    const { answer, verdict } = await told();
    expect(answer).toBe('NO');
    expect(verdict.findings).toMatchObject([
      {
        code: 'RULED_NOT_IN_ORDER',
        effect: 'BLOCKS',
        message: expect.stringContaining('批文已过期'),
        remedy: {
          kind: 'ASK_A_PERSON',
          ruling: { ...question, rulingId: ruling.id, citations: [{ clause: { id: 'wechat/2.8' } }] },
        },
      },
    ]);
    const { problems } = await act(RECORD, {
      programId: restaurant.programId,
      ...question,
      note: '现已齐备',
    });
    expect(problems).toMatchObject([
      { code: 'ALREADY_EXISTS', path: 'input.question', message: expect.stringContaining(ruling.id) },
    ]);
    await act(REVOKE, { rulingId: ruling.id });
    expect((await record()).problems).toEqual([]);
    expect((await told()).answer).toBe('YES');
  });

  it('can be supposed before it is given', async () => {
    const input = {
      programId: restaurant.programId,
      operation: 'SUBMIT',
      hostIds: ['wechat'],
      overlay: { rulings: [await asked()] },
    };
    const { data } = await app.ask(
      admin,
      'query ($input: WhatIfInput!) { whatIf(input: $input) { changes { from to go { code } } problems { code path } } }',
      { input },
    );
    expect(data.whatIf).toEqual({
      changes: [{ from: 'NEEDS_HUMAN', to: 'YES', go: [{ code: 'QUALIFICATION_NEEDS_HUMAN' }] }],
      problems: [],
    });
    const twice = { ...input, overlay: { rulings: [await asked(), await asked()] } };
    const refusal = await app.ask(
      admin,
      'query ($input: WhatIfInput!) { whatIf(input: $input) { problems { code path } } }',
      { input: twice },
    );
    expect(refusal.data.whatIf.problems).toMatchObject([{ path: 'input.overlay.rulings[1]' }]);
  });

  it('is part of what a plan rests on, and lets a version be handed in', async () => {
    const PLAN = `query ($input: PlanDistributionInput!) { planDistribution(input: $input) { plan { hash hosts { action } } } }`;
    const APPLY = `mutation ($input: ApplyPlanInput!) { applyPlan(input: $input) { submission { id } ${PROBLEMS} } }`;
    const input = { versionId, hostIds: ['wechat'], absentContent: [] };
    const plan = async () => (await app.ask(admin, PLAN, { input })).data.planDistribution.plan;
    const before = await plan();
    expect(before.hosts).toEqual([{ action: 'BLOCKED' }]);
    const { ruling } = await record();
    const first = await plan();
    expect(first.hosts).toEqual([{ action: 'SUBMIT' }]);
    await act(REVOKE, { rulingId: ruling.id });
    await record({ note: '另一理由' });
    // The verdict is the same again; who judged and why is not.
    const moved = await act(APPLY, { ...input, hash: first.hash });
    expect(moved.problems).toMatchObject([
      { __typename: 'StateProblem', currentState: 'MOVED: rulings', path: 'input.hash' },
    ]);
    const { prisma } = app.shop.database;
    const { hash } = await plan();
    const applied = await act(APPLY, { ...input, hash });
    expect(applied.problems).toEqual([]);
    expect(applied.submission).not.toBeNull();
    // For the tests after this one: a program with a version on its way is not declared anew.
    await prisma.distribution.deleteMany();
    await prisma.package.deleteMany();
    await prisma.submission.deleteMany();
  });
});

describe('a ruling is refused', () => {
  it.each<[string, object, string, string]>([
    ['without a reason', { note: ' ' }, 'INVALID_INPUT', 'input.note'],
    ['with a reason of 2,001 characters', { note: '理'.repeat(2_001) }, 'INVALID_INPUT', 'input.note'],
    ['until a day that does not exist', { validUntil: '2027-02-29' }, 'INVALID_INPUT', 'input.validUntil'],
    ['until a day that is over', { validUntil: addDays(TODAY, -1) }, 'INVALID_INPUT', 'input.validUntil'],
    [
      'with evidence that was not uploaded',
      { evidenceFileId: 'file_x' },
      'NOT_FOUND',
      'input.evidenceFileId',
    ],
    ['on a program that is not there', { programId: 'prog_x' }, 'NOT_FOUND', 'input.programId'],
    ['on a question that is not asked', { question: 'fine?' }, 'NOT_FOUND', 'input.question'],
    ['on a question of another rule', { rule: 'verified' }, 'NOT_FOUND', 'input.question'],
    ['at a platform that does not ask it', { platform: 'BAIDU' }, 'NOT_FOUND', 'input.question'],
  ])('%s', async (_how, changes, code, path) => {
    const { ruling, problems } = await record(changes);
    expect(ruling).toBeNull();
    expect(problems).toMatchObject([{ code, path }]);
    expect(await app.shop.database.prisma.ruling.count()).toBe(0);
  });

  it('up to the longest reason and the last day it is taken', async () => {
    expect((await record({ note: '理'.repeat(2_000), validUntil: TODAY })).problems).toEqual([]);
  });

  it('with what is asked instead (wechat/2.8)', async () => {
    const { code, question } = await asked();
    const { problems } = await record({ question: 'fine?' });
    expect(problems[0].message).toContain(code);
    expect(problems[0].message).toContain(question);
  });

  it('in advance: the question has to be asked now', async () => {
    const question = await asked();
    await standIn(someManifest().categories[0]?.path ?? []);
    const { problems } = await act(RECORD, { programId: restaurant.programId, ...question, note: '提前' });
    expect(problems).toMatchObject([
      { code: 'NOT_FOUND', message: expect.stringContaining('nothing is asked') },
    ]);
  });

  it('a second time, also to two who rule at the same moment', async () => {
    const question = await asked();
    const [one, two] = await Promise.all([record(question), record(question)]);
    const codes = [...one.problems, ...two.problems].map(({ code }: { code: string }) => code);
    expect(codes).toEqual(['ALREADY_EXISTS']);
  });

  it('to an account that has not the program, which cannot revoke it either', async () => {
    const question = await asked();
    const { ruling } = await record();
    const stranger = app.member((await app.shop.newAccount()).accountId, 'OWNER');
    const foreign = await act(
      RECORD,
      { programId: restaurant.programId, ...question, note: '外人' },
      stranger,
    );
    expect(foreign.problems).toMatchObject([{ code: 'NOT_FOUND', path: 'input.programId' }]);
    const revoking = await act(REVOKE, { rulingId: ruling.id }, stranger);
    expect(revoking.problems).toMatchObject([{ code: 'NOT_FOUND', path: 'input.rulingId' }]);
    expect((await told()).answer).toBe('YES');
  });

  it('to an API token, whatever its role: only a person judges', async () => {
    const { accountId } = restaurant.actor;
    app.viewers.set('pft_owner', { kind: 'token', accountId, tokenId: 'token_1', role: 'OWNER' });
    expect((await record({}, 'pft_owner')).problems).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input', message: expect.stringContaining('API token') },
    ]);
    const { ruling } = await record();
    expect((await act(REVOKE, { rulingId: ruling.id }, 'pft_owner')).problems).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input' },
    ]);
  });

  it('to members who are not administrators', async () => {
    const developer = app.member(restaurant.actor.accountId, 'DEVELOPER');
    const input = { programId: restaurant.programId, ...(await asked()), note: '无权' };
    for (const [query, asks] of [
      [RECORD, input],
      [REVOKE, { rulingId: 'rul_x' }],
    ] as const) {
      const { errors } = await app.ask(developer, query, { input: asks });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it('under a key that was used for another; under the same for the same, the answer is the same', async () => {
    const question = await asked();
    const first = await record({ ...question, idempotencyKey: 'ruling-1' });
    const again = await record({ ...question, idempotencyKey: 'ruling-1' });
    expect(again.ruling).toEqual(first.ruling);
    expect(await app.shop.database.prisma.ruling.count()).toBe(1);
    const other = await record({ ...question, note: '别的', idempotencyKey: 'ruling-1' });
    expect(other.problems).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    const revoking = { rulingId: first.ruling.id, idempotencyKey: 'ruling-2' };
    const revoked = await act(REVOKE, revoking);
    expect(await act(REVOKE, revoking)).toEqual(revoked);
  });
});

describe('baidu/3.6: what a host’s own rule asks', () => {
  it('is answered by the host’s word only, which has to be on file', async () => {
    const { deps } = restaurant;
    granted(
      await publishHostRules(deps, 'baiduboxapp', {
        version: 1,
        effectiveFrom: TODAY,
        rules: [
          {
            id: 'looked-at',
            expression: 'size(category) == 0',
            reasonCode: 'LOOK',
            message: { 'zh-CN': '须由人看过', en: 'somebody at the host has to look' },
            effect: 'ASKS',
            operations: ['SUBMIT'],
            source: 'test',
          },
        ],
      }),
    );
    expect((await told({ host: 'baiduboxapp' })).answer).toBe('NEEDS_HUMAN');
    const question = await asked('baiduboxapp');
    expect(question).toMatchObject({
      platform: 'BAIDU',
      rule: expect.stringMatching(/^baiduboxapp@\d+\/looked-at$/),
    });
    const without = await record(question);
    expect(without.problems).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.evidenceFileId' }]);
    const given = await record({ ...question, evidenceFileId: fileId });
    expect(given.problems).toEqual([]);
    expect(given.ruling.citations).toMatchObject([{ clause: { id: 'baidu/3.6' } }]);
    expect((await told({ host: 'baiduboxapp' })).answer).toBe('YES');
  });
});

describe('rulings in one transaction with their events', () => {
  it('are gathered for verdicts of the act that hands a version in', async () => {
    const { deps, actor, programId } = restaurant;
    const input = { programId, ...(await asked()), answer: 'IN_ORDER', note: '已核' } as const;
    granted(await recordRuling(deps, actor, input));
    const facts = await app.shop.perform({ actor, name: 'test', input: {} }, async (records) => ({
      ok: true as const,
      value: await records.rulings(programId, 'WECHAT'),
    }));
    expect(granted(facts)).toMatchObject([
      { rule: input.rule, code: input.code, question: input.question, recorded: { by: actor.label } },
    ]);
  });
});
