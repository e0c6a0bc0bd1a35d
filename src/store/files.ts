import { createHash } from 'node:crypto';
import type { ContestFile } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StoredFile } from '../programs/program.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';

export interface FileStore {
  /** Keeps a file, sealed. The same content under the same name is the same file. */
  put(accountId: string, file: { name: string; mediaType: string; content: Uint8Array }): Promise<StoredFile>;
  /** Whether the account has accepted anything of the platform's: that may then store a file for it. */
  isBoundTo(accountId: string, platform: PlatformId): Promise<boolean>;
  /** A file of this account with its content; undefined for any other. */
  get(accountId: string, id: string): Promise<(StoredFile & { readonly content: Buffer }) | undefined>;
  /** A file that an account has shown to the platform, with its content; undefined for any other. */
  shownTo(platform: PlatformId, id: string): Promise<(StoredFile & { readonly content: Buffer }) | undefined>;
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
      return row ? opened(cipher, row) : undefined;
    },
    async shownTo(platform, id) {
      const row = await prisma.file.findUnique({ where: { id } });
      return row && (await isShownTo(prisma, platform, row)) ? opened(cipher, row) : undefined;
    },
  };
}

/**
 * Whether the account has shown the file to the platform: with a confirmation (wechat/4.7), a duty owed to it that was
 * done (wechat/4.4(1)), a payment (wechat/2.6, baidu/2.4), or what it says against the platform's own measures. What it
 * shows to a host is the host's.
 */
async function isShownTo(
  prisma: PrismaClient,
  platform: PlatformId,
  { id, accountId }: Pick<rows.File, 'id' | 'accountId'>,
): Promise<boolean> {
  const where = { accountId, evidenceFileIds: { has: id } };
  const enforcement = { platform, takenByHost: false };
  const done = { platform, recipient: 'PLATFORM', state: 'FULFILLED' };
  const counts = await Promise.all([
    prisma.deletionConfirmation.count({ where: { ...where, platform } }),
    prisma.obligation.count({ where: { ...where, ...done } }),
    prisma.fee.count({ where: { ...where, platform } }),
    prisma.appeal.count({ where: { ...where, enforcement } }),
    prisma.rectification.count({ where: { ...where, enforcement } }),
  ]);
  return counts.some((count) => count > 0);
}

function opened(cipher: FieldCipher, row: rows.File): StoredFile & { readonly content: Buffer } {
  const { id, name, mediaType, bytes, sha256 } = row;
  return { id, name, mediaType, bytes, sha256, content: openFile(cipher, row) };
}

/** Files of an account with their content, by their id. */
export async function contentOf(
  prisma: PrismaClient,
  cipher: FieldCipher,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ContestFile>> {
  const found = await prisma.file.findMany({ where: { accountId, id: { in: [...ids] } } });
  return new Map(
    found.map((file) => [
      file.id,
      { name: file.name, mediaType: file.mediaType, bytes: openFile(cipher, file) },
    ]),
  );
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
