import type { PlatformId } from '../../programs/platform.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type { PrismaClient } from '../generated/client.ts';

/** Which measures are asked for; what is not said is any. */
export interface TakenMeasuresAsked {
  readonly programId?: string | undefined;
  readonly inForceAt?: Date | undefined;
  /** Only those with an appeal or a fix that waits for the platform. */
  readonly contestedOnly?: boolean | undefined;
}

const CONTESTS = { orderBy: { id: 'asc' } } as const;

/**
 * The measures that a platform has taken, the newest first, up to `limit` before the one with the id `before`, with what was
 * said against them and put right, opened for the platform that it is said to. Those of its hosts are theirs.
 */
export async function takenMeasures(
  prisma: PrismaClient,
  cipher: FieldCipher,
  platform: PlatformId,
  { programId, inForceAt, contestedOnly }: TakenMeasuresAsked,
  before: string | undefined,
  limit: number,
) {
  const found = await prisma.enforcement.findMany({
    where: {
      platform,
      takenByHost: false,
      ...(programId === undefined ? {} : { programId }),
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(contestedOnly ? { contested: true } : {}),
      ...(inForceAt === undefined
        ? {}
        : {
            from: { lte: inForceAt },
            AND: [
              { OR: [{ until: null }, { until: { gt: inForceAt } }] },
              { OR: [{ endedAt: null }, { endedAt: { gt: inForceAt } }] },
            ],
          }),
    },
    include: { appeals: CONTESTS, rectifications: CONTESTS },
    orderBy: { id: 'desc' },
    take: limit,
  });
  const opened = <Row extends { readonly id: string; readonly sealedStatement: string }>(
    table: 'Appeal' | 'Rectification',
    row: Row,
  ) => ({
    ...row,
    statement: cipher.open({ table, column: 'sealedStatement', rowId: row.id }, row.sealedStatement),
  });
  return found.map(({ appeals, rectifications, ...measure }) => ({
    ...measure,
    appeals: appeals.map((row) => opened('Appeal', row)),
    rectifications: rectifications.map((row) => opened('Rectification', row)),
  }));
}

export type TakenMeasure = Awaited<ReturnType<typeof takenMeasures>>[number];
