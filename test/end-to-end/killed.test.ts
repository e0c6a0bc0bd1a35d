import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { follow } from '../../src/client/follow.ts';
import {
  AccountEventsDocument,
  type AccountEventsSubscription,
  CreateVersionDocument,
  SubmitForReviewDocument,
} from '../../src/client/generated/graphql.ts';
import { createLiveClient } from '../../src/client/live-client.ts';
import type { WechatSandbox } from '../../src/sandbox/wechat/server.ts';
import { testLocation } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { emptyFolder, GatewayProcess } from '../support/gateway-process.ts';
import {
  askForRegistration,
  createOwner,
  environmentOf,
  OWNER,
  startTheHost,
} from '../support/one-host-gateway.ts';

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
    ...environmentOf(location, wechatPort),
    PORT: String(port),
    PAIFANG_PUBLIC_URL: url,
    PAIFANG_DATA_DIR: data.folder,
    PAIFANG_POLL_SECONDS: '5',
  };
  wechat = await startTheHost(wechatPort, url);
  createOwner(environment);
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
    let event: AccountEventsSubscription['accountEvents'];
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
    for await (const { accountEvents } of live.subscribe(AccountEventsDocument, { after }))
      yield accountEvents;
  } finally {
    await live.close();
  }
}

describe('a gateway that is killed', () => {
  it('loses no submission, does nothing twice at the host, and leaves the log without gap or repetition', async () => {
    const log = new LogReader();
    const until = (type: string, about?: string) => log.until(type, about);
    const programId = await askForRegistration(api);
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
