import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountStream } from '../../src/events/stream.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { RESTAURANT, TODAY } from '../support/facts.ts';
import { firstResults, type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const PROBLEMS = 'problems { code path message(locale: en) }';
const INVITATION = 'betaInvitation { id platform host { id } invitedOn endedOn secret consent { paper } }';
const RECORD = `mutation ($input: RecordBetaInvitationInput!) { recordBetaInvitation(input: $input) { ${INVITATION} ${PROBLEMS} } }`;
const CONSENT = `mutation ($input: RecordBetaConsentInput!) { recordBetaConsent(input: $input) { ${INVITATION} ${PROBLEMS} } }`;
const END = `mutation ($input: EndBetaInvitationInput!) { endBetaInvitation(input: $input) { ${INVITATION} ${PROBLEMS} } }`;
const REVIEWS = '{ hostReviews(state: PENDING) { nodes { id programName versionNumber state } } }';
const INBOX = (after: string) =>
  `subscription { hostInbox(after: "${after}") { type versionNumber review { programName } } }`;
const DECIDE = `mutation ($input: DecideHostReviewInput!) { decideHostReview(input: $input) { review { id } ${PROBLEMS} } }`;
const DISCLOSE = `query ($ids: [ID!], $audience: Audience) {
  shippability(programIds: $ids, hostIds: ["tieba", "iqiyi", "wechat"], operation: DISCLOSE, audience: $audience) {
    hosts { host { id } answer verdict { findings { citations { clause { id } } } } } } }`;
const NOTHING = { reviews: [], tried: 0 };

let app: GraphqlApp;
let restaurant: Restaurant;
let admin: string;
async function open(): Promise<void> {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  admin = app.member(restaurant.actor.accountId, 'ADMIN');
}

async function act(mutation: string, input: object) {
  const { data, errors } = await app.ask(admin, mutation, { input });
  expect(errors).toEqual([]);
  return Object.values(data)[0] as {
    betaInvitation: { id: string; secret: boolean } | null;
    problems: readonly object[];
  };
}

async function invite(input: object = {}): Promise<string> {
  const { programId } = restaurant;
  const noted = await act(RECORD, {
    programId,
    platform: 'BAIDU',
    hostId: 'tieba',
    invitedOn: TODAY,
    ...input,
  });
  expect(noted.problems).toEqual([]);
  return noted.betaInvitation?.id ?? '';
}

/** A version that the platform has approved, handed in for the invited host and for another. */
async function approved(number = '1.0.0'): Promise<void> {
  const versionId = await restaurant.version(number);
  const input = { versionId, hostIds: ['tieba', 'iqiyi'], absentContent: allContent };
  granted(await submitForReview(restaurant.deps, restaurant.actor, input));
  await restaurant.work();
  const pack = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
  restaurant.connectorOf('BAIDU').reports.set(pack.id, { state: 'APPROVED', reference: 'b' });
  await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: pack.id } }]);
  await restaurant.work();
}

/** What the partner of a host sees of the program. */
async function seenBy(hostId: string) {
  const host = app.host(hostId);
  const { data } = await app.ask(host, REVIEWS);
  const trial = await app.ask(
    host,
    'query ($input: TryHostRulesInput!) { tryHostRules(input: $input) { tried counts { programs } changes { programName } } }',
    { input: { version: 9, effectiveFrom: addDays(TODAY, 1), rules: [] } },
  );
  return { reviews: data.hostReviews.nodes, tried: trial.data.tryHostRules.tried };
}

/** The hosts that were asked for their word on a version, in that order. */
async function openedSince(versionNumber: string): Promise<string[]> {
  const all = await app.shop.log.readAfter(accountStream(restaurant.actor.accountId), 0n, 1000);
  return all.flatMap(({ type, hostId, payload }) =>
    type === 'HOST_REVIEW_OPENED' && hostId && payload.versionNumber === versionNumber ? [hostId] : [],
  );
}

/**
 * What the host's stream tells first after a place in it. An event of another program is put at its end: whatever comes
 * before that is of the one in the test.
 */
async function firstInbox(hostId: string, after = 'e0') {
  const marker = async () => {
    await app.shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'ANOMALY_NOTICED', hostId, payload: { versionNumber: 'of another' } });
      return { ok: true, value: undefined };
    });
  };
  const [first] = await firstResults(app.socket(app.host(hostId)), INBOX(after), 1, marker);
  return first?.data?.hostInbox;
}

describe.each(['before', 'after'])(
  'a closed test that is noted %s the review (wechat/7.1, baidu/8.1)',
  (when) => {
    beforeAll(async () => {
      await open();
      if (when === 'before') await invite();
      await approved();
      if (when === 'after') await invite();
    });
    afterAll(() => app.close());

    it('is seen by the partner of the invited host', async () => {
      expect(await seenBy('tieba')).toMatchObject({ reviews: [{ state: 'PENDING' }], tried: 1 });
      expect(await firstInbox('tieba')).toMatchObject({
        type: 'HOST_REVIEW_OPENED',
        review: { programName: expect.any(String) },
      });
    });

    it('is seen by no partner of another host: not in the inbox, not by its id, not in the stream', async () => {
      expect(await seenBy('iqiyi')).toEqual(NOTHING);
      expect(await seenBy('xhsdiscover')).toEqual(NOTHING);
      expect(await firstInbox('iqiyi')).toEqual({
        type: 'ANOMALY_NOTICED',
        versionNumber: 'of another',
        review: null,
      });
      const { prisma } = app.shop.database;
      const ids = (await prisma.review.findMany()).map(({ id }) => id);
      const distribution = await prisma.distribution.findFirstOrThrow({ where: { hostId: 'tieba' } });
      for (const reviewId of ids) {
        const { data } = await app.ask(app.host('iqiyi'), DECIDE, {
          input: { reviewId, decision: 'CONFIRM' },
        });
        expect(data.decideHostReview).toMatchObject({ review: null, problems: [{ code: 'NOT_FOUND' }] });
      }
      for (const id of [...ids, distribution.id, restaurant.programId]) {
        const { data, errors } = await app.ask(app.host('iqiyi'), `{ node(id: "${id}") { id } }`);
        expect(data?.node ?? null).toBeNull();
        expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
      }
    });

    it('may be shown while the platform’s written consent holds, and not after its last day', async () => {
      const { id: invitationId } = await app.shop.database.prisma.betaInvitation.findFirstOrThrow();
      const { id: fileId } = await app.shop.database.prisma.file.findFirstOrThrow();
      const file = (paper: string) =>
        addMaterial(restaurant.deps, restaurant.actor, {
          paper,
          holder: RESTAURANT,
          fileId,
          validFrom: TODAY,
          validUntil: addDays(TODAY, 1),
        }).then((outcome) => granted(outcome).materialId);
      const other = await act(CONSENT, { invitationId, materialId: await file('某某函') });
      expect(other).toMatchObject({ betaInvitation: null, problems: [{ code: 'POLICY' }] });
      expect(await seenBy('iqiyi')).toEqual(NOTHING);
      const consent = await file('百度内测披露书面同意书');
      expect(await act(CONSENT, { invitationId, materialId: consent })).toMatchObject({
        betaInvitation: { secret: false, endedOn: null, consent: { paper: '百度内测披露书面同意书' } },
        problems: [],
      });
      expect(await seenBy('iqiyi')).toMatchObject({ reviews: [{ state: 'PENDING' }], tried: 1 });
      app.shop.clock.advance(2 * 86_400_000);
      expect(await seenBy('iqiyi')).toEqual(NOTHING);
      expect(await seenBy('tieba')).toMatchObject({ tried: 1 });
    });

    it('is no secret once it is over: the other host is asked for its word, once', async () => {
      await approved('1.0.1');
      expect(await seenBy('iqiyi')).toEqual(NOTHING);
      expect(await openedSince('1.0.1')).toEqual(['tieba']);
      const { id: invitationId } = await app.shop.database.prisma.betaInvitation.findFirstOrThrow();
      const { data } = await app.ask(app.host('iqiyi'), '{ hostCursor }');
      expect(await act(END, { invitationId })).toMatchObject({
        betaInvitation: { endedOn: civilDateAt(app.shop.clock.now()), secret: false },
        problems: [],
      });
      expect(await seenBy('iqiyi')).toMatchObject({ tried: 1 });
      expect(await firstInbox('iqiyi', data.hostCursor)).toMatchObject({ type: 'HOST_REVIEW_OPENED' });
      expect(await openedSince('1.0.1')).toEqual(['tieba', 'iqiyi']);
      expect(await act(END, { invitationId })).toMatchObject({ problems: [{ code: 'STATE' }] });
    });
  },
);

describe('an invitation to a closed test (wechat/7.1, baidu/8.1)', () => {
  beforeAll(open);
  afterAll(() => app.close());

  it('makes showing the program to anyone outside a NO, by the clause of the platform that invited', async () => {
    await restaurant.version('1.0.0');
    const answers = async (audience?: string) => {
      const { data, errors } = await app.ask(admin, DISCLOSE, { ids: [restaurant.programId], audience });
      expect(errors).toEqual([]);
      return Object.fromEntries(
        data.shippability[0].hosts.map((one: { host: { id: string }; answer: string }) => [
          one.host.id,
          one.answer,
        ]),
      );
    };
    expect(await answers()).toEqual({ tieba: 'YES', iqiyi: 'YES', wechat: 'YES' });
    await invite();
    expect(await answers()).toEqual({ tieba: 'NO', iqiyi: 'NO', wechat: 'YES' });
    expect(await answers('THIS_HOST')).toEqual({ tieba: 'YES', iqiyi: 'NO', wechat: 'YES' });
    expect(await answers('ACCOUNT')).toEqual({ tieba: 'YES', iqiyi: 'YES', wechat: 'YES' });
    const supposed = await app.ask(
      admin,
      'query ($input: WhatIfInput!) { whatIf(input: $input) { changes { host { id } from to } problems { code } } }',
      {
        input: {
          programId: restaurant.programId,
          operation: 'DISCLOSE',
          audience: 'PARTNER',
          hostIds: ['wechat', 'tieba'],
          overlay: { inClosedTest: true },
        },
      },
    );
    expect(supposed.data.whatIf).toEqual({
      changes: [{ host: { id: 'wechat' }, from: 'YES', to: 'NO' }],
      problems: [],
    });
  });

  it('is listed with the program and found by its id, in its own account only', async () => {
    const id = await invite({ hostId: 'iqiyi' });
    const query = `{ program(id: "${restaurant.programId}") { betaInvitations { id host { id } secret program { id } } } node(id: "${id}") { id } }`;
    const { data } = await app.ask(admin, query);
    expect(data.program.betaInvitations).toContainEqual({
      id,
      host: { id: 'iqiyi' },
      secret: true,
      program: { id: restaurant.programId },
    });
    expect(data.node).toEqual({ id });
    const stranger = app.member('acct_other', 'OWNER');
    expect((await app.ask(stranger, query)).data).toEqual({ program: null, node: null });
    expect(await app.shop.eventTypes(restaurant.actor.accountId)).toContain('BETA_INVITED');
  });

  it('is noted once, with a host of the platform and a day that has been', async () => {
    const { programId } = restaurant;
    const right = { programId, platform: 'BAIDU', hostId: 'tieba', invitedOn: TODAY };
    const faults = [
      [{ hostId: 'wechat' }, 'input.hostId'],
      [{ invitedOn: addDays(TODAY, 1) }, 'input.invitedOn'],
      [{ invitedOn: 'today' }, 'input.invitedOn'],
      [{ fileId: 'file_none' }, 'input.fileId'],
      [{ programId: 'prog_none' }, 'input.programId'],
    ] as const;
    for (const [wrong, path] of faults) {
      expect(await act(RECORD, { ...right, ...wrong })).toMatchObject({
        betaInvitation: null,
        problems: [{ path }],
      });
    }
    const id = await invite({ hostId: null });
    const whole = { programId, platform: 'BAIDU', invitedOn: TODAY };
    expect(await act(RECORD, whole)).toMatchObject({ problems: [{ code: 'ALREADY_EXISTS' }] });
    const early = await act(END, { invitationId: id, endedOn: '2020-01-01' });
    expect(early).toMatchObject({ betaInvitation: null, problems: [{ path: 'input.endedOn' }] });
    await act(END, { invitationId: id });
    expect(await act(RECORD, whole)).toMatchObject({ problems: [] });
  });
});
