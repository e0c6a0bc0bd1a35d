import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerAppeal } from '../../src/duties/answer-appeal.ts';
import { declineAgreement } from '../../src/duties/decline-agreement.ts';
import { demandFee } from '../../src/duties/demand-fee.ts';
import { draftAgreementVersion } from '../../src/duties/draft-agreement.ts';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { publishAgreementVersion } from '../../src/duties/publish-agreement.ts';
import { recordFeePayment } from '../../src/duties/settle-fee.ts';
import { submitRectification } from '../../src/duties/submit-rectification.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { advanceMaterial } from '../../src/onboarding/advance-material.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import { revokeUndertaking, signUndertaking } from '../../src/onboarding/undertakings.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { endBetaInvitation, recordBetaInvitation } from '../../src/review/beta-invitations.ts';
import { changeName } from '../../src/review/change-name.ts';
import { leavePlatform } from '../../src/review/leave-platform.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { withdrawReview } from '../../src/review/withdraw.ts';
import { AccountReads } from '../../src/store/reads/account-reads.ts';
import { createEnforcementLookups } from '../../src/store/reads/enforcement-lookups.ts';
import { PastReads } from '../../src/store/reads/past-reads.ts';
import { type KeptTable, keptTables, pastRows } from '../../src/store/reads/past-rows.ts';
import { RESTAURANT, someManifest } from '../support/facts.ts';
import { nextDraft } from '../support/next-agreement.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const HOUR = 3_600_000;
/** A version of Baidu's agreement that is published, and not in force yet. */
const TO_COME = 'to-come';

let shop: Workshop;
/** The columns of each table that its past does not keep, as its trigger has them. */
const notKept = new Map<string, readonly string[]>();

beforeAll(async () => {
  shop = await openWorkshop();
  const baidu = { platform: 'BAIDU', label: 'platform:c' } as const;
  const draft = nextDraft(variantOf('BAIDU'), TO_COME, addDays(today(), 1_000));
  granted(await draftAgreementVersion(shop, baidu, draft));
  granted(await publishAgreementVersion(shop, baidu, { version: TO_COME }));
  const { rows } = await shop.database.pool.query<{ name: string; arguments: Buffer }>(
    `SELECT tgrelid::regclass::text AS name, tgargs AS arguments FROM pg_trigger WHERE tgname = 'keeps_history'`,
  );
  for (const { name, arguments: given } of rows) {
    notKept.set(name.replaceAll('"', ''), given.toString().split('\0')[1]?.split(',') ?? []);
  }
});
afterAll(() => shop.close());

const today = () => civilDateAt(shop.clock.now());
const ago = (ms: number) => new Date(shop.clock.now().getTime() - ms);

/** The newest row of the account's, where there is one. */
async function newest(
  table: 'Enforcement' | 'Appeal' | 'Fee' | 'Ruling' | 'Undertaking' | 'BetaInvitation' | 'Material' | 'File',
  { actor }: Restaurant,
): Promise<string> {
  const { rows } = await shop.database.pool.query<{ id: string }>(
    `SELECT id FROM "${table}" WHERE "accountId" = $1 ORDER BY id DESC LIMIT 1`,
    [actor.accountId],
  );
  return rows[0]?.id ?? 'none_0';
}

async function hearOfPackage(place: Restaurant, report: object): Promise<void> {
  const { id, platform } =
    (await shop.database.prisma.package.findFirst({
      where: { accountId: place.actor.accountId, review: 'IN_REVIEW' },
    })) ?? {};
  if (id === undefined || platform === undefined) return;
  place.connectorOf(platform).reports.set(id, { reference: 'r', ...report } as never);
  await shop.queue.send([{ job: { kind: 'PACKAGE', id } }]);
  await place.work();
}

const memberOf = ({ actor }: Restaurant) => `mem_${actor.accountId}`;
let versions = 0;

/**
 * What people, platforms, hosts and time do, in an order in which each finds something to be done about. One that is out
 * of place is refused, and changes nothing.
 */
const acts: Readonly<Record<string, (place: Restaurant) => Promise<unknown>>> = {
  declares: ({ deps, actor, programId }) =>
    updateProgram(deps, actor, {
      programId,
      manifest: someManifest({ introduction: `${shop.clock.now()}` }),
    }),
  choosesHosts: ({ deps, actor, programId }) =>
    chooseHosts(deps, actor, { programId, platform: 'BAIDU', hostIds: ['tieba', 'iqiyi'] }),
  submits: async (place) => {
    versions += 1;
    const versionId = await place.version(`1.0.${versions}`);
    const asked = { versionId, hostIds: ['wechat', 'tieba'], absentContent: allContent };
    await submitForReview(place.deps, place.actor, asked);
    await place.work();
  },
  approves: (place) => hearOfPackage(place, { state: 'APPROVED', at: ago(HOUR) }),
  rejects: (place) => hearOfPackage(place, { state: 'REJECTED', words: '名称不符' }),
  withdraws: async (place) => {
    const where = { accountId: place.actor.accountId, review: 'IN_REVIEW' };
    const pack = await shop.database.prisma.package.findFirst({ where });
    if (pack) await withdrawReview(place.deps, place.actor, pack);
    await place.work();
  },
  choosesFewerHosts: ({ deps, actor, programId }) =>
    chooseHosts(deps, actor, { programId, platform: 'BAIDU', hostIds: ['baidumap'] }),
  asksForAnotherName: ({ deps, connectorOf, actor, programId }) => {
    const wish = { programId, platform: 'WECHAT', name: `面馆 ${versions}`, proofFileIds: [] } as const;
    return changeName({ ...deps, connectorOf }, actor, wish);
  },
  isChangedElsewhere: async (place) => {
    const trial = { versionNumber: '9.9', description: `${versions}` };
    Object.assign(place.connectorOf('WECHAT').elsewhere, { trial });
    const { id } = await shop.database.prisma.registration.findFirstOrThrow({
      where: { programId: place.programId, platform: 'WECHAT' },
    });
    await shop.queue.send([{ job: { kind: 'VERSIONS', id } }]);
    await place.work();
  },
  putsAPaperOnFile: async (place) => {
    const { deps, actor, programId } = place;
    const fileId = await newest('File', place);
    const paper = { paper: '食品经营许可证', holder: RESTAURANT, fileId, validFrom: '2020-01-01' };
    await addMaterial(deps, actor, { ...paper, programId, validUntil: '2029-12-31' });
  },
  looksAtThePaper: async (place) => advanceMaterial(place.effects, await newest('Material', place)),
  rules: async ({ deps, actor, programId }) =>
    deps.perform({ actor, name: 'test', input: {} }, async (records) => {
      const ruling = {
        programId,
        platform: 'WECHAT',
        rule: 'r',
        code: 'C',
        answer: 'IN_ORDER',
        note: 'n',
      } as const;
      const question = { 'zh-CN': '可否', en: 'may it' };
      return done(
        await records.addRuling(actor.accountId, { ...ruling, question, citations: [] }, 'member:m'),
      );
    }),
  signs: (place) => {
    const said = { platform: 'WECHAT', signedOn: today(), declared: true };
    return signUndertaking(place.deps, place.actor, memberOf(place), said);
  },
  revokesWhatWasSigned: async (place) => {
    const by = { memberId: memberOf(place), administers: true };
    return revokeUndertaking(place.deps, place.actor, by, await newest('Undertaking', place));
  },
  isInvited: ({ deps, actor, programId }) => {
    const test = { programId, platform: 'BAIDU', hostId: 'tieba', invitedOn: today() };
    return recordBetaInvitation(deps, actor, test);
  },
  isDoneWithTheTest: async (place) => {
    const invitationId = await newest('BetaInvitation', place);
    return endBetaInvitation(place.deps, place.actor, { invitationId });
  },
  isTakenOffline: ({ deps, actor: { accountId }, programId }) => {
    const taker = { platform: 'BAIDU', label: 'platform:c', source: 'REPORTED' } as const;
    const measure = { accountId, programId, kind: 'PROGRAM_OFFLINE', ground: 'AUTHORITY_DEMAND' } as const;
    return takeMeasure(deps, taker, { ...measure, scope: 'PROGRAM', from: ago(2 * HOUR), words: '下线' });
  },
  appeals: async (place) => {
    const enforcementId = await newest('Enforcement', place);
    const said = { enforcementId, statement: '申诉', evidenceFileIds: [] };
    return openAppeal(place.deps, place.actor, said);
  },
  handsInAFix: async (place) => {
    const enforcementId = await newest('Enforcement', place);
    const said = { enforcementId, statement: '已修改', evidenceFileIds: [] };
    return submitRectification(place.deps, place.actor, said);
  },
  hearsThatTheFixWillDo: (place) => {
    const told = { act: 'FIX_ACCEPTED', measure: 'PROGRAM_OFFLINE', at: ago(HOUR) } as const;
    return place.pushes.hearMeasure('BAIDU', `BAIDU-${place.programId}`, told);
  },
  winsTheAppeal: async (place) => {
    const taker = { platform: 'BAIDU', label: 'platform:c', source: 'REPORTED' } as const;
    const lookups = createEnforcementLookups(shop.database.pool, shop.clock);
    const answer = { appealId: await newest('Appeal', place), decision: 'OVERTURN', words: '撤销' } as const;
    return answerAppeal({ ...place.deps, ...lookups }, taker, answer);
  },
  isAskedForMoney: ({ deps, actor: { accountId }, programId }) => {
    const fee = {
      accountId,
      programId,
      amountFen: 30_000,
      clause: 'wechat/2.6',
      reference: `${versions}`,
    } as const;
    return demandFee(deps, { platform: 'WECHAT', label: 'platform:c' }, fee);
  },
  pays: async (place) => {
    const evidenceFileIds = [await newest('File', place)];
    const feeId = await newest('Fee', place);
    return recordFeePayment(place.deps, place.actor, { feeId, reference: '1', evidenceFileIds });
  },
  declinesTheTerms: ({ deps, actor }) =>
    declineAgreement(deps, actor, { platform: 'BAIDU', version: TO_COME }),
  leaves: ({ deps, actor }) => {
    const said = { platform: 'WECHAT', confirm: 'WECHAT', knowsStillLive: true };
    return leavePlatform(deps as never, actor, { memberId: 'mem_1', backups: [] }, said);
  },
  sleeps: () => shop.letPass(20 * 24 * HOUR),
  comesBack: ({ deps, actor }) => {
    const { documents } = versionAt(variantOf('WECHAT').agreement, shop.clock.now());
    const named = documents.map(({ id, version }) => ({ documentId: id, version }));
    return acceptAgreement(deps, actor, { platform: 'WECHAT', documents: named });
  },
};
type ActName = keyof typeof acts;
const everyAct = Object.keys(acts);

async function openWithMember(): Promise<Restaurant> {
  const place = await openRestaurant(shop);
  const { accountId } = place.actor;
  const at = { createdAt: shop.clock.now() };
  const personId = `person_${accountId}`;
  const named = { sealedEmail: accountId, emailVerified: true, sealedName: accountId };
  await shop.database.prisma.person.create({
    data: { id: personId, ...named, ...at, updatedAt: at.createdAt },
  });
  const member = { id: memberOf(place), accountId, personId, role: 'OWNER' };
  await shop.database.prisma.member.create({ data: { ...member, ...at } });
  await place.registered();
  return { ...place, actor: { ...place.actor, personId } };
}

/** The rows of a table without what its past does not keep; that somebody looked at one is no change. */
async function rowsOf(table: KeptTable, from: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await shop.database.pool.query<{ row: object }>(
    `SELECT to_jsonb("${table}") - $${values.length + 1}::text[] AS row FROM ${from} WHERE "accountId" = $1`,
    [...values, [...(notKept.get(table) ?? []), 'updatedAt']],
  );
  return rows.map(({ row }) => JSON.stringify(row)).sort();
}

describe('the past at the present instant', () => {
  const filled = new Set<KeptTable>();

  /** That nothing but the present is read of now, from each table and by each read that has a past. */
  async function agrees({ actor: { accountId } }: Restaurant): Promise<void> {
    const now = shop.clock.now();
    for (const table of keptTables) {
      const present = await rowsOf(table, `"${table}"`, [accountId]);
      const past = await rowsOf(table, pastRows(table), [accountId, now, now]);
      expect({ table, rows: past }).toEqual({ table, rows: present });
      if (present.length > 0) filled.add(table);
    }
    const { pool } = shop.database;
    const present = new AccountReads(pool, accountId);
    const past = new PastReads(pool, accountId, { asOf: now, knownAt: now });
    expect(await told(past)).toEqual(await told(present));
  }

  async function told(reads: Pick<AccountReads, keyof PastReads & keyof AccountReads>) {
    const without = (rows: readonly object[]) => rows.map((row) => ({ ...row, updatedAt: undefined }));
    return {
      owed: await reads.owed(),
      measures: await reads.measures(),
      unpaid: await reads.feesUnpaid(),
      acceptances: await reads.acceptances(),
      undertakings: await reads.undertakings(),
      left: await reads.leftPlatforms(),
      declines: await reads.declines(),
      obligations: without(await reads.obligations({}, undefined, 100)),
      enforcements: without(await reads.enforcements({ inForceAt: shop.clock.now() }, undefined, 100)),
      fees: without(await reads.fees({}, undefined, 100)),
      programs: without((await reads.programs(undefined, 10, ['distributions', 'registrations'])).programs),
    };
  }

  it('is the present after whatever was done, in whatever order', async () => {
    const sequences = fc.array(fc.constantFrom<ActName>(...everyAct), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sequences, async (names) => {
        shop.queue.jobs.length = 0;
        const place = await openWithMember();
        for (const name of names) {
          shop.clock.advance(HOUR);
          await acts[name]?.(place);
          await agrees(place);
        }
      }),
      { numRuns: 10, examples: [[everyAct]] },
    );
    // Nothing is proved of a table without rows.
    expect([...filled].sort()).toEqual([...keptTables].sort());
  }, 300_000);

  it('is asked of every table that keeps one, and of no other', () => {
    expect([...notKept.keys()].sort()).toEqual([...keptTables].sort());
  });
});
