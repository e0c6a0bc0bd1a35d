import type { HearMeasureDeps } from '../duties/hear-measure.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Job } from '../onboarding/job.ts';
import type { PushDeps } from '../review/pushes.ts';
import type { Database } from './database.ts';
import { DeadLetterBox } from './dead-letters.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { PrismaClient } from './generated/client.ts';
import type { JobQueue } from './job-queue.ts';
import { takeLease } from './lease.ts';
import { messageCell, PushInbox } from './push-inbox.ts';
import { OPEN_STATES } from './setting-records.ts';
import { PACKAGE_UNDER_WAY } from './under-way.ts';

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
  Pick<HearMeasureDeps, 'programOfApp' | 'hearFixesAgain'> & {
    /** The lanes in which something waits: what was stored when a process died, or could not say so, is found here. */
    readonly waitingLanes: () => Promise<readonly Job[]>;
  };

/** How often a push may fail before it is given up; the pauses between grow, so that is about a minute. */
export const MOST_ATTEMPTS = 5;

/** What `deadAt` and `appliedAt` say: neither done nor given up. */
const WAITS = { appliedAt: null, deadAt: null } as const;

/** Pushes as they came in, each kept once, whatever becomes of it. */
export function createPushStore(
  database: Pick<Database, 'prisma' | 'intake'>,
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
  const inbox = new PushInbox(database.intake, cipher, clock, (lanes) => {
    wakeLanes(lanes).catch(onError);
  });
  return {
    storePush: (platform, address, push) => inbox.store(platform, address, push),
    async claimLane(lane) {
      const lease = await takeLane(prisma, lane, clock);
      if (!lease) return undefined;
      return {
        async next() {
          await inbox.lull();
          const row = await prisma.hostPush.findFirst({
            where: { lane, ...WAITS },
            orderBy: { sequence: 'asc' },
          });
          if (!row) return undefined;
          const { id, platform, address, sealedMessage, receivedAt } = row;
          return { id, platform, address, receivedAt, message: cipher.open(messageCell(id), sealedMessage) };
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
      // Both in one statement: each push is applied, and hardly any has a letter.
      await prisma.$executeRaw`
        WITH applied AS (UPDATE "HostPush" SET "appliedAt" = ${clock.now()}, outcome = ${outcome} WHERE id = ${id})
        UPDATE "DeadLetter" SET "settledAt" = ${clock.now()}
        WHERE kind = 'PUSH' AND "subjectId" = ${id} AND "settledAt" IS NULL`;
    },
    async notePushFailed(id, reason) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.hostPush.update({ where: { id }, data: { attempts: { increment: 1 } } });
        if (row.attempts < MOST_ATTEMPTS) return 'TRY_AGAIN';
        await tx.hostPush.update({ where: { id }, data: { deadAt: clock.now() } });
        const { platform, lane } = row;
        const appId = lane.slice(platform.length + 1);
        const { accountId, programId } = (await programAt(tx, platform, appId)) ?? {};
        await new DeadLetterBox(tx, cipher, clock).bury(
          { kind: 'PUSH', subjectId: id, reason },
          { platform, ...(accountId ? { accountId } : {}), ...(programId ? { programId } : {}) },
        );
        return 'GIVEN_UP';
      });
    },

    async hearFixesAgain(platform, appId) {
      const lane = `${platform}/${appId}`;
      // Written out, so that the index of just these is used.
      const count = await prisma.$executeRaw`
        UPDATE "HostPush" SET "appliedAt" = NULL, outcome = NULL
        WHERE lane = ${lane} AND outcome = 'NO_SUCH_MEASURE'`;
      if (count > 0) await wakeLanes([lane]);
    },

    programOfApp: (platform, appId) => programAt(prisma, platform, appId),

    async jobsAbout(platform, { appId, registrationId }, kind) {
      if (kind === 'PACKAGE') return packagesUnderWay(prisma, platform, appId);
      if (kind === 'VERSIONS') return programsAbout(prisma, platform, appId);
      if (kind === 'MATERIAL') return pendingMaterials(prisma, platform, appId);
      if (kind === 'SETTING') return openSettings(prisma, platform, appId);
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

/** Whose program a platform knows by this id; undefined where it is nobody's here, or no id was told. */
async function programAt(
  prisma: Pick<PrismaClient, 'registration'>,
  platform: string,
  appId: string | undefined,
): Promise<{ readonly accountId: string; readonly programId: string } | undefined> {
  if (appId === undefined) return undefined;
  const select = { accountId: true, programId: true };
  return (await prisma.registration.findFirst({ where: { platform, appId }, select })) ?? undefined;
}

/** The program that a push names, where something of it was handed in: whoever did what the push tells of. */
async function programsAbout(
  prisma: PrismaClient,
  platform: string,
  appId: string | undefined,
): Promise<readonly Job[]> {
  if (appId === undefined) return [];
  const found = await prisma.registration.findMany({
    where: { platform, appId, state: 'REGISTERED', packages: { some: {} } },
    select: { id: true },
  });
  return found.map(({ id }) => ({ kind: 'VERSIONS', id }));
}

/** A lane is made when something is taken from it for the first time. */
async function takeLane(prisma: PrismaClient, id: string, clock: Clock) {
  const lease = await takeLease(prisma.pushLane, id, clock);
  if (lease) return lease;
  const { count } = await prisma.pushLane.createMany({
    data: [{ id, updatedAt: clock.now() }],
    skipDuplicates: true,
  });
  return count === 1 ? takeLease(prisma.pushLane, id, clock) : undefined;
}

/** Papers that wait for a platform's word and may be a program's. */
async function pendingMaterials(
  prisma: PrismaClient,
  platform: string,
  appId: string | undefined,
): Promise<readonly Job[]> {
  const program = await programAt(prisma, platform, appId);
  if (!program) return [];
  const { accountId, programId } = program;
  const materials = await prisma.material.findMany({
    where: { accountId, state: 'PENDING', OR: [{ programId: null }, { programId }] },
    select: { id: true },
  });
  return materials.map(({ id }) => ({ kind: 'MATERIAL', id }));
}

/** Changes of settings that wait for a platform's word. */
async function openSettings(
  prisma: PrismaClient,
  platform: string,
  appId: string | undefined,
): Promise<readonly Job[]> {
  const program = await programAt(prisma, platform, appId);
  if (!program) return [];
  const changes = await prisma.settingChange.findMany({
    where: { programId: program.programId, platform, state: { in: OPEN_STATES } },
    select: { id: true },
  });
  return changes.map(({ id }) => ({ kind: 'SETTING', id }));
}

/** Versions that the platform has to say something about. */
async function packagesUnderWay(
  prisma: PrismaClient,
  platform: string,
  appId: string | undefined,
): Promise<readonly Job[]> {
  const packages = await prisma.package.findMany({
    where: {
      platform,
      ...(appId === undefined ? {} : { registration: { appId } }),
      ...PACKAGE_UNDER_WAY,
    },
    select: { id: true },
  });
  return packages.map(({ id }) => ({ kind: 'PACKAGE', id }));
}
