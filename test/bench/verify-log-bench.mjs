import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { appendEvents } from '../../dist/store/append-events.js';
import { createFieldCipher } from '../../dist/store/encryption/field-cipher.js';
import { createLogChain } from '../../dist/store/log-chain.js';
import { verifyLog } from '../../dist/store/verify-log.js';
import { median, table } from './figures.mjs';

const EVENTS = 100_000;
/** Written in one transaction. */
const BATCH = 2_000;
const LOG_ACCOUNT = 'acct_log';
const PAGE = 1_000;

/**
 * The whole log of one account verified, as `npm run operator -- verify-log` does it: every hash, every payload, both ends.
 * The floor reads the same rows in the same pages and looks at nothing of them.
 */
export async function benchVerifyLog({ database, rounds }) {
  const cipher = createFieldCipher([randomBytes(32)]);
  await writeLog(database, createLogChain(cipher));
  const floors = [];
  const here = [];
  for (let n = 0; n < rounds; n += 1) {
    floors.push(await timed(() => readLog(database)));
    here.push(await timed(() => verifyWhole(database, cipher)));
  }
  const [read, verified] = [median(floors), median(here)];
  return table([
    [`${EVENTS} events of one account`, 'seconds', 'events/s'],
    ['floor: the rows read', read.toFixed(2), Math.round(EVENTS / read).toString()],
    ['verifyLog', verified.toFixed(2), Math.round(EVENTS / verified).toString()],
  ]);
}

async function writeLog({ prisma, pool }, chain) {
  const now = new Date();
  for (let from = 0; from < EVENTS; from += BATCH) {
    const events = Array.from({ length: BATCH }, (_, n) => eventOf(from + n));
    await prisma.$transaction((tx) => appendEvents(tx, chain, events, now), { timeout: 60_000 });
  }
  await pool.query('ANALYZE "Event"');
}

/** As large as what is told of a review. */
function eventOf(n) {
  return {
    type: n % 3 === 0 ? 'REVIEW_REJECTED' : 'REVIEW_STARTED',
    accountId: LOG_ACCOUNT,
    programId: `prog_${n % 100}`,
    subjectId: `pkg_${n}`,
    payload: {
      platform: n % 2 === 0 ? 'WECHAT' : 'BAIDU',
      hostIds: ['baiduboxapp', 'bdmap', 'iqiyi', 'tieba'],
      from: 'IN_REVIEW',
      to: 'REJECTED',
      number: `1.0.${n}`,
      words: '首页的限时免单入口无法打开，请修复后重新提交',
      citations: [{ clause: 'baidu/2.2', version: '2020-04-20' }],
    },
    source: 'OBSERVED',
    actor: 'gateway',
  };
}

async function verifyWhole({ pool }, cipher) {
  const found = await verifyLog(pool, cipher, LOG_ACCOUNT, { after: 0n, limit: EVENTS, anchors: [] });
  if (found.status !== 'VALID' || found.verified !== EVENTS)
    throw new Error(
      `the log of the bench is to hold with ${EVENTS} events, and is ${found.status} with ${found.verified}`,
    );
}

async function readLog({ pool }) {
  for (let after = 0; after < EVENTS; after += PAGE) {
    await pool.query(
      'SELECT * FROM "Event" WHERE "accountId" = $1 AND "accountPosition" > $2 ORDER BY "accountPosition" LIMIT $3',
      [LOG_ACCOUNT, after, PAGE],
    );
  }
}

async function timed(act) {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1_000;
}
