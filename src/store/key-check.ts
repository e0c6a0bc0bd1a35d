import type { CredentialVault } from '../hosts/credential-vault.ts';
import { Unsealable } from './encryption/field-cipher.ts';

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
  try {
    if (!(await vault.read(KEY_CHECK, 'KEEP'))) await vault.replace(KEY_CHECK, 0, 'sealed on the first day');
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error;
    throw new WrongMasterKey(
      'PAIFANG_MASTER_KEY does not open this database: set the key it was sealed with, or add that to PAIFANG_PREVIOUS_MASTER_KEYS',
    );
  }
}
