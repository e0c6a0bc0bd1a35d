import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { advanceObligation } from '../../src/duties/advance-obligation.ts';
import { fulfilObligation } from '../../src/duties/fulfil-obligation.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { declareSubject } from '../../src/onboarding/declare-subject.ts';
import { factsAbout } from '../../src/onboarding/facts.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import { variantOf } from '../../src/policy/variants.ts';
import type { Manifest } from '../../src/programs/manifest.ts';
import { createFileStore } from '../../src/store/files.ts';
import { RESTAURANT, someDataItem, someManifest } from '../support/facts.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const DAY_MS = 86_400_000;
const LICENCE = '营业执照';
const FOOD = '食品经营许可证';

let shop: Workshop;
let restaurant: Restaurant;
let fileId: string;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  restaurant = await openRestaurant(shop);
  await restaurant.registered();
  fileId = (await shop.database.prisma.file.findFirstOrThrow({ where: accountOf() })).id;
});

const accountOf = () => ({ accountId: restaurant.actor.accountId });
const today = () => civilDateAt(shop.clock.now());
const owed = (where: object = {}) =>
  shop.database.prisma.obligation.findMany({
    where: { ...accountOf(), ...where },
    orderBy: [{ platform: 'asc' }, { round: 'asc' }, { id: 'asc' }],
  });
const states = async (where: object) =>
  Object.fromEntries((await owed(where)).map(({ platform, state }) => [platform, state]));

async function file(changes: object): Promise<string> {
  // Papers are told apart by when they were filed.
  shop.clock.advance(1);
  const paper = { paper: FOOD, holder: RESTAURANT, fileId, validFrom: '2020-01-01', ...changes };
  return granted(await addMaterial(restaurant.deps, restaurant.actor, paper)).materialId;
}

/** The same happened as the platform's answer to a paper that it was shown. */
async function answered(materialId: string, paper: string, type: 'MATERIAL_VERIFIED' | 'MATERIAL_DECLINED') {
  await shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    if (type === 'MATERIAL_DECLINED') await records.changeMaterial(materialId, { state: 'DECLINED' });
    else await records.replaceMaterials({ id: materialId, ...accountOf(), paper });
    records.record({ type, subjectId: materialId, payload: { paper } });
    return done(undefined);
  });
}

describe('the duty to renew a paper', () => {
  it('is done on WeChat when the newer one is filed, on Baidu when it is verified (wechat/4.2, baidu/2.5)', async () => {
    const older = await file({ validUntil: addDays(today(), 30) });
    const about = { subjectId: older };
    expect(await states(about)).toEqual({ WECHAT: 'OPEN', BAIDU: 'OPEN' });
    const newer = await file({ validUntil: addDays(today(), 900) });
    expect(await states(about)).toEqual({ WECHAT: 'FULFILLED', BAIDU: 'OPEN' });
    await answered(newer, FOOD, 'MATERIAL_VERIFIED');
    expect(await states(about)).toEqual({ WECHAT: 'FULFILLED', BAIDU: 'FULFILLED' });
    expect(await states({ subjectId: newer })).toEqual({ WECHAT: 'SCHEDULED', BAIDU: 'SCHEDULED' });
  });

  it('stays where the newer one lasts no longer, and lapses when that one takes its place (wechat/4.2, baidu/2.5)', async () => {
    const older = await file({ validUntil: addDays(today(), 50) });
    const shorter = await file({ validUntil: addDays(today(), 20) });
    expect(await states({ subjectId: older })).toEqual({ WECHAT: 'OPEN', BAIDU: 'OPEN' });
    await answered(shorter, FOOD, 'MATERIAL_VERIFIED');
    expect(await states({ subjectId: older })).toEqual({ WECHAT: 'LAPSED', BAIDU: 'LAPSED' });
    expect(await states({ subjectId: shorter })).toEqual({ WECHAT: 'OPEN', BAIDU: 'OPEN' });
  });

  it('goes on for the older one where the platform declines the newer, of which nothing is owed there (baidu/2.5)', async () => {
    const older = await file({ validUntil: addDays(today(), 30) });
    const declined = await file({ validUntil: addDays(today(), 900) });
    await answered(declined, FOOD, 'MATERIAL_DECLINED');
    expect(await states({ subjectId: older })).toEqual({ WECHAT: 'FULFILLED', BAIDU: 'OPEN' });
    expect(await states({ subjectId: declined })).toEqual({ WECHAT: 'SCHEDULED', BAIDU: 'LAPSED' });
  });

  it('is not done by a paper that was filed elsewhere, nor by one of another kind (wechat/4.2)', async () => {
    const older = await file({ validUntil: addDays(today(), 30) });
    await file({ validUntil: addDays(today(), 900), programId: restaurant.programId });
    await file({ validUntil: addDays(today(), 900), paper: '酒类经营许可证' });
    expect(await states({ subjectId: older })).toEqual({ WECHAT: 'OPEN', BAIDU: 'OPEN' });
  });

  it('is never done by a mere statement, and not twice (wechat/4.2)', async () => {
    const older = await file({ validUntil: addDays(today(), 30) });
    const [, wechat] = await owed({ subjectId: older });
    const input = { obligationId: wechat?.id ?? '', statement: '已更新', evidenceFileIds: [fileId] };
    expect(refusedWith(await fulfilObligation(restaurant.deps, restaurant.actor, input))).toMatchObject([
      { code: 'STATE', currentState: 'BY_ACT' },
    ]);
    await file({ validUntil: addDays(today(), 900) });
    expect(refusedWith(await fulfilObligation(restaurant.deps, restaurant.actor, input))).toMatchObject([
      { code: 'STATE', currentState: 'FULFILLED' },
    ]);
  });

  it('reaches the papers of programs, too, when the agreement is accepted later (wechat/4.2, baidu/2.5)', async () => {
    const late = await shop.newAccount();
    const { deps } = restaurant;
    const content = Buffer.from('%PDF-1.4');
    const stored = { name: 'p.pdf', mediaType: 'application/pdf', content };
    const own = await createFileStore(shop.database.prisma, shop.cipher, shop.clock).put(
      late.accountId,
      stored,
    );
    const paper = { paper: FOOD, holder: RESTAURANT, fileId: own.id, validFrom: '2020-01-01' };
    const { programId } = granted(
      await createProgram(deps, late, {
        manifest: someManifest(),
        materials: [{ ...paper, validUntil: addDays(today(), 10) }],
      }),
    );
    const { accountId } = late;
    expect(await owed({ accountId })).toEqual([]);
    const documents = variantOf('WECHAT').agreement.versions[0].documents.map(({ id, version }) => ({
      documentId: id,
      version,
    }));
    granted(await acceptAgreement(deps, late, { platform: 'WECHAT', documents }));
    expect(await owed({ accountId })).toMatchObject([{ kind: 'RENEW_MATERIAL', programId, state: 'OPEN' }]);
  });
});

const RENAMED = '重庆山城酒楼有限公司';
const subject = {
  type: 'ORGANISATION',
  legalName: RESTAURANT,
  identityNumber: '91500000MA5U00000X',
  representativeName: '某某',
  representativeAccount: 'someone',
  phone: '13800000000',
} as const;

async function declare(changes: object): Promise<void> {
  granted(await declareSubject(restaurant.deps, restaurant.actor, { ...subject, ...changes }));
}

/** By what name each platform knows the developer. */
async function knownAs() {
  const names: Record<string, string | undefined> = {};
  await shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    const program = await records.program(restaurant.actor.accountId, restaurant.programId);
    if (!program) throw new Error('no program');
    for (const platform of ['WECHAT', 'BAIDU']) {
      names[platform] = (await factsAbout(records, program, platform)).subject?.legalName;
    }
    return done(undefined);
  });
  return names;
}

describe('data of the developer that change', () => {
  const changes = { kind: 'REPORT_CHANGE' };

  it('are to be told: to Baidu at once, to WeChat in time; what changes nothing is no change (baidu/2.5, wechat/4.2)', async () => {
    await declare({});
    expect(await owed(changes)).toEqual([]);
    await declare({ phone: '13900000000' });
    const [baidu, wechat] = await owed(changes);
    expect(civilDateAt(new Date((baidu?.dueAt.getTime() ?? 0) - 1))).toBe(today());
    expect(civilDateAt(new Date((wechat?.dueAt.getTime() ?? 0) - 1))).toBe(addDays(today(), 15));
    await declare({ phone: '13700000000' });
    expect(await owed(changes)).toHaveLength(2);
  });

  it('hold on WeChat at once, on Baidu once they are verified; until then the older do (baidu/2.5, wechat/4.2)', async () => {
    await declare({ legalName: RENAMED });
    expect(await knownAs()).toEqual({ WECHAT: RENAMED, BAIDU: RESTAURANT });
    const licence = await file({ paper: LICENCE, holder: RENAMED });
    expect(await knownAs()).toEqual({ WECHAT: RENAMED, BAIDU: RESTAURANT });
    await answered(licence, LICENCE, 'MATERIAL_VERIFIED');
    expect(await knownAs()).toEqual({ WECHAT: RENAMED, BAIDU: RENAMED });
    expect(await states(changes)).toEqual({ WECHAT: 'OPEN', BAIDU: 'FULFILLED' });
  });

  it('are not verified by a paper in another name, and nothing is waited for once they are declared back (baidu/2.5)', async () => {
    await declare({ legalName: RENAMED });
    const licence = await file({ paper: LICENCE, holder: RESTAURANT });
    await answered(licence, LICENCE, 'MATERIAL_VERIFIED');
    expect(await knownAs()).toEqual({ WECHAT: RENAMED, BAIDU: RESTAURANT });
    await declare({ legalName: '又一个名称' });
    expect(await knownAs()).toEqual({ WECHAT: '又一个名称', BAIDU: RESTAURANT });
    await declare({});
    expect(await knownAs()).toEqual({ WECHAT: RESTAURANT, BAIDU: RESTAURANT });
    await declare({ legalName: RENAMED });
    expect(await knownAs()).toEqual({ WECHAT: RENAMED, BAIDU: RESTAURANT });
  });

  it('are told with evidence, and are to be told again when they change again (wechat/4.2, baidu/2.5)', async () => {
    await declare({ phone: '13900000000' });
    for (const { id } of await owed(changes)) {
      const told = { obligationId: id, statement: '已提交变更', evidenceFileIds: [fileId] };
      granted(await fulfilObligation(restaurant.deps, restaurant.actor, told));
    }
    await declare({ phone: '13700000000' });
    expect(await owed({ ...changes, round: 2 })).toMatchObject([{ state: 'OPEN' }, { state: 'OPEN' }]);
  });

  it('leave no personal data in the log: only which fields they are', async () => {
    await declare({ legalName: RENAMED, phone: '13900000000' });
    const event = await shop.database.prisma.event.findFirstOrThrow({
      where: { ...accountOf(), type: 'SUBJECT_DECLARED' },
      orderBy: { accountPosition: 'desc' },
    });
    expect(event.payload).toEqual({ subjectType: 'ORGANISATION', changed: ['legalName', 'phone'] });
  });
});

describe('a check of the security measures (wechat/4.4(6))', () => {
  async function register() {
    await shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
      const { programId } = restaurant;
      records.record({ type: 'REGISTERED', programId, payload: { platform: 'WECHAT' } });
      return done(undefined);
    });
  }
  const check = { kind: 'CHECK_SECURITY' };
  const prove = async (id: string) => {
    const input = { obligationId: id, statement: '已检查', evidenceFileIds: [fileId] };
    granted(await fulfilObligation(restaurant.deps, restaurant.actor, input));
  };

  it('is owed for each program that is registered, needs evidence, and comes back', async () => {
    await register();
    const [{ id = '' } = {}] = await owed(check);
    const bare = { obligationId: id, statement: '已检查', evidenceFileIds: [] };
    expect(refusedWith(await fulfilObligation(restaurant.deps, restaurant.actor, bare))).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input.evidenceFileIds' },
    ]);
    await prove(id);
    expect(await owed(check)).toMatchObject([
      { round: 1, state: 'FULFILLED' },
      { round: 2, state: 'SCHEDULED', programId: restaurant.programId },
    ]);
  });

  it('is owed while the program declares personal data: not before the first item, nor after the last (wechat/4.4)', async () => {
    const { deps, actor, programId } = restaurant;
    const { privacyPolicy: _, ...bare } = someManifest({ dataItems: [], collectsNoData: true });
    const declare = async (manifest: Manifest) => {
      shop.clock.advance(1);
      granted(await updateProgram(deps, actor, { programId, manifest }));
    };
    await declare(bare);
    await register();
    expect(await owed(check)).toEqual([]);
    await declare(someManifest());
    expect(await owed(check)).toMatchObject([{ round: 1, state: 'OPEN', platform: 'WECHAT', programId }]);
    const another = someDataItem({ key: 'address', name: '送餐位置' });
    await declare(someManifest({ dataItems: [someDataItem(), another] }));
    expect(await owed(check)).toMatchObject([{ round: 1, state: 'OPEN' }]);
    await declare(bare);
    expect(await owed(check)).toMatchObject([{ round: 1, state: 'LAPSED' }]);
    await declare(someManifest());
    expect(await owed(check)).toMatchObject([{ state: 'LAPSED' }, { round: 2, state: 'OPEN' }]);
  });

  it('that was done late comes back counted from that day, and not overdue already', async () => {
    await register();
    for (let month = 0; month < 14; month += 1) await shop.letPass(30 * DAY_MS);
    const [{ id = '', state } = {}] = await owed(check);
    expect(state).toBe('OVERDUE');
    await prove(id);
    await shop.letPass(0);
    expect(await owed({ ...check, round: 2 })).toMatchObject([{ state: 'OPEN' }]);
  });

  it('becomes overdue once, however many nodes look, and after a restart (wechat/4.4(6))', async () => {
    await register();
    const [{ id = '', dueAt = new Date() } = {}] = await owed(check);
    shop.clock.advance(dueAt.getTime() - shop.clock.now().getTime());
    const deps = { clock: shop.clock, perform: shop.perform, ...shop.duties };
    expect(await shop.duties.due(shop.clock.now())).toContainEqual({ kind: 'OBLIGATION', id });
    await Promise.all([1, 2, 3, 4].map(() => advanceObligation({ ...deps }, id)));
    await advanceObligation({ ...deps }, id);
    const told = (await shop.eventTypes(restaurant.actor.accountId)).filter(
      (type) => type === 'OBLIGATION_OVERDUE',
    );
    expect(told).toHaveLength(1);
    expect(await shop.duties.due(shop.clock.now())).not.toContainEqual({ kind: 'OBLIGATION', id });
  });
});
