import type { AdvanceObligationDeps } from '../duties/advance-obligation.ts';
import type { Job } from '../onboarding/job.ts';
import type { PrismaClient } from './generated/client.ts';

export type DutyWork = Pick<AdvanceObligationDeps, 'accountOfObligation'> & {
  /** What time has something to do to by now. */
  readonly due: (now: Date) => Promise<readonly Job[]>;
};

const AT_ONCE = 500;

/** What the passing of time is looked for in. */
export function createDutyWork(prisma: PrismaClient): DutyWork {
  return {
    async accountOfObligation(id) {
      const row = await prisma.obligation.findUnique({ where: { id }, select: { accountId: true } });
      return row?.accountId;
    },
    async due(now) {
      const obligations = await prisma.obligation.findMany({
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
      return [
        ...obligations.map(({ id }) => ({ kind: 'OBLIGATION' as const, id })),
        ...agreements.map(({ id }) => ({ kind: 'AGREEMENT' as const, id })),
      ];
    },
  };
}
