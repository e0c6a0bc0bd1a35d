import type { HearMeasureDeps } from '../duties/hear-measure.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Job } from '../onboarding/job.ts';
import type { PushDeps } from '../review/pushes.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';
import type { JobQueue } from './job-queue.ts';
import { LEFT_APP } from './purge-platform.ts';

type PushStore = Pick<
  PushDeps,
  'storePush' | 'storedPush' | 'notePushApplied' | 'jobsAbout' | 'noteNews' | 'enqueue'
> &
  Pick<HearMeasureDeps, 'programOfApp'>;

/** Pushes as they came in, each kept once, whatever becomes of it. */
export function createPushStore(
  prisma: PrismaClient,
  cipher: FieldCipher,
  clock: Clock,
  queue: JobQueue,
): PushStore {
  return {
    async storePush(platform, address, { key, event, message }) {
      const now = clock.now();
      if (await isOfLeftProgram(prisma, cipher, platform, address, message)) return false;
      const id = newId('push', now);
      const fresh = await prisma.$transaction(async (tx) => {
        const { count } = await tx.hostPush.createMany({
          data: [
            {
              id,
              platform,
              key,
              event,
              address,
              sealedMessage: cipher.seal(cellOf(id), message),
              receivedAt: now,
            },
          ],
          skipDuplicates: true,
        });
        if (count === 1) await queue.sendIn(tx, [{ job: { kind: 'PUSH', id } }]);
        return count === 1;
      });
      if (fresh) queue.wake();
      return fresh;
    },
    async storedPush(id) {
      const row = await prisma.hostPush.findUnique({ where: { id } });
      if (!row) return undefined;
      const { platform, address, sealedMessage } = row;
      return { platform, address, message: cipher.open(cellOf(id), sealedMessage) };
    },
    async notePushApplied(id, outcome) {
      await prisma.hostPush.update({ where: { id }, data: { appliedAt: clock.now(), outcome } });
    },

    async programOfApp(platform, appId) {
      const row = await prisma.registration.findFirst({
        where: { platform, appId },
        select: { accountId: true, programId: true },
      });
      return row ?? undefined;
    },

    async jobsAbout(platform, { appId, registrationId }, kind) {
      if (kind === 'PACKAGE') {
        const packages = await prisma.package.findMany({
          where: {
            platform,
            ...(appId === undefined ? {} : { registration: { appId } }),
            OR: [{ goal: { not: null } }, { review: { in: ['IN_REVIEW', 'DELAYED'] } }],
          },
          select: { id: true },
        });
        return packages.map(({ id }) => ({ kind, id }));
      }
      if (kind === 'MATERIAL') return pendingMaterials(prisma, platform, appId);
      // A push that does not say which registration it is about makes us look at all that wait.
      const which =
        registrationId !== undefined ? { id: registrationId } : appId !== undefined ? { appId } : null;
      const registrations = await prisma.registration.findMany({
        where: { platform, ...(which ?? { state: 'REQUESTED' }) },
        select: { id: true },
      });
      return registrations.map(({ id }) => ({ kind, id }));
    },
    async noteNews(jobs, at) {
      await prisma.package.updateMany({
        where: { id: { in: jobs.map(({ id }) => id) } },
        data: { newsAt: at },
      });
    },
    async enqueue(jobs) {
      await queue.send(jobs.map((job) => ({ job })));
      queue.wake();
    },
  };
}

/** Of a program whose account has left the platform nothing is kept any more (wechat/4.10). */
async function isOfLeftProgram(
  prisma: PrismaClient,
  cipher: FieldCipher,
  platform: string,
  address: string,
  message: string,
): Promise<boolean> {
  const left = await prisma.leftProgram.findMany({ where: { exit: { platform, state: 'LEFT' } } });
  const appIds = left.map(({ sealedAppId }) => cipher.open(LEFT_APP, sealedAppId));
  return appIds.some((appId) => address === appId || message.includes(appId));
}

function cellOf(rowId: string) {
  return { table: 'HostPush', column: 'sealedMessage', rowId };
}

/** Papers that wait for a platform's word and may be a program's. */
async function pendingMaterials(
  prisma: PrismaClient,
  platform: string,
  appId: string | undefined,
): Promise<readonly Job[]> {
  if (appId === undefined) return [];
  const registration = await prisma.registration.findFirst({ where: { platform, appId } });
  if (!registration) return [];
  const { accountId, programId } = registration;
  const materials = await prisma.material.findMany({
    where: { accountId, state: 'PENDING', OR: [{ programId: null }, { programId }] },
    select: { id: true },
  });
  return materials.map(({ id }) => ({ kind: 'MATERIAL', id }));
}
