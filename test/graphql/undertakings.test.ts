import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { code path message(locale: en) }';
const SIGN = `mutation ($input: SignUndertakingInput!) { signUndertaking(input: $input) {
  undertaking { id memberId platform signedOn validUntil fileId state revokedAt } ${PROBLEMS} } }`;
const REVOKE = `mutation ($id: ID!) { revokeUndertaking(input: { undertakingId: $id }) { undertaking { id state } ${PROBLEMS} } }`;
const LIST = '{ undertakings { id memberId state } }';
const MAY_READ = `query ($ids: [ID!], $reader: ID, $at: DateTime) {
  shippability(programIds: $ids, hostIds: ["wechat"], operation: READ_PLATFORM_DATA, readerId: $reader, at: $at) {
    hosts { answer verdict { findings { code remedy { kind memberId } citations { clause { id } } } } smallestRemedies { kind remedies { kind } } } } }`;
const WHAT_IF = `query ($input: WhatIfInput!) { whatIf(input: $input) { changes { host { id } from to } ${PROBLEMS} } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
});
afterAll(() => app.close());

/** Somebody who has joined the restaurant's account, and may ask by the token of that name. */
async function join(name: string, role: 'ADMIN' | 'VIEWER'): Promise<string> {
  const { accountId } = restaurant.actor;
  const now = app.shop.clock.now();
  const [memberId, personId] = [`mem_${name}`, `person_${name}`];
  const { prisma } = app.shop.database;
  const person = { id: personId, sealedEmail: name, emailVerified: true, sealedName: name };
  await prisma.person.create({ data: { ...person, createdAt: now, updatedAt: now } });
  await prisma.member.create({ data: { id: memberId, accountId, personId, role, createdAt: now } });
  app.viewers.set(name, { kind: 'member', accountId, personId, memberId, role });
  return name;
}

async function sign(token: string, input: object = {}) {
  const asked = { platform: 'WECHAT', signedOn: TODAY, declared: true, ...input };
  const { data, errors } = await app.ask(token, SIGN, { input: asked });
  expect(errors).toEqual([]);
  return data.signUndertaking;
}

async function mayRead(token: string, variables: object = {}) {
  const { data, errors } = await app.ask(token, MAY_READ, { ids: [restaurant.programId], ...variables });
  expect(errors).toEqual([]);
  return data.shippability[0].hosts[0];
}

describe('a confidentiality undertaking (wechat/4.9)', () => {
  it('opens the reading of platform data for the member who signs, and for nobody else', async () => {
    const [ann, bob] = [await join('ann', 'VIEWER'), await join('bob', 'ADMIN')];
    expect(await mayRead(ann)).toMatchObject({
      answer: 'NO',
      verdict: {
        findings: [
          {
            code: 'UNDERTAKING_MISSING',
            remedy: { kind: 'SIGN_UNDERTAKING', memberId: 'mem_ann' },
            citations: [{ clause: { id: 'wechat/4.9' } }],
          },
        ],
      },
      smallestRemedies: { kind: 'FOUND', remedies: [{ kind: 'SIGN_UNDERTAKING' }] },
    });
    expect(await sign(ann)).toMatchObject({
      undertaking: { memberId: 'mem_ann', platform: 'WECHAT', fileId: null, state: 'IN_FORCE' },
      problems: [],
    });
    expect(await mayRead(ann)).toMatchObject({ answer: 'YES' });
    expect(await mayRead(bob)).toMatchObject({ answer: 'NO' });
    expect(await mayRead(bob, { reader: 'mem_ann' })).toMatchObject({ answer: 'YES' });
    expect(await app.shop.eventTypes(restaurant.actor.accountId)).toContain('UNDERTAKING_SIGNED');
  });

  it('is seen by the member and by administrators, who alone may ask about another', async () => {
    const [cid, dora] = [await join('cid', 'VIEWER'), await join('dora', 'ADMIN')];
    const { undertaking } = await sign(cid);
    const own = await app.ask(cid, LIST);
    expect(own.data.undertakings).toEqual([{ id: undertaking.id, memberId: 'mem_cid', state: 'IN_FORCE' }]);
    const all = await app.ask(dora, LIST);
    expect(all.data.undertakings).toContainEqual(own.data.undertakings[0]);
    expect((await app.ask(await join('eve', 'VIEWER'), LIST)).data.undertakings).toEqual([]);
    const stranger = app.member('acct_other', 'ADMIN');
    expect((await app.ask(stranger, LIST)).data.undertakings).toEqual([]);
    const foreign = { ids: [restaurant.programId], reader: 'mem_dora' };
    expect((await app.ask(cid, MAY_READ, foreign)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const unknown = { ids: [restaurant.programId], reader: 'mem_nobody' };
    expect((await app.ask(dora, MAY_READ, unknown)).errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'readerId',
    });
  });

  it('is taken back by the member or an administrator; for others it is not there', async () => {
    const [fay, gil, hal] = [
      await join('fay', 'VIEWER'),
      await join('gil', 'ADMIN'),
      await join('hal', 'VIEWER'),
    ];
    const { undertaking } = await sign(fay);
    const refused = await app.ask(hal, REVOKE, { id: undertaking.id });
    expect(refused.data.revokeUndertaking).toMatchObject({
      undertaking: null,
      problems: [{ code: 'NOT_FOUND', path: 'input.undertakingId' }],
    });
    expect(await mayRead(fay)).toMatchObject({ answer: 'YES' });
    const revoked = await app.ask(gil, REVOKE, { id: undertaking.id });
    expect(revoked.data.revokeUndertaking).toEqual({
      undertaking: { id: undertaking.id, state: 'REVOKED' },
      problems: [],
    });
    expect(await mayRead(fay)).toMatchObject({ answer: 'NO' });
    await app.ask(fay, REVOKE, { id: undertaking.id });
    const told = await app.shop.eventTypes(restaurant.actor.accountId);
    expect(told.filter((type) => type === 'UNDERTAKING_REVOKED')).toHaveLength(1);
  });

  it('ends when the member leaves, and the record of it stays', async () => {
    const [ida, admin] = [await join('ida', 'VIEWER'), await join('jo', 'ADMIN')];
    const { undertaking } = await sign(ida);
    await app.shop.database.prisma.member.delete({ where: { id: 'mem_ida' } });
    expect(await mayRead(ida)).toMatchObject({ answer: 'NO' });
    const { data } = await app.ask(admin, LIST);
    expect(data.undertakings).toContainEqual({
      id: undertaking.id,
      memberId: 'mem_ida',
      state: 'MEMBER_LEFT',
    });
  });

  it('binds to its last day and not beyond', async () => {
    const kim = await join('kim', 'VIEWER');
    await sign(kim, { validUntil: addDays(TODAY, 1) });
    expect(await mayRead(kim, { at: startOfDay(addDays(TODAY, 1)) })).toMatchObject({ answer: 'YES' });
    expect(await mayRead(kim, { at: startOfDay(addDays(TODAY, 2)) })).toMatchObject({
      answer: 'NO',
      verdict: { findings: [{ code: 'UNDERTAKING_EXPIRED' }] },
    });
  });

  it('is signed with a paper on file or in so many words, on a day that has been, by a member', async () => {
    const lee = await join('lee', 'VIEWER');
    const file = await app.shop.database.prisma.file.findFirstOrThrow();
    const paper = { declared: null, fileId: file.id };
    expect(await sign(lee, paper)).toMatchObject({ undertaking: { fileId: file.id }, problems: [] });
    const faults = [
      [{ declared: null }, 'input.fileId'],
      [{ declared: true, fileId: file.id }, 'input.fileId'],
      [{ declared: null, fileId: 'file_none' }, 'input.fileId'],
      [{ signedOn: addDays(TODAY, 1) }, 'input.signedOn'],
      [{ signedOn: '2027-02-30' }, 'input.signedOn'],
      [{ validUntil: '2020-01-01' }, 'input.validUntil'],
    ] as const;
    for (const [input, path] of faults) {
      expect(await sign(lee, input)).toMatchObject({ undertaking: null, problems: [{ path }] });
    }
    const { accountId } = restaurant.actor;
    app.viewers.set('machine', { kind: 'token', accountId, tokenId: 'token_1', role: 'ADMIN' });
    expect(await sign('machine')).toMatchObject({ undertaking: null, problems: [{ code: 'INVALID_INPUT' }] });
    expect(await mayRead('machine')).toMatchObject({
      answer: 'UNKNOWN',
      verdict: { findings: [{ code: 'READER_NOT_NAMED' }] },
    });
  });

  it('can be supposed', async () => {
    const may = await join('may', 'VIEWER');
    const input = { programId: restaurant.programId, operation: 'READ_PLATFORM_DATA', hostIds: ['wechat'] };
    const { data, errors } = await app.ask(may, WHAT_IF, {
      input: { ...input, overlay: { undertakingSigned: true } },
    });
    expect(errors).toEqual([]);
    expect(data.whatIf).toEqual({
      changes: [{ host: { id: 'wechat' }, from: 'NO', to: 'YES' }],
      problems: [],
    });
  });
});
