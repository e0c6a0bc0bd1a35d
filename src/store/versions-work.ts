import type { Clock } from '../kernel/clock.ts';
import type { LookForChangesDeps } from '../review/look-for-changes.ts';
import { dueBefore, lookAfterSeconds as looks, MOST_IN_A_SWEEP } from '../review/looks.ts';
import type { PrismaClient } from './generated/client.ts';
import { PACKAGE_UNDER_WAY } from './under-way.ts';

/** The registrations whose programs could have been changed in the platform's own console, and were not looked at for long enough. */
export async function programsToWatch(
  prisma: PrismaClient,
  now: Date,
  longestMs: number,
): Promise<readonly string[]> {
  const unseen = (seconds: number) => ({
    OR: [{ versionsSeenAt: null }, { versionsSeenAt: { lt: dueBefore(now, seconds, longestMs) } }],
  });
  const { UNDER_WAY, LIVE, HANDED_IN } = looks.versions;
  const found = await prisma.registration.findMany({
    where: {
      state: 'REGISTERED',
      appId: { not: null },
      OR: [
        { packages: { some: PACKAGE_UNDER_WAY }, AND: [unseen(UNDER_WAY)] },
        { packages: { some: { online: true } }, AND: [unseen(LIVE)] },
        { packages: { some: {} }, AND: [unseen(HANDED_IN)] },
      ],
    },
    select: { id: true },
    orderBy: { versionsSeenAt: { sort: 'asc', nulls: 'first' } },
    take: MOST_IN_A_SWEEP,
  });
  return found.map(({ id }) => id);
}

export async function watchedProgram(
  prisma: PrismaClient,
  clock: Clock,
  id: string,
): ReturnType<LookForChangesDeps['watchedProgram']> {
  const row = await prisma.registration.findFirst({
    where: { id, state: 'REGISTERED', packages: { some: {} } },
    select: { accountId: true, programId: true, platform: true, appId: true },
  });
  if (!row || row.appId === null) return undefined;
  await prisma.registration.update({ where: { id }, data: { versionsSeenAt: clock.now() } });
  return { ...row, appId: row.appId };
}
