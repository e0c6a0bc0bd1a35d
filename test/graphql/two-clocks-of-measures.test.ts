import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { recordFeePayment } from '../../src/duties/settle-fee.ts';
import { submitRectification } from '../../src/duties/submit-rectification.ts';
import type { MeasureTold } from '../../src/hosts/connector.ts';
import { civilDateAt } from '../../src/kernel/civil-time.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { leavePlatform } from '../../src/review/leave-platform.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MEASURE = `id kind inForce contested endedHow endedAt words endWords reference program { name }
  appeals { state words decidedAt } rectifications { state words decidedAt }`;
const LOOK = `query ($id: ID!, $asOf: DateTime, $knownAt: DateTime) {
  program(id: $id, asOf: $asOf, knownAt: $knownAt) {
    enforcements { ${MEASURE} } fees { id state program { name } } obligations { kind state endedAt }
    registrations { platform state appId admission verification words }
    distributions { host { id } headline visibility liveSince liveVersion { number } waitingOn { party since }
      enforcements { id } latestReview { state words reasonCode }
      package { state review reference } allowedNext { operation allowed } }
  }
  enforcements(asOf: $asOf, knownAt: $knownAt) { nodes { ${MEASURE} } }
  inForce: enforcements(inForceOnly: true, asOf: $asOf, knownAt: $knownAt) { nodes { id } }
  fees(asOf: $asOf, knownAt: $knownAt) { nodes { id state reference program { name } } }
  shippability(programIds: [$id], hostIds: ["wechat", "baiduboxapp"], operation: SUBMIT,
      absentContent: ${JSON.stringify(allContent)}, asOf: $asOf, knownAt: $knownAt) {
    hosts { host { id } answer verdict { findings { code } } } }
}`;

let app: GraphqlApp;
let place: Restaurant;
let viewer: string;
beforeAll(async () => {
  app = await openGraphqlApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shop.queue.jobs.length = 0;
  place = await openRestaurant(app.shop);
  viewer = app.member(place.actor.accountId, 'VIEWER');
  await place.registered();
});

interface When {
  readonly asOf?: Date;
  readonly knownAt?: Date;
}
const now = () => app.shop.clock.now();
const written = (instant: Date) => instant.toISOString();
const pass = (ms: number): Date => {
  app.shop.clock.advance(ms);
  return now();
};

async function look(when: When = {}) {
  const { data, errors } = await app.ask(viewer, LOOK, { id: place.programId, ...when });
  expect(errors).toEqual([]);
  return data;
}
async function at(hostId: string, when: When = {}) {
  const { program } = await look(when);
  return program.distributions.find(({ host }: { host: { id: string } }) => host.id === hostId);
}
async function codes(hostId: string, when: When = {}): Promise<string[]> {
  const [{ hosts }] = (await look(when)).shippability;
  const found = hosts.find(({ host }: { host: { id: string } }) => host.id === hostId);
  return found.verdict.findings.map(({ code }: { code: string }) => code);
}

/** What platforms do by their credentials. */
async function say(platform: string, mutation: string, input: object): Promise<Record<string, string>> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const gives = { takeMeasure: 'enforcementId', demandFee: 'feeId', decideRectification: 'rectificationId' };
  const asked = (gives as Record<string, string>)[mutation] ?? 'problems { code }';
  const query = `mutation ($input: ${name}!) { ${mutation}(input: $input) { ${asked} problems { code path } } }`;
  const { data, errors } = await app.ask(app.platform(platform), query, { input });
  expect(errors).toEqual([]);
  expect(data[mutation].problems).toEqual([]);
  return data[mutation];
}
async function take(platform: string, input: object): Promise<string> {
  const taken = await say(platform, 'takeMeasure', { programId: place.programId, ...input });
  return taken.enforcementId ?? '';
}
const offline = { kind: 'PROGRAM_OFFLINE', ground: 'AUTHORITY_DEMAND', scope: 'PROGRAM' };

/** 1.0.0 is public in Baidu App. */
async function live(): Promise<void> {
  const versionId = await place.version('1.0.0');
  const input = { versionId, hostIds: ['baiduboxapp'], absentContent: allContent };
  granted(await submitForReview(place.deps, place.actor, input));
  await place.work();
  const { id } = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
  const hear = async (state: 'APPROVED' | 'RELEASED') => {
    place.connectorOf('BAIDU').reports.set(id, { state, reference: 'r' });
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id } }]);
    await place.work();
  };
  await hear('APPROVED');
  granted(await release(place.deps, place.actor, { versionId, hostIds: ['baiduboxapp'] }));
  await place.work();
  await hear('RELEASED');
}

/** Looks, and has an hour pass; `again` looks at each of those instants once more. */
function album() {
  const seen: { readonly at: Date; readonly answer: object }[] = [];
  return {
    async look() {
      const answer = await look();
      seen.push({ at: now(), answer });
      pass(HOUR);
      return answer;
    },
    async again() {
      for (const { at: asOf, answer } of seen) {
        expect(await look({ asOf, knownAt: asOf })).toEqual(answer);
        expect(await look({ knownAt: asOf })).toEqual(answer);
        expect(await look({ asOf })).toEqual(answer);
      }
    },
  };
}

describe('a measure of the past', () => {
  it('is in force, hidden behind, contested and won exactly while it was (baidu/3.4)', async () => {
    await live();
    const shown = album();
    const free = await shown.look();
    const [before] = free.program.distributions;
    expect(before).toMatchObject({
      visibility: 'PUBLIC',
      headline: 'LIVE',
      liveVersion: { number: '1.0.0' },
    });

    const enforcementId = await take('BAIDU', { ...offline, words: '依监管要求下线。', reference: 'B-1' });
    const taken = await shown.look();
    expect(taken.program.distributions).toMatchObject([
      { visibility: 'HIDDEN', headline: 'TAKEN_OFFLINE', liveVersion: null },
    ]);
    expect(taken.inForce.nodes).toEqual([{ id: enforcementId }]);

    const { deps, actor } = place;
    const said = { enforcementId, statement: '已整改完毕', evidenceFileIds: [] };
    const { appealId } = granted(await openAppeal(deps, actor, said));
    const contested = await shown.look();
    expect(contested.program.enforcements).toMatchObject([
      { contested: true, appeals: [{ state: 'OPENED' }] },
    ]);
    expect(contested.program.distributions).toMatchObject([{ waitingOn: { party: 'PLATFORM' } }]);

    await say('BAIDU', 'answerAppeal', { appealId, decision: 'OVERTURN', words: '撤销' });
    const won = await shown.look();
    expect(won.program.enforcements).toMatchObject([
      {
        inForce: false,
        endedHow: 'APPEAL',
        endWords: '撤销',
        appeals: [{ state: 'OVERTURNED', words: '撤销' }],
      },
    ]);
    expect(won.program.distributions[0]).toEqual(before);
    expect(won.inForce.nodes).toEqual([]);
    await shown.again();
  }, 60_000);

  it('has its fixes and its duty as they were when they were handed in, declined and accepted (baidu/2.3)', async () => {
    const shown = album();
    await shown.look();
    const warning = { kind: 'WARNING', ground: 'BREACH_OF_AGREEMENT', scope: 'PROGRAM' };
    const enforcementId = await take('BAIDU', { ...warning, rectifyBy: civilDateAt(pass(5 * DAY)) });
    expect((await shown.look()).program.obligations).toContainEqual(
      expect.objectContaining({ kind: 'RECTIFY', state: 'OPEN' }),
    );
    for (const decision of ['DECLINE', 'ACCEPT'] as const) {
      const fix = { enforcementId, statement: '已修改', evidenceFileIds: [] };
      const { rectificationId } = granted(await submitRectification(place.deps, place.actor, fix));
      await shown.look();
      await say('BAIDU', 'decideRectification', { rectificationId, decision, words: `${decision}：已核` });
      await shown.look();
    }
    const { program } = await look();
    expect(program.enforcements).toMatchObject([
      { endedHow: 'RECTIFICATION', rectifications: [{ state: 'DECLINED' }, { state: 'ACCEPTED' }] },
    ]);
    expect(program.obligations).toContainEqual(
      expect.objectContaining({ kind: 'RECTIFY', state: 'FULFILLED' }),
    );
    await shown.again();
  }, 60_000);

  it('of the account reaches its programs only from when it was taken until its date (wechat/2.5)', async () => {
    const before = now();
    const from = pass(HOUR);
    const { accountId } = place.actor;
    const until = new Date(from.getTime() + DAY);
    const block = { kind: 'SHORT_TERM', ground: 'REVIEW_STANDARD', scope: 'ACCOUNT', accountId };
    await say('WECHAT', 'takeMeasure', { ...block, until });
    await app.shop.letPass(3 * DAY);
    const during = new Date(from.getTime() + HOUR);
    const [present, past] = [await codes('wechat'), await codes('wechat', { asOf: during })];
    expect(await codes('wechat', { asOf: before })).toEqual(present);
    expect(past.filter((code) => !present.includes(code))).toHaveLength(1);
    expect((await look({ asOf: during })).inForce.nodes).toHaveLength(1);
    expect((await look({ asOf: until })).inForce.nodes).toEqual([]);
    // Believed while it was in force, of a day on which its date would have come.
    const ahead = { knownAt: during, asOf: new Date(until.getTime() + HOUR) };
    expect((await look(ahead)).inForce.nodes).toEqual([]);
  });
});

describe('a measure that is told late', () => {
  const appId = () => `BAIDU-${place.programId}`;
  const told = (more: object = {}): MeasureTold => ({
    act: 'TAKEN',
    measure: 'PROGRAM_OFFLINE',
    ground: 'BREACH_OF_AGREEMENT',
    reference: `R-${now().getTime()}`,
    ...more,
  });
  const hear = (news: MeasureTold) => place.pushes.hearMeasure('BAIDU', appId(), news);

  it('by a push hid the program since the platform says, and is known since it was heard (baidu/3.4)', async () => {
    await live();
    const takenAt = pass(HOUR);
    const between = pass(DAY);
    pass(DAY);
    expect(await hear(told({ from: takenAt }))).toBe('MEASURE_TOLD');
    expect(await at('baiduboxapp', { asOf: between })).toMatchObject({
      visibility: 'HIDDEN',
      waitingOn: { since: takenAt.toISOString() },
    });
    expect(await at('baiduboxapp', { knownAt: between })).toMatchObject({ visibility: 'PUBLIC' });
    const justBefore = new Date(takenAt.getTime() - 1000);
    expect(await at('baiduboxapp', { asOf: justBefore })).toMatchObject({ visibility: 'PUBLIC' });
  });

  it('by a push that its fix was accepted is free since the platform says (baidu/3.4)', async () => {
    await live();
    await hear(told({ from: now() }));
    const decidedAt = pass(2 * HOUR);
    const between = pass(HOUR);
    pass(HOUR);
    await hear({ act: 'FIX_ACCEPTED', measure: 'PROGRAM_OFFLINE', at: decidedAt });
    expect(await at('baiduboxapp', { asOf: between })).toMatchObject({ visibility: 'PUBLIC' });
    expect(await at('baiduboxapp', { knownAt: between })).toMatchObject({ visibility: 'HIDDEN' });
    expect((await look()).enforcements.nodes).toMatchObject([
      { endedAt: written(decidedAt), endedHow: 'RECTIFICATION' },
    ]);
  });

  it('with an instant that cannot be counts from when it was heard (baidu/3.4)', async () => {
    await live();
    const heardAt = pass(HOUR);
    await hear(told({ from: new Date(heardAt.getTime() + DAY) }));
    expect(await at('baiduboxapp')).toMatchObject({ visibility: 'HIDDEN' });
    const enforcementId = (await look()).enforcements.nodes[0].id;
    pass(HOUR);
    const fix = { enforcementId, statement: '已修改', evidenceFileIds: [] };
    granted(await submitRectification(place.deps, place.actor, fix));
    const answeredAt = pass(HOUR);
    const ahead = new Date(answeredAt.getTime() + DAY);
    await hear({ act: 'FIX_ACCEPTED', measure: 'PROGRAM_OFFLINE', at: ahead });
    expect((await look()).enforcements.nodes).toMatchObject([
      {
        endedAt: written(answeredAt),
        rectifications: [{ state: 'ACCEPTED', decidedAt: written(answeredAt) }],
      },
    ]);
  });

  it('by the platform’s credential was taken on the day that it names (baidu/3.4)', async () => {
    await live();
    const from = pass(HOUR);
    const between = pass(DAY);
    pass(DAY);
    await take('BAIDU', { ...offline, from });
    expect(await at('baiduboxapp', { asOf: between })).toMatchObject({ visibility: 'HIDDEN' });
    expect(await at('baiduboxapp', { knownAt: between })).toMatchObject({ visibility: 'PUBLIC' });
  });
});

describe('a fee of the past', () => {
  it('held up what is handed in from its demand until it was paid (wechat/2.6)', async () => {
    const shown = album();
    const before = now();
    await shown.look();
    const { accountId } = place.actor;
    const fee = { accountId, amountFen: 30_000, clause: 'wechat/2.6', reference: 'WX-1' };
    const { feeId = '' } = await say('WECHAT', 'demandFee', { ...fee, programId: place.programId });
    const owed = now();
    expect((await shown.look()).fees.nodes).toMatchObject([
      { state: 'DEMANDED', program: { name: expect.any(String) } },
    ]);
    const { id: fileId } = await app.shop.database.prisma.file.findFirstOrThrow({ where: { accountId } });
    const payment = { feeId, reference: '2026112100017', evidenceFileIds: [fileId] };
    granted(await recordFeePayment(place.deps, place.actor, payment));
    const paid = now();
    await shown.look();
    expect(await codes('wechat', { asOf: before })).not.toContain('FEE_UNPAID');
    expect(await codes('wechat', { asOf: owed })).toContain('FEE_UNPAID');
    expect(await codes('wechat', { knownAt: before, asOf: owed })).not.toContain('FEE_UNPAID');
    expect(await codes('wechat', { asOf: paid })).not.toContain('FEE_UNPAID');
    expect(await codes('baiduboxapp', { asOf: owed })).not.toContain('FEE_UNPAID');
    await shown.again();
  }, 60_000);
});

describe('a platform that was left', () => {
  const leave = async () => {
    const by = { memberId: 'mem_1', backups: [] };
    const said = { platform: 'WECHAT', confirm: 'WECHAT', knowsStillLive: true };
    granted(await leavePlatform(place.deps as never, place.actor, by, said));
    await app.shop.letPass(2 * DAY);
  };

  it('refuses from then until its agreement was accepted anew, and neither before nor after (wechat/4.10)', async () => {
    const before = now();
    const leftAt = pass(HOUR);
    await leave();
    const gone = now();
    const documents = versionAt(variantOf('WECHAT').agreement, now()).documents.map(({ id, version }) => ({
      documentId: id,
      version,
    }));
    const backAt = pass(DAY);
    granted(await acceptAgreement(place.deps, place.actor, { platform: 'WECHAT', documents }));
    const after = pass(HOUR);
    const isLeft = async (when: When) => (await codes('wechat', when)).includes('LEFT_PLATFORM');
    expect(await isLeft({})).toBe(false);
    expect(await isLeft({ asOf: before })).toBe(false);
    expect(await isLeft({ asOf: leftAt })).toBe(true);
    expect(await isLeft({ asOf: gone })).toBe(true);
    expect(await isLeft({ asOf: after, knownAt: gone })).toBe(true);
    expect(await isLeft({ asOf: backAt })).toBe(false);
    expect((await codes('baiduboxapp', { asOf: gone })).includes('LEFT_PLATFORM')).toBe(false);
  });

  it('gives back no word, code, number or app id of any past; what the account did stays (wechat/4.10)', async () => {
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    granted(await submitForReview(place.deps, place.actor, input));
    await place.work();
    const { id } = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
    const rejected = { state: 'REJECTED', words: 'secret：名称不符', reference: 'secret-audit' } as const;
    place.connectorOf('WECHAT').reports.set(id, rejected as never);
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id } }]);
    await place.work();
    pass(HOUR);
    const measure = { kind: 'OTHER', ground: 'REVIEW_STANDARD', scope: 'PROGRAM' };
    const enforcementId = await take('WECHAT', { ...measure, words: 'secret', reference: 'secret-no' });
    const said = { enforcementId, statement: '申诉', evidenceFileIds: [] };
    const { appealId } = granted(await openAppeal(place.deps, place.actor, said));
    const answered = pass(HOUR);
    await say('WECHAT', 'answerAppeal', { appealId, decision: 'ANSWER', words: 'secret-answer' });
    const told = now();
    expect(JSON.stringify(await look()).split('secret').length).toBeGreaterThan(6);
    expect(JSON.stringify(await look())).toContain(`WECHAT-${place.programId}`);
    pass(HOUR);
    await leave();
    for (const when of [
      {},
      { asOf: told },
      { knownAt: told },
      { asOf: answered },
      { asOf: told, knownAt: told },
    ]) {
      const text = JSON.stringify(await look(when));
      expect(text).not.toContain('secret');
      expect(text).not.toContain(`WECHAT-${place.programId}`);
      expect(text).toContain(`BAIDU-${place.programId}`);
    }
    const { program } = await look({ asOf: told });
    expect(program.distributions).toMatchObject([
      { host: { id: 'wechat' }, headline: 'REJECTED', latestReview: { state: 'REJECTED', words: null } },
    ]);
    expect(program.registrations).toContainEqual(
      expect.objectContaining({ platform: 'WECHAT', state: 'REGISTERED', appId: null }),
    );
    expect(program.enforcements).toMatchObject([
      { kind: 'OTHER', inForce: true, contested: true, appeals: [{ state: 'ANSWERED', words: null }] },
    ]);
  });
});
