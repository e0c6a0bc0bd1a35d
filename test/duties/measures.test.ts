import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerAppeal } from '../../src/duties/answer-appeal.ts';
import { decideRectification } from '../../src/duties/decide-rectification.ts';
import { endMeasure } from '../../src/duties/end-measure.ts';
import type { MeasureTaker } from '../../src/duties/measure-taker.ts';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { submitRectification } from '../../src/duties/submit-rectification.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import type { TakeMeasureInput } from '../../src/duties/take-measure-input.ts';
import { addDays, civilDateAt, startOfDay } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { factsAbout } from '../../src/onboarding/facts.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { createFileStore } from '../../src/store/files.ts';
import { createEnforcementLookups } from '../../src/store/reads/enforcement-lookups.ts';
import { someManifest } from '../support/facts.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const HOUR_MS = 3_600_000;
const wechat: MeasureTaker = { platform: 'WECHAT', label: 'platform:one', source: 'REPORTED' };
const baidu: MeasureTaker = { platform: 'BAIDU', label: 'platform:two', source: 'REPORTED' };
const iqiyi: MeasureTaker = { platform: 'BAIDU', hostId: 'iqiyi', label: 'host:iqiyi', source: 'REPORTED' };

let shop: Workshop;
let deps: ReturnType<typeof createEnforcementLookups> & Pick<Workshop, 'clock' | 'perform'>;
let actor: Awaited<ReturnType<Workshop['newAccount']>>;
let programId: string;

beforeAll(async () => {
  shop = await openWorkshop();
  const { clock, perform, database } = shop;
  deps = { clock, perform, ...createEnforcementLookups(database.pool, clock) };
});
afterAll(() => shop.close());
beforeEach(async () => {
  actor = await shop.newAccount();
  for (const platform of ['WECHAT', 'BAIDU']) {
    const documents = variantOf(platform).agreement.versions[0].documents.map(({ id, version }) => ({
      documentId: id,
      version,
    }));
    granted(await acceptAgreement(deps, actor, { platform, documents }));
  }
  programId = granted(
    await createProgram(deps, actor, { manifest: someManifest(), materials: [] }),
  ).programId;
});

const later = (hours: number) => new Date(shop.clock.now().getTime() + hours * HOUR_MS);
const row = (id: string) => shop.database.prisma.enforcement.findUniqueOrThrow({ where: { id } });
const eventsOf = async () =>
  (await shop.eventTypes(actor.accountId)).filter((type) => /^(MEASURE|APPEAL|RECTIFICATION)_/.test(type));

const ofProgram = (changes: Partial<TakeMeasureInput> = {}): TakeMeasureInput => ({
  accountId: actor.accountId,
  kind: 'PROGRAM_OFFLINE',
  ground: 'BREACH_OF_LAW',
  scope: 'PROGRAM',
  programId,
  ...changes,
});
const block = (changes: Partial<TakeMeasureInput> = {}) =>
  ofProgram({ kind: 'SHORT_TERM', ground: 'REVIEW_STANDARD', until: later(24), ...changes });

async function take(taker: MeasureTaker, input: TakeMeasureInput): Promise<string> {
  return granted(await takeMeasure(deps, taker, input)).enforcementId;
}

/** Whether a measure holds the operation up now, as the gates of a transaction see it. */
async function isHeld(platform: string, operation: 'SUBMIT' | 'RELEASE'): Promise<boolean> {
  const verdict = await deps.perform({ actor, name: 'test', input: {} }, async (records) => {
    const program = await records.program(actor.accountId, programId);
    if (!program) throw new Error('the program is gone');
    const facts = await factsAbout(records, program, platform);
    return done(evaluate(variantOf(platform), facts, operation, shop.clock.now()));
  });
  return granted(verdict).findings.some(({ code }) => code === 'MEASURE_IN_FORCE');
}

describe('a measure', () => {
  it('without a ground, or on one that is none of its, is refused with those that are (baidu/3.4, wechat/2.5)', async () => {
    const { ground: _, ...groundless } = ofProgram();
    const refusals = [
      await takeMeasure(deps, baidu, groundless),
      await takeMeasure(deps, baidu, ofProgram({ ground: 'REVIEW_STANDARD' })),
      await takeMeasure(deps, wechat, block({ ground: 'FREQUENT_SUBMISSIONS' })),
    ];
    for (const refusal of refusals) {
      expect(refusedWith(refusal)).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.ground' }]);
    }
    expect(refusedWith(await takeMeasure(deps, wechat, ofProgram()))).toMatchObject([{ path: 'input.kind' }]);
    expect(await eventsOf()).toEqual([]);
  });

  it('ends after it begins, names its end where it has to, and none where it has none (wechat/2.5)', async () => {
    const at = (changes: Partial<TakeMeasureInput>) => takeMeasure(deps, wechat, block(changes));
    const { until: _, ...endless } = block();
    const refusals = [
      await at({ until: later(-1) }),
      await at({ from: later(5), until: later(5) }),
      await takeMeasure(deps, wechat, endless),
      await at({ kind: 'PERMANENT' }),
    ];
    for (const refusal of refusals) {
      expect(refusedWith(refusal)).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.until' }]);
    }
  });

  it('begins no earlier than the account and the program were here (wechat/2.5, baidu/3.4)', async () => {
    const { programId: _, ...ofAccount } = block({ scope: 'ACCOUNT' });
    const created = shop.clock.now();
    shop.clock.advance(HOUR_MS);
    const early = new Date('1900-01-01T00:00:00Z');
    for (const told of [block({ from: early }), { ...ofAccount, from: new Date(created.getTime() - 1) }]) {
      expect(refusedWith(await takeMeasure(deps, wechat, told))).toMatchObject([
        { code: 'INVALID_INPUT', path: 'input.from' },
      ]);
    }
    expect(await row(await take(wechat, block({ from: created })))).toMatchObject({ from: created });
    // Over its own wire the platform is taken at its word: the program may have been there before.
    const heard = { ...wechat, label: 'gateway' };
    expect(await row(await take(heard, block({ from: early })))).toMatchObject({ from: early });
  });

  it('reaches what it may, of an account and a program that are there (baidu/3.4)', async () => {
    const problems = async (changes: Partial<TakeMeasureInput>) =>
      refusedWith(await takeMeasure(deps, baidu, ofProgram(changes))).map(({ path }) => path);
    expect(await problems({ scope: 'ACCOUNT' })).toEqual(['input.scope']);
    expect(await problems({ programId: 'prog_none' })).toEqual(['input.programId']);
    expect(await problems({ accountId: 'acct_none' })).toEqual(['input.accountId']);
    expect(await problems({ kind: 'FUNCTIONS_LIMITED', scope: 'FUNCTION' })).toEqual(['input.functions']);
    expect(await problems({ hostId: 'iqiyi' })).toEqual(['input.hostId']);
    expect(await problems({ rectifyBy: '2020-01-01' })).toEqual(['input.rectifyBy']);
  });

  it('is in force until its date exactly, and ends with one event (wechat/2.5)', async () => {
    const id = await take(wechat, block({ words: '多次违规，短期封禁。' }));
    expect(await row(id)).toMatchObject({ words: '多次违规，短期封禁。', clauses: ['wechat/2.5'] });
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(true);
    expect(await isHeld('BAIDU', 'SUBMIT')).toBe(false);
    await shop.letPass(24 * HOUR_MS - 1);
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(true);
    shop.clock.advance(1);
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(false);
    await shop.letPass(0);
    await shop.letPass(48 * HOUR_MS);
    expect(await row(id)).toMatchObject({ endedHow: 'DATE', nextStepAt: null });
    expect(await eventsOf()).toEqual(['MEASURE_TAKEN', 'MEASURE_ENDED']);
  });

  it('told ahead of time begins on its day (wechat/2.5)', async () => {
    await take(wechat, block({ from: later(10), until: later(20) }));
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(false);
    await shop.letPass(10 * HOUR_MS);
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(true);
    await shop.letPass(10 * HOUR_MS);
    expect(await eventsOf()).toEqual(['MEASURE_TAKEN', 'MEASURE_BEGUN', 'MEASURE_ENDED']);
  });

  it('told twice under one number is taken once (baidu/3.4)', async () => {
    const first = await take(baidu, ofProgram({ reference: 'punish-1' }));
    expect(await take(baidu, ofProgram({ reference: 'punish-1' }))).toBe(first);
    expect(await eventsOf()).toEqual(['MEASURE_TAKEN']);
  });

  it('under a number that stands for another one is refused, not taken for it (baidu/3.4)', async () => {
    const id = await take(baidu, ofProgram({ reference: 'punish-2' }));
    const { programId: _, ...ofAccount } = ofProgram({ kind: 'AGREEMENT_ENDED', scope: 'ACCOUNT' });
    const others = [ofAccount, ofProgram({ ground: 'OTHER_HARM' }), ofProgram({ kind: 'TRAFFIC_OFF' })];
    for (const other of others) {
      const told = { ...other, reference: 'punish-2' };
      const [problem] = refusedWith(await takeMeasure(deps, baidu, told));
      expect(problem).toMatchObject({ code: 'ALREADY_EXISTS', path: 'input.reference' });
      expect(problem?.message.en).toContain(id);
    }
    expect(await eventsOf()).toEqual(['MEASURE_TAKEN']);
  });

  it('has a number of the one who took it: hosts and their platform may use the same (baidu/3.6)', async () => {
    const own = ofProgram({ scope: 'DISTRIBUTION', ground: 'HOST_RULES', reference: '2027-1' });
    const tieba: MeasureTaker = { ...iqiyi, hostId: 'tieba', label: 'host:tieba' };
    const warned = await take(iqiyi, { ...own, kind: 'WARNING', hostId: 'iqiyi' });
    const offline = await take(tieba, { ...own, kind: 'TAKEN_OFFLINE', hostId: 'tieba' });
    const { programId: _, ...ofAccount } = ofProgram({ kind: 'AGREEMENT_ENDED', scope: 'ACCOUNT' });
    const ended = await take(baidu, { ...ofAccount, reference: '2027-1' });
    expect(new Set([warned, offline, ended]).size).toBe(3);
    expect(await row(offline)).toMatchObject({ hostId: 'tieba', kind: 'TAKEN_OFFLINE' });
    expect(await isHeld('BAIDU', 'SUBMIT')).toBe(true);
    // Each of them told again is the one on file.
    expect(await take(iqiyi, { ...own, kind: 'WARNING', hostId: 'iqiyi' })).toBe(warned);
    expect(await take(tieba, { ...own, kind: 'TAKEN_OFFLINE', hostId: 'tieba' })).toBe(offline);
  });

  it('of the platform about one host has a number of the platform’s, not of that host’s (baidu/2.3, baidu/3.6)', async () => {
    const about = { kind: 'TAKEN_OFFLINE', scope: 'DISTRIBUTION', hostId: 'iqiyi', reference: '7' } as const;
    const byPlatform = await take(baidu, ofProgram({ ...about, ground: 'PRODUCT_POLICY' }));
    const byHost = await take(iqiyi, ofProgram({ ...about, ground: 'HOST_RULES' }));
    expect(byHost).not.toBe(byPlatform);
  });

  it('told at the same time under one number is taken once (baidu/3.4)', async () => {
    const told = ofProgram({ reference: 'punish-3' });
    const ids = await Promise.all([1, 2, 3].map(() => take(baidu, told)));
    expect(new Set(ids).size).toBe(1);
  });

  it('is ended by the one who took it, once, and by nobody else (baidu/3.4, baidu/3.6)', async () => {
    const id = await take(baidu, ofProgram());
    for (const other of [wechat, iqiyi]) {
      expect(refusedWith(await endMeasure(deps, other, { enforcementId: id }))).toMatchObject([
        { code: 'NOT_FOUND' },
      ]);
    }
    expect(await isHeld('BAIDU', 'RELEASE')).toBe(true);
    granted(await endMeasure(deps, baidu, { enforcementId: id, words: '解除' }));
    expect(await isHeld('BAIDU', 'RELEASE')).toBe(false);
    expect(await row(id)).toMatchObject({ endedHow: 'PLATFORM', endedBy: 'platform:two', endWords: '解除' });
    expect(refusedWith(await endMeasure(deps, baidu, { enforcementId: id }))).toMatchObject([
      { code: 'STATE' },
    ]);
  });

  it('of a host is at its own place only, and no business of the platform’s (baidu/3.6)', async () => {
    const own = ofProgram({ kind: 'TAKEN_OFFLINE', ground: 'HOST_RULES', scope: 'DISTRIBUTION' });
    expect(refusedWith(await takeMeasure(deps, iqiyi, { ...own, hostId: 'tieba' }))).toMatchObject([
      {
        code: 'INVALID_INPUT',
        path: 'input.hostId',
        message: { en: expect.stringContaining('at itself only') },
      },
    ]);
    expect(refusedWith(await takeMeasure(deps, iqiyi, ofProgram()))).toMatchObject([{ path: 'input.kind' }]);
    const id = await take(iqiyi, { ...own, hostId: 'iqiyi' });
    expect(refusedWith(await endMeasure(deps, baidu, { enforcementId: id }))).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    granted(await endMeasure(deps, iqiyi, { enforcementId: id }));
    expect(await row(id)).toMatchObject({ endedHow: 'HOST' });
  });
});

describe('an appeal', () => {
  const against = (enforcementId: string) => ({
    enforcementId,
    statement: '页面内容已取得授权，附授权书。',
    evidenceFileIds: [] as string[],
  });

  it('is opened with material, answered, and won: the measure ends at that instant (wechat/2.5)', async () => {
    const files = createFileStore(shop.database.prisma, shop.cipher, shop.clock);
    const paper = { name: 'licence.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.4') };
    const { id: fileId } = await files.put(actor.accountId, paper);
    const id = await take(wechat, block());
    const input = { ...against(id), evidenceFileIds: [fileId] };
    const { appealId } = granted(await openAppeal(deps, actor, input));
    expect(await row(id)).toMatchObject({ contested: true, endedAt: null });
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(true);
    expect(refusedWith(await openAppeal(deps, actor, input))).toMatchObject([
      { code: 'STATE', currentState: 'OPENED' },
    ]);
    granted(await answerAppeal(deps, wechat, { appealId, decision: 'ANSWER', words: '正在复核' }));
    granted(await answerAppeal(deps, wechat, { appealId, decision: 'OVERTURN' }));
    expect(await row(id)).toMatchObject({ endedHow: 'APPEAL', endedAt: shop.clock.now() });
    expect(await isHeld('WECHAT', 'SUBMIT')).toBe(false);
    expect(await eventsOf()).toEqual([
      'MEASURE_TAKEN',
      'APPEAL_OPENED',
      'APPEAL_ANSWERED',
      'APPEAL_OVERTURNED',
      'MEASURE_ENDED',
    ]);
  });

  it('that is won after the date has come leaves the measure ended at its date (wechat/2.5)', async () => {
    const until = later(1);
    const id = await take(wechat, block({ until }));
    const { appealId } = granted(await openAppeal(deps, actor, against(id)));
    // Nobody has noted yet that the date has come.
    shop.clock.advance(2 * HOUR_MS);
    granted(await answerAppeal(deps, wechat, { appealId, decision: 'OVERTURN' }));
    await shop.letPass(0);
    expect(await row(id)).toMatchObject({ endedAt: until, endedHow: 'DATE' });
    expect((await eventsOf()).slice(-2)).toEqual(['APPEAL_OVERTURNED', 'MEASURE_ENDED']);
  });

  it('is answered, and the measure ended, in at most 10,000 characters, as it was taken (wechat/2.5)', async () => {
    const id = await take(wechat, block());
    const { appealId } = granted(await openAppeal(deps, actor, against(id)));
    const words = '长'.repeat(10_001);
    const tooLong = [{ path: 'input.words' }];
    const decision = { appealId, decision: 'ANSWER', words } as const;
    expect(refusedWith(await answerAppeal(deps, wechat, decision))).toMatchObject(tooLong);
    expect(refusedWith(await endMeasure(deps, wechat, { enforcementId: id, words }))).toMatchObject(tooLong);
    expect(await row(id)).toMatchObject({ endedAt: null });
  });

  it('that is lost leaves the measure in place, and there can be another (baidu/3.4)', async () => {
    const id = await take(baidu, ofProgram());
    const { appealId } = granted(await openAppeal(deps, actor, against(id)));
    expect(refusedWith(await answerAppeal(deps, baidu, { appealId, decision: 'UPHOLD' }))).toMatchObject([
      { path: 'input.words' },
    ]);
    granted(await answerAppeal(deps, baidu, { appealId, decision: 'UPHOLD', words: '维持' }));
    expect(await row(id)).toMatchObject({ contested: false, endedAt: null });
    expect(refusedWith(await answerAppeal(deps, baidu, { appealId, decision: 'OVERTURN' }))).toMatchObject([
      { code: 'STATE', currentState: 'UPHELD' },
    ]);
    granted(await openAppeal(deps, actor, against(id)));
    expect(await isHeld('BAIDU', 'RELEASE')).toBe(true);
  });

  it('is one’s own, in time, and answered by who took the measure (wechat/2.5)', async () => {
    const id = await take(wechat, block());
    const stranger = await shop.newAccount();
    expect(refusedWith(await openAppeal(deps, stranger, against(id)))).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(refusedWith(await openAppeal(deps, actor, { ...against(id), statement: ' ' }))).toMatchObject([
      { path: 'input.statement' },
    ]);
    expect(
      refusedWith(await openAppeal(deps, actor, { ...against(id), evidenceFileIds: ['file_none'] })),
    ).toMatchObject([{ path: 'input.evidenceFileIds[0]' }]);
    const { appealId } = granted(await openAppeal(deps, actor, against(id)));
    expect(refusedWith(await answerAppeal(deps, baidu, { appealId, decision: 'OVERTURN' }))).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const over = await take(wechat, block({ until: later(1) }));
    shop.clock.advance(HOUR_MS);
    expect(refusedWith(await openAppeal(deps, actor, against(over)))).toMatchObject([{ code: 'STATE' }]);
  });
});

describe('something to put right by a day', () => {
  const fix = (enforcementId: string) => ({
    enforcementId,
    statement: '已下架相关页面',
    evidenceFileIds: [] as string[],
  });

  it('is a duty, examined on its own, declined, and accepted: then the measure ends (baidu/2.3, baidu/3.4)', async () => {
    const rectifyBy = addDays(civilDateAt(shop.clock.now()), 5);
    const id = await take(
      baidu,
      ofProgram({ kind: 'CHANGES_DEMANDED', ground: 'REGULATORY_REQUIREMENT', rectifyBy }),
    );
    const duty = () =>
      shop.database.prisma.obligation.findFirstOrThrow({
        where: { accountId: actor.accountId, kind: 'RECTIFY', subjectId: id },
      });
    expect(await duty()).toMatchObject({ state: 'OPEN', programId });
    const first = granted(await submitRectification(deps, actor, fix(id))).rectificationId;
    expect(refusedWith(await submitRectification(deps, actor, fix(id)))).toMatchObject([{ code: 'STATE' }]);
    const decline = { rectificationId: first, decision: 'DECLINE' } as const;
    expect(refusedWith(await decideRectification(deps, baidu, decline))).toMatchObject([
      { path: 'input.words' },
    ]);
    granted(await decideRectification(deps, baidu, { ...decline, words: '仍有一处' }));
    expect(await duty()).toMatchObject({ state: 'OPEN' });
    const { rectificationId } = granted(await submitRectification(deps, actor, fix(id)));
    granted(await decideRectification(deps, baidu, { rectificationId, decision: 'ACCEPT' }));
    expect(await duty()).toMatchObject({ state: 'FULFILLED' });
    expect(await row(id)).toMatchObject({ endedHow: 'RECTIFICATION' });
    expect(await eventsOf()).toEqual([
      'MEASURE_TAKEN',
      'RECTIFICATION_ORDERED',
      'RECTIFICATION_SUBMITTED',
      'RECTIFICATION_DECLINED',
      'RECTIFICATION_SUBMITTED',
      'RECTIFICATION_ACCEPTED',
      'MEASURE_ENDED',
    ]);
  });

  it('is a duty on WeChat, too, which warns by a day, and is overdue after it (wechat/0.1)', async () => {
    const rectifyBy = addDays(civilDateAt(shop.clock.now()), 3);
    const id = await take(
      wechat,
      ofProgram({ kind: 'WARNING', ground: 'BREACH_OF_AGREEMENT', words: '页面内容与类目不符', rectifyBy }),
    );
    const owed = () =>
      shop.database.prisma.obligation.findFirstOrThrow({ where: { kind: 'RECTIFY', subjectId: id } });
    const dueAt = startOfDay(addDays(rectifyBy, 1));
    expect(await owed()).toMatchObject({ platform: 'WECHAT', state: 'OPEN', clauses: ['wechat/0.1'], dueAt });
    await shop.letPass(5 * 24 * HOUR_MS);
    expect(await owed()).toMatchObject({ state: 'OVERDUE' });
    granted(await endMeasure(deps, wechat, { enforcementId: id }));
    expect(await owed()).toMatchObject({ state: 'LAPSED' });
  });

  it('is no way out of a measure that does not ask for it (wechat/2.5)', async () => {
    const id = await take(wechat, block());
    expect(refusedWith(await submitRectification(deps, actor, fix(id)))).toMatchObject([
      { code: 'STATE', currentState: 'NOT_RECTIFIABLE' },
    ]);
  });
});

/** What can be done, in any order: the numbers choose among the measures that there are. */
type Step =
  | { readonly do: 'TAKE'; readonly hours: number | null }
  | { readonly do: 'END' | 'APPEAL' | 'UPHOLD' | 'OVERTURN'; readonly which: number }
  | { readonly do: 'WAIT'; readonly hours: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('TAKE' as const), hours: fc.option(fc.integer({ min: 1, max: 30 })) }),
  fc.record({
    do: fc.constantFrom('END' as const, 'APPEAL' as const, 'UPHOLD' as const, 'OVERTURN' as const),
    which: fc.nat(3),
  }),
  fc.record({ do: fc.constant('WAIT' as const), hours: fc.integer({ min: 1, max: 20 }) }),
);

interface Taken {
  readonly id: string;
  readonly until: Date | null;
  over: boolean;
  appealId?: string | undefined;
}

const isOn = ({ until, over }: Taken) => !over && (until === null || shop.clock.now() < until);

/** Does a step, and notes in the model what it should have done. */
async function carryOut(one: Step, model: Taken[]): Promise<void> {
  if (one.do === 'WAIT') return shop.letPass(one.hours * HOUR_MS);
  if (one.do === 'TAKE') {
    const until = one.hours === null ? null : later(one.hours);
    model.push({ id: await take(baidu, ofProgram(until ? { until } : {})), until, over: false });
    return;
  }
  const target = model[one.which % (model.length || 1)];
  if (target) await carryOutOn(target, one.do);
}

async function carryOutOn(target: Taken, what: 'END' | 'APPEAL' | 'UPHOLD' | 'OVERTURN'): Promise<void> {
  if (what === 'END') {
    const ended = await endMeasure(deps, baidu, { enforcementId: target.id });
    expect(ended.ok).toBe(isOn(target));
    target.over = true;
    return;
  }
  if (what === 'APPEAL') {
    const said = { enforcementId: target.id, statement: '不服', evidenceFileIds: [] };
    const opened = await openAppeal(deps, actor, said);
    expect(opened.ok).toBe(isOn(target) && target.appealId === undefined);
    if (opened.ok) target.appealId = opened.value.appealId;
    return;
  }
  const { appealId } = target;
  if (appealId === undefined) return;
  granted(await answerAppeal(deps, baidu, { appealId, decision: what, words: '决定' }));
  target.appealId = undefined;
  target.over ||= what === 'OVERTURN';
}

describe('in whatever order they are taken, ended and appealed against', () => {
  it('the gates are what a list of intervals says (baidu/3.4)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const model: Taken[] = [];
        for (const one of steps) {
          await carryOut(one, model);
          expect(await isHeld('BAIDU', 'RELEASE')).toBe(model.some(isOn));
        }
        for (const left of model.filter(isOn)) await carryOutOn(left, 'END');
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
