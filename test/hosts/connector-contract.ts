import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  PackageReport,
  PackageRequest,
  PlatformConnector,
  PushNews,
  RegistrationReport,
  RegistrationRequest,
} from '../../src/hosts/connector.ts';
import { failureOf } from './subjects.ts';

/** The calls whose answers a desk can lose after the host has acted. */
export type LosableCall = 'register' | 'upload' | 'submit' | 'withdraw' | 'release';

/** A connector and what is needed of the host behind it. */
export interface Desk {
  readonly connector: PlatformConnector;
  readonly registration: RegistrationRequest;
  /** A version of a program that is registered at this host. */
  versionOf(appId: string, key: string): PackageRequest;
  /** Whether a person has to agree at the platform before anything is registered. */
  readonly asksForConsent: boolean;
  /** A person agrees on the consent page, and comes back. */
  agree(consentUrl: string): Promise<void>;
  /** The host registers whatever it is asked for, but for the next one. */
  refuseNextRegistration(reason: string): void;
  /** The owner has passed whatever check the platform wants before a release. */
  verify(appId: string): void;
  decide(appId: string, outcome: 'approve' | 'reject', reason?: string): void;
  /** The next answer to this call gets lost after the host has acted. */
  loseAnswer(call: LosableCall): void;
  expireTokens(): void;
  /** How often the host has carried out this call. */
  timesDone(call: LosableCall): number;
  /** The next news of this kind that the host pushes. */
  nextNews(kind: PushNews['kind']): Promise<PushNews>;
  close(): Promise<void>;
}

/** Asks until the answer is another than these. Each question is a call over HTTP, so this is no busy loop. */
async function settled<Report extends PackageReport | RegistrationReport>(
  ask: () => Promise<Report>,
  ...passing: readonly Report['state'][]
): Promise<Report> {
  for (let asked = 0; asked < 500; asked += 1) {
    const report = await ask();
    if (!passing.includes(report.state)) return report;
  }
  throw new Error(`still ${passing.join(' or ')} after 500 questions`);
}

/** What every platform's connector must do, whatever the platform's own protocol looks like. */
export function itKeepsTheConnectorContract(openDesk: () => Promise<Desk>): void {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  async function ask(): Promise<void> {
    const { consentUrl } = await desk.connector.register(desk.registration);
    if (consentUrl === undefined) return;
    await desk.agree(consentUrl);
    await desk.connector.register(desk.registration);
  }

  async function register(): Promise<string> {
    await ask();
    const lookUp = () => desk.connector.lookUpRegistration(desk.registration);
    const report = await settled(lookUp, 'REQUESTED', 'ABSENT');
    if (report.state !== 'REGISTERED') throw new Error(`not registered: ${report.state}`);
    return report.appId;
  }

  const lookUp = (version: PackageRequest) => desk.connector.lookUpPackage(version);

  async function upload(key = 'sub_1'): Promise<PackageRequest> {
    const version = desk.versionOf(await register(), key);
    await desk.connector.upload(version);
    expect((await settled(() => lookUp(version), 'UPLOADING')).state).toBe('UPLOADED');
    return version;
  }

  async function submit(): Promise<PackageRequest> {
    const version = await upload();
    await desk.connector.submit(version);
    return version;
  }

  async function approved(): Promise<PackageRequest> {
    const version = await submit();
    desk.decide(version.appId, 'approve');
    desk.verify(version.appId);
    return version;
  }

  describe('a registration', () => {
    it('is absent before it is asked for', async () => {
      expect(await desk.connector.lookUpRegistration(desk.registration)).toEqual({ state: 'ABSENT' });
    });

    it('is registered, and the push about it leads back to it', async () => {
      const news = desk.nextNews('REGISTRATION_MOVED');
      await ask();
      expect(await news).toMatchObject({ registrationId: desk.registration.registrationId });
      const lookUpAgain = () => desk.connector.lookUpRegistration(desk.registration);
      expect(await settled(lookUpAgain, 'REQUESTED')).toMatchObject({ state: 'REGISTERED' });
    });

    it('that is refused keeps the words of the platform', async () => {
      desk.refuseNextRegistration('资质不清晰');
      await ask();
      const lookUpAgain = () => desk.connector.lookUpRegistration(desk.registration);
      expect(await settled(lookUpAgain, 'REQUESTED', 'ABSENT')).toMatchObject({
        state: 'REFUSED',
        words: '资质不清晰',
      });
    });
  });

  describe('a registration that was refused', () => {
    const again = () => ({ ...desk.registration, attempt: 2 });
    const lookUpAs = (request: RegistrationRequest) =>
      settled(() => desk.connector.lookUpRegistration(request), 'REQUESTED', 'ABSENT');

    beforeEach(async () => {
      desk.refuseNextRegistration('资质不清晰');
      await ask();
      await lookUpAs(desk.registration);
    });

    it('is absent once the developer asks again, and can be registered', async () => {
      expect(await desk.connector.lookUpRegistration(again())).toEqual({ state: 'ABSENT' });
      expect(await desk.connector.register(again())).toEqual({});
      expect(await lookUpAs(again())).toMatchObject({ state: 'REGISTERED' });
    });

    it('can be refused again, and once more asked for', async () => {
      desk.refuseNextRegistration('名称不符');
      await desk.connector.register(again());
      expect(await lookUpAs(again())).toMatchObject({ state: 'REFUSED', words: '名称不符' });
      const third = { ...desk.registration, attempt: 3 };
      expect(await desk.connector.lookUpRegistration(third)).toEqual({ state: 'ABSENT' });
    });

    it('is not made twice when the answer to the second attempt gets lost', async () => {
      desk.loseAnswer('register');
      expect((await failureOf(desk.connector.register(again()))).mayHaveActed).toBe(true);
      expect(await lookUpAs(again())).toMatchObject({ state: 'REGISTERED' });
      expect(desk.timesDone('register')).toBe(1);
    });
  });

  describe('a return from a consent page', () => {
    it('that nobody was sent to is refused', async () => {
      const forged = { state: 'guessed', authorization_code: 'theirs', create_authorization_code: 'theirs' };
      const { registrationId } = desk.registration;
      const come = (query: Readonly<Record<string, string>>) =>
        desk.connector.absorbConsent(registrationId, query);
      await expect(come(forged)).rejects.toMatchObject({ name: 'PushRefused', status: 403 });
      const { consentUrl } = await desk.connector.register(desk.registration);
      expect(consentUrl !== undefined).toBe(desk.asksForConsent);
      await expect(come(forged)).rejects.toMatchObject({ name: 'PushRefused', status: 403 });
      await expect(come({})).rejects.toMatchObject({ name: 'PushRefused', status: 403 });
    });
  });

  describe('a version', () => {
    it('is absent before it is uploaded', async () => {
      expect(await lookUp(desk.versionOf(await register(), 'sub_1'))).toEqual({ state: 'ABSENT' });
    });

    it('is in review right after it is submitted', async () => {
      expect(await lookUp(await submit())).toMatchObject({ state: 'IN_REVIEW' });
    });

    it('is found by its own key only', async () => {
      const { appId } = await submit();
      expect(await lookUp(desk.versionOf(appId, 'sub_2'))).toEqual({ state: 'ABSENT' });
    });

    it('that is rejected keeps the words of the reviewer, and a push tells of it', async () => {
      const version = await submit();
      const news = desk.nextNews('REVIEW_MOVED');
      desk.decide(version.appId, 'reject', '图标空白');
      expect(await news).toEqual({ kind: 'REVIEW_MOVED', appId: version.appId, at: expect.any(Date) });
      expect(await lookUp(version)).toMatchObject({ state: 'REJECTED', words: '图标空白' });
    });

    it('that is withdrawn is in review no longer', async () => {
      const version = await submit();
      await desk.connector.withdraw(version);
      expect(['WITHDRAWN', 'UPLOADED']).toContain((await lookUp(version)).state);
    });

    it('that is handed in again is told from the one that was withdrawn (wechat/2.4, baidu/2.2)', async () => {
      const first = await submit();
      await desk.connector.withdraw(first);
      const second = desk.versionOf(first.appId, 'sub_1_again');
      expect(await lookUp(second)).toEqual({ state: 'ABSENT' });
      await desk.connector.upload(second);
      expect((await settled(() => lookUp(second), 'UPLOADING')).state).toBe('UPLOADED');
      desk.loseAnswer('submit');
      expect((await failureOf(desk.connector.submit(second))).mayHaveActed).toBe(true);
      expect(await lookUp(second)).toMatchObject({ state: 'IN_REVIEW' });
      expect((await lookUp(first)).state).not.toBe('IN_REVIEW');
      desk.decide(second.appId, 'approve');
      desk.verify(second.appId);
      await desk.connector.release(second);
      expect(await lookUp(second)).toMatchObject({ state: 'RELEASED' });
      expect((await lookUp(first)).state).not.toBe('RELEASED');
    });

    it('is released once it is approved, and stays so when it is released again', async () => {
      const version = await approved();
      expect(await lookUp(version)).toMatchObject({ state: 'APPROVED' });
      await desk.connector.release(version);
      expect(await lookUp(version)).toMatchObject({ state: 'RELEASED' });
      await expect(desk.connector.release(version)).resolves.toBeUndefined();
    });

    it('goes on after its tokens have expired', async () => {
      const version = await upload();
      desk.expireTokens();
      await desk.connector.submit(version);
      expect(desk.timesDone('submit')).toBe(1);
    });
  });

  describe('a QR code (wechat/2.2)', () => {
    it('is a picture, for testers once something is uploaded, and another for everybody once it is released', async () => {
      const version = await approved();
      const { appId, key } = version;
      const draw = (opensFor: 'TESTERS' | 'EVERYBODY') => desk.connector.qrCode({ appId, key, opensFor });
      const forTesters = await draw('TESTERS');
      expect(forTesters.bytes.length).toBeGreaterThan(500);
      expect(await draw('TESTERS')).toEqual(forTesters);
      await desk.connector.release(version);
      expect((await draw('EVERYBODY')).mediaType).toBe(forTesters.mediaType);
    });

    it('for everybody is refused in the words of the platform while nothing is released', async () => {
      const { appId, key } = await upload();
      const failure = await failureOf(desk.connector.qrCode({ appId, key, opensFor: 'EVERYBODY' }));
      expect(failure.retry).toBe('FINAL');
      expect(failure.words).not.toBe('');
    });
  });

  describe('an answer that gets lost', () => {
    it('leaves a registration to be asked after, and not made twice', async () => {
      if (desk.asksForConsent) {
        const { consentUrl } = await desk.connector.register(desk.registration);
        await desk.agree(consentUrl ?? '');
      }
      desk.loseAnswer('register');
      expect((await failureOf(desk.connector.register(desk.registration))).mayHaveActed).toBe(true);
      const lookUpAgain = () => desk.connector.lookUpRegistration(desk.registration);
      expect((await settled(lookUpAgain, 'REQUESTED')).state).toBe('REGISTERED');
      expect(desk.timesDone('register')).toBe(1);
    });

    it('leaves an upload to be asked after, and the package is there', async () => {
      const version = desk.versionOf(await register(), 'sub_1');
      desk.loseAnswer('upload');
      expect((await failureOf(desk.connector.upload(version))).mayHaveActed).toBe(true);
      expect((await settled(() => lookUp(version), 'UPLOADING')).state).toBe('UPLOADED');
    });

    it('leaves a submission to be asked after, and the version is in review', async () => {
      const version = await upload();
      desk.loseAnswer('submit');
      expect((await failureOf(desk.connector.submit(version))).mayHaveActed).toBe(true);
      expect(await lookUp(version)).toMatchObject({ state: 'IN_REVIEW' });
    });

    it('leaves a release to be asked after, and the version is live', async () => {
      const version = await approved();
      desk.loseAnswer('release');
      expect((await failureOf(desk.connector.release(version))).mayHaveActed).toBe(true);
      expect(await lookUp(version)).toMatchObject({ state: 'RELEASED' });
    });

    it('leaves a withdrawal to be asked after', async () => {
      const version = await submit();
      desk.loseAnswer('withdraw');
      expect((await failureOf(desk.connector.withdraw(version))).mayHaveActed).toBe(true);
      expect((await lookUp(version)).state).not.toBe('IN_REVIEW');
    });
  });
}
