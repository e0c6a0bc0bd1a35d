import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { follow } from '../../src/client/follow.ts';
import {
  AcceptAgreementDocument,
  AddMaterialDocument,
  CreateProgramDocument,
  CreateVersionDocument,
  DeclareSubjectDocument,
  EventsDocument,
  type EventsSubscription,
  RegisterProgramDocument,
  SubmitForReviewDocument,
} from '../../src/client/generated/graphql.ts';
import { createLiveClient } from '../../src/client/live-client.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { startWechatSandbox, type WechatSandbox } from '../../src/sandbox/wechat/server.ts';
import { testLocation } from '../support/database.ts';
import { RESTAURANT, someManifest } from '../support/facts.ts';
import { freePort } from '../support/free-port.ts';
import { emptyFolder, GatewayProcess } from '../support/gateway-process.ts';

const AES_KEY = 'k'.repeat(43);
const OWNER = { email: 'owner@example.com', password: 'a long enough password' };
const LOCALE = 'en';

/** How long after the answer to a submission the process dies, in milliseconds: in the upload, the scan, the review. */
const KILLED_AFTER_MS = process.env.PAIFANG_TEST_DATABASE_URL ? [120] : [0, 120, 400];

let wechat: WechatSandbox;
let environment: Record<string, string>;
let gateway: GatewayProcess;
let api: ApiClient;
let drop: () => Promise<void>;
const data = emptyFolder();
const left = new AbortController();

beforeAll(async () => {
  const [port, wechatPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const testDatabase = await testLocation();
  ({ drop } = testDatabase);
  const { location } = testDatabase;
  environment = {
    PORT: String(port),
    PAIFANG_HOSTS: 'real',
    PAIFANG_PUBLIC_URL: url,
    PAIFANG_DATA_DIR: data.folder,
    ...(location.kind === 'SERVER' ? { DATABASE_URL: location.url } : {}),
    PAIFANG_POLL_SECONDS: '5',
    PAIFANG_MASTER_KEY: randomBytes(32).toString('base64'),
    PAIFANG_SIGN_IN_SECRET: randomBytes(32).toString('hex'),
    WECHAT_BASE_URL: `http://127.0.0.1:${wechatPort}`,
    WECHAT_COMPONENT_APP_ID: 'wxplatform',
    WECHAT_COMPONENT_APP_SECRET: 'secret',
    WECHAT_MESSAGE_TOKEN: 'token',
    WECHAT_ENCODING_AES_KEY: AES_KEY,
    BAIDU_TP_KEY: 'unused',
    BAIDU_TP_APP_ID: '1',
    BAIDU_MESSAGE_TOKEN: 'unused',
    BAIDU_ENCODING_AES_KEY: AES_KEY,
    LOG_LEVEL: 'silent',
  };
  wechat = await startWechatSandbox({
    port: wechatPort,
    clock: systemClock,
    componentAppId: 'wxplatform',
    componentAppSecret: 'secret',
    messageToken: 'token',
    encodingAesKey: AES_KEY,
    pushBaseUrl: url,
    templates: [{ templateId: 1, userVersion: '1', userDesc: '', pages: ['pages/index'] }],
    categories: [['餐饮服务', '餐饮服务场所/餐饮服务管理企业', '川湘菜']],
    reviewAfterMs: 300,
    registrationAfterMs: 0,
    scanAfterMs: 200,
    pushTries: 20,
    pushGapMs: 300,
  });
  const made = spawnSync(
    process.execPath,
    ['dist/operator.js', 'create-account', '--email', OWNER.email, '--name', 'Owner', '--account', 'Company'],
    { input: `${OWNER.password}\n`, env: { PATH: process.env.PATH, ...environment }, encoding: 'utf8' },
  );
  expect(made.stderr).toBe('');
  gateway = await start();
  api = createApiClient({ url });
  await api.signIn(OWNER.email, OWNER.password);
}, 120_000);

afterAll(async () => {
  left.abort();
  await gateway.kill();
  await wechat.close();
  data.remove();
  await drop();
});

async function start(): Promise<GatewayProcess> {
  const started = new GatewayProcess(environment);
  await started.says('Ctrl-C stops it');
  wechat.pushTicket();
  return started;
}

/** The account's log from its beginning, across every death of the gateway. */
class LogReader {
  readonly seen: string[] = [];
  readonly #events = follow({
    open: eventsAfter,
    cursorOf: ({ cursor }) => cursor,
    after: 'e0',
    signal: left.signal,
  });

  async until(type: string, versionId?: string): Promise<void> {
    let event: EventsSubscription['events'];
    do {
      const { value } = await this.#events.next();
      if (!value) throw new Error('the log ended');
      event = value;
      this.seen.push(event.cursor);
      if (event.type === 'HOST_CALL_FAILED') throw new Error(JSON.stringify(event.payload));
    } while (event.type !== type || (versionId && event.payload.versionId !== versionId));
  }
}

async function* eventsAfter(after = 'e0') {
  const live = createLiveClient({ url: api.url, token: api.token });
  try {
    for await (const { events } of live.subscribe(EventsDocument, { after })) yield events;
  } finally {
    await live.close();
  }
}

async function readyProgram(): Promise<string> {
  await api.execute(AcceptAgreementDocument, { input: { platform: 'WECHAT', all: true }, locale: LOCALE });
  const subject = {
    type: 'ORGANISATION' as const,
    legalName: RESTAURANT,
    identityNumber: '91500000MA5U00000X',
    representativeName: '某某',
    representativeAccount: 'someone',
    phone: '13800000000',
  };
  await api.execute(DeclareSubjectDocument, { input: subject, locale: LOCALE });
  const content = Buffer.from('%PDF-1.4');
  const { id: fileId } = await api.uploadFile({ name: 'p.pdf', mediaType: 'application/pdf', content });
  const paper = { holder: RESTAURANT, fileId, validFrom: '2020-01-01' };
  await api.execute(AddMaterialDocument, { input: { ...paper, paper: '营业执照' }, locale: LOCALE });
  const { createProgram } = await api.execute(CreateProgramDocument, {
    input: { manifest: someManifest() as never, materials: [{ ...paper, paper: '食品经营许可证' }] },
    locale: LOCALE,
  });
  const programId = createProgram.program?.id ?? '';
  const input = { programId, platform: 'WECHAT' as const, email: 'noodles@example.com' };
  await api.execute(RegisterProgramDocument, { input, locale: LOCALE });
  return programId;
}

describe('a gateway that is killed', () => {
  it('loses no submission, does nothing twice at the host, and leaves the log without gap or repetition', async () => {
    const log = new LogReader();
    const until = (type: string, about?: string) => log.until(type, about);
    const programId = await readyProgram();
    await until('REGISTERED');

    for (const [round, delayMs] of KILLED_AFTER_MS.entries()) {
      const number = `1.0.${round}`;
      const templates = [{ platform: 'WECHAT' as const, templateId: '1' }];
      const { createVersion } = await api.execute(CreateVersionDocument, {
        input: { programId, number, description: '', settings: {}, templates },
        locale: LOCALE,
      });
      const versionId = createVersion.version?.id ?? '';
      wechat.scriptReviews('*', [{ outcome: 'reject', reason: 'round' }]);
      const { submitForReview } = await api.execute(SubmitForReviewDocument, {
        input: { versionId, hostIds: ['wechat'], absentContent: [], idempotencyKey: number },
        locale: LOCALE,
      });
      expect(submitForReview.problems).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await gateway.kill();
      gateway = await start();
      await until('REVIEW_REJECTED', versionId);
    }

    const calls = wechat.calls().map(({ path }) => path);
    expect(calls.filter((path) => path === '/wxa/commit')).toHaveLength(KILLED_AFTER_MS.length);
    expect(calls.filter((path) => path === '/wxa/submit_audit')).toHaveLength(KILLED_AFTER_MS.length);
    const positions = log.seen.map((cursor) => Number.parseInt(cursor.slice(1), 36));
    expect(positions).toEqual(positions.map((_, index) => index + 1));
  }, 180_000);
});
