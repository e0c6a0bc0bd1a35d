import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/accounts/actor.ts';
import { answerAppeal } from '../../src/duties/answer-appeal.ts';
import { demandDeletion } from '../../src/duties/demand-deletion.ts';
import { demandFee } from '../../src/duties/demand-fee.ts';
import type { MeasureTaker } from '../../src/duties/measure-taker.ts';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { requestAudit } from '../../src/duties/request-audit.ts';
import { sendNotice } from '../../src/duties/send-notice.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { factsAbout } from '../../src/onboarding/facts.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { operations } from '../../src/policy/operation.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { decideHostReview } from '../../src/review/decide.ts';
import { exitDocument } from '../../src/review/exit-document.ts';
import { applyReport } from '../../src/review/hear.ts';
import { type LeavePlatformInput, leavePlatform } from '../../src/review/leave-platform.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { createCredentialUses } from '../../src/store/credential-uses.ts';
import { createCredentialVault } from '../../src/store/credential-vault.ts';
import { DeadLetterBox } from '../../src/store/dead-letters.ts';
import { MOST_ATTEMPTS } from '../../src/store/pushes.ts';
import { createEnforcementLookups } from '../../src/store/reads/enforcement-lookups.ts';
import { readExits } from '../../src/store/reads/exit-reads.ts';
import { createHostReviewLookup, HostReads } from '../../src/store/reads/host-reads.ts';
import { refusedWith } from '../support/outcomes.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const BACKUPS = ['每日全量备份，保留 30 天'];
let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

function leave(restaurant: Restaurant, input: Partial<LeavePlatformInput> = {}, actor?: Actor) {
  const said = { platform: 'WECHAT', confirm: 'WECHAT', knowsStillLive: false, ...input };
  const by = { memberId: 'mem_1', backups: BACKUPS };
  return leavePlatform(restaurant.deps as never, actor ?? restaurant.actor, by, said);
}

/** A measure with words and a number, against which an appeal is answered and won, in words each time. */
async function measured({ deps, actor, programId }: Restaurant, platform: string, secret: string) {
  const taker: MeasureTaker = { platform, label: 'platform:cred_1', source: 'REPORTED' };
  const { enforcementId } = granted(
    await takeMeasure(deps, taker, {
      accountId: actor.accountId,
      programId,
      kind: platform === 'BAIDU' ? 'WARNING' : 'OTHER',
      ground: 'BREACH_OF_AGREEMENT',
      scope: 'PROGRAM',
      words: secret,
      reference: `${secret}-number`,
    }),
  );
  const said = { enforcementId, statement: '申诉', evidenceFileIds: [] };
  const { appealId } = granted(await openAppeal(deps, actor, said));
  const answering = { ...deps, ...createEnforcementLookups(shop.database.pool, shop.clock) };
  for (const decision of ['ANSWER', 'OVERTURN'] as const) {
    granted(await answerAppeal(answering, taker, { appealId, decision, words: `${secret}-${decision}` }));
  }
}

/** Jobs and a push that were given up, as the queue hands them over, in the platform's words each time. */
async function givenUp({ pushes, programId, actor }: Restaurant, packageId: string, platform: string) {
  const { prisma } = shop.database;
  const box = new DeadLetterBox(prisma, shop.cipher, shop.clock);
  const secret = `secret-${platform}`;
  const appId = `${platform}-${programId}`;
  const reason = `${platform} POST /call: 1 ${secret} ${appId}`;
  await box.bury({ kind: 'PACKAGE', subjectId: packageId, reason });
  // About papers of the account, which are no one platform's; and about what the gateway itself was pushed.
  const { accountId } = actor;
  await box.bury({ kind: 'MATERIAL', subjectId: `mat-${secret}-${appId}`, reason }, { accountId });
  await box.bury({ kind: 'PUSH', subjectId: `push-${secret}-${appId}`, reason }, { platform });
  await pushes.storePush(platform, appId, { key: `dead ${appId}`, event: 'audit', message: secret });
  const push = await prisma.hostPush.findFirstOrThrow({ where: { key: `dead ${appId}` } });
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) await pushes.notePushFailed(push.id, reason);
}

/** A restaurant of which both platforms have said and sent something: `secret-<platform>` stands for all of it. */
async function withHistory() {
  const restaurant = await openRestaurant(shop);
  await restaurant.registered();
  const { accountId } = restaurant.actor;
  const { prisma } = shop.database;
  const uses = createCredentialUses(prisma, shop.clock, { node: 'test' });
  const vault = createCredentialVault(prisma, shop.cipher, shop.clock, uses);
  const versionId = await restaurant.version('1.0.0');
  const platforms = ['WECHAT', 'BAIDU'];
  granted(
    await submitForReview(restaurant.deps as never, restaurant.actor, {
      versionId,
      absentContent: allContent,
    }),
  );
  await restaurant.work();
  for (const platform of platforms) {
    const secret = `secret-${platform}`;
    const { id, appId } = await prisma.registration.findFirstOrThrow({ where: { accountId, platform } });
    await vault.replace({ platform, holder: appId ?? '', kind: 'authorisation' }, 0, `{"t":"${secret}"}`);
    await vault.replace({ platform, holder: id, kind: 'registration' }, 0, `{"customerId":"${secret}-no"}`);
    const mark = { platform, holder: 'gateway', kind: `registration-of:${id}` };
    await vault.replace(mark, 0, `{"registrationId":"${id}"}`);
    await restaurant.pushes.storePush(platform, appId ?? '', {
      key: `${id}-1`,
      event: 'audit',
      message: secret,
    });
    const told = { key: `${id}-2`, event: 'notify', message: `<c>${secret}-no</c>` };
    await restaurant.pushes.storePush(platform, 'events', told);
    granted(
      await restaurant.deps.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
        await records.changeRegistration(id, {
          words: secret,
          consentUrl: `https://platform.example/${secret}`,
          verificationUrl: `https://platform.example/${secret}`,
        });
        return done(undefined);
      }),
    );
    const pack = await prisma.package.findFirstOrThrow({ where: { accountId, platform } });
    restaurant.connectorOf(platform).reports.set(pack.id, {
      state: 'REJECTED',
      words: `${secret}：截图与实际不符`,
      reference: `${secret}-audit`,
    } as never);
    await shop.queue.send([{ job: { kind: 'PACKAGE', id: pack.id } }]);
    await restaurant.work();
    await measured(restaurant, platform, secret);
    await givenUp(restaurant, pack.id, platform);
    const text = { 'zh-CN': `${secret} 通知`, en: `${secret} notice` };
    const notice = { kind: 'GENERAL', subject: text, body: text, accountId } as const;
    granted(await sendNotice(restaurant.deps, { platform, label: 'platform:cred_1' }, notice));
    await restaurant.work();
  }
  await uses.stop();
  return restaurant;
}

/** Every cell of every table of the database, sealed ones opened, as one text. Throws where one does not open. */
async function everything(): Promise<string> {
  const { pool } = shop.database;
  const { rows: tables } = await pool.query(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(30);
  const texts: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await pool.query(`SELECT to_jsonb(t) AS row FROM "${schema}"."${name}" AS t`);
    for (const { row } of rows) {
      texts.push(JSON.stringify(row));
      for (const [column, cell] of Object.entries(row)) {
        if (typeof cell === 'string' && cell.startsWith('pf1.')) texts.push(opened(name, column, row, cell));
      }
    }
  }
  return texts.join('\n');
}

function opened(table: string, column: string, row: Record<string, unknown>, cell: string): string {
  const { platform, holder, kind, space, key } = row;
  const ids = [row.id, row.accountId, `${platform}/${holder}/${kind}`, `${space}/${key}`, undefined];
  for (const rowId of ids) {
    const place = { table, column, ...(typeof rowId === 'string' ? { rowId } : {}) };
    try {
      return shop.cipher.open(place, cell);
    } catch {
      // Sealed under another of them.
    }
  }
  throw new Error(`${table}.${column} of ${JSON.stringify(row)} cannot be searched`);
}

const owed = ({ actor }: Restaurant, platform: string) =>
  shop.database.prisma.obligation.findMany({
    where: { accountId: actor.accountId, platform, kind: 'DELETE_ON_LEAVING' },
  });

describe('leaving a platform', () => {
  it('leaves nothing of it in any table of the gateway, and everything of the other platform (wechat/4.10)', async () => {
    const restaurant = await withHistory();
    const { accountId } = restaurant.actor;
    const before = await everything();
    expect(before.split('secret-WECHAT').length).toBeGreaterThan(8);
    const events = await shop.database.prisma.event.count({ where: { accountId } });

    granted(await leave(restaurant));
    const after = await everything();
    expect(after).not.toContain('secret-WECHAT');
    expect(after.split('secret-BAIDU').length).toBe(before.split('secret-BAIDU').length);
    expect(await owed(restaurant, 'WECHAT')).toMatchObject([{ state: 'OPEN', clauses: ['wechat/4.10'] }]);

    const [exit] = await readExits(shop.database.prisma, accountId);
    expect(exit).toMatchObject({ state: 'LEFT', clauses: ['wechat/4.10'], backups: BACKUPS });
    expect(exit?.purged?.map(({ kind }) => kind).sort()).toEqual([
      'CREDENTIALS',
      'DEAD_LETTERS',
      'LOG_WORDS',
      'MEASURE_WORDS',
      'MEASURE_WORDS',
      'NOTICE_WORDS',
      'NOTICE_WORDS',
      'PACKAGE_ANSWERS',
      'PUSHES',
      'REGISTRATIONS',
      'REVIEW_WORDS',
    ]);
    const page = exit ? exitDocument(exit) : '';
    for (const said of ['每日全量备份', 'wechat/4.10', exit?.purged?.[0]?.sha256 ?? '-']) {
      expect(page).toContain(said);
    }
    // What is not purged is not said to be, and copies are told of where a backup is named.
    expect(page).toContain('The account’s own record stays');
    expect(page).toContain('backups named stay until those run out');
    const unnamed = exit ? exitDocument({ ...exit, backups: [] }) : '';
    expect(unnamed).not.toContain('backups named stay');
    expect(unnamed).toContain('The operator has named no backups');
    // The log keeps every event in its place; the words alone are gone.
    const kept = await shop.log.readAfter(`account:${accountId}`, 0n, 1000);
    expect(kept.map(({ position }) => position)).toEqual(kept.map((_, index) => BigInt(index + 1)));
    expect(kept.length).toBeGreaterThan(events);
    const rejected = kept.filter(({ type }) => type === 'REVIEW_REJECTED');
    expect(rejected.map(({ payload }) => payload)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ platform: 'WECHAT', purged: exit?.id })]),
    );
  });

  it('stops every operation there until all documents are accepted anew (wechat/4.10)', async () => {
    const restaurant = await withHistory();
    granted(await leave(restaurant));
    const { actor, deps, programId } = restaurant;
    const codes = async (platform: string) =>
      granted(
        await deps.perform({ actor, name: 'test', input: {} }, async (records) => {
          const program = await records.program(actor.accountId, programId);
          if (!program) throw new Error('no program');
          const facts = await factsAbout(records, program, platform);
          return done(
            operations.map((operation) =>
              evaluate(variantOf(platform), facts, operation, shop.clock.now()).findings.some(
                ({ code }) => code === 'LEFT_PLATFORM',
              ),
            ),
          );
        }),
      );
    expect(new Set(await codes('WECHAT'))).toEqual(new Set([true]));
    expect(new Set(await codes('BAIDU'))).toEqual(new Set([false]));
    const register = { programId, platform: 'WECHAT', email: 'again@example.com' };
    expect(refusedWith(await registerProgram(deps, actor, register))).toMatchObject([
      { code: 'AGREEMENT_REQUIRED' },
    ]);

    const documents = variantOf('WECHAT').agreement.versions[0].documents.map(({ id, version }) => ({
      documentId: id,
      version,
    }));
    const some = { platform: 'WECHAT', documents: documents.slice(1) };
    expect(refusedWith(await acceptAgreement(deps, actor, some))).toMatchObject([{ code: 'INVALID_INPUT' }]);
    granted(await acceptAgreement(deps, actor, { platform: 'WECHAT', documents }));
    expect(new Set(await codes('WECHAT'))).toEqual(new Set([false]));
    granted(await registerProgram(deps, actor, register));
  });

  it('keeps nothing that the platform still pushes about the programs (wechat/4.10)', async () => {
    const restaurant = await withHistory();
    granted(await leave(restaurant));
    const appId = `WECHAT-${restaurant.programId}`;
    for (const [address, message] of [
      [appId, 'late-news'],
      ['events', `<AppId>${appId}</AppId>late-news`],
    ] as const) {
      const push = { key: `late-${address}`, event: 'audit', message };
      expect(await restaurant.pushes.storePush('WECHAT', address, push)).toBe(false);
    }
    expect(await everything()).not.toContain('late-news');
  });

  it('lets the platform record nothing more about the account, and a member note what came by letter (wechat/4.10)', async () => {
    const restaurant = await withHistory();
    const { deps, actor, programId } = restaurant;
    const { accountId } = actor;
    const voice = { platform: 'WECHAT', label: 'platform:cred_1' };
    const teller = { actor: { accountId, label: voice.label }, toldBy: 'PLATFORM' } as const;
    const text = { 'zh-CN': '迟来', en: 'late-news' };
    const acts = {
      takeMeasure: () =>
        takeMeasure(
          deps,
          { ...voice, source: 'REPORTED' },
          {
            accountId,
            programId,
            kind: 'OTHER',
            ground: 'BREACH_OF_AGREEMENT',
            scope: 'PROGRAM',
            words: 'late-news',
          },
        ),
      demandFee: () =>
        demandFee(deps, voice, { accountId, amountFen: 1, clause: 'wechat/2.6', reference: 'late-news' }),
      sendNotice: () => sendNotice(deps, voice, { kind: 'GENERAL', subject: text, body: text, accountId }),
      demandDeletion: () => demandDeletion(deps, teller, { platform: 'WECHAT', scope: 'late-news' }),
      requestAudit: () => requestAudit(deps, voice, { accountId, scope: 'late-news' }),
    };
    granted(await leave(restaurant));
    for (const [name, act] of Object.entries(acts)) {
      const problems = refusedWith<unknown>(await act());
      expect({ name, problems }).toMatchObject({ name, problems: [{ code: 'STATE', currentState: 'LEFT' }] });
    }
    expect(await everything()).not.toContain('late-news');
    granted(await demandDeletion(deps, { actor, toldBy: 'MEMBER' }, { platform: 'WECHAT', scope: '来函' }));
    // A notice to everybody no longer reaches it.
    const before = await shop.database.prisma.notice.count({ where: { accountId } });
    granted(await sendNotice(deps, voice, { kind: 'GENERAL', subject: text, body: text }));
    await restaurant.work(200);
    expect(await shop.database.prisma.notice.count({ where: { accountId } })).toBe(before);
  });

  it('asks back what is in review first, and waits a day at most (wechat/4.10)', async () => {
    const restaurant = await openRestaurant(shop);
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    const asked = { versionId, hostIds: ['wechat'], absentContent: allContent };
    granted(await submitForReview(restaurant.deps as never, restaurant.actor, asked));
    await restaurant.work();
    granted(await leave(restaurant));
    const state = async () => (await readExits(shop.database.prisma, restaurant.actor.accountId))[0]?.state;
    expect(await state()).toBe('LEAVING');
    await restaurant.work();
    expect(restaurant.connectorOf('WECHAT').count('withdraw')).toBe(1);
    await shop.letPass(120_000);
    expect(await state()).toBe('LEFT');
    expect(refusedWith(await leave(restaurant))).toMatchObject([{ code: 'STATE', currentState: 'LEFT' }]);
  });

  it('of Baidu is by no clause: credentials go, what was said stays, and nothing is owed (wechat/4.10; no clause of Baidu’s)', async () => {
    const restaurant = await withHistory();
    granted(await leave(restaurant, { platform: 'BAIDU', confirm: 'BAIDU' }));
    const [exit] = await readExits(shop.database.prisma, restaurant.actor.accountId);
    expect(exit).toMatchObject({ platform: 'BAIDU', state: 'LEFT', clauses: [] });
    expect(exit?.purged?.map(({ kind }) => kind).sort()).toEqual([
      'CREDENTIALS',
      'DEAD_LETTERS',
      'REGISTRATIONS',
    ]);
    expect(await owed(restaurant, 'BAIDU')).toEqual([]);
    const { accountId } = restaurant.actor;
    const words = await shop.database.prisma.review.findMany({ where: { accountId, platform: 'BAIDU' } });
    expect(words.some((review) => review.words?.includes('secret-BAIDU'))).toBe(true);
  });

  it('takes back what a partner host was asked, and the host can decide it no more (baidu/3.6)', async () => {
    const restaurant = await openRestaurant(shop);
    await restaurant.registered();
    const { deps, actor } = restaurant;
    const versionId = await restaurant.version('1.0.0');
    const hostIds = ['baiduboxapp', 'tieba', 'iqiyi'];
    const asked = { versionId, hostIds, absentContent: allContent };
    const { results } = granted(await submitForReview(deps as never, actor, asked));
    await restaurant.work();
    const packageId = results.find(({ hostId }) => hostId === 'tieba')?.packageId ?? '';
    restaurant.connectorOf('BAIDU').reports.set(packageId, { state: 'APPROVED', words: '' } as never);
    await shop.queue.send([{ job: { kind: 'PACKAGE', id: packageId } }]);
    await restaurant.work();
    const inboxOf = (hostId: string) => new HostReads(shop.database.pool, hostId, shop.clock);
    const open = async (hostId: string) =>
      (await inboxOf(hostId).reviews('PENDING', undefined, 100)).filter(
        ({ programId }) => programId === restaurant.programId,
      );
    const [atTieba] = await open('tieba');
    const [atIqiyi] = await open('iqiyi');
    const lookup = createHostReviewLookup(shop.database.pool, shop.clock);
    const deciding = { ...deps, hostReview: lookup, hostSource: 'SIMULATED' } as never;
    const decide = (hostId: string, id: string | undefined) =>
      decideHostReview(deciding, hostId, { reviewId: id ?? '', decision: 'CONFIRM' });
    granted(await decide('iqiyi', atIqiyi?.id));

    granted(await leave(restaurant, { platform: 'BAIDU', confirm: 'BAIDU' }));
    expect(await open('tieba')).toEqual([]);
    expect(await inboxOf('tieba').reviewsById([atTieba?.id ?? ''])).toMatchObject([{ state: 'WITHDRAWN' }]);
    expect(refusedWith(await decide('tieba', atTieba?.id))).toMatchObject([
      { code: 'STATE', currentState: 'WITHDRAWN' },
    ]);
    // What a host has decided stays decided.
    expect(await inboxOf('iqiyi').reviewsById([atIqiyi?.id ?? ''])).toMatchObject([{ state: 'CONFIRMED' }]);
    const told = await shop.log.readAfter('host:tieba', 0n, 1000);
    expect(told.filter(({ type }) => type === 'REVIEW_WITHDRAWN').at(-1)).toMatchObject({
      payload: { reviewId: atTieba?.id, from: 'PENDING', to: 'WAITING', versionNumber: '1.0.0' },
    });
    const inIqiyi = await shop.log.readAfter('host:iqiyi', 0n, 1000);
    expect(inIqiyi.filter(({ type }) => type === 'REVIEW_WITHDRAWN')).toEqual([]);
  });

  it('takes it back as well where the platform approved while it was being left (baidu/3.6)', async () => {
    const restaurant = await openRestaurant(shop);
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    const asked = { versionId, hostIds: ['tieba'], absentContent: allContent };
    const { results } = granted(await submitForReview(restaurant.deps as never, restaurant.actor, asked));
    await restaurant.work();
    const packageId = results[0]?.packageId ?? '';
    granted(await leave(restaurant, { platform: 'BAIDU', confirm: 'BAIDU' }));
    const { effects, actor } = restaurant;
    await applyReport(effects as never, packageId, actor.accountId, {
      state: 'APPROVED',
      words: '',
    } as never);
    const confirmation = async () =>
      (await shop.database.prisma.distribution.findFirstOrThrow({ where: { packageId } })).confirmation;
    expect(await confirmation()).toBe('PENDING');
    await restaurant.work();
    await shop.letPass(120_000);
    expect((await readExits(shop.database.prisma, actor.accountId))[0]?.state).toBe('LEFT');
    expect(await confirmation()).toBe('WAITING');
  });

  it('needs the platform’s name again, something to leave, and knowledge of what stays public (wechat/4.10)', async () => {
    const restaurant = await withHistory();
    const slip = await leave(restaurant, { confirm: 'BAIDU' });
    expect(refusedWith(slip)).toMatchObject([{ path: 'input.confirm' }]);
    const nobody = await leave(restaurant, {}, await shop.newAccount());
    expect(refusedWith(nobody)).toMatchObject([{ currentState: 'NOT_BOUND' }]);
    const { prisma } = shop.database;
    const { accountId } = restaurant.actor;
    const pack = await prisma.package.findFirstOrThrow({ where: { accountId, platform: 'WECHAT' } });
    const where = { accountId, platform: 'WECHAT' };
    await prisma.distribution.updateMany({ where, data: { livePackageId: pack.id } });
    expect(refusedWith(await leave(restaurant))).toMatchObject([{ currentState: 'LIVE' }]);
    granted(await leave(restaurant, { knowsStillLive: true }));
    expect((await readExits(prisma, accountId))[0]).toMatchObject({ stillLive: 1 });
  });
});

describe('the log', () => {
  it('lets nobody change what happened', async () => {
    const { pool } = shop.database;
    await expect(pool.query(`UPDATE "Event" SET type = 'RELEASED'`)).rejects.toThrow(/append-only/);
    await expect(pool.query(`UPDATE "Event" SET payload = '{}'`)).rejects.toThrow(/append-only/);
    await expect(pool.query('DELETE FROM "Event"')).rejects.toThrow(/append-only/);
  });
});
