import type pg from 'pg';
import type { HearMeasureDeps } from '../duties/hear-measure.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Job } from '../onboarding/job.ts';
import type { PushDeps } from '../review/pushes.ts';
import { DeadLetterBox } from './dead-letters.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';
import type { JobQueue } from './job-queue.ts';
import { takeLease } from './lease.ts';
import { messageCell, PushInbox } from './push-inbox.ts';

type PushStore = Pick<
  PushDeps,
  | 'storePush'
  | 'claimLane'
  | 'notePushApplied'
  | 'notePushFailed'
  | 'programOfApp'
  | 'jobsAbout'
  | 'noteNews'
  | 'enqueue'
> &
  Pick<HearMeasureDeps, 'programOfApp'> & {
    /** The lanes in which something waits: what was stored when a process died, or could not say so, is found here. */
    readonly waitingLanes: () => Promise<readonly Job[]>;
  };

/** How often a push may fail before it is given up; the pauses between grow, so that is about a minute. */
export const MOST_ATTEMPTS = 5;

/** What `deadAt` and `appliedAt` say: neither done nor given up. */
const WAITS = { appliedAt: null, deadAt: null } as const;

/** Pushes as they came in, each kept once, whatever becomes of it. */
export function createPushStore(
  database: { readonly prisma: PrismaClient; readonly pool: pg.Pool },
  cipher: FieldCipher,
  clock: Clock,
  queue: JobQueue,
  onError: (fault: unknown) => void = () => {},
): PushStore {
  const { prisma } = database;
  const wakeLanes = async (lanes: readonly string[]) => {
    await queue.send(lanes.map((id) => ({ job: { kind: 'PUSH', id } })));
    queue.wake();
  };
  // The platform is answered without waiting for this: a lane of which nobody heard is found by `waitingLanes`.
  const inbox = new PushInbox(database, cipher, clock, (lanes) => {
    wakeLanes(lanes).catch(onError);
  });
  return {
    storePush: (platform, address, push) => inbox.store(platform, address, push),
    async claimLane(lane) {
      await prisma.pushLane.createMany({
        data: [{ id: lane, updatedAt: clock.now() }],
        skipDuplicates: true,
      });
      const lease = await takeLease(prisma.pushLane, lane, clock);
      if (!lease) return undefined;
      return {
        async next() {
          const row = await prisma.hostPush.findFirst({
            where: { lane, ...WAITS },
            orderBy: { sequence: 'asc' },
          });
          if (!row) return undefined;
          const { id, platform, address, sealedMessage } = row;
          return { id, platform, address, message: cipher.open(messageCell(id), sealedMessage) };
        },
        free: lease.free,
      };
    },
    async waitingLanes() {
      const lanes = await prisma.hostPush.findMany({
        where: WAITS,
        distinct: ['lane'],
        select: { lane: true },
        take: 500,
      });
      return lanes.map(({ lane }) => ({ kind: 'PUSH', id: lane }));
    },
    async notePushApplied(id, outcome) {
      await prisma.hostPush.update({ where: { id }, data: { appliedAt: clock.now(), outcome } });
      await new DeadLetterBox(prisma, cipher, clock).settle('PUSH', id);
    },
    async notePushFailed(id, reason) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.hostPush.update({ where: { id }, data: { attempts: { increment: 1 } } });
        if (row.attempts < MOST_ATTEMPTS) return 'TRY_AGAIN';
        await tx.hostPush.update({ where: { id }, data: { deadAt: clock.now() } });
        const { platform, lane } = row;
        const appId = lane.slice(platform.length + 1);
        const owner = await tx.registration.findFirst({ where: { platform, appId } });
        const { accountId, programId } = owner ?? {};
        await new DeadLetterBox(tx, cipher, clock).bury(
          { kind: 'PUSH', subjectId: id, reason },
          { platform, ...(accountId ? { accountId } : {}), ...(programId ? { programId } : {}) },
        );
        return 'GIVEN_UP';
      });
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
