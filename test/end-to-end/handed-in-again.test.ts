import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Gateway, startGateway } from '../../src/app.ts';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { readConfig } from '../../src/config.ts';
import { playMainJob } from '../../src/demo/walk.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import {
  DEMO_ACCOUNT,
  type SandboxHosts,
  sandboxConnection,
  seedDemoAccount,
  startSandboxHosts,
} from '../../src/sandbox-hosts.ts';
import { testLocation } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { allContent } from '../support/restaurant.ts';

const ports = { wechatPort: 0, baiduPort: 0 };
const HOSTS = ['wechat', 'baiduboxapp'];
const PATIENCE_MS = 60_000;
let url: string;
let api: ApiClient;
let gateway: Gateway;
let sandbox: SandboxHosts;
let drop: () => Promise<void>;
let programId: string;

beforeAll(async () => {
  ports.wechatPort = await freePort();
  ports.baiduPort = await freePort();
  const testDatabase = await testLocation();
  ({ drop } = testDatabase);
  const config = { ...readConfig({ PORT: String(await freePort()) }), database: testDatabase.location };
  url = config.publicUrl;
  gateway = await startGateway({
    config,
    clock: systemClock,
    keys: { masterKeys: [randomBytes(32)], signInSecret: randomBytes(32).toString('hex') },
    hosts: sandboxConnection(ports, url),
  });
  sandbox = await startSandboxHosts(ports, gateway, url, systemClock);
  await seedDemoAccount(gateway);
  const { email, password } = DEMO_ACCOUNT;
  const [wechatUrl, baiduUrl] = [ports.wechatPort, ports.baiduPort].map((port) => `http://127.0.0.1:${port}`);
  ({ programId } = await playMainJob({
    url,
    email,
    password,
    sandbox: { wechatUrl: wechatUrl ?? '', baiduUrl: baiduUrl ?? '' },
    locale: 'en',
    print: () => {},
  }));
  api = createApiClient({ url });
  await api.signIn(email, password);
}, 180_000);

afterAll(async () => {
  await sandbox.stopPartners();
  await gateway.stop();
  await sandbox.stopPlatforms();
  await drop();
});

// What a test asks for, it knows the form of.
// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
async function ask(query: string, variables: object = {}): Promise<any> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/** Asks until the answer is as it should be. Each question is a call over HTTP, so this is no busy loop. */
async function until<Seen>(look: () => Promise<Seen>, isSo: (seen: Seen) => boolean): Promise<Seen> {
  const last = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > last) throw new Error(`still ${JSON.stringify(seen)}`);
  }
}

interface PackageSeen {
  readonly id: string;
  readonly platform: string;
  readonly attempt: number;
  readonly review: string;
  readonly online: boolean;
  readonly reviews: readonly { readonly reviewer: string; readonly state: string }[];
}

async function packagesOf(versionId: string): Promise<readonly PackageSeen[]> {
  const { node } = await ask(
    `query ($id: ID!) { node(id: $id) { ... on Version {
       packages { id platform attempt review online reviews { reviewer state } } } } }`,
    { id: versionId },
  );
  return node.packages;
}

async function submit(versionId: string) {
  const { submitForReview } = await ask(
    `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
       results { accepted package { id attempt } } problems { message } } }`,
    { input: { versionId, hostIds: HOSTS, absentContent: allContent } },
  );
  expect(submitForReview.problems).toEqual([]);
  expect(submitForReview.results.map(({ accepted }: { accepted: boolean }) => accepted)).toEqual([
    true,
    true,
  ]);
}

/** The reviewers of both platforms leave the next review open. */
async function holdReviews(): Promise<void> {
  for (const port of [ports.wechatPort, ports.baiduPort]) {
    const body = JSON.stringify({ app: '*', outcomes: [{ outcome: 'wait' }] });
    const headers = { 'content-type': 'application/json' };
    await fetch(`http://127.0.0.1:${port}/sandbox/reviews`, { method: 'POST', headers, body });
  }
}

const isReviewed = (attempt: number, review: string) => (packages: readonly PackageSeen[]) => {
  const found = packages.filter((one) => one.attempt === attempt && one.review === review);
  return found.length === HOSTS.length;
};

describe('a QR code (wechat/2.2)', () => {
  const codeAt = async (hostId: string) => {
    const { program } = await ask(
      'query ($id: ID!) { program(id: $id) { distributions { host { id } qrCode { url opensFor problems { code } } } } }',
      { id: programId },
    );
    return program.distributions.find(({ host }: { host: { id: string } }) => host.id === hostId).qrCode;
  };
  const fetchCode = (path: string, token = api.token) =>
    fetch(url + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

  it.each([
    ['wechat', 'EVERYBODY', 'image/jpeg', 'ffd8ff'],
    ['baiduboxapp', 'EVERYBODY', 'image/png', '89504e47'],
    ['tieba', 'TESTERS', 'image/png', '89504e47'],
  ])(
    'at %s opens for %s, and is the picture that the platform draws',
    async (hostId, opensFor, type, begin) => {
      const code = await codeAt(hostId);
      expect(code).toMatchObject({ opensFor, problems: [] });
      const answer = await fetchCode(code.url);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect(answer.headers.get('x-opens-for')).toBe(opensFor);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, begin.length / 2).toString('hex')).toBe(begin);
    },
  );

  it('is shown to nobody who is not of the account', async () => {
    const { url: path } = await codeAt('wechat');
    expect((await fetch(url + path)).status).toBe(401);
    const { token } = await gateway.signIn.createHostCredential('tieba');
    expect((await fetchCode(path, token)).status).toBe(404);
  });
});

describe('a version that is taken back on both platforms (wechat/2.4, baidu/2.2)', () => {
  it('is handed in again, passes its second review and is released; the first stays as history', async () => {
    const { createVersion } = await ask(
      `mutation ($input: CreateVersionInput!) { createVersion(input: $input) { version { id } problems { message } } }`,
      {
        input: {
          programId,
          number: '2.0.0',
          templates: ['WECHAT', 'BAIDU'].map((platform) => ({ platform, templateId: '1' })),
        },
      },
    );
    expect(createVersion.problems).toEqual([]);
    const versionId = createVersion.version.id;
    const look = () => packagesOf(versionId);

    await holdReviews();
    await submit(versionId);
    const first = await until(look, isReviewed(1, 'IN_REVIEW'));
    for (const platform of ['WECHAT', 'BAIDU']) {
      const { withdrawReview } = await ask(
        'mutation ($input: WithdrawReviewInput!) { withdrawReview(input: $input) { problems { message } } }',
        { input: { versionId, platform } },
      );
      expect(withdrawReview.problems).toEqual([]);
    }
    await until(look, isReviewed(1, 'WITHDRAWN'));

    await submit(versionId);
    await until(look, isReviewed(2, 'APPROVED'));
    const { release } = await ask(
      'mutation ($input: ReleaseInput!) { release(input: $input) { results { accepted } problems { message } } }',
      { input: { versionId, hostIds: HOSTS } },
    );
    expect(release.results).toEqual([{ accepted: true }, { accepted: true }]);
    const after = await until(look, (packages) => packages.filter(({ online }) => online).length === 2);

    const ofPlatform = (packages: readonly PackageSeen[], platform: string) =>
      packages.filter((one) => one.platform === platform).map(({ id, attempt }) => ({ id, attempt }));
    for (const platform of ['WECHAT', 'BAIDU']) {
      const [before] = ofPlatform(first, platform);
      expect(ofPlatform(after, platform)).toEqual([{ id: expect.any(String), attempt: 2 }, before]);
      const [second, earlier] = after.filter((one) => one.platform === platform);
      expect(second).toMatchObject({ online: true, reviews: [{ reviewer: 'PLATFORM', state: 'APPROVED' }] });
      expect(earlier).toMatchObject({
        online: false,
        reviews: [{ reviewer: 'PLATFORM', state: 'WITHDRAWN' }],
      });
    }
    const { program } = await ask(
      'query ($id: ID!) { program(id: $id) { distributions { host { id } headline liveVersion { number } } } }',
      { id: programId },
    );
    const live = program.distributions.filter(({ host }: { host: { id: string } }) =>
      HOSTS.includes(host.id),
    );
    for (const distribution of live) {
      expect(distribution).toMatchObject({ headline: 'LIVE', liveVersion: { number: '2.0.0' } });
    }
    expect(live).toHaveLength(2);
    const anomalies = await gateway.database.prisma.event.count({ where: { type: 'ANOMALY_NOTICED' } });
    expect(anomalies).toBe(0);
  }, 120_000);
});
