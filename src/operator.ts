import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { withOfflineSignIn } from './offline-sign-in.ts';
import {
  listDeadLetters,
  listPushesToNoEffect,
  replayAnyDeadLetter,
  showDeadLetter,
} from './operator-dead-letters.ts';
import { verifyLogs } from './operator-verify-log.ts';
import { variants } from './policy/variants.ts';
import { faultOfUse, linesOfFault } from './start-faults.ts';
import { openDatabase } from './store/database.ts';
import { allCredentialUses } from './store/reads/credential-use-reads.ts';

const HELP = `npm run operator -- <command>

  create-account --email <address> --name <person> --account <account>
      Opens an account with its owner. The password is read from standard input, one line.
  create-host-credential --host <host id>
      A credential with which a partner host sees and decides its reviews. Shown once.
  create-platform-credential --platform <WECHAT, BAIDU>
      A credential with which a platform, or you in its place, tells accounts what it demands. Shown once.
  credential-uses [--last <number>]
      The last uses of platform credentials, the newest first, one JSON object a line (100 unless told).
  dead-letters list [--last <number>]
      What failed again and again and was given up, the last first, one JSON object a line.
  dead-letters show <id>
      One of them, with why it failed.
  dead-letters replay <id>
      Has it tried again by the gateway.
  verify-log [--account <account id>]
      Whether anybody has changed the log of an account, or of any: one JSON object an account. Exit code 1 where one is
      broken, 2 where that cannot be told: with other keys than the gateway's, for one.
  pushes-to-no-effect [--last <number>]
      Pushes that name a program nobody here knows, or an event that nothing here acts upon, the newest first.

They use the gateway's own environment variables (docs/configuration.md). Stop the gateway first where its
database is the embedded one: only one process may have that open.`;

/** The exit code of who asked for nothing that is there, and of a log of which it cannot be told whether it is whole. */
const CANNOT_TELL = 2;

/** What an operator does at a shell, because nobody may do it over the network. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      account: { type: 'string' },
      host: { type: 'string' },
      platform: { type: 'string' },
      last: { type: 'string', default: '100' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command = '', ...more] = positionals;
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  const done = run?.(values, more);
  if (done) return done;
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
}

/** The options as they were given. */
interface Given {
  readonly email?: string;
  readonly name?: string;
  readonly account?: string;
  readonly host?: string;
  readonly platform?: string;
  readonly last: string;
}

/** What each command does; undefined where an option that it needs is missing. */
const commands: Readonly<
  Record<string, (given: Given, more: readonly string[]) => Promise<void> | undefined>
> = {
  'create-account': ({ email, name, account }) =>
    email && name && account ? createAccount(email, name, account) : undefined,
  'create-host-credential': ({ host }) => (host ? createHostCredential(host) : undefined),
  'create-platform-credential': ({ platform }) => (platform ? createPlatformCredential(platform) : undefined),
  'credential-uses': ({ last }) => (isCount(last) ? printCredentialUses(Number(last)) : undefined),
  'dead-letters': ({ last }, [act, id]) => {
    if (act === 'list' && isCount(last)) return listDeadLetters(Number(last), print);
    if (act === 'show' && id) return showDeadLetter(id, print);
    return act === 'replay' && id ? replayAnyDeadLetter(id, print) : undefined;
  },
  'verify-log': async ({ account }) => {
    process.exitCode = CANNOT_TELL;
    process.exitCode = (await verifyLogs(account, print)) ? 0 : 1;
  },
  'pushes-to-no-effect': ({ last }) =>
    isCount(last) ? listPushesToNoEffect(Number(last), print) : undefined,
};

function print(line: string): void {
  console.log(line);
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,5}$/.test(text);
}

function createAccount(email: string, name: string, accountName: string): Promise<void> {
  return withOfflineSignIn(readConfig(process.env), async (signIn) => {
    const password = await readLine();
    const made = await signIn.createPersonWithAccount({ email, name, accountName, password });
    if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join('\n'));
    console.log(made.value.accountId);
  });
}

async function createHostCredential(host: string): Promise<void> {
  const known = variants.flatMap((variant) => variant.hosts.map(({ id }) => id));
  if (!known.includes(host)) throw new Error(`there is no host \`${host}\`; there are: ${known.join(', ')}`);
  await withOfflineSignIn(readConfig(process.env), async (signIn) => {
    console.log((await signIn.createHostCredential(host)).token);
  });
}

async function createPlatformCredential(platform: string): Promise<void> {
  const known = variants.map((variant) => variant.platform);
  if (!known.includes(platform))
    throw new Error(`there is no platform \`${platform}\`; there are: ${known.join(', ')}`);
  await withOfflineSignIn(readConfig(process.env), async (signIn) => {
    console.log((await signIn.createPlatformCredential(platform)).token);
  });
}

async function printCredentialUses(last: number): Promise<void> {
  const database = await openDatabase(readConfig(process.env).database);
  try {
    for (const use of await allCredentialUses(database.pool, last)) console.log(JSON.stringify(use));
  } finally {
    await database.close();
  }
}

async function readLine(): Promise<string> {
  if (process.stdin.isTTY) console.error('password:');
  const input = createInterface({ input: process.stdin });
  for await (const line of input) return line;
  throw new Error('no password on standard input');
}

main().catch((error: unknown) => {
  const misuse = faultOfUse(error);
  if (misuse !== undefined) {
    console.error(`${misuse}\n\n${HELP}`);
    process.exit(2);
  }
  const lines = linesOfFault(error) ?? [error instanceof Error ? error.message : String(error)];
  for (const line of lines) console.error(line);
  process.exit(process.exitCode ?? 1);
});
