// How fast the gateway is beside what the machine could do at best: `npm run bench`. But for the verdicts it needs a
// PostgreSQL server, on which it makes a database of its own (PAIFANG_BENCH_DATABASE_URL, by default the local one). Absolute figures are of this
// machine and this hour; the ratios hold.
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../dist/store/database.js';
import { createBenchDatabase } from './bench-database.mjs';
import { startChild } from './children.mjs';
import { benchPortfolio } from './portfolio-bench.mjs';
import { benchPushes } from './pushes-bench.mjs';
import { benchStream } from './stream-bench.mjs';
import { benchSubscriptions } from './subscriptions-bench.mjs';
import { benchVerdicts } from './verdicts-bench.mjs';
import { benchVerifyLog } from './verify-log-bench.mjs';
import { seedWorld } from './world.mjs';

const HELP = `npm run bench -- [options]

  --seconds <n>     length of a round, 3 by default
  --only <what>     verdicts, portfolio, stream, pushes, verify-log or subscriptions; all by
                    default
  --rounds <n>      rounds of the floor and the gateway in turns, 5 by default; medians are shown
  --sockets <list>  of subscriptions: how many, 1000,5000,10000 by default
  --profile <dir>   also write the gateway's processor profile there
  --help            this text`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    sockets: { type: 'string', default: '1000,5000,10000' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = positive('seconds');
const rounds = positive('rounds');
const audiences = values.sockets.split(',').map(Number);
const KINDS = ['verdicts', 'portfolio', 'stream', 'pushes', 'verify-log', 'subscriptions'];
// Ctrl-C ends the children; that they ended ends the bench, which drops its database on the way out.
process.on('SIGINT', () => {});
if (values.only !== undefined && !KINDS.includes(values.only)) {
  refuse(`--only is one of ${KINDS.join(', ')}, not ${values.only}`);
}
if (!audiences.every((count) => Number.isInteger(count) && count > 0)) {
  refuse(`--sockets are whole numbers with commas between, not ${values.sockets}`);
}
if (values.help) console.log(HELP);
else await bench();

function positive(name) {
  const number = Number(values[name]);
  if (number > 0) return number;
  return refuse(`--${name} is a number above 0, not ${values[name]}`);
}

function refuse(message) {
  console.error(message);
  process.exit(2);
}

async function bench() {
  if (wants('verdicts')) {
    console.log(`Node ${process.version}, ${availableParallelism()} cores\n`);
    console.log(`${benchVerdicts({ rounds })}\n`);
  }
  if (wants('portfolio') || wants('stream')) await benchServed();
  if (wants('subscriptions')) await benchFanOut();
  if (wants('verify-log')) await benchLog();
  if (wants('pushes'))
    console.log(await benchPushes({ seconds, nodeFlags: nodeFlags(), profileFlags: profileFlags() }));
}

/** With a database of its own, in which a developer's programs are; what is put into `closing` ends before it does. */
async function inWorld(measure) {
  const { url, drop } = await createBenchDatabase();
  const closing = [drop];
  try {
    const database = await openDatabase({ kind: 'SERVER', url, connections: 4 });
    closing.push(() => database.close());
    await seedWorld(database);
    console.log(
      `Node ${process.version}, ${availableParallelism()} cores, PostgreSQL ${await versionOf(database)}\n`,
    );
    await measure({ url, database, closing });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function benchServed() {
  return inWorld(async ({ url, database, closing }) => {
    const settings = { databaseUrl: url, connections: 10 };
    const floor = await startChild('floor-server.mjs', settings, nodeFlags());
    closing.push(() => floor.stop());
    const gateway = await startChild('gateway-server.mjs', settings, [...nodeFlags(), ...profileFlags()]);
    closing.push(() => gateway.stop());
    if (wants('portfolio'))
      console.log(`${await benchPortfolio({ servers: { floor, gateway }, rounds, seconds })}\n`);
    if (wants('stream')) console.log(await benchStream({ gateway, database, seconds }));
  });
}

function benchFanOut() {
  return inWorld(async ({ url, database }) => {
    const figures = await benchSubscriptions({
      database,
      databaseUrl: url,
      audiences,
      nodeFlags: nodeFlags(),
      profileFlags: profileFlags(),
    });
    console.log(figures);
  });
}

async function benchLog() {
  const { url, drop } = await createBenchDatabase();
  const closing = [drop];
  try {
    const database = await openDatabase({ kind: 'SERVER', url, connections: 4 });
    closing.push(() => database.close());
    console.log(
      `Node ${process.version}, ${availableParallelism()} cores, PostgreSQL ${await versionOf(database)}\n`,
    );
    console.log(`${await benchVerifyLog({ database, rounds })}\n`);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function wants(what) {
  return values.only === undefined || values.only === what;
}

/** As `npm start` runs it. */
function nodeFlags() {
  return ['--max-semi-space-size=64'];
}

function profileFlags() {
  return values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];
}

async function versionOf({ pool }) {
  const { rows } = await pool.query('SHOW server_version');
  return rows[0].server_version;
}
