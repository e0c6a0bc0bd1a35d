import type { CategoryPaper } from '../hosts/desks/settings.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ClaimedSetting } from '../review/advance-setting.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { contentOf } from './files.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { readSettingChange } from './setting-records.ts';
import { suppliedFiles } from './supplied-files.ts';

/** A change of a setting with everything that a platform asks for about it. */
export async function claimSetting(
  prisma: PrismaClient,
  cipher: FieldCipher,
  clock: Clock,
  id: string,
): Promise<ClaimedSetting | undefined> {
  const lease = await takeLease(prisma.settingChange, id, clock);
  if (!lease) return undefined;
  const row = await prisma.settingChange.findUniqueOrThrow({ where: { id } });
  const { accountId, programId, platform } = row;
  const registration = await prisma.registration.findUnique({
    where: { programId_platform: { programId, platform } },
    select: { state: true, appId: true },
  });
  const appId = registration?.state === 'REGISTERED' ? registration.appId : null;
  return {
    change: readSettingChange(row),
    ...(appId === null ? {} : { appId }),
    async files(ids) {
      const found = await contentOf(prisma, cipher, accountId, ids);
      return ids.flatMap((one) => found.get(one) ?? []);
    },
    async papersOnFile() {
      const files = await suppliedFiles(prisma, cipher, { accountId, programId });
      return files.flatMap(({ purpose, paper, name, mediaType, bytes }): CategoryPaper[] =>
        purpose === 'ICON' || paper === undefined ? [] : [{ paper, name, mediaType, bytes }],
      );
    },
    free: lease.free,
  };
}
