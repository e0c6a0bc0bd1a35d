// The gateway is killed with SIGKILL at random moments while it hands versions in, takes them back and releases them, at
// WeChat and at Baidu, on a real PostgreSQL, and started again. Whoever asked asks once more under the same key. After each
// round the sandbox, which is never killed, is asked what was done to it: `npm run crash -- --rounds 100`.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createApiClient } from '../../dist/client/api-client.js';
import {
  CreateVersionDocument,
  ReleaseDocument,
  SubmitForReviewDocument,
} from '../../dist/client/generated/graphql.js';
import { readConfig } from '../../dist/config.js';
import { playMainJob } from '../../dist/demo/walk.js';
import { withOfflineSignIn } from '../../dist/offline-sign-in.js';
import { baiduHosts } from '../../dist/policy/baidu/hosts.js';
import { variants } from '../../dist/policy/variants.js';
import { createBenchDatabase } from '../bench/bench-database.mjs';
import { startChild } from '../bench/children.mjs';
import { percentile } from '../bench/figures.mjs';
import { MortalGateway } from './gateway.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const rounds = Number(values.rounds);
/** No new round begins after this many seconds; 0: all rounds are played. */
const seconds = Number(values.seconds);
const random = randomOf(Number(values.seed));

/** What a person would not wait for: two polls, an expired job, a lease, and a start. */
const STUCK_AFTER_MS = 90_000;
/** The moments of death lie in what a submission or a release takes when nobody dies. */
const LONGEST_LIFE_MS = 2_000;
const HOSTS = ['wechat', 'baiduboxapp'];
const PLATFORMS = { wechat: 'WECHAT', baiduboxapp: 'BAIDU' };
/** In which rounds a version is taken back first. WeChat allows five in a day. */
const TAKEN_BACK_EVERY = { wechat: 20, baiduboxapp: 4 };
const MOST_TAKEN_BACK = { wechat: 5, baiduboxapp: Number.POSITIVE_INFINITY };
const OWNER = { email: 'owner@example.com', password: 'a long enough password' };
const ACTS = {
  '/wxa/submit_audit': 'submit',
  '/wxa/undocodeaudit': 'withdraw',
  '/wxa/release': 'release',
  '/rest/2.0/smartapp/package/submitaudit': 'submit',
  '/rest/2.0/smartapp/package/withdraw': 'withdraw',
  '/rest/2.0/smartapp/package/release': 'release',
};
const WITHDRAW = `mutation Withdraw($input: WithdrawReviewInput!) {
  withdrawReview(input: $input) { problems { code message(locale: en) } }
}`;

const closing = [];
try {
  process.exitCode = (await play()) ? 0 : 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function play() {
  const { url: databaseUrl, drop } = await createBenchDatabase();
  closing.push(drop);
  const world = await openWorld(databaseUrl);
  const begun = performance.now();
  const tally = {
    rounds: 0,
    kills: 0,
    stuck: [],
    settledMs: [],
    submitted: new Set(),
    acted: new Map(),
    expected: new Map(),
    done: new Map(),
    takenBack: { wechat: 0, baiduboxapp: 0 },
    wrong: [],
    calls: 0,
  };
  console.log(`seed ${values.seed}`);
  while (tally.rounds < rounds && (seconds === 0 || performance.now() - begun < seconds * 1_000)) {
    try {
      await playRound(world, tally);
    } catch (error) {
      tally.wrong.push({ after: `round ${tally.rounds}`, fault: String(error) });
      break;
    }
    await letWeekPass(world);
  }
  // What is done once too often may be done late.
  await new Promise((later) => setTimeout(later, 10_000));
  await compareBooks(world, tally, 'after the last round');
  return report(tally, performance.now() - begun);
}

async function openWorld(databaseUrl) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const secret = { messageToken: 'token', encodingAesKey: 'k'.repeat(43) };
  const wechat = { ...secret, componentAppId: 'wxplatform', componentAppSecret: 'secret' };
  const baidu = { ...secret, tpKey: 'tpkey', tpAppId: 10_000_001 };
  const sandbox = await startChild('../crash/sandbox-server.mjs', { gatewayUrl: url, wechat, baidu });
  closing.push(() => sandbox.stop());
  const { wechatUrl, baiduUrl } = sandbox.started;
  const environment = {
    PORT: String(port),
    PAIFANG_HOSTS: 'real',
    PAIFANG_PUBLIC_URL: url,
    DATABASE_URL: databaseUrl,
    PAIFANG_POLL_SECONDS: '5',
    PAIFANG_MASTER_KEY: randomBytes(32).toString('base64'),
    PAIFANG_SIGN_IN_SECRET: randomBytes(32).toString('hex'),
    WECHAT_BASE_URL: wechatUrl,
    WECHAT_COMPONENT_APP_ID: wechat.componentAppId,
    WECHAT_COMPONENT_APP_SECRET: wechat.componentAppSecret,
    WECHAT_MESSAGE_TOKEN: secret.messageToken,
    WECHAT_ENCODING_AES_KEY: secret.encodingAesKey,
    BAIDU_BASE_URL: baiduUrl,
    BAIDU_CONSENT_BASE_URL: baiduUrl,
    BAIDU_TP_KEY: baidu.tpKey,
    BAIDU_TP_APP_ID: String(baidu.tpAppId),
    BAIDU_MESSAGE_TOKEN: secret.messageToken,
    BAIDU_ENCODING_AES_KEY: secret.encodingAesKey,
    LOG_LEVEL: 'silent',
  };
  const tokens = {};
  await withOfflineSignIn(readConfig(environment), async (signIn) => {
    await signIn.createPersonWithAccount({ ...OWNER, name: 'Owner', accountName: 'Company' });
    for (const { id } of baiduHosts.filter(({ confirmation }) => confirmation === 'OWN'))
      tokens[id] = (await signIn.createHostCredential(id)).token;
  });
  const gateway = new MortalGateway(environment);
  closing.push(() => gateway.kill());
  await gateway.start();
  await sandbox.ask({ kind: 'partners', tokens });
  await sandbox.ask({ kind: 'tickets' });
  await playMainJob({ url, ...OWNER, sandbox: { wechatUrl, baiduUrl }, locale: 'en', print: () => {} });
  await sandbox.ask({ kind: 'calls' });
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  closing.push(() => database.end());
  const api = createApiClient({ url });
  await api.signIn(OWNER.email, OWNER.password);
  const { rows } = await database.query('SELECT id FROM "Program"');
  return { gateway, sandbox, database, api, programId: rows[0].id };
}

/** In some rounds a version that is taken back; then one that is handed in, approved and released. Then the books are compared. */
async function playRound(world, tally) {
  const round = tally.rounds;
  tally.rounds += 1;
  const back = HOSTS.filter(
    (host) => round % TAKEN_BACK_EVERY[host] === 1 && tally.takenBack[host] < MOST_TAKEN_BACK[host],
  );
  if (back.length > 0) await takeBack(world, tally, `1.1.${round}`, back);

  const number = `2.0.${round}`;
  const versionId = await handIn(world, tally, number, HOSTS);
  await settled(world, tally, versionId, HOSTS, 'approved', ({ review }) => review === 'APPROVED');
  await killedWhile(world, tally, () =>
    world.api.execute(ReleaseDocument, {
      input: { versionId, hostIds: HOSTS, idempotencyKey: `release ${number}` },
      locale: 'en',
    }),
  );
  await settled(world, tally, versionId, HOSTS, 'released', ({ online, goal }) => online && goal === null);
  for (const host of HOSTS) expect(tally, 'release', host);
  await compareBooks(world, tally, number);
}

/** Hands a version in, killed meanwhile; resolves to its id. */
async function handIn(world, tally, number, hosts) {
  const { api, programId } = world;
  const templates = [
    { platform: 'WECHAT', templateId: '1' },
    { platform: 'BAIDU', templateId: '1' },
  ];
  const { createVersion } = await api.execute(CreateVersionDocument, {
    input: { programId, number, description: '', settings: {}, templates, idempotencyKey: number },
    locale: 'en',
  });
  const versionId = createVersion.version.id;
  const absentContent = variants.flatMap(({ contentKinds }) => contentKinds.map(({ code }) => code));
  const submission = { versionId, hostIds: hosts, absentContent, idempotencyKey: `submit ${number}` };
  await killedWhile(world, tally, () =>
    api.execute(SubmitForReviewDocument, { input: submission, locale: 'en' }),
  );
  for (const host of hosts) expect(tally, 'submit', host);
  return versionId;
}

/** A version whose review does not end is taken back, and the gateway killed meanwhile. */
async function takeBack(world, tally, number, hosts) {
  await world.sandbox.ask({ kind: 'holdReview', platforms: hosts.map((host) => PLATFORMS[host]) });
  const versionId = await handIn(world, tally, number, hosts);
  await settled(world, tally, versionId, hosts, 'in review', ({ review }) => review === 'IN_REVIEW');
  for (const host of hosts) {
    const input = { versionId, platform: PLATFORMS[host], idempotencyKey: `withdraw ${number} ${host}` };
    await killedWhile(world, tally, () => world.api.execute(WITHDRAW, { input }));
    tally.takenBack[host] += 1;
    expect(tally, 'withdraw', host);
  }
  const isBack = ({ review, goal }) => review === 'WITHDRAWN' && goal === null;
  await settled(world, tally, versionId, hosts, 'taken back', isBack);
  await compareBooks(world, tally, number);
}

function expect({ expected }, act, host) {
  count(expected, `${act} at ${PLATFORMS[host]}`);
}

function count(counts, what) {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Nobody may hand in so often as is done here: to the gateway, each round is of another week. */
async function letWeekPass({ database }) {
  await database.query(`UPDATE "Package" SET "submittedAt" = "submittedAt" - interval '8 days'`);
  await database.query(
    `UPDATE "Review" SET "decidedAt" = "decidedAt" - interval '8 days' WHERE state = 'WITHDRAWN'`,
  );
}

/** Asks, kills somewhere between the question and the end of what it sets off, and asks again under the same key. */
async function killedWhile(world, tally, ask) {
  const asked = ask().catch(() => undefined);
  await new Promise((later) => setTimeout(later, random() * LONGEST_LIFE_MS));
  await world.gateway.kill();
  await asked;
  tally.kills += 1;
  await world.gateway.start();
  const answer = Object.values(await ask())[0];
  if (answer.problems.length > 0) throw new Error(JSON.stringify(answer.problems));
}

async function settled(world, tally, versionId, hosts, what, is) {
  const begun = performance.now();
  while (performance.now() - begun < STUCK_AFTER_MS) {
    const packages = await packagesOf(world, versionId);
    if (packages.length === hosts.length && packages.every(is)) {
      tally.settledMs.push(performance.now() - begun);
      return;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  tally.stuck.push({ versionId, what, packages: await packagesOf(world, versionId) });
}

async function packagesOf({ database }, versionId) {
  const { rows } = await database.query(
    'SELECT id, platform, state, review, online, goal, trouble FROM "Package" WHERE "versionId" = $1',
    [versionId],
  );
  return rows;
}

/**
 * What we asked for, beside what the platforms did: each act so often as it was asked for, and of the submissions, which
 * name the package by its key, each one once.
 */
async function compareBooks(world, tally, after) {
  const { rows } = await world.database.query(
    'SELECT id FROM "Package" p WHERE "goal" IS NULL AND EXISTS (SELECT 1 FROM "Version" v WHERE v.id = p."versionId" AND v.number ~ $1)',
    ['^(1[.]1|2[.]0)[.]'],
  );
  for (const { id } of rows) tally.submitted.add(id);
  for (const { platform, path, body, answer } of await world.sandbox.ask({ kind: 'calls' })) {
    tally.calls += 1;
    const act = ACTS[path.split('?')[0]];
    if (!act || !isDone(answer)) continue;
    count(tally.done, `${act} at ${platform}`);
    if (act === 'submit')
      count(tally.acted, /\[pf:([^\]]+)\]/.exec(decodeURIComponent(body.replaceAll('+', ' ')))?.[1]);
  }
  const acts = new Set([...tally.expected.keys(), ...tally.done.keys()]);
  for (const act of acts) {
    const [asked, made] = [tally.expected.get(act) ?? 0, tally.done.get(act) ?? 0];
    if (asked === made) continue;
    tally.wrong.push({ after, act, asked, made });
    // Told once, and not after each of the rounds to come.
    tally.expected.set(act, made);
  }
}

function isDone(answer) {
  const { errcode = 0, errno = 0 } = JSON.parse(answer ?? '{"errno":1}');
  return Number(errcode) === 0 && Number(errno) === 0;
}

function report(
  { rounds: played, kills, stuck, settledMs, submitted, acted, done, wrong, calls },
  milliseconds,
) {
  const lost = [...submitted].filter((id) => !acted.has(id));
  const doubled = [...acted].filter(([, times]) => times > 1);
  const foreign = [...acted.keys()].filter((id) => !submitted.has(id));
  console.log(
    `rounds ${played}   kills ${kills}   ${(milliseconds / 1_000).toFixed(0)} s   calls heard ${calls}`,
  );
  console.log(
    `submissions taken on ${submitted.size}   lost ${lost.length}   doubled at the sandbox ${doubled.length}   stuck ${stuck.length}`,
  );
  console.log(
    `settled after the restart: p50 ${seconds1(percentile(settledMs, 0.5))} s, p99 ${seconds1(percentile(settledMs, 0.99))} s`,
  );
  console.log(
    `done at the sandbox: ${[...done]
      .map(([act, times]) => `${act} ${times}`)
      .sort()
      .join(', ')}`,
  );
  for (const one of wrong) console.log('not as asked for', JSON.stringify(one));
  for (const one of stuck) console.log('stuck', JSON.stringify(one));
  for (const one of [...lost, ...doubled, ...foreign]) console.log('wrong', JSON.stringify(one));
  return (
    played > 0 &&
    submitted.size > 0 &&
    wrong.length === 0 &&
    lost.length + doubled.length + foreign.length + stuck.length === 0
  );
}

function seconds1(milliseconds) {
  return (milliseconds / 1_000).toFixed(1);
}

/** The same moments for the same seed (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Below those that systems give to connections, one of which could have it whenever the gateway is dead. */
async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const probe = createServer();
    const isFree = await new Promise((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((closed) => probe.close(closed));
    return port;
  }
}
