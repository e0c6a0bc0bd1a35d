import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DutyDeps } from '../../src/duties/deps.ts';
import { fulfilObligation } from '../../src/duties/fulfil-obligation.ts';
import { openObligations } from '../../src/duties/open-obligations.ts';
import { addDays, civilDateAt, startOfDay } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { createFileStore } from '../../src/store/files.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const DAY_MS = 86_400_000;

let shop: Workshop;
let deps: DutyDeps;
let actor: Awaited<ReturnType<Workshop['newAccount']>>;
let fileId: string;

beforeAll(async () => {
  shop = await openWorkshop();
  deps = { clock: shop.clock, perform: shop.perform };
});
afterAll(() => shop.close());
beforeEach(async () => {
  actor = await shop.newAccount();
  const content = Buffer.from('%PDF-1.4');
  const stored = { name: 'proof.pdf', mediaType: 'application/pdf', content };
  fileId = (await createFileStore(shop.database.prisma, shop.cipher, shop.clock).put(actor.accountId, stored))
    .id;
});

const today = () => civilDateAt(shop.clock.now());
const owed = (where: object = {}) =>
  shop.database.prisma.obligation.findMany({
    where: { accountId: actor.accountId, ...where },
    orderBy: [{ platform: 'asc' }, { id: 'asc' }],
  });

async function acceptAll(platform: string): Promise<void> {
  const documents = variantOf(platform).agreement.versions[0].documents.map(({ id, version }) => ({
    documentId: id,
    version,
  }));
  granted(await acceptAgreement(deps, actor, { platform, documents }));
}

function filePaper(validUntil: string) {
  const paper = { paper: '食品经营许可证', holder: '某公司', fileId, validFrom: '2020-01-01', validUntil };
  return addMaterial(deps, actor, paper);
}

function rightsRequest(subjectId: string) {
  return deps.perform({ actor, name: 'test', input: {} }, async (records) => {
    const occurrence = { kind: 'RIGHTS_REQUESTED', at: shop.clock.now(), subjectId } as const;
    return done(await openObligations(records, actor.accountId, 'WECHAT', occurrence));
  });
}

describe('a paper with a last day', () => {
  it('is to be renewed: known at once, opened ahead of time, called to mind, then overdue (wechat/4.2)', async () => {
    await acceptAll('WECHAT');
    const lastDay = addDays(today(), 100);
    granted(await filePaper(lastDay));
    expect(await owed()).toMatchObject([
      { kind: 'RENEW_MATERIAL', state: 'SCHEDULED', clauses: ['wechat/4.2'] },
    ]);
    await shop.letPass(39 * DAY_MS);
    expect(await owed()).toMatchObject([{ state: 'SCHEDULED' }]);
    await shop.letPass(2 * DAY_MS);
    expect(await owed()).toMatchObject([{ state: 'OPEN', dueAt: startOfDay(addDays(lastDay, 1)) }]);
    for (let day = 0; day < 70; day += 1) await shop.letPass(DAY_MS);
    expect(await owed()).toMatchObject([{ state: 'OVERDUE', nextStepAt: null }]);
    expect((await shop.eventTypes(actor.accountId)).filter((type) => type.startsWith('OBLIGATION'))).toEqual([
      'OBLIGATION_OPENED',
      'OBLIGATION_REMINDER',
      'OBLIGATION_REMINDER',
      'OBLIGATION_REMINDER',
      'OBLIGATION_REMINDER',
      'OBLIGATION_OVERDUE',
    ]);
  });

  it('is owed to each platform whose agreement is accepted, whatever came first (wechat/4.2, baidu/2.5)', async () => {
    granted(await filePaper(addDays(today(), 10)));
    expect(await owed()).toEqual([]);
    await acceptAll('WECHAT');
    await acceptAll('BAIDU');
    expect(await owed({ kind: 'RENEW_MATERIAL' })).toMatchObject([
      { platform: 'BAIDU', state: 'OPEN' },
      { platform: 'WECHAT', state: 'OPEN' },
    ]);
  });

  it('calls to mind once what was slept through (wechat/4.2)', async () => {
    await acceptAll('WECHAT');
    granted(await filePaper(addDays(today(), 59)));
    await shop.letPass(56 * DAY_MS);
    const told = (await shop.eventTypes(actor.accountId)).filter((type) => type === 'OBLIGATION_REMINDER');
    expect(told).toHaveLength(1);
  });
});

describe('an obligation', () => {
  it('is owed once for one occurrence, however often it is told (wechat/4.4(8))', async () => {
    await rightsRequest('rights_1');
    await rightsRequest('rights_1');
    expect(await owed()).toHaveLength(1);
  });

  it('ends by a statement, and not twice (wechat/4.4(8))', async () => {
    await rightsRequest('rights_2');
    const [{ id = '' } = {}] = await owed();
    const input = { obligationId: id, statement: '已为用户更正手机号', evidenceFileIds: [fileId] };
    granted(await fulfilObligation(deps, actor, input));
    expect(await owed()).toMatchObject([
      { state: 'FULFILLED', endedBy: actor.label, evidenceFileIds: [fileId] },
    ]);
    expect(refusedWith(await fulfilObligation(deps, actor, input))).toMatchObject([{ code: 'STATE' }]);
  });

  it('of another account is not there, and evidence that is nowhere is no evidence', async () => {
    await rightsRequest('rights_3');
    const [{ id = '' } = {}] = await owed();
    const stranger = await shop.newAccount();
    const input = { obligationId: id, statement: '完成', evidenceFileIds: [] };
    expect(refusedWith(await fulfilObligation(deps, stranger, input))).toMatchObject([{ code: 'NOT_FOUND' }]);
    const unproven = { ...input, evidenceFileIds: ['file_none'] };
    expect(refusedWith(await fulfilObligation(deps, actor, unproven))).toMatchObject([
      { code: 'NOT_FOUND', path: 'input.evidenceFileIds[0]' },
    ]);
    expect(await owed()).toMatchObject([{ state: 'OPEN' }]);
  });
});
