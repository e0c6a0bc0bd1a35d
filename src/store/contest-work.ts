import type { AdvanceContestDeps } from '../duties/advance-contest.ts';
import type { ContestKind } from '../duties/enforcement-records.ts';
import type { ContestFile, ContestRequest } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Job } from '../onboarding/job.ts';
import type { HandInState } from '../policy/appeal.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { contentOf } from './files.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { ICON_PAPER } from './supplied-files.ts';

export type ContestWork = Pick<AdvanceContestDeps, 'claimContest'> & {
  /** Appeals and fixes that wait for a platform and nobody has looked at since `before`. */
  readonly contestsUntouchedSince: (before: Date) => Promise<readonly Job[]>;
};

/** On its way to the platform, or there: who made it in the console is asked about by nobody. */
const awaited: HandInState[] = ['WAITING', 'HANDED_IN', 'BY_NEW_VERSION'];
const AT_ONCE = 500;

type Row = rows.Appeal | rows.Rectification;

/** Appeals and fixes with everything that a platform asks for about them. */
export function createContestWork(prisma: PrismaClient, cipher: FieldCipher, clock: Clock): ContestWork {
  const find = (kind: ContestKind, id: string): Promise<Row | null> =>
    kind === 'APPEAL'
      ? prisma.appeal.findUnique({ where: { id } })
      : prisma.rectification.findUnique({ where: { id } });

  /** The files in the order in which they were named. */
  async function files(accountId: string, ids: readonly string[]): Promise<ContestFile[]> {
    const found = await contentOf(prisma, cipher, accountId, ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async function iconOf(programId: string): Promise<ContestFile | undefined> {
    const where = { programId, paper: ICON_PAPER, state: 'EFFECTIVE' };
    const icon = await prisma.material.findFirst({
      where,
      orderBy: { id: 'desc' },
    });
    return icon
      ? (await contentOf(prisma, cipher, icon.accountId, [icon.fileId])).get(icon.fileId)
      : undefined;
  }

  async function requestOf(
    kind: ContestKind,
    row: Row,
    measure: rows.Enforcement,
  ): Promise<ContestRequest | undefined> {
    const { programId, platform } = measure;
    const registration =
      programId === null
        ? null
        : await prisma.registration.findFirst({
            where: { programId, platform, accountId: row.accountId },
            include: { program: true },
          });
    if (!registration?.appId) return undefined;
    const table = kind === 'APPEAL' ? 'Appeal' : 'Rectification';
    const icon = await iconOf(registration.programId);
    return {
      kind,
      appId: registration.appId,
      key: `${row.id}.${row.handInRound}`,
      handedIn: row.handIn === 'HANDED_IN',
      ...(row.reference === null ? {} : { reference: row.reference }),
      measure: {
        kind: measure.kind,
        from: measure.from,
        ...(measure.reference === null ? {} : { reference: measure.reference }),
        ...(measure.words === null ? {} : { words: measure.words }),
      },
      statement: cipher.open({ table, column: 'sealedStatement', rowId: row.id }, row.sealedStatement),
      evidence: await files(row.accountId, row.evidenceFileIds),
      manifest: registration.program.manifest as unknown as Manifest,
      ...(icon === undefined ? {} : { icon }),
    };
  }

  return {
    async claimContest(kind, id) {
      const lease = await takeLease(kind === 'APPEAL' ? prisma.appeal : prisma.rectification, id, clock);
      if (!lease) return undefined;
      const row = await find(kind, id);
      const measure = row && (await prisma.enforcement.findUnique({ where: { id: row.enforcementId } }));
      if (!row || !measure) {
        await lease.free();
        return undefined;
      }
      const isOpen =
        row.decidedAt === null && measure.endedAt === null && awaited.some((state) => state === row.handIn);
      const request = isOpen ? await requestOf(kind, row, measure) : undefined;
      return {
        id,
        accountId: row.accountId,
        enforcementId: measure.id,
        platform: measure.platform,
        isOpen,
        ...(request === undefined ? {} : { request }),
        free: lease.free,
      };
    },

    async contestsUntouchedSince(before) {
      // What a measure that is over was contested with, no platform decides any more.
      const enforcement = { endedAt: null };
      const where = { decidedAt: null, handIn: { in: awaited }, updatedAt: { lt: before }, enforcement };
      const page = { where, select: { id: true }, orderBy: { updatedAt: 'asc' }, take: AT_ONCE } as const;
      const appeals = await prisma.appeal.findMany(page);
      const fixes = await prisma.rectification.findMany(page);
      return [
        ...appeals.map(({ id }) => ({ kind: 'APPEAL' as const, id })),
        ...fixes.map(({ id }) => ({ kind: 'RECTIFICATION' as const, id })),
      ];
    },
  };
}
