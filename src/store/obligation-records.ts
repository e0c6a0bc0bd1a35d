import type { NewObligation, ObligationRecords } from '../duties/records.ts';
import { newId } from '../kernel/ids.ts';
import type { DutyKind, DutyProof, DutyRecipient } from '../policy/duty.ts';
import { nextStepAt, type Obligation, type ObligationState } from '../policy/obligation.ts';
import type { Operation } from '../policy/operation.ts';
import type * as rows from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of obligations, in one transaction. */
export function createObligationRecords({ tx, cipher, now }: RecordParts): ObligationRecords {
  return {
    async platformsBinding(accountId) {
      const left = await tx.platformExit.findMany({
        where: { accountId, state: 'LEFT' },
        select: { platform: true },
      });
      const hasLeft = new Set(left.map(({ platform }) => platform));
      return (await platformsAccepted(tx, accountId)).filter((platform) => !hasLeft.has(platform));
    },
    platformsDealtWith: (accountId) => platformsAccepted(tx, accountId),
    async addObligation(obligation) {
      const id = newId('obl', now);
      const { count } = await tx.obligation.createMany({
        data: [columnsOf(id, obligation, now)],
        skipDuplicates: true,
      });
      return count === 1 ? { id, ...obligation } : undefined;
    },
    async lockObligation(id) {
      await tx.$queryRaw`SELECT 1 FROM "Obligation" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.obligation.findUnique({ where: { id } });
      return row ? { ...readObligation(row), dueAtFirst: row.dueAtFirst } : undefined;
    },
    async lockOwed(accountId, meant) {
      await tx.$queryRaw`SELECT 1 FROM "Obligation" WHERE "accountId" = ${accountId} AND "endedAt" IS NULL
                         ORDER BY id FOR UPDATE`;
      const found = await tx.obligation.findMany({
        where: { accountId, endedAt: null, ...meant },
        orderBy: { id: 'asc' },
      });
      return found.map(readObligation);
    },
    async lastRound(accountId, duty) {
      const { _max } = await tx.obligation.aggregate({
        where: { accountId, ...duty },
        _max: { round: true },
      });
      return _max.round ?? 0;
    },
    async moveObligation({ id, state, dueAt, remindedDaysAhead }, next) {
      await tx.obligation.update({
        where: { id },
        data: {
          state,
          dueAt,
          remindedDaysAhead: remindedDaysAhead ?? null,
          nextStepAt: next ?? null,
          updatedAt: now,
        },
      });
    },
    async endObligation(id, { state, by, at = now, statement, evidenceFileIds = [] }) {
      const cell = { table: 'Obligation', column: 'sealedStatement', rowId: id };
      await tx.obligation.update({
        where: { id },
        data: {
          state,
          nextStepAt: null,
          endedAt: at,
          endedBy: by,
          sealedStatement: statement === undefined ? null : cipher.seal(cell, statement),
          evidenceFileIds: [...evidenceFileIds],
          updatedAt: now,
        },
      });
    },
  };
}

async function platformsAccepted(tx: RecordParts['tx'], accountId: string): Promise<string[]> {
  const found = await tx.acceptance.findMany({
    where: { accountId },
    distinct: ['platform'],
    select: { platform: true },
    orderBy: { platform: 'asc' },
  });
  return found.map(({ platform }) => platform);
}

function columnsOf(id: string, obligation: NewObligation, now: Date) {
  const { clauses, remindDaysAhead, overdueBlocks, everyDays, programId, hostId, ...same } = obligation;
  return {
    id,
    ...same,
    programId: programId ?? null,
    hostId: hostId ?? null,
    everyDays: everyDays ?? null,
    clauses: [...clauses],
    remindDaysAhead: [...remindDaysAhead],
    overdueBlocks: [...overdueBlocks],
    dueAtFirst: obligation.dueAt,
    nextStepAt: nextStepAt({ id, ...obligation }, now) ?? null,
    createdAt: now,
    updatedAt: now,
  };
}

/** A row of an obligation, as the business has it. */
export function readObligation(row: rows.Obligation): Obligation {
  const { programId, hostId, remindedDaysAhead, everyDays } = row;
  return {
    id: row.id,
    accountId: row.accountId,
    platform: row.platform,
    kind: row.kind as DutyKind,
    clauses: row.clauses,
    agreementVersion: row.agreementVersion,
    recipient: row.recipient as DutyRecipient,
    subjectId: row.subjectId,
    round: row.round,
    state: row.state as ObligationState,
    opensAt: row.opensAt,
    dueAt: row.dueAt,
    remindDaysAhead: row.remindDaysAhead,
    proof: row.proof as DutyProof,
    overdueBlocks: row.overdueBlocks as Operation[],
    ...(programId === null ? {} : { programId }),
    ...(hostId === null ? {} : { hostId }),
    ...(remindedDaysAhead === null ? {} : { remindedDaysAhead }),
    ...(everyDays === null ? {} : { everyDays }),
  };
}
