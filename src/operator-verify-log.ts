import { readConfig } from './config.ts';
import { systemClock } from './kernel/clock.ts';
import { keptKeys } from './local-keys.ts';
import { createCredentialUses } from './store/credential-uses.ts';
import { createCredentialVault } from './store/credential-vault.ts';
import { openDatabase } from './store/database.ts';
import { createFieldCipher } from './store/encryption/field-cipher.ts';
import { isOpenedBy } from './store/key-check.ts';
import { readAnchors } from './store/log-anchors.ts';
import { accountsWithLogs, verifyLog } from './store/verify-log.ts';

/**
 * Verifies the log of one account, or of all, one JSON object a line; with the heads that were noted down in the file of
 * anchors, where one is configured. Resolves to whether none is broken. Rejects where that cannot be told: the keys are not
 * those of this database, or there is no log of that account.
 */
export async function verifyLogs(
  account: string | undefined,
  print: (line: string) => void,
): Promise<boolean> {
  const config = readConfig(process.env);
  const keys = config.keys ?? keptKeys(config.dataDirectory);
  const anchors = config.anchorFile === undefined ? new Map() : readAnchors(config.anchorFile);
  const database = await openDatabase(config.database);
  const uses = createCredentialUses(database.prisma, systemClock);
  try {
    const cipher = createFieldCipher(keys.masterKeys);
    // Under other keys every log would look like one that somebody forged.
    await isOpenedBy(createCredentialVault(database.prisma, cipher, systemClock, uses));
    const known = new Set([...(await accountsWithLogs(database.pool)), ...anchors.keys()]);
    if (account !== undefined && !known.has(account))
      throw new Error(
        `there is no log of an account \`${account}\`: without --account, all that there are are verified`,
      );
    const all = account === undefined ? known : [account];
    let isWhole = true;
    for (const accountId of all) {
      const anchor = anchors.get(accountId);
      const found = await verifyLog(database.pool, cipher, accountId, {
        after: 0n,
        limit: Number.POSITIVE_INFINITY,
        anchors: anchor ? [anchor] : [],
      });
      print(JSON.stringify({ accountId, ...found }, asText));
      isWhole &&= found.status !== 'BROKEN';
    }
    return isWhole;
  } finally {
    await uses.stop();
    await database.close();
  }
}

function asText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
