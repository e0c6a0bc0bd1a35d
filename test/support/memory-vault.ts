import type { Credential, CredentialKey, CredentialVault } from '../../src/hosts/credential-vault.ts';

/** A vault that forgets with the process. */
export function createMemoryVault(): CredentialVault {
  const held = new Map<string, Credential>();
  const nameOf = ({ platform, holder, kind }: CredentialKey) => JSON.stringify([platform, holder, kind]);
  return {
    async read(key) {
      return held.get(nameOf(key));
    },
    async noteUse() {},
    async replace(key, revision, secret, expiresAt) {
      if ((held.get(nameOf(key))?.revision ?? 0) !== revision) return false;
      held.set(nameOf(key), { secret, revision: revision + 1, ...(expiresAt ? { expiresAt } : {}) });
      return true;
    },
  };
}
