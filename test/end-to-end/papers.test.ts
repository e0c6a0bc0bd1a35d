import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Gateway, startGateway } from '../../src/app.ts';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { readConfig } from '../../src/config.ts';
import { pressTheButton } from '../../src/demo/browser.ts';
import { playMainJob } from '../../src/demo/walk.ts';
import type { EventType } from '../../src/events/event.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import {
  DEMO_ACCOUNT,
  type SandboxHosts,
  sandboxConnection,
  seedDemoAccount,
  startSandboxHosts,
} from '../../src/sandbox-hosts.ts';
import { PIXEL } from '../sandbox/baidu-scene.ts';
import { testLocation } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';

const ports = { wechatPort: 0, baiduPort: 0 };
let gateway: Gateway;
let sandbox: SandboxHosts;
let drop: () => Promise<void>;
let api: ApiClient;
let programId: string;

const urlOf = (platform: 'WECHAT' | 'BAIDU') =>
  `http://127.0.0.1:${platform === 'WECHAT' ? ports.wechatPort : ports.baiduPort}`;

beforeAll(async () => {
  ports.wechatPort = await freePort();
  ports.baiduPort = await freePort();
  const testDatabase = await testLocation();
  ({ drop } = testDatabase);
  const environment = { PORT: String(await freePort()) };
  const config = { ...readConfig(environment), pollMs: 1_000, database: testDatabase.location };
  const url = config.publicUrl;
  gateway = await startGateway({
    config,
    clock: systemClock,
    keys: { masterKeys: [randomBytes(32)], signInSecret: randomBytes(32).toString('hex') },
    hosts: sandboxConnection(ports, url),
  });
  sandbox = await startSandboxHosts(ports, gateway, url, systemClock);
  await seedDemoAccount(gateway);
  await playMainJob({
    url,
    email: DEMO_ACCOUNT.email,
    password: DEMO_ACCOUNT.password,
    sandbox: { wechatUrl: urlOf('WECHAT'), baiduUrl: urlOf('BAIDU') },
    locale: 'en',
    print: () => {},
  });
  api = createApiClient({ url });
  await api.signIn(DEMO_ACCOUNT.email, DEMO_ACCOUNT.password);
  ({ id: programId } = await gateway.database.prisma.program.findFirstOrThrow());
}, 180_000);

afterAll(async () => {
  await sandbox.stopPartners();
  await gateway.stop();
  await sandbox.stopPlatforms();
  await drop();
});

// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
async function ask(query: string, variables: object = {}): Promise<any> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.token}` },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: unknown }).data;
}

async function control(platform: 'WECHAT' | 'BAIDU', path: string, body: object): Promise<void> {
  const response = await fetch(`${urlOf(platform)}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

/** The next people who look at papers or at a developer say this. */
const nextSays = (platform: 'WECHAT' | 'BAIDU', outcome: object) =>
  control(platform, 'registrations', { name: '*', outcomes: [outcome] });

async function baiduFacts(facts: object): Promise<void> {
  const { appId } = await gateway.database.prisma.registration.findFirstOrThrow({
    where: { platform: 'BAIDU' },
  });
  await control('BAIDU', 'apps/facts', { appId: Number(appId), ...facts });
}

/** An event about something; asked for until it is there, for at most 30 s. */
async function heard(type: EventType, subjectId: string, atLeast = 1) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = await gateway.database.prisma.event.findMany({
      where: { type, subjectId },
      orderBy: { accountPosition: 'asc' },
    });
    const last = found.at(-1);
    if (last && found.length >= atLeast) return last.payload as Record<string, unknown>;
  }
  throw new Error(`no ${type} about ${subjectId}`);
}

async function fileAgain(paper: string, ofProgram: boolean) {
  const { prisma } = gateway.database;
  const where = { paper, state: 'EFFECTIVE', programId: ofProgram ? programId : null };
  const { id: older } = await prisma.material.findFirstOrThrow({ where });
  const content = Buffer.concat([PIXEL, randomBytes(4)]);
  const file = await api.uploadFile({ name: `${paper}.png`, mediaType: 'image/png', content });
  const { holder, validFrom } = { holder: '样例（虚构）餐饮有限公司', validFrom: '2026-01-01' };
  const input = { paper, holder, fileId: file.id, validFrom, ...(ofProgram ? { programId } : {}) };
  const { addMaterial } = await ask(
    'mutation ($input: AddMaterialInput!) { addMaterial(input: $input) { material { id } problems { message } } }',
    { input },
  );
  expect(addMaterial.problems).toEqual([]);
  return { older, newer: addMaterial.material.id as string };
}

async function statesOf({ older, newer }: { older: string; newer: string }) {
  const { materials } = await ask('{ materials { id state words } }');
  const one = (id: string) => materials.find((material: { id: string }) => material.id === id);
  return { older: one(older).state, newer: one(newer).state, words: one(newer).words };
}

describe('a paper that replaces another, over the wire', () => {
  it('baidu/2.5: is handed in again, and the older one holds until Baidu has verified it', async () => {
    await nextSays('BAIDU', { outcome: 'approve', afterMs: 1_500 });
    const papers = await fileAgain('食品经营许可证', true);
    expect(await heard('MATERIAL_HANDED_IN', papers.newer)).toMatchObject({ platform: 'BAIDU' });
    expect(await statesOf(papers)).toEqual({ older: 'EFFECTIVE', newer: 'PENDING', words: null });
    expect(await heard('MATERIAL_VERIFIED', papers.newer)).toMatchObject({ replaced: [papers.older] });
    expect(await statesOf(papers)).toEqual({ older: 'SUPERSEDED', newer: 'EFFECTIVE', words: null });
  }, 60_000);

  it('baidu/2.5: that Baidu declines leaves the older one in force, with Baidu’s words', async () => {
    await nextSays('BAIDU', { outcome: 'reject', reason: '许可证图片不清晰' });
    const papers = await fileAgain('食品经营许可证', true);
    await heard('MATERIAL_DECLINED', papers.newer);
    expect(await statesOf(papers)).toEqual({
      older: 'EFFECTIVE',
      newer: 'DECLINED',
      words: '许可证图片不清晰',
    });
    const again = await fileAgain('食品经营许可证', true);
    await heard('MATERIAL_VERIFIED', again.newer);
    expect(await statesOf(again)).toMatchObject({ older: 'SUPERSEDED', newer: 'EFFECTIVE' });
  }, 60_000);

  it('baidu/2.5: of who the developer is waits for Baidu’s own review, where its verification cannot be run again', async () => {
    const papers = await fileAgain('营业执照', false);
    expect(await heard('MATERIAL_HANDED_IN', papers.newer)).toMatchObject({ personNeeded: false });
    await baiduFacts({ subjectStatus: 3 });
    await heard('MATERIAL_DECLINED', papers.newer);
    expect(await statesOf(papers)).toMatchObject({ older: 'EFFECTIVE', newer: 'DECLINED' });
    await baiduFacts({ subjectStatus: 1 });
  }, 60_000);

  it('baidu/2.5: of who the developer is goes with the verification that is run again when the yearly one is due', async () => {
    await baiduFacts({ annualReview: 2 });
    const papers = await fileAgain('营业执照', false);
    expect(await heard('MATERIAL_HANDED_IN', papers.newer)).toMatchObject({ personNeeded: true });
    expect((await statesOf(papers)).newer).toBe('PENDING');
    await pressTheButton((await registrationOn('BAIDU')).verificationUrl);
    await heard('MATERIAL_VERIFIED', papers.newer);
    expect(await statesOf(papers)).toMatchObject({ older: 'SUPERSEDED', newer: 'EFFECTIVE' });
  }, 60_000);
});

async function registrationOn(platform: 'WECHAT' | 'BAIDU') {
  const { program } = await ask(
    'query ($id: ID!) { program(id: $id) { registrations { id platform verification verificationUrl renewingSince words allowedNext { operation allowed } } } }',
    { id: programId },
  );
  return program.registrations.find((one: { platform: string }) => one.platform === platform);
}

async function verify(platform: 'WECHAT' | 'BAIDU') {
  const { startVerification } = await ask(
    'mutation ($input: StartVerificationInput!) { startVerification(input: $input) { problems { __typename code } } }',
    { input: { programId, platform } },
  );
  return startVerification.problems;
}

describe('a verification that is begun again before it expires, over the wire', () => {
  it('baidu/2.2: is passed again at Baidu’s page, and what was passed holds meanwhile', async () => {
    await baiduFacts({ annualReview: 2 });
    const { id } = await registrationOn('BAIDU');
    const before = (await gateway.database.prisma.event.count({
      where: { subjectId: id, type: 'VERIFICATION_PAGE_READY' },
    })) as number;
    expect(await verify('BAIDU')).toEqual([]);
    await heard('VERIFICATION_PAGE_READY', id, before + 1);
    const meanwhile = await registrationOn('BAIDU');
    expect(meanwhile).toMatchObject({ verification: 'PASSED', renewingSince: expect.any(String) });
    expect(meanwhile.allowedNext).toEqual([{ operation: 'VERIFY', allowed: false }]);
    expect(await verify('BAIDU')).toMatchObject([{ code: 'POLICY' }]);
    await pressTheButton(meanwhile.verificationUrl);
    await heard('VERIFICATION_RENEWED', id);
    expect(await registrationOn('BAIDU')).toMatchObject({ verification: 'PASSED', renewingSince: null });
  }, 60_000);

  it('wechat/3.1, wechat/4.2: is passed, and begun again; where that is declined, what was passed holds', async () => {
    const { id } = await registrationOn('WECHAT');
    expect(await verify('WECHAT')).toEqual([]);
    expect(await heard('VERIFICATION_CHANGED', id)).toMatchObject({ verification: 'PASSED' });

    await nextSays('WECHAT', { outcome: 'approve', afterMs: 1_500 });
    expect(await verify('WECHAT')).toEqual([]);
    await heard('VERIFICATION_PAGE_READY', id, 2);
    expect(await registrationOn('WECHAT')).toMatchObject({
      verification: 'PASSED',
      renewingSince: expect.any(String),
    });
    await heard('VERIFICATION_RENEWED', id);

    await nextSays('WECHAT', { outcome: 'reject', reason: '营业执照与主体不一致' });
    expect(await verify('WECHAT')).toEqual([]);
    expect(await heard('VERIFICATION_RENEWAL_DECLINED', id)).toMatchObject({ words: '营业执照与主体不一致' });
    const after = await registrationOn('WECHAT');
    expect(after).toMatchObject({ verification: 'PASSED', renewingSince: null });
    expect(after.allowedNext).toEqual([{ operation: 'VERIFY', allowed: true }]);
  }, 60_000);
});
