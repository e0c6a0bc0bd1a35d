import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { advanceRegistration } from '../../src/onboarding/advance-registration.ts';
import { chooseHosts } from '../../src/onboarding/choose-hosts.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { createVersion } from '../../src/onboarding/create-version.ts';
import { registerProgram } from '../../src/onboarding/register-program.ts';
import { startVerification } from '../../src/onboarding/start-verification.ts';
import type { CheckState } from '../../src/programs/registration.ts';
import { someManifest } from '../support/facts.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  place = await openRestaurant(shop);
});
afterAll(() => shop.close());

const register = (platform: string, email: string, programId = place.programId) =>
  registerProgram(place.deps, place.actor, { programId, platform, email });
const registrationOn = (platform: string) =>
  shop.database.prisma.registration.findUniqueOrThrow({
    where: { programId_platform: { programId: place.programId, platform } },
  });

describe('accepting an agreement', () => {
  it('wechat/0.2: takes a person; a token cannot accept', async () => {
    const { personId: _, ...token } = place.actor;
    const input = { platform: 'WECHAT', documents: [] };
    expect(await acceptAgreement(place.deps, token, input)).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID_INPUT' }],
    });
  });

  it('names the version that was read: an older text is not the one in force', async () => {
    const documents = [{ documentId: 'wechat:terms', version: '2017-01-01' }];
    const answer = await acceptAgreement(place.deps, place.actor, { platform: 'WECHAT', documents });
    expect(answer).toMatchObject({ ok: false, problems: [{ path: 'input.documents[0]' }] });
  });

  it('twice is once', async () => {
    const count = () =>
      shop.database.prisma.acceptance.count({ where: { accountId: place.actor.accountId } });
    const before = await count();
    const [first] = await shop.database.prisma.acceptance.findMany({
      where: { accountId: place.actor.accountId, platform: 'WECHAT' },
    });
    const documents = [{ documentId: first?.documentId ?? '', version: first?.documentVersion ?? '' }];
    granted(await acceptAgreement(place.deps, place.actor, { platform: 'WECHAT', documents }));
    expect(await count()).toBe(before);
  });
});

describe('registering', () => {
  it('wechat/0.1: waits for the agreement, and says which documents', async () => {
    const stranger = await shop.newAccount();
    const { programId } = granted(
      await createProgram(place.deps, stranger, { manifest: someManifest(), materials: [] }),
    );
    const answer = await registerProgram(place.deps, stranger, {
      programId,
      platform: 'WECHAT',
      email: 'a@b.cn',
    });
    expect(answer).toMatchObject({
      ok: false,
      problems: [{ code: 'AGREEMENT_REQUIRED', documents: expect.arrayContaining(['wechat:terms']) }],
    });
  });

  it('wechat/2.1: needs an address that no other program uses there; Baidu has no such clause', async () => {
    granted(await register('WECHAT', 'noodles@example.com'));
    granted(await register('BAIDU', 'noodles@example.com'));
    const other = await openRestaurant(shop);
    const input = { programId: other.programId, email: ' Noodles@Example.com ' };
    const again = await registerProgram(other.deps, other.actor, { ...input, platform: 'WECHAT' });
    expect(again).toMatchObject({
      ok: false,
      problems: [{ verdict: { findings: [{ citations: [{ clause: 'wechat/2.1' }] }] } }],
    });
    granted(await registerProgram(other.deps, other.actor, { ...input, platform: 'BAIDU' }));
  });

  it('asks the platform once, and hears of the answer', async () => {
    const wechat = place.connectorOf('WECHAT');
    granted(await register('WECHAT', 'once@example.com'));
    await place.work();
    expect(wechat.count('register')).toBe(1);
    wechat.registration = { state: 'REGISTERED', appId: 'wx1', admission: 'PASSED', verification: 'NONE' };
    const { id } = await registrationOn('WECHAT');
    await shop.queue.send([{ job: { kind: 'REGISTRATION', id } }, { job: { kind: 'REGISTRATION', id } }]);
    await place.work();
    expect(await registrationOn('WECHAT')).toMatchObject({ state: 'REGISTERED', appId: 'wx1' });
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'REGISTERED')).toHaveLength(1);
  });

  it('is worked on by one job at a time: two at once register once', async () => {
    const wechat = place.connectorOf('WECHAT');
    granted(await register('WECHAT', 'twice@example.com'));
    shop.queue.jobs.length = 0;
    wechat.registration = {
      state: 'REGISTERED',
      appId: `wx-${place.programId}`,
      admission: 'PASSED',
      verification: 'NONE',
    };
    const { id } = await registrationOn('WECHAT');
    await Promise.all([advanceRegistration(place.effects, id), advanceRegistration(place.effects, id)]);
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'REGISTERED')).toHaveLength(1);
  });

  it('baidu/2.1: leads a person to the consent page first, and goes on when they are back', async () => {
    const baidu = place.connectorOf('BAIDU');
    baidu.consentUrl = 'https://platform.example/consent';
    granted(await register('BAIDU', 'consent@example.com'));
    await place.work();
    const { id, sealedConsentUrl } = await registrationOn('BAIDU');
    const cell = { table: 'Registration', column: 'sealedConsentUrl', rowId: id };
    expect(shop.cipher.open(cell, sealedConsentUrl ?? '')).toBe('https://platform.example/consent');
    baidu.consentUrl = 'https://platform.example/consent?code=2';
    await shop.queue.send([{ job: { kind: 'REGISTRATION', id } }]);
    await place.work();
    const later = await registrationOn('BAIDU');
    expect(shop.cipher.open(cell, later.sealedConsentUrl ?? '')).toBe(baidu.consentUrl);
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'REGISTRATION_CONSENT_NEEDED')).toHaveLength(1);
    await baidu.absorbConsent();
    await shop.queue.send([{ job: { kind: 'REGISTRATION', id } }]);
    await place.work();
    expect(baidu.registration).toEqual({ state: 'REQUESTED' });
  });

  it('keeps the words of a refusal, and may be asked for again', async () => {
    const wechat = place.connectorOf('WECHAT');
    wechat.registration = { state: 'REFUSED', words: '企业名称与法人不一致' };
    granted(await register('WECHAT', 'refused@example.com'));
    await place.work();
    expect(await registrationOn('WECHAT')).toMatchObject({ state: 'REFUSED', words: '企业名称与法人不一致' });
    wechat.registration = { state: 'ABSENT' };
    granted(await register('WECHAT', 'refused@example.com'));
    expect(await register('WECHAT', 'refused@example.com')).toMatchObject({
      problems: [{ code: 'POLICY', verdict: { findings: [{ code: 'REGISTRATION_UNDER_WAY' }] } }],
    });
  });

  it('wechat/2.1: that was granted is not taken back by what the table does not allow; it is noted once', async () => {
    const wechat = place.connectorOf('WECHAT');
    const appId = `wx-${place.programId}`;
    const asRegistered = { state: 'REGISTERED', appId, admission: 'PASSED', verification: 'NONE' } as const;
    wechat.registration = asRegistered;
    granted(await register('WECHAT', `${place.programId}@example.com`));
    await place.work();
    const { id } = await registrationOn('WECHAT');
    const look = async () => {
      await shop.queue.send([{ job: { kind: 'REGISTRATION', id } }]);
      await place.work();
    };
    const anomalies = async () =>
      (await shop.eventTypes(place.actor.accountId)).filter((type) => type === 'ANOMALY_NOTICED').length;

    wechat.registration = { state: 'REFUSED', words: 'no' };
    await look();
    await look();
    expect(await registrationOn('WECHAT')).toMatchObject({
      state: 'REGISTERED',
      appId,
      words: null,
      anomaly: 'registration: REGISTERED -> REFUSED',
    });
    expect(await anomalies()).toBe(1);

    wechat.registration = asRegistered;
    await look();
    expect((await registrationOn('WECHAT')).anomaly).toBeNull();
    expect(await anomalies()).toBe(1);
  });

  it('is refused for what is not an address', async () => {
    for (const email of ['', 'a', 'a@', '@b', 'a b@c', `${'a'.repeat(65)}@b.cn`]) {
      expect(await register('WECHAT', email)).toMatchObject({ problems: [{ path: 'input.email' }] });
    }
  });
});

describe('verification', () => {
  it('baidu/2.2: is begun once the program is registered, at a page of the platform', async () => {
    const before = await startVerification(place.deps, place.actor, {
      programId: place.programId,
      platform: 'BAIDU',
    });
    expect(before).toMatchObject({
      ok: false,
      problems: [{ code: 'POLICY', verdict: { findings: [{ code: 'NOT_REGISTERED' }] } }],
    });
    const baidu = place.connectorOf('BAIDU');
    baidu.registration = { state: 'REGISTERED', appId: 'b1', admission: 'PASSED', verification: 'NONE' };
    granted(await register('BAIDU', 'verify@example.com'));
    await place.work();
    granted(
      await startVerification(place.deps, place.actor, { programId: place.programId, platform: 'BAIDU' }),
    );
    await place.work();
    const { id, sealedVerificationUrl } = await registrationOn('BAIDU');
    const cell = { table: 'Registration', column: 'sealedVerificationUrl', rowId: id };
    expect(shop.cipher.open(cell, sealedVerificationUrl ?? '')).toBe('https://platform.example/verify');
  });
});

describe('bad input', () => {
  it('names each fault with its place, and creates nothing', async () => {
    const before = await shop.database.prisma.program.count();
    const answer = await createProgram(place.deps, place.actor, {
      manifest: someManifest({ name: '' }),
      materials: [
        { paper: '', holder: 'x', fileId: 'file_none', validFrom: '2025-02-29', validUntil: '2020-01-01' },
      ],
    });
    const paths = answer.ok ? [] : answer.problems.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'input.manifest.name',
        'input.materials[0].paper',
        'input.materials[0].validFrom',
        'input.materials[0].validUntil',
        'input.materials[0].fileId',
      ]),
    );
    expect(await shop.database.prisma.program.count()).toBe(before);
  });

  it('has no book-title marks around the name of a paper: it would be another paper', async () => {
    const [file] = await shop.database.prisma.file.findMany({
      where: { accountId: place.actor.accountId },
      take: 1,
    });
    const paper = {
      paper: '《食品经营许可证》',
      holder: 'x',
      fileId: file?.id ?? '',
      validFrom: '2025-01-01',
    };
    const answer = await addMaterial(place.deps, place.actor, paper);
    expect(answer).toMatchObject({
      ok: false,
      problems: [{ path: 'input.paper', message: { en: expect.stringContaining('`食品经营许可证`') } }],
    });
  });

  it('does not reach into another account', async () => {
    const stranger = await shop.newAccount();
    const { programId } = place;
    const paper = { paper: '食品经营许可证', holder: 'x', fileId: 'file_x', validFrom: '2025-01-01' };
    const version = { programId, number: '9', description: '', settings: {}, templates: { WECHAT: '1' } };
    for (const answer of [
      await addMaterial(place.deps, stranger, { ...paper, programId }),
      await createVersion(place.deps, stranger, version),
      await chooseHosts(place.deps, stranger, { programId, platform: 'BAIDU' }),
      await registerProgram(place.deps, stranger, { programId, platform: 'BAIDU', email: 'a@b.cn' }),
    ]) {
      expect(answer).toMatchObject({ ok: false, problems: [{ code: 'NOT_FOUND' }] });
    }
  });

  it('refuses a version number that is taken, since versions never change', async () => {
    await place.version('1.0.0');
    await expect(place.version('1.0.0')).rejects.toThrow('ALREADY_EXISTS');
  });

  it('refuses an empty choice of hosts, and hosts of another platform', async () => {
    const { programId } = place;
    const choose = (hostIds: string[]) =>
      chooseHosts(place.deps, place.actor, { programId, platform: 'BAIDU', hostIds });
    expect(await choose([])).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID_INPUT', path: 'input.hostIds' }],
    });
    expect(await choose(['tieba', 'wechat'])).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND', path: 'input.hostIds[1]' }],
    });
  });
});

describe('what a platform says of its checks', () => {
  const standing = async (platform: string) => {
    const { admission, verification, anomaly } = await registrationOn(platform);
    return { admission, verification, anomaly };
  };
  const hear = async (platform: string, admission: CheckState, verification: CheckState) => {
    const appId = `${platform}-${place.programId}`;
    place.connectorOf(platform).registration = { state: 'REGISTERED', appId, admission, verification };
    const { id } = await registrationOn(platform);
    await shop.queue.send([{ job: { kind: 'REGISTRATION', id } }]);
    await place.work();
  };
  beforeEach(() => place.registered());

  it('baidu/2.5: a change that is being checked, or is turned down, leaves the old standing in force', async () => {
    await hear('BAIDU', 'PENDING', 'PASSED');
    await hear('BAIDU', 'REFUSED', 'PASSED');
    expect(await standing('BAIDU')).toEqual({ admission: 'PASSED', verification: 'PASSED', anomaly: null });
    expect(await shop.eventTypes(place.actor.accountId)).not.toContain('VERIFICATION_CHANGED');
  });

  it('wechat/3.1: what is no longer verified has expired, and is verified anew', async () => {
    await hear('WECHAT', 'PASSED', 'NONE');
    expect((await standing('WECHAT')).verification).toBe('EXPIRED');
    await hear('WECHAT', 'PASSED', 'PASSED');
    expect((await standing('WECHAT')).verification).toBe('PASSED');
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'VERIFICATION_CHANGED')).toHaveLength(2);
  });

  it('one that its table does not allow is noted and not applied', async () => {
    await shop.database.prisma.registration.updateMany({
      where: { programId: place.programId, platform: 'WECHAT' },
      data: { verification: 'PENDING' },
    });
    await hear('WECHAT', 'PASSED', 'NONE');
    await hear('WECHAT', 'PASSED', 'NONE');
    expect(await standing('WECHAT')).toMatchObject({
      verification: 'PENDING',
      anomaly: 'verification: PENDING -> NONE',
    });
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'ANOMALY_NOTICED')).toHaveLength(1);
  });
});

describe('a paper that replaces another (baidu/2.5)', () => {
  it('does so where it is filed: a program may have its own beside the account’s', async () => {
    const [food] = await shop.database.prisma.material.findMany({ where: { programId: place.programId } });
    const paper = {
      paper: '食品经营许可证',
      holder: 'x',
      fileId: food?.fileId ?? '',
      validFrom: '2025-01-01',
    };
    const { materialId } = granted(await addMaterial(place.deps, place.actor, paper));
    const filed = await shop.database.prisma.material.findUniqueOrThrow({ where: { id: materialId } });
    expect(filed.state).toBe('EFFECTIVE');
    expect(await addMaterial(place.deps, place.actor, { ...paper, programId: '' })).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_FOUND' }],
    });
  });

  it('waits, while the old one is relied upon', async () => {
    const [food] = await shop.database.prisma.material.findMany({
      where: { programId: place.programId, paper: '食品经营许可证' },
    });
    const { programId } = place;
    const renewed = { programId, paper: '食品经营许可证', holder: 'x', validFrom: '2027-01-01' };
    const { materialId } = granted(
      await addMaterial(place.deps, place.actor, { ...renewed, fileId: food?.fileId ?? '' }),
    );
    const stateOf = async (id: string) =>
      (await shop.database.prisma.material.findUniqueOrThrow({ where: { id } })).state;
    expect(await stateOf(food?.id ?? '')).toBe('EFFECTIVE');
    expect(await stateOf(materialId)).toBe('PENDING');
  });

  it('counts at once where no platform goes by the older one, and leaves it where it is not asked for', async () => {
    const [food] = await shop.database.prisma.material.findMany({
      where: { programId: place.programId, paper: '食品经营许可证' },
    });
    const paper = {
      programId: place.programId,
      paper: '食品经营许可证',
      holder: 'x',
      validFrom: '2027-01-01',
    };
    const file = async () =>
      granted(await addMaterial(place.deps, place.actor, { ...paper, fileId: food?.fileId ?? '' }))
        .materialId;
    const stateOf = async (id: string) =>
      (await shop.database.prisma.material.findUniqueOrThrow({ where: { id } })).state;
    const second = await file();
    await place.work();
    expect([await stateOf(food?.id ?? ''), await stateOf(second)]).toEqual(['SUPERSEDED', 'EFFECTIVE']);
    await place.registered();
    place.connectorOf('BAIDU').begun = 'NOT_ASKED';
    const third = await file();
    await place.work();
    expect([await stateOf(second), await stateOf(third)]).toEqual(['SUPERSEDED', 'EFFECTIVE']);
  });
});
