import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { declineAgreement } from '../../src/duties/decline-agreement.ts';
import { draftAgreementVersion } from '../../src/duties/draft-agreement.ts';
import { publishAgreementVersion } from '../../src/duties/publish-agreement.ts';
import { putPhoneOnFile } from '../../src/duties/put-notice-address.ts';
import { sendNotice } from '../../src/duties/send-notice.ts';
import { tellAgreement } from '../../src/duties/tell-agreement.ts';
import { accountStream } from '../../src/events/stream.ts';
import { addDays, civilDateAt, startOfDay } from '../../src/kernel/civil-time.ts';
import { newId } from '../../src/kernel/ids.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { startVerification } from '../../src/onboarding/start-verification.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import type { AgreementDraft } from '../../src/policy/agreement-draft.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { planDistribution } from '../../src/review/plan.ts';
import { release } from '../../src/review/release.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { withdrawReview } from '../../src/review/withdraw.ts';
import { standingAgreements } from '../../src/store/standing-agreements.ts';
import { nextDraft } from '../support/next-agreement.ts';
import { refusedWith } from '../support/outcomes.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const DAY_MS = 86_400_000;

let shop: Workshop;
let restaurant: Restaurant;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  restaurant = await openRestaurant(shop);
});

const today = () => civilDateAt(shop.clock.now());
const speaker = (platform: string) => ({ platform, label: 'platform:cred_1' });
let named = 0;

/** A name that no other test has given, and a day after that of every other version. */
function draft(platform: string, changes: Partial<AgreementDraft> = {}): AgreementDraft {
  named += 1;
  return nextDraft(variantOf(platform), `v${named}`, today(), changes);
}

async function publish(platform: string, changes: Partial<AgreementDraft> = {}) {
  // Each version takes effect on a later day than the one before it.
  await shop.letPass(DAY_MS);
  const drafted = draft(platform, changes);
  granted(await draftAgreementVersion(restaurant.deps, speaker(platform), drafted));
  granted(await publishAgreementVersion(restaurant.deps, speaker(platform), { version: drafted.version }));
  return drafted.version;
}

/** Notice of a version, on all the channels that the agreement promises. */
async function noticeOf(platform: string, version: string) {
  const { deps, actor } = restaurant;
  shop.carriers.SMS = { send: async () => undefined };
  granted(await putPhoneOnFile(deps, actor, '138 0013 8000'));
  const text = { 'zh-CN': '协议修订', en: 'Terms revised' };
  granted(
    await sendNotice(deps, speaker(platform), {
      kind: 'AGREEMENT_CHANGE',
      subject: text,
      body: text,
      agreementVersion: version,
      accountId: actor.accountId,
    }),
  );
  await shop.letPass(0);
}
const documentsOf = (platform: string, version: string) => {
  const [first, ...others] = variantOf(platform).agreement.versions[0].documents;
  return [...(first ? [{ ...first, version }] : []), ...others].map((one) => ({
    documentId: one.id,
    version: one.version,
  }));
};
const acceptances = (how: string) =>
  shop.database.prisma.acceptance.findMany({
    where: { accountId: restaurant.actor.accountId, how },
    orderBy: { id: 'asc' },
  });
const eventsOf = async (type: string) => {
  const all = await shop.log.readAfter(accountStream(restaurant.actor.accountId), 0n, 1000);
  return all.filter((event) => event.type === type);
};
const submit = (versionId: string, hostIds: string[]) =>
  submitForReview(restaurant.deps, restaurant.actor, { versionId, hostIds, absentContent: allContent });
const owed = (kind: string) =>
  shop.database.prisma.obligation.findMany({ where: { accountId: restaurant.actor.accountId, kind } });

describe('a version of an agreement', () => {
  it('is drafted, changed, published, and not changed any more, whoever writes (wechat/7.2)', async () => {
    const { deps } = restaurant;
    await shop.letPass(DAY_MS);
    const first = draft('WECHAT');
    granted(await draftAgreementVersion(deps, speaker('WECHAT'), first));
    const changed = { ...first, effectiveFrom: addDays(today(), 1) };
    expect(granted(await draftAgreementVersion(deps, speaker('WECHAT'), changed))).toMatchObject({
      version: first.version,
      effectiveFrom: changed.effectiveFrom,
    });
    const { version } = first;
    granted(await publishAgreementVersion(deps, speaker('WECHAT'), { version }));
    expect(refusedWith(await publishAgreementVersion(deps, speaker('WECHAT'), { version }))).toMatchObject([
      { code: 'STATE', currentState: 'PUBLISHED' },
    ]);
    expect(refusedWith(await draftAgreementVersion(deps, speaker('WECHAT'), changed))).toMatchObject([
      { path: 'input.version' },
      { path: 'input.effectiveFrom' },
      { path: 'input.documents' },
    ]);
    const row = { platform_version: { platform: 'WECHAT', version } };
    const { agreementVersion } = shop.database.prisma;
    await expect(agreementVersion.update({ where: row, data: { effectiveFrom: today() } })).rejects.toThrow(
      /does not change/,
    );
    await expect(agreementVersion.delete({ where: row })).rejects.toThrow(/does not change/);
    await shop.letPass(DAY_MS);
  });

  it('is refused whole where it drops a document that somebody accepted, or its dates run backwards (baidu/0.1)', async () => {
    const { deps } = restaurant;
    const [terms, , ...others] = variantOf('BAIDU').agreement.versions[0].documents;
    const wrong = draft('BAIDU', {
      effectiveFrom: '2019-01-01',
      documents: [...(terms ? [{ ...terms, version: 'other' }] : []), ...others],
    });
    const problems = refusedWith(await draftAgreementVersion(deps, speaker('BAIDU'), wrong));
    expect(problems.map(({ path }) => path)).toEqual(['input.effectiveFrom', 'input.documents']);
    const published = await publishAgreementVersion(deps, speaker('BAIDU'), { version: wrong.version });
    expect(refusedWith(published)).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await shop.database.prisma.agreementVersion.count({ where: { version: wrong.version } })).toBe(0);
  });

  it('is judged once more when it is published: its day may have come and gone', async () => {
    const { deps } = restaurant;
    await shop.letPass(DAY_MS);
    const late = draft('WECHAT');
    granted(await draftAgreementVersion(deps, speaker('WECHAT'), late));
    await shop.letPass(DAY_MS);
    const outcome = await publishAgreementVersion(deps, speaker('WECHAT'), { version: late.version });
    expect(refusedWith(outcome)).toMatchObject([{ path: 'input.effectiveFrom' }]);
  });

  it('that takes effect on the day of its publication changes no answer that was given earlier in the day', async () => {
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    const version = await publish('WECHAT');
    const { agreement } = await standingAgreements(shop.database.pool).variantOf('WECHAT');
    const now = shop.clock.now();
    expect(versionAt(agreement, new Date(now.getTime() - 1)).version).not.toBe(version);
    expect(versionAt(agreement, now).version).toBe(version);
    const { results } = granted(await submit(versionId, ['wechat']));
    expect(results[0]?.verdict.agreementVersion).toBe(version);
  });

  it('of two that are published at once for the same day is one', async () => {
    const { deps } = restaurant;
    await shop.letPass(DAY_MS);
    const both = [draft('WECHAT'), draft('WECHAT')];
    for (const one of both) granted(await draftAgreementVersion(deps, speaker('WECHAT'), one));
    const outcomes = await Promise.all(
      both.map(({ version }) => publishAgreementVersion(deps, speaker('WECHAT'), { version })),
    );
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('is told to every account that it binds, once, in batches, and to no other', async () => {
    const { deps, actor } = restaurant;
    const stranger = await shop.newAccount();
    await shop.letPass(DAY_MS);
    const { prisma } = shop.database;
    const others = Array.from({ length: 7 }, () => newId('acct', shop.clock.now()));
    await prisma.account.createMany({
      data: others.map((id) => ({ id, sealedName: 'sealed', slug: id, createdAt: shop.clock.now() })),
    });
    await prisma.acceptance.createMany({
      data: others.map((accountId) => ({
        id: newId('acc', shop.clock.now()),
        accountId,
        platform: 'WECHAT',
        documentId: 'wechat:terms',
        documentVersion: '2018-09-10',
        how: 'EXPLICIT',
        at: shop.clock.now(),
      })),
    });
    const one = draft('WECHAT');
    granted(await draftAgreementVersion(deps, speaker('WECHAT'), one));
    granted(await publishAgreementVersion(deps, speaker('WECHAT'), { version: one.version }));
    const row = await prisma.agreementVersion.findFirstOrThrow({ where: { version: one.version } });
    // Two nodes at the same jobs, three accounts at a time.
    for (let round = 0; round < 8; round += 1) {
      await Promise.all([tellAgreement(deps, row.id, 3), tellAgreement(deps, row.id, 3)]);
    }
    for (const accountId of [actor.accountId, ...others]) {
      const events = await shop.log.readAfter(accountStream(accountId), 0n, 1000);
      const told = events.filter(({ subjectId }) => subjectId === row.id);
      expect(told.map(({ type, payload }) => [type, payload.agreementVersion])).toEqual([
        ['AGREEMENT_PUBLISHED', one.version],
      ]);
    }
    expect(await shop.eventTypes(stranger.accountId)).toEqual([]);
  });

  it('is warned of 30, 14, 7 and 1 days ahead, once each', async () => {
    await publish('BAIDU', { effectiveFrom: addDays(today(), 40), material: false });
    for (let day = 0; day < 45; day += 1) await shop.letPass(DAY_MS);
    await shop.letPass(0);
    const ahead = await eventsOf('AGREEMENT_CHANGE_AHEAD');
    expect(ahead.map(({ payload }) => payload.daysAhead)).toEqual([30, 14, 7, 1]);
    expect(await eventsOf('AGREEMENT_PUBLISHED')).toHaveLength(1);
  });

  it('is warned of no more once it was accepted beforehand', async () => {
    const version = await publish('BAIDU', { effectiveFrom: addDays(today(), 40), material: false });
    for (let day = 0; day < 20; day += 1) await shop.letPass(DAY_MS);
    const documents = documentsOf('BAIDU', version);
    granted(await acceptAgreement(restaurant.deps, restaurant.actor, { platform: 'BAIDU', documents }));
    for (let day = 0; day < 25; day += 1) await shop.letPass(DAY_MS);
    const ahead = await eventsOf('AGREEMENT_CHANGE_AHEAD');
    expect(ahead.map(({ payload }) => payload.daysAhead)).toEqual([30]);
  });
});

describe('use after a change', () => {
  it('accepts it at WeChat, with who and by what, in the transaction of the act (wechat/7.2)', async () => {
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    const version = await publish('WECHAT');
    const { results } = granted(await submit(versionId, ['wechat']));
    expect(results[0]?.verdict.findings).toMatchObject([{ effect: 'WARNS', code: 'ACCEPTED_BY_USE' }]);
    expect(await acceptances('BY_USE')).toMatchObject([
      {
        documentId: 'wechat:terms',
        documentVersion: version,
        by: restaurant.actor.label,
        operation: 'SUBMIT',
      },
    ]);
    const accepted = await eventsOf('AGREEMENT_ACCEPTED');
    expect(accepted.at(-1)?.payload).toMatchObject({ how: 'BY_USE', operation: 'SUBMIT', version });
  });

  it('by a refused act accepts nothing (wechat/7.2)', async () => {
    await publish('WECHAT');
    const versionId = await restaurant.version('1.0.0');
    const { results } = granted(await submit(versionId, ['wechat']));
    expect(results[0]?.verdict.answer).toBe('NO');
    expect(await acceptances('BY_USE')).toEqual([]);
  });

  it('by registering, verifying, taking back and releasing accepts as well (wechat/7.2)', async () => {
    const { deps, actor, programId } = restaurant;
    const uses = async () => (await acceptances('BY_USE')).map(({ operation }) => operation);
    await publish('WECHAT');
    const email = `${programId}@example.com`;
    granted(await registerProgram(deps, actor, { programId, platform: 'WECHAT', email }));
    expect(await uses()).toEqual(['REGISTER']);

    await shop.database.prisma.registration.deleteMany({ where: { programId } });
    await restaurant.registered();
    await shop.database.prisma.registration.updateMany({
      where: { programId },
      data: { verification: 'NONE' },
    });
    await publish('WECHAT');
    granted(await startVerification(deps, actor, { programId, platform: 'WECHAT' }));
    expect(await uses()).toEqual(['REGISTER', 'VERIFY']);

    const versionId = await restaurant.version('1.0.0');
    granted(await submit(versionId, ['wechat']));
    await publish('WECHAT');
    granted(await withdrawReview(deps, actor, { versionId, platform: 'WECHAT' }));
    expect(await uses()).toEqual(['REGISTER', 'VERIFY', 'WITHDRAW']);

    const next = await restaurant.version('1.0.1');
    granted(await submit(next, ['wechat']));
    await shop.database.prisma.package.updateMany({
      where: { versionId: next },
      data: { review: 'APPROVED', goal: null },
    });
    await publish('WECHAT');
    const released = granted(await release(deps, actor, { versionId: next }));
    expect(released.results[0]?.verdict.answer).toBe('YES');
    expect(await uses()).toEqual(['REGISTER', 'VERIFY', 'WITHDRAW', 'RELEASE']);
  });

  it('accepts nothing at Baidu until the notice is out on all channels, and does after (baidu/7)', async () => {
    const { deps, actor } = restaurant;
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    const version = await publish('BAIDU');
    const refused = granted(await submit(versionId, ['baiduboxapp']));
    expect(refused.results[0]?.verdict.findings).toMatchObject([{ code: 'DOCUMENTS_NOT_ACCEPTED' }]);
    expect(refused.results[0]?.verdict.agreementVersion).toBe(version);
    const input = { versionId, hostIds: ['baiduboxapp'], absentContent: allContent };
    expect(granted(await planDistribution(deps, actor, input)).hosts).toMatchObject([
      { hostId: 'baiduboxapp', action: 'BLOCKED' },
    ]);
    await noticeOf('BAIDU', version);
    const { results } = granted(await submit(versionId, ['baiduboxapp']));
    expect(results[0]?.verdict).toMatchObject({ answer: 'YES', findings: [{ code: 'ACCEPTED_BY_USE' }] });
    expect(await acceptances('BY_USE')).toMatchObject([{ documentVersion: version, operation: 'SUBMIT' }]);
  });

  it('is not asked about by an operation of an API token either: it accepts as the token (wechat/7.2)', async () => {
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    await publish('WECHAT');
    const token = { accountId: restaurant.actor.accountId, label: 'token:tok_1' };
    const input = { versionId, hostIds: ['wechat'], absentContent: [] };
    granted(await submitForReview(restaurant.deps, token, input));
    expect(await acceptances('BY_USE')).toMatchObject([{ by: 'token:tok_1', personId: null }]);
  });
});

describe('terms that are declined', () => {
  const decline = (platform: string, version: string) =>
    declineAgreement(restaurant.deps, restaurant.actor, { platform, version });
  const verify = () =>
    startVerification(restaurant.deps, restaurant.actor, {
      programId: restaurant.programId,
      platform: 'BAIDU',
    });

  it('stop everything at Baidu at once, before they take effect, until they are accepted after all (baidu/0.3, baidu/7)', async () => {
    const { deps, actor, programId } = restaurant;
    await restaurant.registered();
    await shop.database.prisma.registration.updateMany({
      where: { programId },
      data: { verification: 'NONE' },
    });
    const version = await publish('BAIDU', { effectiveFrom: addDays(today(), 10) });
    granted(await decline('BAIDU', version));
    expect(refusedWith(await verify())).toMatchObject([{ code: 'AGREEMENT_REQUIRED' }]);
    expect(await owed('STOP_USE')).toMatchObject([{ platform: 'BAIDU', state: 'OPEN' }]);
    // The other platform has its own terms.
    granted(await submit(await restaurant.version('1.0.0'), ['wechat']));
    expect(refusedWith(await decline('BAIDU', version))).toMatchObject([
      { code: 'STATE', currentState: 'DECLINED' },
    ]);
    granted(
      await acceptAgreement(deps, actor, { platform: 'BAIDU', documents: documentsOf('BAIDU', version) }),
    );
    granted(await verify());
    expect(await owed('STOP_USE')).toMatchObject([{ state: 'LAPSED' }]);
    expect(await eventsOf('AGREEMENT_AGREED_AFTER_ALL')).toHaveLength(1);
    expect(refusedWith(await decline('BAIDU', version))).toMatchObject([{ currentState: 'ACCEPTED' }]);
    await shop.letPass(10 * DAY_MS);
  });

  it('stop WeChat from their day on, and use is no acceptance then (wechat/7.2)', async () => {
    await restaurant.registered();
    const version = await publish('WECHAT', { effectiveFrom: addDays(today(), 5) });
    granted(await decline('WECHAT', version));
    const [stop] = await owed('STOP_USE');
    expect(stop).toMatchObject({ state: 'SCHEDULED', opensAt: startOfDay(addDays(today(), 4)) });
    granted(await submit(await restaurant.version('1.0.0'), ['wechat']));
    await shop.letPass(5 * DAY_MS);
    const { results } = granted(await submit(await restaurant.version('1.0.1'), ['wechat']));
    expect(results[0]?.verdict.findings.map(({ code }) => code)).toContain('TERMS_DECLINED');
    expect(await acceptances('BY_USE')).toEqual([]);
    expect(await owed('STOP_USE')).toMatchObject([{ state: 'OVERDUE' }]);
  });

  it('are those that are published, in force or to come, and a person declines them (baidu/7)', async () => {
    const { deps, actor } = restaurant;
    const version = await publish('BAIDU');
    expect(refusedWith(await decline('BAIDU', 'nothing'))).toMatchObject([
      { code: 'INVALID_INPUT', path: 'input.version' },
    ]);
    expect(refusedWith(await decline('BAIDU', '2020-04-20'))).toMatchObject([{ currentState: 'SUPERSEDED' }]);
    const token = { accountId: actor.accountId, label: 'token:tok_1' };
    expect(refusedWith(await declineAgreement(deps, token, { platform: 'BAIDU', version }))).toMatchObject([
      { code: 'INVALID_INPUT' },
    ]);
    const stranger = await shop.newAccount();
    expect(refusedWith(await declineAgreement(deps, stranger, { platform: 'BAIDU', version }))).toMatchObject(
      [{ currentState: 'NOT_BOUND' }],
    );
    const twice = await Promise.all([decline('BAIDU', version), decline('BAIDU', version)]);
    expect(twice.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});
