import type pg from 'pg';
import type { CredentialVault } from '../hosts/credential-vault.ts';
import { type FieldCipher, Unsealable } from './encryption/field-cipher.ts';

const KEY_CHECK = { platform: 'PAIFANG', holder: 'gateway', kind: 'key-check' };

/** The master key is not the one with which this database was sealed. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
}

/**
 * Finds out at the start, and not at the first paper, that a database was sealed under another key: a value of
 * ours is sealed in every database on its first day.
 */
export async function checkMasterKey(vault: CredentialVault): Promise<void> {
  if (!(await isOpenedBy(vault))) await vault.replace(KEY_CHECK, 0, 'sealed on the first day');
}

/** Whether there is such a value already. Throws `WrongMasterKey` where these keys do not open it. */
export async function isOpenedBy(vault: Pick<CredentialVault, 'read'>): Promise<boolean> {
  try {
    return (await vault.read(KEY_CHECK, 'KEEP')) !== undefined;
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error;
    throw new WrongMasterKey(
      'PAIFANG_MASTER_KEY does not open this database: set the key it was sealed with, or add that to PAIFANG_PREVIOUS_MASTER_KEYS',
    );
  }
}

/**
 * Finds out at the start that a log was sealed under a key which is not among those given: what is appended without it
 * could not be told from what is appended to a log that was tampered with.
 */
export async function checkLogKeys(pool: pg.Pool, cipher: Pick<FieldCipher, 'macs'>): Promise<void> {
  const { rows } = await pool.query<{ keyId: string }>(
    `SELECT DISTINCT split_part(seal, '.', 2) AS "keyId" FROM "StreamHead" WHERE seal IS NOT NULL`,
  );
  const given = cipher.macs('stream-head').map(({ keyId }) => keyId);
  const missing = rows.map(({ keyId }) => keyId).filter((keyId) => !given.includes(keyId));
  if (missing.length === 0) return;
  throw new WrongMasterKey(
    `events were chained under master keys that are not given (${missing.join(', ')}): add them to PAIFANG_PREVIOUS_MASTER_KEYS`,
  );
}
