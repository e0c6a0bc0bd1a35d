import { createBaiduConnector } from '../../../src/hosts/baidu/connector.ts';
import type { PackageRequest, PushNews, RegistrationRequest } from '../../../src/hosts/connector.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { type BaiduSandbox, startBaiduSandbox } from '../../../src/sandbox/baidu/server.ts';
import { createMemoryVault } from '../../support/memory-vault.ts';
import { openPushReceiver } from '../push-receiver.ts';
import { manifest, program } from '../subjects.ts';
import { agreeOn, type Stage, until } from './table.ts';

const MESSAGE_TOKEN = 'token';
const ENCODING_AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const TP_KEY = 'tpkey';
const TP_APP_ID = 17_328_232;
const MEMBER_HOST = { apiKey: 'host-key', secretKey: 'host-secret' };

export interface BaiduStage extends Stage {
  readonly sandbox: BaiduSandbox;
  nextNews(kind: PushNews['kind']): Promise<PushNews>;
  /** A version of the program; `key` tells it from others. */
  version(key?: string, number?: string): PackageRequest;
  /** Takes a version so far. Reviews wait for a decision. */
  uploaded(key?: string, number?: string): Promise<PackageRequest>;
  inReview(key?: string, number?: string): Promise<PackageRequest>;
  approved(key?: string, number?: string): Promise<PackageRequest>;
  released(key?: string, number?: string): Promise<PackageRequest>;
  /** The program's owner goes to the page and agrees. Resolves to what they bring back. */
  agree(to: RegistrationRequest): Promise<Readonly<Record<string, string>>>;
  /** What Baidu calls the things that were begun, in their order. */
  readonly references: string[];
  /** From now on the connector knows nothing but the ticket: as one whose vault was lost. */
  forget(): Promise<void>;
}

export async function openBaiduStage(): Promise<BaiduStage> {
  const receiver = await openPushReceiver(systemClock);
  const sandbox = await startBaiduSandbox({
    tpKey: TP_KEY,
    tpAppId: TP_APP_ID,
    memberHost: MEMBER_HOST,
    messageToken: MESSAGE_TOKEN,
    encodingAesKey: ENCODING_AES_KEY,
    port: 0,
    clock: systemClock,
    pushBaseUrl: receiver.url,
    ticketEveryMs: 0,
    reviewAfterMs: 0,
    registrationAfterMs: 0,
    changeAfterMs: 0,
    contestAfterMs: 0,
    baseInfoAfterMs: 0,
    uploadAfterMs: 0,
    rollbackAfterMs: 0,
    weeklyQuota: 3,
    domains: ['shop.example'],
    templates: [{ templateId: 7, userVersion: '3.1', userDesc: '点餐' }],
  });
  const connect = () =>
    createBaiduConnector(
      {
        baseUrl: sandbox.url,
        consentBaseUrl: sandbox.url,
        clientId: TP_KEY,
        tpAppId: String(TP_APP_ID),
        memberHost: MEMBER_HOST,
        messageToken: MESSAGE_TOKEN,
        encodingAesKeys: [ENCODING_AES_KEY],
        redirectBaseUrl: receiver.url,
      },
      createMemoryVault(),
      systemClock,
      { limits: { timeoutMs: 3_000, perSecond: 100_000 } },
    );
  let connector = connect();
  const ticketIn = receiver.nextNews('CREDENTIALS');
  receiver.serve(connector);
  await ticketIn;
  const authorised = receiver.nextNews('AUTHORISED');
  const appId = String(sandbox.authorize({ appName: manifest.name }));
  await authorised;
  sandbox.scriptReviews('*', Array(50).fill({ outcome: 'wait' }));

  const stage: BaiduStage = {
    get connector() {
      return connector;
    },
    appId,
    sandbox,
    calls: () => sandbox.calls(),
    nextNews: receiver.nextNews,
    version: (key = 'sub_1', versionNumber = '1.4.0') => ({ ...program, appId, key, versionNumber }),
    async uploaded(key, number) {
      const version = stage.version(key, number);
      await connector.upload(version);
      await until(
        () => connector.lookUpPackage(version),
        ({ state }) => state !== 'UPLOADING',
      );
      return version;
    },
    references: [],
    async inReview(key, number) {
      const version = await stage.uploaded(key, number);
      await connector.submit(version);
      return version;
    },
    async approved(key, number) {
      const version = await stage.inReview(key, number);
      sandbox.decideReview(appId, { outcome: 'approve' });
      return version;
    },
    async released(key, number) {
      const version = await stage.approved(key, number);
      await connector.release(version);
      return version;
    },
    async agree(to) {
      return agreeOn((await connector.register(to)).consentUrl ?? '');
    },
    async forget() {
      connector = connect();
      receiver.serve(connector);
      const again = receiver.nextNews('CREDENTIALS');
      sandbox.pushTicket();
      await again;
    },
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  return stage;
}
