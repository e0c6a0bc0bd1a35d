import type { DutyKind, DutyRecipient } from '../policy/duty.ts';
import type { ObligationFact } from '../policy/obligation.ts';
import type { Operation } from '../policy/operation.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Prisma } from './generated/client.ts';

const COLUMNS = {
  id: true,
  kind: true,
  clauses: true,
  recipient: true,
  subjectId: true,
  opensAt: true,
  dueAt: true,
  overdueBlocks: true,
} as const;

/** What an account owes under one platform's agreement, for itself or for one of these programs, and has not ended. */
export async function readOwed(
  tx: Prisma.TransactionClient,
  accountId: string,
  programIds: readonly string[],
  platform: PlatformId,
): Promise<ObligationFact[]> {
  const found = await tx.obligation.findMany({
    where: {
      accountId,
      platform,
      endedAt: null,
      OR: [{ programId: null }, { programId: { in: [...programIds] } }],
    },
    select: COLUMNS,
    orderBy: { id: 'asc' },
  });
  return found.map(factOf);
}

function factOf<Row extends { kind: string; recipient: string; overdueBlocks: string[] }>(row: Row) {
  return {
    ...row,
    kind: row.kind as DutyKind,
    recipient: row.recipient as DutyRecipient,
    overdueBlocks: row.overdueBlocks as Operation[],
  };
}
