import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StoredFile } from '../programs/program.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';

export interface FileStore {
  /** Keeps a file, sealed. The same content under the same name is the same file. */
  put(accountId: string, file: { name: string; mediaType: string; content: Uint8Array }): Promise<StoredFile>;
  /** Whether the account has accepted anything of the platform's: that may then store a file for it. */
  isBoundTo(accountId: string, platform: PlatformId): Promise<boolean>;
  /** A file of this account with its content; undefined for any other. */
  get(accountId: string, id: string): Promise<(StoredFile & { readonly content: Buffer }) | undefined>;
}

export function createFileStore(prisma: PrismaClient, cipher: FieldCipher, clock: Clock): FileStore {
  return {
    async put(accountId, { name, mediaType, content }) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const select = { id: true, name: true, mediaType: true, bytes: true, sha256: true } as const;
      const where = { accountId_sha256_name: { accountId, sha256, name } };
      const known = await prisma.file.findUnique({ where, select });
      if (known) return known;
      const now = clock.now();
      const id = newId('file', now);
      return prisma.file.upsert({
        where,
        create: {
          id,
          accountId,
          name,
          mediaType,
          bytes: content.length,
          sha256,
          sealedBytes: new Uint8Array(cipher.sealBytes(cellOf(id), content)),
          createdAt: now,
        },
        update: {},
        select,
      });
    },
    isBoundTo: async (accountId, platform) =>
      (await prisma.acceptance.findFirst({ where: { accountId, platform }, select: { id: true } })) !== null,
    async get(accountId, id) {
      const row = await prisma.file.findFirst({ where: { id, accountId } });
      if (!row) return undefined;
      const { name, mediaType, bytes, sha256 } = row;
      return { id, name, mediaType, bytes, sha256, content: openFile(cipher, row) };
    },
  };
}

export function openFile(
  cipher: FieldCipher,
  { id, sealedBytes }: { id: string; sealedBytes: Uint8Array },
): Buffer {
  return cipher.openBytes(cellOf(id), sealedBytes);
}

function cellOf(rowId: string) {
  return { table: 'File', column: 'sealedBytes', rowId };
}
