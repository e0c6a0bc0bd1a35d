import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/civil-time.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import type { HostRule } from '../../src/policy/hosts/rule-set.ts';
import type { DataItem, Manifest } from '../../src/programs/manifest.ts';
import { publishHostRules } from '../../src/review/publish-host-rules.ts';
import { type Changes, NOW, RESTAURANT, someManifest, TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const TOLD = `rule evidence { path materialId document { id version } }
  citations { agreementVersion sourceHash clause { id } }`;
const SHIPPABILITY = `query ($ids: [ID!], $hosts: [ID!], $operation: Operation! = SUBMIT, $at: DateTime, $absent: [String!]! = []) {
  shippability(programIds: $ids, hostIds: $hosts, operation: $operation, at: $at, absentContent: $absent) {
    program { id }
    hosts { host { id } answer
      verdict { findings { code path effect hostRule { hostId version rule source } ${TOLD} } passed { ${TOLD} } }
      smallestRemedies { kind remedies { kind missing } stoppedBy { code } } }
  }
}`;
const WHAT_IF = `query ($input: WhatIfInput!) { whatIf(input: $input) {
  changes { host { id } from to appear { code } go { code } } problems { code path message(locale: en) } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let viewer: string;
let fileId: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  viewer = app.member(restaurant.actor.accountId, 'VIEWER');
  await restaurant.registered();
  await restaurant.version('1.0.0');
  fileId = (await app.shop.database.prisma.file.findFirstOrThrow()).id;
});
afterAll(() => app.close());

interface Told {
  readonly host: { readonly id: string };
  readonly answer: string;
  readonly verdict: {
    readonly findings: readonly { readonly code: string }[];
    readonly passed: readonly object[];
  };
  readonly smallestRemedies: object;
}

async function shippability(variables: object = {}): Promise<readonly Told[]> {
  const ids = [restaurant.programId];
  const { data, errors } = await app.ask(viewer, SHIPPABILITY, { ids, ...variables });
  expect(errors).toEqual([]);
  return data.shippability[0]?.hosts ?? [];
}

const at = (hostId: string, hosts: readonly Told[]) => hosts.find(({ host }) => host.id === hostId);

describe('shippability', () => {
  it('answers for each host, with everything that blocks and its remedy (baidu/3.3, wechat/2.4)', async () => {
    const hosts = await shippability();
    expect(hosts).toHaveLength(19);
    expect(at('wechat', hosts)).toMatchObject({
      answer: 'YES',
      verdict: { findings: [] },
      smallestRemedies: { kind: 'FOUND', remedies: [], stoppedBy: [] },
    });
    expect(at('tieba', hosts)).toMatchObject({
      answer: 'NO',
      verdict: {
        findings: expect.arrayContaining([
          expect.objectContaining({
            code: 'CONTENT_NOT_DECLARED',
            evidence: [expect.objectContaining({ path: 'declaration.absentContent' })],
          }),
        ]),
      },
      smallestRemedies: { kind: 'FOUND', remedies: [{ kind: 'DECLARE_CONTENT', missing: allContent }] },
    });
  });

  it('tells of everything that passed the clause, its version and hash, and the evidence (wechat/0.1)', async () => {
    const wechat = at('wechat', await shippability());
    const passed = wechat?.verdict.passed ?? [];
    expect(passed).toContainEqual(
      expect.objectContaining({
        rule: 'documents-accepted',
        citations: expect.arrayContaining([
          {
            agreementVersion: '2018-09-10',
            sourceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
            clause: { id: 'wechat/0.1' },
          },
        ]),
        evidence: expect.arrayContaining([
          {
            path: 'acceptances[wechat:terms]',
            materialId: null,
            document: { id: 'wechat:terms', version: '2018-09-10' },
          },
        ]),
      }),
    );
  });

  it('judges each host by its own rules, and names the rule, its set and its source (baidu/3.6)', async () => {
    const hosts = await shippability({ hosts: ['tieba', 'iqiyi'], absent: allContent });
    expect(at('iqiyi', hosts)?.verdict.findings).toEqual([]);
    const tieba = at('tieba', hosts);
    expect(tieba?.answer).toBe('YES');
    expect(tieba?.verdict.findings).toContainEqual({
      code: 'NATURE_NOT_TAKEN',
      path: null,
      effect: 'WARNS',
      rule: 'tieba@1/nature',
      hostRule: {
        hostId: 'tieba',
        version: 1,
        rule: 'nature',
        source: expect.stringContaining('auditing_tieba'),
      },
      evidence: [{ path: 'hostRules[tieba@1/nature]', materialId: null, document: null }],
      citations: [expect.objectContaining({ clause: { id: 'baidu/3.6' } })],
    });
    expect(tieba?.verdict.passed).toContainEqual(
      expect.objectContaining({ rule: 'tieba@1/no-credit-category' }),
    );
  });

  it('gives each host the answer that a submission gives it, and what would turn it (baidu/3.6)', async () => {
    const rule = {
      id: 'no-restaurants',
      expression: '!category.exists(level, level.contains("餐饮"))',
      reasonCode: 'RESTAURANTS_NOT_TAKEN',
      message: { 'zh-CN': '不接入餐饮', en: 'no restaurants' },
      remedy: { kind: 'CHOOSE_CATEGORY' },
      operations: ['SUBMIT'],
      effect: 'BLOCKS',
      source: 'made for this test',
    } as const;
    const publish = (version: number, effectiveFrom: string, rules: readonly HostRule[]) =>
      publishHostRules(restaurant.deps, 'wifikey', { version, effectiveFrom, rules });
    granted(await publish(1, TODAY, [rule]));
    granted(await publish(2, addDays(TODAY, 2), []));
    const asked = { hosts: ['wifikey', 'iqiyi'], absent: allContent };
    const hosts = await shippability(asked);
    expect(at('iqiyi', hosts)?.answer).toBe('YES');
    expect(at('wifikey', hosts)).toMatchObject({
      answer: 'NO',
      verdict: { findings: [{ code: 'RESTAURANTS_NOT_TAKEN' }] },
      smallestRemedies: { kind: 'FOUND', remedies: [{ kind: 'CHOOSE_CATEGORY' }] },
    });
    // The set of the day after tomorrow is in force then, and what is supposed then is judged by it.
    const later = new Date(NOW.getTime() + 2 * 86_400_000).toISOString();
    expect(at('wifikey', await shippability({ ...asked, at: later }))?.answer).toBe('YES');
    const input = {
      programId: restaurant.programId,
      operation: 'SUBMIT',
      absentContent: allContent,
      hostIds: ['wifikey'],
      overlay: { at: later },
    };
    const { data } = await app.ask(viewer, WHAT_IF, { input });
    expect(data.whatIf.changes).toEqual([
      {
        host: { id: 'wifikey' },
        from: 'NO',
        to: 'YES',
        appear: [],
        go: [{ code: 'RESTAURANTS_NOT_TAKEN' }],
      },
    ]);
    await app.shop.database.prisma.hostRuleSet.deleteMany({ where: { hostId: 'wifikey' } });
  });

  describe('of a registration (wechat/2.1)', () => {
    const REGISTER = `query ($ids: [ID!], $email: String) { shippability(programIds: $ids, hostIds: ["wechat"], operation: REGISTER, email: $email) {
      problems { code path } hosts { answer verdict { findings { code } } smallestRemedies { kind remedies { kind } } } } }`;
    const ids = () => [freshProgram];
    let freshProgram: string;
    let admin: string;
    beforeAll(async () => {
      admin = app.member(restaurant.actor.accountId, 'ADMIN');
      const { deps, actor } = restaurant;
      const paper = { holder: RESTAURANT, fileId, validFrom: '2020-01-01', validUntil: '2028-12-31' };
      const manifest = { ...someManifest(), name: '山城小馆二店' };
      const materials = [{ ...paper, paper: '食品经营许可证' }];
      freshProgram = granted(await createProgram(deps, actor, { manifest, materials })).programId;
    });

    it('depends on the e-mail address, and asks for one', async () => {
      const { data, errors } = await app.ask(viewer, REGISTER, { ids: ids() });
      expect(errors).toEqual([]);
      expect(data.shippability[0].hosts).toMatchObject([
        {
          answer: 'UNKNOWN',
          verdict: { findings: [{ code: 'EMAIL_NOT_CHECKED' }] },
          smallestRemedies: { kind: 'FOUND', remedies: [{ kind: 'GIVE_EMAIL' }] },
        },
      ]);
    });

    it('is answered once the address is told, in any letters', async () => {
      const free = await app.ask(admin, REGISTER, { ids: ids(), email: 'second@example.com' });
      expect(free.data.shippability[0].hosts).toMatchObject([{ answer: 'YES' }]);
      const bound = `${restaurant.programId}@Example.com`;
      const { data } = await app.ask(admin, REGISTER, { ids: ids(), email: bound });
      expect(data.shippability[0].hosts).toMatchObject([
        {
          answer: 'NO',
          verdict: { findings: [{ code: 'EMAIL_IN_USE' }] },
          smallestRemedies: { kind: 'FOUND', remedies: [{ kind: 'USE_ANOTHER_EMAIL' }] },
        },
      ]);
    });

    it('is told who uses an address only to those who may register', async () => {
      const { errors } = await app.ask(viewer, REGISTER, { ids: ids(), email: 'second@example.com' });
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', needed: 'ADMIN' });
    });

    it('has a problem with what is no address', async () => {
      const { data } = await app.ask(admin, REGISTER, { ids: ids(), email: 'nobody' });
      expect(data.shippability).toEqual([
        { hosts: [], problems: [{ code: 'INVALID_INPUT', path: 'email' }] },
      ]);
    });

    it('is supposed with another address', async () => {
      const ask = (email: string | null, overlay: object) =>
        app.ask(admin, WHAT_IF, {
          input: { programId: freshProgram, operation: 'REGISTER', hostIds: ['wechat'], email, overlay },
        });
      const bound = `${restaurant.programId}@example.com`;
      const { data } = await ask(bound, { email: 'second@example.com' });
      expect(data.whatIf).toEqual({
        changes: [
          { host: { id: 'wechat' }, from: 'NO', to: 'YES', appear: [], go: [{ code: 'EMAIL_IN_USE' }] },
        ],
        problems: [],
      });
      const told = await ask(null, { email: bound });
      expect(told.data.whatIf.changes).toMatchObject([
        {
          from: 'UNKNOWN',
          to: 'NO',
          appear: [{ code: 'EMAIL_IN_USE' }],
          go: [{ code: 'EMAIL_NOT_CHECKED' }],
        },
      ]);
      const wrong = await ask(null, { email: 'nobody' });
      expect(wrong.data.whatIf.problems).toMatchObject([{ path: 'input.overlay.email' }]);
    });
  });

  it('says so where nothing would turn the answer to YES (wechat/2.4)', async () => {
    const [wechat] = await shippability({ operation: 'WITHDRAW', hosts: ['wechat'] });
    expect(wechat).toMatchObject({
      answer: 'NO',
      smallestRemedies: { kind: 'NONE', remedies: [], stoppedBy: [{ code: 'NOT_IN_REVIEW' }] },
    });
  });

  it('asks about another day: a paper has expired by then (wechat/2.8)', async () => {
    const [wechat] = await shippability({ hosts: ['wechat'], at: '2029-06-01T00:00:00Z' });
    // By then its renewal is overdue as well (wechat/4.2).
    expect(wechat?.verdict.findings.map(({ code }) => code)).toEqual([
      'QUALIFICATION_EXPIRED',
      'OBLIGATION_OVERDUE',
    ]);
  });

  it('knows nothing of programs of other accounts', async () => {
    const other = app.member((await app.shop.newAccount()).accountId, 'VIEWER');
    const { data } = await app.ask(other, SHIPPABILITY, { ids: [restaurant.programId] });
    expect(data.shippability).toEqual([]);
  });

  describe('asked about a time that is over', () => {
    const asked = async (variables: object) => {
      const query = `query ($ids: [ID!], $hosts: [ID!], $at: DateTime) { shippability(programIds: $ids, hostIds: $hosts, at: $at) {
        hosts { host { id } answer } problems { code path message(locale: en) } } }`;
      const { data, errors } = await app.ask(viewer, query, { ids: [restaurant.programId], ...variables });
      expect(errors).toEqual([]);
      return data.shippability[0];
    };

    it('says from when on the program exists', async () => {
      const { hosts, problems } = await asked({ at: new Date(NOW.getTime() - 1).toISOString() });
      expect(hosts).toEqual([]);
      expect(problems).toEqual([
        {
          code: 'INVALID_INPUT',
          path: 'at',
          message: expect.stringContaining('exists from 2027-03-10T02:00'),
        },
      ]);
    });

    it('says from when on a host is on offer, or that none was (baidu/3.6)', async () => {
      const { prisma } = app.shop.database;
      await prisma.program.update({
        where: { id: restaurant.programId },
        data: { createdAt: new Date('2015-01-01T00:00:00Z') },
      });
      const before = '2018-01-01T00:00:00Z';
      const named = await asked({ at: before, hosts: ['tieba', 'iqiyi'] });
      expect(named.hosts).toEqual([]);
      expect(named.problems).toMatchObject([
        {
          code: 'INVALID_INPUT',
          path: 'hostIds[0]',
          message: expect.stringMatching(/`tieba` is on offer from 20..-..-.., and not yet on 2018-01-01/),
        },
        { path: 'hostIds[1]' },
      ]);
      const none = await asked({ at: '2015-06-01T00:00:00Z' });
      expect(none.hosts).toEqual([]);
      expect(none.problems).toMatchObject([{ path: 'hostIds', message: expect.stringContaining('no host') }]);
      const yesterday = await asked({ at: '2027-03-09T00:00:00Z' });
      expect(yesterday).toMatchObject({ problems: [] });
      expect(yesterday.hosts).toHaveLength(19);
      await prisma.program.update({ where: { id: restaurant.programId }, data: { createdAt: NOW } });
    });
  });

  it('refuses a kind of content that no agreement names (baidu/3.3)', async () => {
    const { errors } = await app.ask(viewer, SHIPPABILITY, { absent: [...allContent, 'NOPE'] });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('no such kind of content: NOPE;'),
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', argument: 'absentContent' }),
      }),
    ]);
  });
});

describe('what if', () => {
  const whatIf = async (overlay: object, input: object = {}) => {
    const asked = {
      programId: restaurant.programId,
      operation: 'SUBMIT',
      absentContent: allContent,
      overlay,
      ...input,
    };
    const { data, errors } = await app.ask(viewer, WHAT_IF, { input: asked });
    expect(errors).toEqual([]);
    return data.whatIf;
  };
  const answersOf = (hosts: readonly Told[]) =>
    Object.fromEntries(
      hosts.map(({ host, answer, verdict }) => [host.id, [answer, verdict.findings.map(({ code }) => code)]]),
    );
  /** The answers that stand now, with the changes laid over them. */
  const foretold = (
    before: ReturnType<typeof answersOf>,
    changes: readonly {
      host: { id: string };
      to: string | null;
      appear: { code: string }[];
      go: { code: string }[];
    }[],
  ) => {
    const after = { ...before };
    for (const { host, to, appear, go } of changes) {
      const gone = go.map(({ code }) => code);
      const stays = ((before[host.id]?.[1] ?? []) as string[]).filter((code) => !gone.includes(code));
      if (to === null) delete after[host.id];
      else after[host.id] = [to, [...stays, ...appear.map(({ code }) => code)]];
    }
    return after;
  };

  it('says nothing where nothing would change, and writes nothing', async () => {
    const events = await app.shop.eventTypes(restaurant.actor.accountId);
    expect(await whatIf({})).toEqual({ changes: [], problems: [] });
    expect(await whatIf({ agreements: [{ platform: 'WECHAT', version: '2018-09-10' }] })).toEqual({
      changes: [],
      problems: [],
    });
    expect(await app.shop.eventTypes(restaurant.actor.accountId)).toEqual(events);
  });

  it('tells only what changes, finding by finding (wechat/2.8, baidu/2.6)', async () => {
    const food = await app.shop.database.prisma.material.findFirstOrThrow({
      where: { paper: '食品经营许可证' },
    });
    const { changes, problems } = await whatIf(
      { removeMaterials: [food.id] },
      { hostIds: ['wechat', 'tieba'] },
    );
    expect(problems).toEqual([]);
    expect(changes).toEqual(
      ['tieba', 'wechat'].map((id) => ({
        host: { id },
        from: 'YES',
        to: 'NO',
        appear: [{ code: 'QUALIFICATION_MISSING' }],
        go: [],
      })),
    );
  });

  it.each<[string, object, string, string]>([
    [
      'a category that is on no list',
      { categories: [{ platform: 'WECHAT', path: ['没有'] }] },
      'input.overlay.categories[0].path',
      'not on the list of WECHAT',
    ],
    [
      'a category of another platform',
      { categories: [{ platform: 'WECHAT', path: ['美食', '餐饮服务场所'] }] },
      'input.overlay.categories[0].path',
      'on the list of BAIDU',
    ],
    [
      'dates that run backwards',
      {
        addMaterials: [{ paper: '营业执照', holder: 'a', validFrom: '2027-02-01', validUntil: '2027-01-01' }],
      },
      'input.overlay.addMaterials[0].validUntil',
      'run backwards',
    ],
    [
      'a day that does not exist',
      { addMaterials: [{ paper: '营业执照', holder: 'a', validFrom: '2027-02-30' }] },
      'input.overlay.addMaterials[0].validFrom',
      'is not a day',
    ],
    ['an instant before now', { at: '2020-01-01T00:00:00Z' }, 'input.overlay.at', 'run backwards'],
    [
      'a version that the agreement does not have',
      { agreements: [{ platform: 'BAIDU', version: '1999' }] },
      'input.overlay.agreements[0].version',
      'no version `1999`',
    ],
    [
      'a paper that is not on file',
      { removeMaterials: ['mat_none'] },
      'input.overlay.removeMaterials[0]',
      'on file',
    ],
    [
      'a document that there is not',
      { acceptDocuments: ['wechat:none'] },
      'input.overlay.acceptDocuments[0]',
      'no document',
    ],
    ['a host that is none', { hostIds: ['nowhere'] }, 'input.overlay.hostIds[0]', 'nowhere'],
    [
      'a transfer of data that are not collected',
      { transfers: [{ item: 'none', recipient: '物流公司', country: 'CN' }] },
      'input.overlay.transfers[0].item',
      'none',
    ],
    [
      'a kind of content that no agreement names (baidu/3.3)',
      { absentContent: ['NOPE'] },
      'input.overlay.absentContent',
      'NOPE',
    ],
    [
      'two registrations with one platform',
      {
        registrations: [
          { platform: 'BAIDU', verification: 'PASSED' },
          { platform: 'BAIDU', verification: 'NONE' },
        ],
      },
      'input.overlay.registrations[1]',
      'registrations[0] supposes something of `BAIDU` already',
    ],
    [
      'two categories on one platform',
      {
        categories: [
          { platform: 'BAIDU', path: ['美食', '餐饮服务场所'] },
          { platform: 'BAIDU', path: ['美食', '餐饮服务场所'] },
        ],
      },
      'input.overlay.categories[1].platform',
      'there is one for each platform',
    ],
    [
      'a paper without a name',
      { addMaterials: [{ paper: ' ', holder: 'a', validFrom: '2027-02-01' }] },
      'input.overlay.addMaterials[0].paper',
      'paper must have 1 to 200 characters',
    ],
  ])('does not suppose %s', async (_what, overlay, path, words) => {
    const { changes, problems } = await whatIf(overlay);
    expect(changes).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ path, message: expect.stringContaining(words) })]);
  });

  it('supposes that something is not declared any more (wechat/4.4(2), wechat/4.4(7), baidu/4.3)', async () => {
    const { changes, problems } = await whatIf(
      { clear: ['PRIVACY_POLICY', 'SELF_SERVICE', 'SECURITY_STANDARDS'] },
      { hostIds: ['wechat', 'baiduboxapp'] },
    );
    expect(problems).toEqual([]);
    const codesAt = (id: string) =>
      changes
        .filter(({ host }: { host: { id: string } }) => host.id === id)
        .flatMap(({ appear }: { appear: { code: string }[] }) => appear.map(({ code }) => code));
    expect(codesAt('wechat')).toEqual(
      expect.arrayContaining(['PRIVACY_POLICY_MISSING', 'SELF_CORRECTION_MISSING', 'SELF_DELETION_MISSING']),
    );
    expect(codesAt('baiduboxapp')).toEqual(
      expect.arrayContaining(['PRIVACY_POLICY_MISSING', 'SECURITY_STANDARD_MISSING']),
    );
    const {
      privacyPolicy: _policy,
      selfService: _self,
      securityStandards: _standards,
      ...bare
    } = someManifest();
    const { deps, actor, programId } = restaurant;
    const before = answersOf(await shippability({ absent: allContent }));
    const all = await whatIf({ clear: ['PRIVACY_POLICY', 'SELF_SERVICE', 'SECURITY_STANDARDS'] });
    granted(await updateProgram(deps, actor, { programId, manifest: bare }));
    expect(sorted(answersOf(await shippability({ absent: allContent })))).toEqual(
      sorted(foretold(before, all.changes)),
    );
    granted(await updateProgram(deps, actor, { programId, manifest: someManifest() }));
  });

  it('supposes that the developer is a person of some age (wechat/0.3)', async () => {
    const changesOf = async (subject: object) => {
      const { changes, problems } = await whatIf({ subject }, { hostIds: ['wechat'] });
      expect(problems).toEqual([]);
      return changes.flatMap(({ appear }: { appear: { code: string }[] }) => appear.map(({ code }) => code));
    };
    expect(await changesOf({ type: 'PERSON' })).toContain('BIRTH_DATE_MISSING');
    const child = { type: 'PERSON', birthDate: '2009-03-11' };
    expect(await changesOf(child)).toContain('GUARDIAN_CONSENT_MISSING');
    for (const grown of [
      { ...child, birthDate: '2009-03-10' },
      { ...child, guardianConsent: true },
    ]) {
      const codes = await changesOf(grown);
      expect(codes).not.toContain('GUARDIAN_CONSENT_MISSING');
      expect(codes).not.toContain('BIRTH_DATE_MISSING');
    }
  });

  it('refuses a kind of content that no agreement names as what is declared now (baidu/3.3)', async () => {
    expect(await whatIf({}, { absentContent: ['NOPE'] })).toEqual({
      changes: [],
      problems: [expect.objectContaining({ code: 'INVALID_INPUT', path: 'input.absentContent' })],
    });
  });

  it('refuses an overlay with a key that it does not know', async () => {
    const input = { programId: restaurant.programId, operation: 'SUBMIT', overlay: { colour: 'red' } };
    const { errors } = await app.ask(viewer, WHAT_IF, { input });
    expect(errors[0]?.message).toContain('"colour" is not defined by type "OverlayInput"');
  });

  describe('gives the answer that doing it for real gives', () => {
    const absent = { absent: allContent };

    it('with a new paper (baidu/2.5)', async () => {
      const paper = { paper: '营业执照', holder: '另一公司', validFrom: '2027-01-01' };
      const { changes } = await whatIf({ addMaterials: [paper] });
      const before = answersOf(await shippability(absent));
      granted(await addMaterial(restaurant.deps, restaurant.actor, { ...paper, fileId }));
      expect(answersOf(await shippability(absent))).toEqual(foretold(before, changes));
    });

    it('with other hosts (baidu/3.6)', async () => {
      const { changes } = await whatIf({ hostIds: ['wechat', 'tieba', 'iqiyi'] });
      expect(changes.length).toBeGreaterThan(10);
      const before = answersOf(await shippability(absent));
      const choice = { programId: restaurant.programId, platform: 'BAIDU', hostIds: ['tieba', 'iqiyi'] };
      granted(await chooseHosts(restaurant.deps, restaurant.actor, choice));
      expect(answersOf(await shippability(absent))).toEqual(foretold(before, changes));
      granted(
        await chooseHosts(restaurant.deps, restaurant.actor, {
          programId: restaurant.programId,
          platform: 'BAIDU',
        }),
      );
    });

    it.each<[string, object, Changes<Manifest>]>([
      [
        'another category (wechat/2.8)',
        { categories: [{ platform: 'WECHAT', path: ['教育服务', '驾校培训'] }] },
        {
          categories: [
            { platform: 'WECHAT', path: ['教育服务', '驾校培训'] },
            { platform: 'BAIDU', path: ['美食', '餐饮服务场所'] },
          ],
        },
      ],
      ['other data (wechat/4.4, baidu/4.1)', { dataItems: [], privacyPolicy: null }, { dataItems: [] }],
      [
        'analytics (baidu/4.2)',
        { analytics: 'ENABLED', dataItems: [], collectsNoData: true },
        { analytics: 'ENABLED', dataItems: [], collectsNoData: true },
      ],
      [
        'a server that is not reached encrypted (wechat/4.3)',
        { serverDomains: ['http://a.example'] },
        { serverDomains: ['http://a.example'] },
      ],
    ])('with %s', async (name, overlay, changed) => {
      const categories = (changed.categories ?? someManifest().categories) as Manifest['categories'];
      const policyOfNothing = { url: 'https://shancheng.example.com/privacy', sections: [] };
      const bare = 'dataItems' in changed ? { privacyPolicy: policyOfNothing } : {};
      const full = 'dataItems' in changed ? { ...overlay, ...bare } : overlay;
      const { changes, problems } = await whatIf(full);
      expect(problems).toEqual([]);
      expect(changes.length).toBeGreaterThan(0);
      const before = answersOf(await shippability(absent));
      const manifest = { ...someManifest({ ...changed, ...bare, categories }), name: name.slice(0, 20) };
      const materials = [
        {
          paper: '食品经营许可证',
          holder: RESTAURANT,
          fileId,
          validFrom: '2020-01-01',
          validUntil: '2028-12-31',
        },
      ];
      const { programId } = granted(
        await createProgram(restaurant.deps, restaurant.actor, { manifest, materials }),
      );
      await sameStanding(programId);
      const { data } = await app.ask(viewer, SHIPPABILITY, { ids: [programId], ...absent });
      expect(sorted(answersOf(data.shippability[0].hosts))).toEqual(sorted(foretold(before, changes)));
    });

    const [phone] = someManifest().dataItems;
    it.each<[string, string[], Changes<Manifest>]>([
      [
        'no place to delete data (wechat/4.4(7))',
        ['SELF_DELETION_MISSING'],
        { selfService: { correction: '我的' } },
      ],
      [
        'a transfer of data (wechat/4.5, baidu/4.3)',
        ['TRANSFER_CONSENT_MISSING'],
        { transfers: [{ item: 'phone', recipient: '物流公司', country: 'SG' }] },
      ],
      [
        'somebody else for whom it is run (baidu/3.5)',
        ['THIRD_PARTY_PERMISSION_MISSING'],
        { operatedFor: { party: '另一公司' } },
      ],
      [
        'analytics, and no moment at which users agree to it (baidu/4.2)',
        ['ANALYTICS_WITHOUT_CONSENT'],
        { analytics: 'ENABLED' },
      ],
      [
        'a standard that is not national (baidu/4.3)',
        ['SECURITY_STANDARD_NOT_NATIONAL'],
        { securityStandards: ['ISO 27001'] },
      ],
      [
        'data from the platform, stored as they are and used elsewhere (wechat/4.4(4), baidu/4.3)',
        ['NOT_STORED_ENCRYPTED'],
        {
          dataItems: [
            { ...phone, source: 'PLATFORM', storedEncrypted: false, usedOutsideProgram: true } as DataItem,
          ],
        },
      ],
    ])('with %s', async (_name, codes, overlay) => {
      const { changes, problems } = await whatIf(overlay);
      expect(problems).toEqual([]);
      const appear = changes.flatMap((change: { appear: { code: string }[] }) => change.appear);
      expect(appear.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(codes));
      const { deps, actor, programId } = restaurant;
      const before = answersOf(await shippability(absent));
      granted(await updateProgram(deps, actor, { programId, manifest: someManifest(overlay) }));
      expect(sorted(answersOf(await shippability(absent)))).toEqual(sorted(foretold(before, changes)));
      granted(await updateProgram(deps, actor, { programId, manifest: someManifest() }));
    });

    it('with a moment at which users agree to analytics that is on (baidu/4.2)', async () => {
      const { deps, actor, programId } = restaurant;
      const update = async (changes: Changes<Manifest>) =>
        granted(await updateProgram(deps, actor, { programId, manifest: someManifest(changes) }));
      await update({ analytics: 'ENABLED' });
      const { changes } = await whatIf({ analyticsConsentMoment: '首次打开时' });
      const before = answersOf(await shippability(absent));
      await update({ analytics: 'ENABLED', analyticsConsentMoment: '首次打开时' });
      const after = answersOf(await shippability(absent));
      expect(sorted(after)).toEqual(sorted(foretold(before, changes)));
      expect(after.iqiyi).toEqual(['YES', []]);
      await update({});
    });

    it('on another day (wechat/2.8)', async () => {
      const { changes } = await whatIf({ at: '2029-06-01T00:00:00Z' });
      const before = answersOf(await shippability(absent));
      const later = Date.parse('2029-06-01T00:00:00Z') - NOW.getTime();
      app.shop.clock.advance(later);
      expect(sorted(answersOf(await shippability(absent)))).toEqual(sorted(foretold(before, changes)));
      app.shop.clock.advance(-later);
    });
  });
});

const sorted = (answers: Record<string, unknown[]>) =>
  Object.fromEntries(
    Object.entries(answers).map(([id, [answer, codes]]) => [id, [answer, [...(codes as string[])].sort()]]),
  );

/** Registers the program as the restaurant's is, and gives it a version. */
async function sameStanding(programId: string): Promise<void> {
  const { prisma } = app.shop.database;
  for (const original of await prisma.registration.findMany({ where: { programId: restaurant.programId } })) {
    const id = `reg_${programId}_${original.platform}`;
    await prisma.registration.create({
      data: { ...original, id, programId, appId: id, emailLock: null },
    });
  }
  const version = await prisma.version.findFirstOrThrow({ where: { programId: restaurant.programId } });
  await prisma.version.create({
    data: {
      ...version,
      id: `ver_${programId}`,
      programId,
      settings: {},
      templates: { WECHAT: '1', BAIDU: '1' },
    },
  });
}

describe('the whole portfolio', () => {
  it('is answered with as many statements for a thousand programs as for three, and at most twenty', async () => {
    await app.ask(viewer, SHIPPABILITY, { ids: [restaurant.programId] });
    const ids = await addPrograms(1_000);
    const few = await statementsOf(ids.slice(0, 3));
    const many = await statementsOf(ids);
    expect(many).toEqual(few);
    expect(few.length).toBeLessThanOrEqual(20);
    // With an address, and at an instant that is over, there are two things more to look up, once for all of them.
    const asked = `operation: REGISTER, email: "second@example.com", at: "${NOW.toISOString()}"`;
    app.shop.clock.advance(1_000);
    const fewRegistered = await statementsOf(ids.slice(0, 3), asked);
    const manyRegistered = await statementsOf(ids.slice(0, 40), asked);
    app.shop.clock.advance(-1_000);
    expect(manyRegistered).toEqual(fewRegistered);
    expect(fewRegistered).toContain('read-facts-email-holders');
  }, 120_000);
});

async function addPrograms(count: number): Promise<string[]> {
  const { prisma } = app.shop.database;
  const { programId } = restaurant;
  const program = await prisma.program.findUniqueOrThrow({ where: { id: programId } });
  const version = await prisma.version.findFirstOrThrow({ where: { programId } });
  const registrations = await prisma.registration.findMany({ where: { programId } });
  const ids = Array.from({ length: count }, (_, index) => `prog_${String(index).padStart(26, '0')}`);
  const manifest = program.manifest as object;
  await prisma.program.createMany({
    data: ids.map((id) => ({ ...program, id, name: id, manifest: { ...manifest, name: id } })),
  });
  await prisma.version.createMany({
    data: ids.map((id) => ({ ...version, id: `ver${id}`, programId: id, settings: {}, templates: {} })),
  });
  await prisma.registration.createMany({
    data: registrations.flatMap((one) =>
      ids.map((id) => {
        const name = `reg${id}${one.platform}`;
        return { ...one, id: name, programId: id, appId: name, emailLock: null };
      }),
    ),
  });
  return ids;
}

/** The names of the statements that one query takes. */
async function statementsOf(ids: readonly string[], more = 'operation: SUBMIT'): Promise<string[]> {
  const { pool } = app.shop.database;
  const run = pool.query;
  const names: string[] = [];
  pool.query = ((statement: { name: string }, ...rest: unknown[]) => {
    names.push(statement.name);
    return Reflect.apply(run, pool, [statement, ...rest]);
  }) as typeof run;
  try {
    const query = `query ($ids: [ID!]) { shippability(programIds: $ids, ${more}) { program { name }
      hosts { host { id } answer verdict { findings { code } } smallestRemedies { kind remedies { kind } } } } }`;
    const admin = app.member(restaurant.actor.accountId, 'ADMIN');
    const { errors, data } = await app.ask(admin, query, { ids });
    expect(errors).toEqual([]);
    expect(data.shippability).toHaveLength(ids.length);
    expect(data.shippability[0].hosts).toHaveLength(19);
  } finally {
    pool.query = run;
  }
  return names.sort();
}
