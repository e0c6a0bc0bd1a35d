import type { PlatformId } from '../../programs/platform.ts';
import type { PlatformExit } from '../../review/exit-records.ts';
import { readExit } from '../exit-records.ts';
import type { PrismaClient } from '../generated/client.ts';

/** The exits of an account, the newest first; one by its id where it is given. */
export async function readExits(
  prisma: PrismaClient,
  accountId: string,
  which: { readonly platform?: PlatformId | undefined; readonly id?: string } = {},
): Promise<PlatformExit[]> {
  const { platform, id } = which;
  const where = { accountId, ...(platform ? { platform } : {}), ...(id ? { id } : {}) };
  const found = await prisma.platformExit.findMany({ where, orderBy: { id: 'desc' }, take: 100 });
  return found.map(readExit);
}
