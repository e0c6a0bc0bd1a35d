import type { EnforcementFact, MeasureGround, MeasureKind, MeasureScope } from '../policy/measure.ts';
import type { Operation } from '../policy/operation.ts';
import type { PlatformId } from '../programs/platform.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';

/** The columns that rules and standings are told of. */
const COLUMNS = {
  id: true,
  kind: true,
  ground: true,
  scope: true,
  programId: true,
  hostId: true,
  functions: true,
  clauses: true,
  agreementVersion: true,
  holdsUp: true,
  hides: true,
  takenByHost: true,
  from: true,
  until: true,
  endedAt: true,
  contested: true,
  rectifyBy: true,
} as const;

/** The measures against an account, or one of its programs, on a platform that nobody has ended. */
export async function readMeasures(
  tx: Prisma.TransactionClient,
  accountId: string,
  programId: string,
  platform: PlatformId,
): Promise<EnforcementFact[]> {
  const found = await tx.enforcement.findMany({
    where: { accountId, platform, endedAt: null, OR: [{ programId: null }, { programId }] },
    select: COLUMNS,
    orderBy: { id: 'asc' },
  });
  return found.map(measureFact);
}

/** Words of ours are kept as text; the rest is as it is. */
export function measureFact<Row extends Pick<rows.Enforcement, keyof typeof COLUMNS>>(row: Row) {
  return {
    ...row,
    kind: row.kind as MeasureKind,
    ground: row.ground as MeasureGround,
    scope: row.scope as MeasureScope,
    holdsUp: row.holdsUp as Operation[],
  };
}
