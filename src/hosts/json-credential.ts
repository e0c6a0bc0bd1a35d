import type { z } from 'zod';
import type { CredentialKey, CredentialPurpose, CredentialVault } from './credential-vault.ts';

/** The JSON that the vault holds under a key, or undefined where it holds none. */
export async function readJson<T>(
  vault: CredentialVault,
  key: CredentialKey,
  purpose: CredentialPurpose,
  shape: z.ZodType<T>,
): Promise<T | undefined> {
  const held = await vault.read(key, purpose);
  return held && shape.parse(JSON.parse(held.secret));
}

/**
 * Changes the JSON under a key, atomically: where another node has written in between, `change` is asked
 * again with what that node wrote. It returns undefined to leave everything as it is.
 */
export async function changeJson<T>(
  vault: CredentialVault,
  key: CredentialKey,
  shape: z.ZodType<T>,
  change: (held: T | undefined) => T | undefined,
): Promise<void> {
  for (;;) {
    const held = await vault.read(key, 'KEEP');
    const next = change(held && shape.parse(JSON.parse(held.secret)));
    if (next === undefined) return;
    if (await vault.replace(key, held?.revision ?? 0, JSON.stringify(next))) return;
  }
}
