import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Job } from '../onboarding/job.ts';
import type { DeadLetter, DeadLetterRecords } from '../review/dead-letters.ts';
import type { CellContext, FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** A reason is for a person to read; a stack of megabytes is none. */
const LONGEST_REASON = 2_000;

/** What died, as whoever gave it up knows it. `lane` of a PUSH job is not one push: those are buried one by one. */
export interface Death {
  readonly kind: Job['kind'];
  readonly subjectId: string;
  readonly reason: string;
}

/** Whose a dead letter is, where that can be told. */
type Owner = Partial<Pick<DeadLetter, 'platform' | 'accountId' | 'programId'>>;

export class DeadLetterBox {
  readonly #prisma: PrismaClient | Prisma.TransactionClient;
  readonly #cipher: FieldCipher;
  readonly #clock: Clock;

  constructor(prisma: PrismaClient | Prisma.TransactionClient, cipher: FieldCipher, clock: Clock) {
    this.#prisma = prisma;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /** Safe to repeat: what dies again is the same letter, with one more death. */
  async bury({ kind, subjectId, reason }: Death, owner?: Owner): Promise<void> {
    const now = this.#clock.now();
    const id = newId('dead', now);
    const known = await this.#prisma.deadLetter.findUnique({
      where: { kind_subjectId: { kind, subjectId } },
      select: { id: true },
    });
    const sealedReason = this.#cipher.seal(reasonCell(known?.id ?? id), reason.slice(0, LONGEST_REASON));
    const of = owner ?? (await ownerOf(this.#prisma, kind, subjectId));
    await this.#prisma.deadLetter.upsert({
      where: { kind_subjectId: { kind, subjectId } },
      create: { id, kind, subjectId, ...of, sealedReason, firstDiedAt: now, diedAt: now },
      update: { sealedReason, ...of, diedAt: now, deaths: { increment: 1 }, settledAt: null },
    });
  }

  /** It has been done after all. */
  async settle(kind: Job['kind'], subjectId: string): Promise<void> {
    await this.#prisma.deadLetter.updateMany({
      where: { kind, subjectId, settledAt: null },
      data: { settledAt: this.#clock.now() },
    });
  }

  /** The last to die first; what was done since is left out. Left out, `accountId` is everybody: for the operator. */
  async list(first: number, accountId?: string): Promise<readonly DeadLetter[]> {
    const found = await this.#prisma.deadLetter.findMany({
      where: { settledAt: null, ...(accountId === undefined ? {} : { accountId }) },
      orderBy: [{ diedAt: 'desc' }, { id: 'desc' }],
      take: first,
    });
    return found.map((row) => readDeadLetter(row, this.#cipher));
  }

  async find(id: string): Promise<DeadLetter | undefined> {
    const row = await this.#prisma.deadLetter.findUnique({ where: { id } });
    return row ? readDeadLetter(row, this.#cipher) : undefined;
  }
}

/** For an act: the letters of an account, and how one is tried again. */
export function createDeadLetterRecords(
  { tx, cipher, now }: RecordParts,
  enqueue: (job: Job) => void,
): DeadLetterRecords {
  return {
    async lockDeadLetter(accountId, id) {
      await tx.$queryRaw`SELECT 1 FROM "DeadLetter" WHERE "id" = ${id} FOR UPDATE`;
      const row = await tx.deadLetter.findFirst({ where: { id, accountId } });
      return row ? readDeadLetter(row, cipher) : undefined;
    },
    replay: (letter) => replayIn(tx, letter, now, enqueue),
  };
}

/** A push that is tried again is at the head of its lane once more: it came before all that wait there. */
export async function replayIn(
  tx: Prisma.TransactionClient,
  { id, kind, subjectId }: DeadLetter,
  now: Date,
  enqueue: (job: Job) => void,
): Promise<void> {
  await tx.deadLetter.update({ where: { id }, data: { replayedAt: now } });
  if (kind !== 'PUSH') return enqueue({ kind, id: subjectId } as Job);
  const { lane } = await tx.hostPush.update({
    where: { id: subjectId },
    data: { deadAt: null, attempts: 0 },
    select: { lane: true },
  });
  enqueue({ kind: 'PUSH', id: lane });
}

function readDeadLetter(row: rows.DeadLetter, cipher: FieldCipher): DeadLetter {
  const { id, kind, subjectId, platform, accountId, programId, sealedReason, deaths } = row;
  const { firstDiedAt, diedAt, replayedAt, settledAt } = row;
  return {
    id,
    kind: kind as Job['kind'],
    subjectId,
    deaths,
    firstDiedAt,
    diedAt,
    reason: cipher.open(reasonCell(id), sealedReason),
    ...(platform === null ? {} : { platform }),
    ...(accountId === null ? {} : { accountId }),
    ...(programId === null ? {} : { programId }),
    ...(replayedAt ? { replayedAt } : {}),
    ...(settledAt ? { settledAt } : {}),
  };
}

export function reasonCell(rowId: string): CellContext {
  return { table: 'DeadLetter', column: 'sealedReason', rowId };
}

/** Where each kind of job keeps whose it is. What is nobody's own (an agreement, a notice to all) is the operator's. */
async function ownerOf(
  prisma: PrismaClient | Prisma.TransactionClient,
  kind: Job['kind'],
  id: string,
): Promise<Owner> {
  switch (kind) {
    case 'PACKAGE':
      return ownerIn(await prisma.package.findUnique({ where: { id } }));
    case 'REGISTRATION':
    case 'VERSIONS':
    case 'VERIFICATION':
      return ownerIn(await prisma.registration.findUnique({ where: { id } }));
    case 'MATERIAL':
      return ownerIn(await prisma.material.findUnique({ where: { id } }));
    case 'OBLIGATION':
      return ownerIn(await prisma.obligation.findUnique({ where: { id } }));
    case 'ENFORCEMENT':
      return ownerIn(await prisma.enforcement.findUnique({ where: { id } }));
    case 'EXIT':
      return ownerIn(await prisma.platformExit.findUnique({ where: { id } }));
    case 'APPEAL':
      return ownerIn(await prisma.appeal.findUnique({ where: { id } }));
    case 'RECTIFICATION':
      return ownerIn(await prisma.rectification.findUnique({ where: { id } }));
    case 'SETTING':
      return ownerIn(await prisma.settingChange.findUnique({ where: { id } }));
    case 'NOTICE_DELIVERY':
      return ownerIn(await prisma.noticeDelivery.findUnique({ where: { id } }));
    case 'NOTICE':
    case 'AGREEMENT':
    case 'PUSH':
    case 'MISSED_PUSHES':
      return {};
  }
}

function ownerIn(
  row: { accountId?: string | null; programId?: string | null; platform?: string | null } | null,
): Owner {
  const { accountId, programId, platform } = row ?? {};
  return {
    ...(accountId ? { accountId } : {}),
    ...(programId ? { programId } : {}),
    ...(platform ? { platform } : {}),
  };
}
