import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../src/kernel/clock.ts';
import { localKeys, NoKeyFile } from '../src/local-keys.ts';
import { verifyLogs } from '../src/operator-verify-log.ts';
import { createCredentialUses } from '../src/store/credential-uses.ts';
import { createCredentialVault } from '../src/store/credential-vault.ts';
import { openDatabase } from '../src/store/database.ts';
import { createFieldCipher } from '../src/store/encryption/field-cipher.ts';
import { checkMasterKey, WrongMasterKey } from '../src/store/key-check.ts';
import { emptyFolder } from './support/gateway-process.ts';

let data: ReturnType<typeof emptyFolder>;
const before = { ...process.env };
beforeEach(() => {
  data = emptyFolder();
  for (const name of Object.keys(process.env))
    if (/^(PAIFANG_|DATABASE_URL)/.test(name)) delete process.env[name];
  process.env.PAIFANG_DATA_DIR = data.folder;
});
afterEach(() => {
  process.env = { ...before };
  data.remove();
});

/** What a gateway does on its first day, as far as logs go. */
async function firstDay(): Promise<void> {
  const { masterKeys } = localKeys(data.folder);
  const database = await openDatabase({ kind: 'EMBEDDED', directory: data.folder });
  const uses = createCredentialUses(database.prisma, systemClock);
  await checkMasterKey(
    createCredentialVault(database.prisma, createFieldCipher(masterKeys), systemClock, uses),
  );
  await uses.stop();
  await database.close();
}

describe('verifying logs at a shell', () => {
  it('says that there are no keys, and makes none: they would open nothing', async () => {
    await expect(verifyLogs(undefined, () => {})).rejects.toThrow(NoKeyFile);
    expect(existsSync(path.join(data.folder, 'keys.json'))).toBe(false);
  });

  it('says that these are other keys than those of the database, and calls no log broken', async () => {
    await firstDay();
    rmSync(path.join(data.folder, 'keys.json'));
    localKeys(data.folder);
    const lines: string[] = [];
    await expect(verifyLogs(undefined, (line) => void lines.push(line))).rejects.toThrow(WrongMasterKey);
    expect(lines).toEqual([]);
  });

  it('says that there is no such account, and calls nothing valid', async () => {
    await firstDay();
    await expect(verifyLogs('account_nope', () => {})).rejects.toThrow(
      /^there is no log of an account `account_nope`/,
    );
  });
});
