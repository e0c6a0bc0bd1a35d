import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { withOfflineSignIn } from './offline-sign-in.ts';
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

They use the gateway's own environment variables (docs/configuration.md). Stop the gateway first where its
database is the embedded one: only one process may have that open.`;

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
  const { email, name, account: accountName, host, platform } = values;
  const [command] = positionals;
  if (command === 'create-account' && email && name && accountName) {
    await withOfflineSignIn(readConfig(process.env), async (signIn) => {
      const made = await signIn.createPersonWithAccount({
        email,
        name,
        accountName,
        password: await readLine(),
      });
      if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join('\n'));
      console.log(made.value.accountId);
    });
  } else if (command === 'create-host-credential' && host) {
    const known = variants.flatMap((variant) => variant.hosts.map(({ id }) => id));
    if (!known.includes(host))
      throw new Error(`there is no host \`${host}\`; there are: ${known.join(', ')}`);
    await withOfflineSignIn(readConfig(process.env), async (signIn) => {
      console.log((await signIn.createHostCredential(host)).token);
    });
  } else if (command === 'create-platform-credential' && platform) {
    const known = variants.map((variant) => variant.platform);
    if (!known.includes(platform))
      throw new Error(`there is no platform \`${platform}\`; there are: ${known.join(', ')}`);
    await withOfflineSignIn(readConfig(process.env), async (signIn) => {
      console.log((await signIn.createPlatformCredential(platform)).token);
    });
  } else if (command === 'credential-uses' && /^[1-9]\d{0,5}$/.test(values.last)) {
    const database = await openDatabase(readConfig(process.env).database);
    try {
      const uses = await allCredentialUses(database.pool, Number(values.last));
      for (const use of uses) console.log(JSON.stringify(use));
    } finally {
      await database.close();
    }
  } else {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 2;
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
  process.exit(1);
});
