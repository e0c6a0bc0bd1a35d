import type { ContestRequest, PackageRequest, PushNews } from '../../../src/hosts/connector.ts';
import { createWechatConnector } from '../../../src/hosts/wechat/connector.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { startWechatSandbox, type WechatSandbox } from '../../../src/sandbox/wechat/server.ts';
import { createMemoryVault } from '../../support/memory-vault.ts';
import { openPushReceiver } from '../push-receiver.ts';
import { manifest, program } from '../subjects.ts';
import { type Stage, until } from './table.ts';

const MESSAGE_TOKEN = 'token';
const ENCODING_AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const COMPONENT = { componentAppId: 'wxcomponent', componentAppSecret: 'component-secret' };

export interface WechatStage extends Stage {
  readonly sandbox: WechatSandbox;
  nextNews(kind: PushNews['kind']): Promise<PushNews>;
  /** A version of the program; `key` tells it from others. */
  version(key?: string, number?: string): PackageRequest;
  /** Takes a version so far. Reviews wait for a decision. */
  uploaded(key?: string, number?: string): Promise<PackageRequest>;
  inReview(key?: string, number?: string): Promise<PackageRequest>;
  approved(key?: string, number?: string): Promise<PackageRequest>;
  released(key?: string, number?: string): Promise<PackageRequest>;
  /** What WeChat calls the things that were begun, in their order: reviews, records, tasks. */
  readonly references: string[];
  /** What is said against what was punished. */
  readonly contests: ContestRequest[];
  /** From now on the connector knows nothing but the ticket: as one whose vault was lost. */
  forget(): Promise<void>;
}

export async function openWechatStage(): Promise<WechatStage> {
  const receiver = await openPushReceiver(systemClock);
  const sandbox = await startWechatSandbox({
    ...COMPONENT,
    messageToken: MESSAGE_TOKEN,
    encodingAesKey: ENCODING_AES_KEY,
    port: 0,
    clock: systemClock,
    pushBaseUrl: receiver.url,
    ticketEveryMs: 0,
    reviewAfterMs: 0,
    registrationAfterMs: 0,
    contestAfterMs: 0,
    changeAfterMs: 0,
    scanAfterMs: 0,
    monthlyQuota: 20,
    monthlySpeedups: 2,
    templates: [
      { templateId: 7, userVersion: '3.1', userDesc: '点餐', pages: ['pages/index', 'pages/order'] },
    ],
  });
  const connect = () =>
    createWechatConnector(
      {
        ...COMPONENT,
        baseUrl: sandbox.url,
        consentBaseUrl: sandbox.url,
        phoneConsentBaseUrl: sandbox.url,
        messageToken: MESSAGE_TOKEN,
        encodingAesKeys: [ENCODING_AES_KEY],
      },
      createMemoryVault(),
      systemClock,
      { limits: { timeoutMs: 3_000, perSecond: 100_000 } },
    );
  let connector = connect();
  const credentials = async (count: number) => {
    for (let heard = 0; heard < count; heard += 1) await receiver.nextNews('CREDENTIALS');
  };
  const ticketIn = credentials(1);
  receiver.serve(connector);
  await ticketIn;
  const authorised = receiver.nextNews('AUTHORISED');
  const appId = sandbox.authorize({ nickName: manifest.name });
  await authorised;
  sandbox.scriptReviews('*', Array(50).fill({ outcome: 'wait' }));

  const stage: WechatStage = {
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
    contests: [],
    async inReview(key, number) {
      const version = await stage.uploaded(key, number);
      stage.references.push((await connector.submit(version)).reference ?? '');
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
    async forget() {
      connector = connect();
      receiver.serve(connector);
      const again = credentials(1);
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
