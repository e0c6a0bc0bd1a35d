import { type CredentialKey, type CredentialVault, isNote } from '../hosts/credential-vault.ts';
import type { Clock } from '../kernel/clock.ts';
import type { CredentialUses } from './credential-uses.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';

/**
 * Credentials for hosts, sealed. One is opened only once its use is written down (baidu/2.1). The revision is compared in the database, so nodes do not overwrite each other's.
 */
export function createCredentialVault(
  prisma: PrismaClient,
  cipher: FieldCipher,
  clock: Clock,
  uses: CredentialUses,
): CredentialVault {
  return {
    async read({ platform, holder, kind }, purpose) {
      const row = await prisma.hostCredential.findUnique({
        where: { platform_holder_kind: { platform, holder, kind } },
      });
      if (!row) return undefined;
      if (!isNote({ platform, holder, kind })) await uses.note({ platform, holder, kind }, purpose);
      return {
        secret: cipher.open(cellOf({ platform, holder, kind }), row.sealedSecret),
        revision: row.revision,
        ...(row.expiresAt ? { expiresAt: row.expiresAt } : {}),
      };
    },
    noteUse: (key, purpose) => uses.note(key, purpose),
    async replace(key, revision, secret, expiresAt) {
      const data = {
        sealedSecret: cipher.seal(cellOf(key), secret),
        expiresAt: expiresAt ?? null,
        revision: revision + 1,
        updatedAt: clock.now(),
      };
      const { count } =
        revision === 0
          ? await prisma.hostCredential.createMany({ data: [{ ...key, ...data }], skipDuplicates: true })
          : await prisma.hostCredential.updateMany({ where: { ...key, revision }, data });
      return count === 1;
    },
  };
}

function cellOf({ platform, holder, kind }: CredentialKey) {
  return { table: 'HostCredential', column: 'sealedSecret', rowId: `${platform}/${holder}/${kind}` };
}
