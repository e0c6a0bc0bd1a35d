import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { declineAgreement } from '../../src/duties/decline-agreement.ts';
import { demandDeletion } from '../../src/duties/demand-deletion.ts';
import { demandFee } from '../../src/duties/demand-fee.ts';
import { draftAgreementVersion } from '../../src/duties/draft-agreement.ts';
import { publishAgreementVersion } from '../../src/duties/publish-agreement.ts';
import { recordRightsRequest } from '../../src/duties/record-rights-request.ts';
import { requestAudit } from '../../src/duties/request-audit.ts';
import { sendNotice } from '../../src/duties/send-notice.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import type { DutyKind } from '../../src/policy/duty.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { leavePlatform } from '../../src/review/leave-platform.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { standingAgreements } from '../../src/store/standing-agreements.ts';
import { RESTAURANT } from '../support/facts.ts';
import { nextDraft } from '../support/next-agreement.ts';
import { refusedWith } from '../support/outcomes.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const DAY_MS = 86_400_000;
const WECHAT = { platform: 'WECHAT', label: 'platform:cred_1' };

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
  await registeredAtWechat();
  fileId = (await shop.database.prisma.file.findFirstOrThrow({ where: accountOf() })).id;
});

const accountOf = () => ({ accountId: restaurant.actor.accountId });
const today = () => civilDateAt(shop.clock.now());
const owed = (where: object = {}) =>
  shop.database.prisma.obligation.findMany({
    where: { ...accountOf(), ...where },
    orderBy: { round: 'asc' },
  });
/** Of what has opened, how the latest of each kind stands. */
const states = async (platform: string) => {
  const found = await owed({ platform, state: { not: 'SCHEDULED' } });
  return Object.fromEntries(found.map(({ kind, state }) => [kind, state])) as Record<DutyKind, string>;
};

async function registeredAtWechat(): Promise<void> {
  await shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    const { programId } = restaurant;
    records.record({ type: 'REGISTERED', programId, payload: { platform: 'WECHAT' } });
    return done(undefined);
  });
}

async function filePaper(): Promise<string> {
  const paper = { paper: '商标注册证', holder: RESTAURANT, fileId, validFrom: '2020-01-01' };
  const validUntil = addDays(today(), 20);
  return granted(await addMaterial(restaurant.deps, restaurant.actor, { ...paper, validUntil })).materialId;
}

/** Something of the program as end users see it. */
async function publishAtWechat(): Promise<void> {
  const { deps, actor } = restaurant;
  const versionId = await restaurant.version('1.0.0');
  const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
  granted(await submitForReview(deps as never, actor, input));
  const where = { ...accountOf(), platform: 'WECHAT' };
  const { id } = await shop.database.prisma.package.findFirstOrThrow({ where });
  await shop.database.prisma.package.updateMany({ where, data: { goal: null, review: 'APPROVED' } });
  await shop.database.prisma.distribution.updateMany({ where, data: { livePackageId: id } });
}

async function leave(platform = 'WECHAT'): Promise<void> {
  const said = { platform, confirm: platform, knowsStillLive: true };
  const by = { memberId: 'mem_1', backups: [] };
  granted(await leavePlatform(restaurant.deps as never, restaurant.actor, by, said));
  await shop.letPass(2 * DAY_MS);
}

async function comeBack(): Promise<void> {
  const wechat = (await standingAgreements(shop.database.pool).all()).find(
    ({ platform }) => platform === 'WECHAT',
  );
  if (!wechat) throw new Error('no agreement');
  const documents = versionAt(wechat.agreement, shop.clock.now()).documents.map(({ id, version }) => ({
    documentId: id,
    version,
  }));
  granted(await acceptAgreement(restaurant.deps, restaurant.actor, { platform: 'WECHAT', documents }));
}

describe('who has left WeChat (wechat/4.10)', () => {
  it('owes it no more papers, checks and audits; what it owes Baidu stays', async () => {
    await filePaper();
    granted(
      await requestAudit(restaurant.deps, WECHAT, {
        ...accountOf(),
        scope: '全部',
        programId: undefined,
        dueOn: undefined,
      }),
    );
    expect(await states('WECHAT')).toMatchObject({
      RENEW_MATERIAL: 'OPEN',
      CHECK_SECURITY: 'OPEN',
      SHOW_COMPLIANCE: 'OPEN',
    });
    await leave();
    expect(await states('WECHAT')).toMatchObject({
      RENEW_MATERIAL: 'LAPSED',
      CHECK_SECURITY: 'LAPSED',
      SHOW_COMPLIANCE: 'LAPSED',
      DELETE_ON_LEAVING: 'OPEN',
    });
    expect(await states('BAIDU')).toMatchObject({ RENEW_MATERIAL: 'OPEN', KEEP_PHONE_ON_FILE: 'OPEN' });
  });

  it('still owes the deletion, what an end user has asked for, and a fee (wechat/4.7, wechat/4.4(8), wechat/2.6)', async () => {
    const { deps, actor, programId } = restaurant;
    granted(await demandDeletion(deps, { actor, toldBy: 'PLATFORM' }, { platform: 'WECHAT', scope: '全部' }));
    const asked = {
      platform: 'WECHAT',
      programId,
      right: 'DELETION',
      receivedOn: today(),
      user: '某用户',
    } as const;
    granted(await recordRightsRequest(deps, actor, asked));
    const fee = { ...accountOf(), amountFen: 100, clause: 'wechat/2.6', reference: '1' };
    granted(await demandFee(deps, WECHAT, fee));
    await leave();
    expect(await states('WECHAT')).toMatchObject({
      DELETE_DATA: 'OPEN',
      ANSWER_RIGHTS_REQUEST: 'OPEN',
      PAY_FEE: 'OPEN',
      DELETE_ON_LEAVING: 'OPEN',
    });
  });

  it.each([
    ['has stopped using it', false, 'FULFILLED'],
    ['has still to stop using it while something of theirs is public there', true, 'OVERDUE'],
  ] as const)('%s, where they did not agree to its new terms (wechat/7.2)', async (_what, isPublic, then) => {
    const { deps, actor } = restaurant;
    const version = `declined-${then.toLowerCase()}`;
    if (isPublic) await publishAtWechat();
    const draft = nextDraft(variantOf('WECHAT'), version, addDays(today(), 1));
    granted(await draftAgreementVersion(deps, WECHAT, draft));
    granted(await publishAgreementVersion(deps, WECHAT, { version: draft.version }));
    granted(await declineAgreement(deps, actor, { platform: 'WECHAT', version: draft.version }));
    await shop.letPass(DAY_MS);
    expect((await states('WECHAT')).STOP_USE).toBe('OPEN');
    await leave();
    expect((await states('WECHAT')).STOP_USE).toBe(then);
  });

  it('is not there for what platforms do to those whom their agreement binds (wechat/2.5, wechat/2.6, wechat/4.4(1))', async () => {
    await leave();
    const { deps, programId } = restaurant;
    const gone = [{ code: 'STATE', currentState: 'LEFT', path: 'input.accountId' }];
    const fee = { ...accountOf(), amountFen: 100, clause: 'wechat/2.6', reference: '1' };
    expect(refusedWith(await demandFee(deps, WECHAT, fee))).toMatchObject(gone);
    const audit = { ...accountOf(), scope: '全部', programId: undefined, dueOn: undefined };
    expect(refusedWith(await requestAudit(deps, WECHAT, audit))).toMatchObject(gone);
    const measure = {
      ...accountOf(),
      programId,
      kind: 'OTHER',
      ground: 'BREACH_OF_AGREEMENT',
      scope: 'PROGRAM',
    } as const;
    expect(refusedWith(await takeMeasure(deps, { ...WECHAT, source: 'REPORTED' }, measure))).toMatchObject(
      gone,
    );
    const words = { 'zh-CN': '通知', en: 'notice' };
    const notice = { kind: 'GENERAL', subject: words, body: words } as const;
    expect(refusedWith(await sendNotice(deps, WECHAT, { ...notice, ...accountOf() }))).toMatchObject(gone);
    granted(await sendNotice(deps, WECHAT, notice));
    await shop.letPass(0);
    expect(await shop.database.prisma.notice.count({ where: accountOf() })).toBe(0);
  });

  it('owes nothing for what is filed later, and is not told of new terms (wechat/4.2, wechat/7.2)', async () => {
    await leave();
    await filePaper();
    const { deps, actor } = restaurant;
    const draft = nextDraft(variantOf('WECHAT'), 'later', addDays(today(), 3));
    granted(await draftAgreementVersion(deps, WECHAT, draft));
    granted(await publishAgreementVersion(deps, WECHAT, { version: draft.version }));
    await shop.letPass(10 * DAY_MS);
    expect(await owed({ platform: 'WECHAT', kind: 'RENEW_MATERIAL', state: { not: 'LAPSED' } })).toEqual([]);
    expect(await shop.eventTypes(actor.accountId)).not.toContain('AGREEMENT_PUBLISHED');
  });

  it('owes it all once more after coming back, in a round of its own (wechat/4.2, wechat/4.4(6))', async () => {
    const subjectId = await filePaper();
    await leave();
    await comeBack();
    const renewal = { platform: 'WECHAT', kind: 'RENEW_MATERIAL', subjectId };
    expect(await owed(renewal)).toMatchObject([
      { round: 1, state: 'LAPSED' },
      { round: 2, state: 'OPEN' },
    ]);
    await registeredAtWechat();
    expect(await owed({ kind: 'CHECK_SECURITY' })).toMatchObject([
      { round: 1, state: 'LAPSED' },
      { round: 2, state: 'OPEN' },
    ]);
  });
});

describe('who has left Baidu', () => {
  it('is asked for no phone for its notices any more (baidu/7)', async () => {
    await leave('BAIDU');
    expect(await states('BAIDU')).toMatchObject({ KEEP_PHONE_ON_FILE: 'LAPSED', RENEW_MATERIAL: 'LAPSED' });
  });
});
