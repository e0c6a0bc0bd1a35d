import { createAccountsDatabase } from './accounts/accounts-database.ts';
import { createSignIn, type SignIn } from './accounts/sign-in.ts';
import type { Config } from './config.ts';
import { systemClock } from './kernel/clock.ts';
import { localKeys } from './local-keys.ts';
import { openDatabase } from './store/database.ts';
import { createFieldCipher } from './store/encryption/field-cipher.ts';

/** Works on who may sign in, with the gateway's own database and keys, while this process serves nobody. */
export async function withOfflineSignIn<Result>(
  config: Config,
  work: (signIn: SignIn) => Promise<Result>,
): Promise<Result> {
  const { masterKeys, signInSecret } = config.keys ?? localKeys(config.dataDirectory);
  const database = await openDatabase(config.database);
  try {
    const cipher = createFieldCipher(masterKeys);
    return await work(
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
