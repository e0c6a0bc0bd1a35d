import type { AdvanceObligationDeps } from '../duties/advance-obligation.ts';
import type { AppealDeps } from '../duties/answer-appeal.ts';
import type { RectificationDeps } from '../duties/decide-rectification.ts';
import type { MeasureDeps } from '../duties/end-measure.ts';
import type { Job } from '../onboarding/job.ts';
import type { PlatformExit } from '../review/exit-records.ts';
import type { PrismaClient } from './generated/client.ts';

export type DutyWork = Pick<AdvanceObligationDeps, 'accountOfObligation'> &
  Pick<MeasureDeps, 'accountOfEnforcement'> &
  Pick<AppealDeps, 'accountOfAppeal'> &
  Pick<RectificationDeps, 'accountOfRectification'> & {
    /** What time has something to do to by now. */
    readonly due: (now: Date) => Promise<readonly Job[]>;
    readonly exitAt: (id: string) => Promise<Pick<PlatformExit, 'accountId' | 'platform'> | undefined>;
  };

const AT_ONCE = 500;

/** What the passing of time is looked for in. */
export function createDutyWork(prisma: PrismaClient): DutyWork {
  return {
    async accountOfObligation(id) {
      const row = await prisma.obligation.findUnique({ where: { id }, select: { accountId: true } });
      return row?.accountId;
    },
    async exitAt(id) {
      return (await prisma.platformExit.findUnique({ where: { id } })) ?? undefined;
    },
    async accountOfEnforcement(id) {
      const row = await prisma.enforcement.findUnique({ where: { id }, select: { accountId: true } });
      return row?.accountId;
    },
    async accountOfAppeal(id) {
      const row = await prisma.appeal.findUnique({ where: { id }, select: { accountId: true } });
      return row?.accountId;
    },
    async accountOfRectification(id) {
      const row = await prisma.rectification.findUnique({ where: { id }, select: { accountId: true } });
      return row?.accountId;
    },
    async due(now) {
      const obligations = await prisma.obligation.findMany({
        where: { nextStepAt: { lte: now } },
        select: { id: true },
        orderBy: { nextStepAt: 'asc' },
        take: AT_ONCE,
      });
      const exits = await prisma.platformExit.findMany({
        where: { nextStepAt: { lte: now } },
        select: { id: true },
        orderBy: { nextStepAt: 'asc' },
        take: AT_ONCE,
      });
      const agreements = await prisma.agreementVersion.findMany({
        where: { nextStepAt: { lte: now } },
        select: { id: true },
        orderBy: { nextStepAt: 'asc' },
        take: AT_ONCE,
      });
      const enforcements = await prisma.enforcement.findMany({
        where: { nextStepAt: { lte: now } },
        select: { id: true },
        orderBy: { nextStepAt: 'asc' },
        take: AT_ONCE,
      });
      return [
        ...obligations.map(({ id }) => ({ kind: 'OBLIGATION' as const, id })),
        ...exits.map(({ id }) => ({ kind: 'EXIT' as const, id })),
        ...enforcements.map(({ id }) => ({ kind: 'ENFORCEMENT', id }) as const),
        ...agreements.map(({ id }) => ({ kind: 'AGREEMENT' as const, id })),
      ];
    },
  };
}
