import { readConfig } from './config.ts';
import { localKeys } from './local-keys.ts';
import { openDatabase } from './store/database.ts';
import { createFieldCipher } from './store/encryption/field-cipher.ts';
import { readAnchors } from './store/log-anchors.ts';
import { accountsWithLogs, verifyLog } from './store/verify-log.ts';

/**
 * Verifies the log of one account, or of all, one JSON object a line; with the heads that were noted down in the file of
 * anchors, where one is configured. Resolves to whether none is broken.
 */
export async function verifyLogs(
  account: string | undefined,
  print: (line: string) => void,
): Promise<boolean> {
  const config = readConfig(process.env);
  const keys = config.keys ?? localKeys(config.dataDirectory);
  const anchors = config.anchorFile === undefined ? new Map() : readAnchors(config.anchorFile);
  const database = await openDatabase(config.database);
  try {
    const cipher = createFieldCipher(keys.masterKeys);
    const known = await accountsWithLogs(database.pool);
    const all = account === undefined ? [...new Set([...known, ...anchors.keys()])] : [account];
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
    await database.close();
  }
}

function asText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
