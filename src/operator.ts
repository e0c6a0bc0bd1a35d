import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { createAccountsDatabase } from './accounts/accounts-database.ts';
import { createSignIn, type SignIn } from './accounts/sign-in.ts';
import { BadConfig, type Config, readConfig } from './config.ts';
import { systemClock } from './kernel/clock.ts';
import { localKeys } from './local-keys.ts';
import { variants } from './policy/variants.ts';
import { openDatabase } from './store/database.ts';
import { createFieldCipher } from './store/encryption/field-cipher.ts';

const HELP = `npm run operator -- <command>

  create-account --email <address> --name <person> --account <account>
      Opens an account with its owner. The password is read from standard input, one line.
  create-host-credential --host <host id>
      A credential with which a partner host sees and decides its reviews. Shown once.

Both use the gateway's own environment variables (docs/configuration.md). Stop the gateway first where its
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
      help: { type: 'boolean', default: false },
    },
  });
  const { email, name, account: accountName, host } = values;
  const [command] = positionals;
  if (command === 'create-account' && email && name && accountName) {
    await withSignIn(readConfig(process.env), async (signIn) => {
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
    await withSignIn(readConfig(process.env), async (signIn) => {
      console.log((await signIn.createHostCredential(host)).token);
    });
  } else {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 2;
  }
}

async function withSignIn(config: Config, work: (signIn: SignIn) => Promise<void>): Promise<void> {
  const { masterKeys, signInSecret } = config.keys ?? localKeys(config.dataDirectory);
  const database = await openDatabase(config.database);
  try {
    const cipher = createFieldCipher(masterKeys);
    await work(
      createSignIn({
        database: createAccountsDatabase(database.prisma, cipher, systemClock),
        secret: signInSecret,
        baseUrl: config.publicUrl,
        trustedOrigins: [],
      }),
    );
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
  const lines =
    error instanceof BadConfig ? error.faults : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) console.error(line);
  process.exit(1);
});
