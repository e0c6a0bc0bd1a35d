import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/civil-time.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { advanceMaterial } from '../../src/onboarding/advance-material.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { RESTAURANT, someManifest, TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const HOUR = 3_600_000;
const SHIPPABLE = `query ($id: ID!, $host: ID!, $operation: Operation!, $audience: Audience, $reader: ID,
    $asOf: DateTime, $knownAt: DateTime) {
  shippability(programIds: [$id], hostIds: [$host], operation: $operation, audience: $audience, readerId: $reader,
      absentContent: ${JSON.stringify(allContent)}, asOf: $asOf, knownAt: $knownAt) {
    hosts { answer verdict { findings { code remedy { ruling { platform rule code question } } } } } } }`;
const FILED = `query ($id: ID!, $asOf: DateTime, $knownAt: DateTime) {
  program(id: $id, asOf: $asOf, knownAt: $knownAt) {
    rulings { id answer inForce revokedAt } betaInvitations { id secret endedOn consent { paper } } materials { id paper state words }
  } }`;

let app: GraphqlApp;
let place: Restaurant;
let admin: string;
beforeAll(async () => {
  app = await openGraphqlApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shop.queue.jobs.length = 0;
  place = await openRestaurant(app.shop);
  admin = app.member(place.actor.accountId, 'ADMIN');
  await place.registered();
});

interface When {
  readonly asOf?: Date;
  readonly knownAt?: Date;
}
const now = () => app.shop.clock.now();
const pass = (): Date => {
  app.shop.clock.advance(HOUR);
  return now();
};

async function ask(query: string, variables: object, token = admin) {
  const { data, errors } = await app.ask(token, query, { id: place.programId, ...variables });
  expect(errors).toEqual([]);
  return data;
}

/** Does it by its mutation, and lets an hour pass; resolves to what it gives back, and when it was done. */
async function act(mutation: string, input: object, gives: string, token = admin) {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${name}!) { ${mutation}(input: $input) { ${gives} { id } problems { code path } } }`;
  const { data, errors } = await app.ask(token, query, { input });
  expect(errors).toEqual([]);
  expect(data[mutation].problems).toEqual([]);
  const at = now();
  pass();
  return { id: data[mutation][gives].id as string, at };
}

async function verdict(asked: object, when: When = {}, token = admin) {
  const { shippability } = await ask(SHIPPABLE, { ...asked, ...when }, token);
  return shippability[0].hosts[0];
}

/** What an answer is of the past, by what was true and by what was known, at each instant. */
async function answers(asked: object, instants: readonly Date[], token = admin): Promise<string[]> {
  const found: string[] = [];
  for (const at of instants) {
    const { answer } = await verdict(asked, { asOf: at }, token);
    expect((await verdict(asked, { knownAt: at }, token)).answer).toBe(answer);
    found.push(answer);
  }
  return found;
}

describe('the answer of the past', () => {
  it('waits for a person until a ruling was recorded, and again once it was revoked (wechat/2.8)', async () => {
    const judged = wechat.categoryLists
      .filter(({ subjects }) => subjects.includes('ORGANISATION'))
      .flatMap(({ categories }) => categories)
      .find(({ requirement }) => requirement && 'human' in requirement);
    const others = someManifest().categories.filter(({ platform }) => platform !== 'WECHAT');
    const categories = [...others, { platform: 'WECHAT', path: judged?.path ?? [] }];
    const { deps, actor, programId } = place;
    granted(await updateProgram(deps, actor, { programId, manifest: someManifest({ categories }) }));
    await place.version('1.0.0');
    const asked = { host: 'wechat', operation: 'SUBMIT' };
    const open = now();
    const { findings } = (await verdict(asked)).verdict;
    const { ruling } = findings.find(
      ({ remedy }: { remedy: { ruling?: object } | null }) => remedy?.ruling,
    ).remedy;
    pass();
    const ruled = await act('recordRuling', { programId, ...ruling, note: '批文已核对' }, 'ruling');
    const revoked = await act('revokeRuling', { rulingId: ruled.id }, 'ruling');
    expect(await answers(asked, [open, ruled.at, revoked.at])).toEqual(['NEEDS_HUMAN', 'YES', 'NEEDS_HUMAN']);
    // What was believed, before it was revoked, of today.
    expect((await verdict(asked, { knownAt: ruled.at, asOf: now() })).answer).toBe('YES');
    const rulings = async (when: When) => (await ask(FILED, when)).program.rulings;
    expect(await rulings({ asOf: open })).toEqual([]);
    expect(await rulings({ asOf: ruled.at })).toEqual([
      { id: ruled.id, answer: 'IN_ORDER', inForce: true, revokedAt: null },
    ]);
    expect(await rulings({ asOf: revoked.at })).toMatchObject([{ id: ruled.id, inForce: false }]);
  });

  it('lets a member read the platform’s data while their undertaking held, and not before or after (wechat/4.9)', async () => {
    const { accountId } = place.actor;
    const { prisma } = app.shop.database;
    const [memberId, personId] = [`mem_${accountId}`, `person_${accountId}`];
    const times = { createdAt: now(), updatedAt: now() };
    const person = { id: personId, sealedEmail: personId, emailVerified: true, sealedName: 'ann' };
    await prisma.person.create({ data: { ...person, ...times } });
    await prisma.member.create({
      data: { id: memberId, accountId, personId, role: 'ADMIN', createdAt: now() },
    });
    app.viewers.set('ann', { kind: 'member', accountId, personId, memberId, role: 'ADMIN' });
    const asked = { host: 'wechat', operation: 'READ_PLATFORM_DATA', reader: memberId };
    const unsigned = now();
    pass();
    const said = { platform: 'WECHAT', signedOn: TODAY, declared: true };
    const signed = await act('signUndertaking', said, 'undertaking', 'ann');
    const ended = await act('revokeUndertaking', { undertakingId: signed.id }, 'undertaking', 'ann');
    const told = await answers(asked, [unsigned, signed.at, ended.at], 'ann');
    expect(told).toEqual(['NO', 'YES', 'NO']);
  });

  it('keeps a closed test secret until a consent was put on file or it was over (wechat/7.1, baidu/8.1)', async () => {
    const asked = { host: 'tieba', operation: 'DISCLOSE', audience: 'PUBLIC' };
    const { programId, deps, actor } = place;
    const free = now();
    pass();
    const beta = { programId, platform: 'BAIDU', hostId: 'tieba', invitedOn: TODAY };
    const invited = await act('recordBetaInvitation', beta, 'betaInvitation');
    const { prisma } = app.shop.database;
    const { id: fileId } = await prisma.file.findFirstOrThrow({ where: { accountId: actor.accountId } });
    const paper = { paper: '百度内测披露书面同意书', holder: RESTAURANT, fileId, validFrom: TODAY };
    const { materialId } = granted(
      await addMaterial(deps, actor, { ...paper, validUntil: addDays(TODAY, 90) }),
    );
    const consent = { invitationId: invited.id, materialId };
    const consented = await act('recordBetaConsent', consent, 'betaInvitation');
    const ended = await act('endBetaInvitation', { invitationId: invited.id }, 'betaInvitation');
    const told = await answers(asked, [free, invited.at, consented.at, ended.at]);
    expect(told[1]).not.toBe(told[0]);
    expect(told[3]).toBe(told[0]);
    const tests = async (when: When) => (await ask(FILED, when)).program.betaInvitations;
    expect(await tests({ asOf: free })).toEqual([]);
    expect(await tests({ asOf: invited.at })).toMatchObject([{ secret: true, endedOn: null, consent: null }]);
    expect(await tests({ asOf: consented.at })).toMatchObject([
      { endedOn: null, consent: { paper: '百度内测披露书面同意书' } },
    ]);
    expect(await tests({ asOf: ended.at })).toMatchObject([{ secret: false, endedOn: expect.any(String) }]);
  });

  it('goes by the older paper until the platform had verified the new one, and tells of each check (baidu/2.5)', async () => {
    const { deps, actor, programId } = place;
    const { prisma } = app.shop.database;
    const { id: fileId } = await prisma.file.findFirstOrThrow({ where: { accountId: actor.accountId } });
    const before = now();
    pass();
    const paper = { paper: '食品经营许可证', holder: RESTAURANT, fileId, validFrom: '2020-01-01', programId };
    const { materialId } = granted(await addMaterial(deps, actor, { ...paper, validUntil: '2029-12-31' }));
    const baidu = place.connectorOf('BAIDU');
    const look = async () => {
      await advanceMaterial(place.effects, materialId);
      const at = now();
      pass();
      return at;
    };
    const handedIn = await look();
    const newer = async (when: When = {}) =>
      (await ask(FILED, when)).program.materials.find(({ id }: { id: string }) => id === materialId)?.state;
    expect(await newer({ asOf: handedIn })).toBe('PENDING');
    const checks = async () => {
      const { rows } = await app.shop.database.pool.query(
        `SELECT "recordedAt", cells ->> 'state' AS state FROM "RowHistory"
         WHERE "tableName" = 'MaterialCheck' AND "accountId" = $1 ORDER BY sequence`,
        [actor.accountId],
      );
      return rows;
    };
    expect(await checks()).toEqual([{ recordedAt: handedIn, state: 'IN_REVIEW' }]);
    baidu.check = { state: 'PASSED' };
    const verified = await look();
    await look();
    expect((await checks())[1]).toEqual({ recordedAt: verified, state: 'PASSED' });
    expect(await newer({ asOf: before })).toBeUndefined();
    expect(await newer({ asOf: handedIn })).toBe('PENDING');
    expect(await newer({ knownAt: handedIn, asOf: now() })).toBe('PENDING');
    expect(await newer()).toBe('EFFECTIVE');
    const older = async (when: When) =>
      (await ask(FILED, when)).program.materials
        .filter(({ id }: { id: string }) => id !== materialId)
        .map(({ state }: { state: string }) => state);
    expect(await older({ asOf: handedIn })).toEqual(['EFFECTIVE']);
    expect(await older({})).toEqual(['SUPERSEDED']);
  });
});
