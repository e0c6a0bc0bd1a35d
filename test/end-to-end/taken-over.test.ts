import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { CreateVersionDocument, SubmitForReviewDocument } from '../../src/client/generated/graphql.ts';
import type { WechatSandbox } from '../../src/sandbox/wechat/server.ts';
import { EXPIRE_SECONDS } from '../../src/store/job-queue.ts';
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

/** Two processes on one PostgreSQL: what is embedded one process alone can have open. */
const onServer = process.env.PAIFANG_TEST_DATABASE_URL ? describe : describe.skip;

onServer('a job of a node that is killed in the middle of a call', () => {
  const data = emptyFolder();
  let wechat: WechatSandbox;
  let nodes: GatewayProcess[] = [];
  let database: pg.Pool;
  let drop: () => Promise<void>;
  let environment: Readonly<Record<string, string>>;
  let ports: readonly number[];

  beforeAll(async () => {
    const testDatabase = await testLocation();
    ({ drop } = testDatabase);
    const { location } = testDatabase;
    if (location.kind !== 'SERVER') throw new Error('a server is needed');
    database = new pg.Pool({ connectionString: location.url, max: 2 });
    ports = [await freePort(), await freePort()];
    const wechatPort = await freePort();
    environment = {
      ...environmentOf(location, wechatPort),
      PAIFANG_DATA_DIR: data.folder,
      PAIFANG_PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
      // Nobody looks by himself: who finishes has taken the job over.
      PAIFANG_POLL_SECONDS: '86400',
    };
    wechat = await startTheHost(wechatPort, `http://127.0.0.1:${ports[0]}`);
    createOwner(environment);
  }, 120_000);

  afterAll(async () => {
    for (const node of nodes) await node.kill();
    await wechat?.close();
    await database?.end();
    data.remove();
    await drop?.();
  });

  async function start(port: number | undefined): Promise<GatewayProcess> {
    const node = new GatewayProcess({ ...environment, PORT: String(port) });
    nodes = [...nodes, node];
    await node.says('Ctrl-C stops it');
    return node;
  }

  /** Asks the database until the answer is there; each question is a round trip. */
  async function row<Row extends pg.QueryResultRow>(text: string, ...values: unknown[]): Promise<Row> {
    for (;;) {
      const [found] = (await database.query<Row>(text, values)).rows;
      if (found) return found;
    }
  }

  async function submitted(api: ApiClient, programId: string): Promise<string> {
    const templates = [{ platform: 'WECHAT' as const, templateId: '1' }];
    const { createVersion } = await api.execute(CreateVersionDocument, {
      input: { programId, number: '1.0.0', description: '', settings: {}, templates },
      locale: LOCALE,
    });
    const versionId = createVersion.version?.id ?? '';
    const { submitForReview } = await api.execute(SubmitForReviewDocument, {
      input: { versionId, hostIds: ['wechat'], absentContent: [], idempotencyKey: randomUUID() },
      locale: LOCALE,
    });
    expect(submitForReview.problems).toEqual([]);
    const { id } = await row<{ id: string }>('SELECT id FROM "Package" WHERE "versionId" = $1', versionId);
    return id;
  }

  it('is finished by another node, once it has expired, and the host has done nothing twice', async () => {
    const first = await start(ports[0]);
    const second = await start(ports[1]);
    // It is there, and takes no job for as long as it does not run.
    second.child.kill('SIGSTOP');
    wechat.pushTicket();
    const api = createApiClient({ url: `http://127.0.0.1:${ports[0]}` });
    await api.signIn(OWNER.email, OWNER.password);
    const programId = await askForRegistration(api);
    await row(`SELECT 1 FROM "Registration" WHERE "programId" = $1 AND state = 'REGISTERED'`, programId);

    // WeChat takes the submission, and keeps its answer to itself for longer than anybody waits.
    wechat.scriptReviews('*', [{ outcome: 'wait' }]);
    wechat.answerNext({ path: '/wxa/submit_audit', delayMs: 600_000 });
    const packageId = await submitted(api, programId);
    while (wechat.state().reviews.length === 0) await row('SELECT 1 AS here');
    const theJob = `SELECT started_on, "leaseOwner" FROM queue.job, "Package"
      WHERE name = 'host-work' AND data->>'id' = $1 AND queue.job.state = 'active' AND "Package".id = $1`;
    const held = await row<{ started_on: Date; leaseOwner: string }>(theJob, packageId);
    expect(held.leaseOwner).toMatch(/./);

    await first.kill();
    second.child.kill('SIGCONT');

    const { at } = await row<{ at: Date }>(
      `SELECT at FROM "Event" WHERE type = 'REVIEW_STARTED' AND "subjectId" = $1`,
      packageId,
    );
    const { review, leaseOwner } = await row<{ review: string; leaseOwner: string | null }>(
      'SELECT review, "leaseOwner" FROM "Package" WHERE id = $1',
      packageId,
    );
    expect([review, leaseOwner === held.leaseOwner]).toEqual(['IN_REVIEW', false]);
    // The answer to the one submission is still on its way; no other was made, and nothing was uploaded again.
    expect(wechat.state().reviews).toMatchObject([{ version: '1.0.0', state: 'in review' }]);
    const made = wechat.calls().map(({ path }) => path);
    expect(made.filter((path) => path === '/wxa/submit_audit')).toEqual([]);
    expect(made.filter((path) => path === '/wxa/commit')).toHaveLength(1);
    // By the clock of the rows: not while the first might still have been at it.
    const tookMs = at.getTime() - held.started_on.getTime();
    expect(tookMs).toBeGreaterThan(EXPIRE_SECONDS * 1_000);
  }, 240_000);
});
