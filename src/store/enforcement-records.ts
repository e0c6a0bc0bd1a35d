import type {
  Appeal,
  Enforcement,
  EnforcementRecords,
  NewEnforcement,
  Rectification,
  Statement,
} from '../duties/enforcement-records.ts';
import type { EventSource } from '../events/event.ts';
import { newId } from '../kernel/ids.ts';
import type { HandInState } from '../policy/appeal.ts';
import { nextTurnAt } from '../policy/measure.ts';
import { measureFact } from './enforcement-facts.ts';
import type * as rows from './generated/client.ts';
import { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of measures, appeals and fixes, in one transaction. */
export function createEnforcementRecords({ tx, cipher, now }: RecordParts): EnforcementRecords {
  const stated = (table: string, id: string, accountId: string, enforcementId: string, said: Statement) => ({
    id,
    accountId,
    enforcementId,
    sealedStatement: cipher.seal({ table, column: 'sealedStatement', rowId: id }, said.statement),
    evidenceFileIds: [...said.evidenceFileIds],
    source: said.source,
    handIn: said.handIn,
    updatedAt: now,
  });
  return {
    async hasAccount(accountId, platform) {
      const accepted = await tx.acceptance.count({ where: { accountId, platform } });
      return accepted > 0 || (await tx.registration.count({ where: { accountId, platform } })) > 0;
    },
    async hereSince(accountId, programId) {
      const select = { createdAt: true } as const;
      const found =
        programId === undefined
          ? await tx.account.findUnique({ where: { id: accountId }, select })
          : await tx.program.findFirst({ where: { id: programId, accountId }, select });
      return found?.createdAt;
    },
    async addEnforcement(enforcement) {
      const id = newId('enf', now);
      const { count } = await tx.enforcement.createMany({
        data: [columnsOf(id, enforcement, now)],
        skipDuplicates: true,
      });
      if (count === 0) return undefined;
      return readEnforcement(await tx.enforcement.findUniqueOrThrow({ where: { id } }));
    },
    async enforcementReferred({ platform, hostId }, accountId, reference) {
      if (reference === undefined) return undefined;
      const taker = hostId === undefined ? { takenByHost: false } : { takenByHost: true, hostId };
      const row = await tx.enforcement.findFirst({ where: { platform, accountId, reference, ...taker } });
      return row ? readEnforcement(row) : undefined;
    },
    async lockEnforcement(id) {
      await tx.$queryRaw`SELECT 1 FROM "Enforcement" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.enforcement.findUnique({ where: { id } });
      return row ? readEnforcement(row) : undefined;
    },
    async lockMeasuresAgainst(platform, programId) {
      await tx.$queryRaw`SELECT 1 FROM "Enforcement" WHERE platform = ${platform} AND "programId" = ${programId}
                         AND "endedAt" IS NULL ORDER BY id FOR UPDATE`;
      const found = await tx.enforcement.findMany({
        where: { platform, programId, endedAt: null },
        orderBy: { id: 'asc' },
      });
      return found.map(readEnforcement);
    },
    async measuresTaken(platform, programId) {
      const found = await tx.enforcement.findMany({
        where: { platform, programId },
        orderBy: { id: 'asc' },
      });
      return found.map(readEnforcement);
    },
    async endEnforcement(id, { at, how, by, words = null }) {
      await tx.enforcement.update({
        where: { id },
        data: { endedAt: at, endedHow: how, endedBy: by, endWords: words, nextStepAt: null, updatedAt: now },
      });
    },
    async changeEnforcement(id, change) {
      await tx.enforcement.update({ where: { id }, data: { ...change, updatedAt: now } });
    },

    async appealsAgainst(enforcementId) {
      const found = await tx.appeal.findMany({ where: { enforcementId }, orderBy: { id: 'asc' } });
      return found.map(readAppeal);
    },
    async addAppeal(enforcement, statement) {
      const id = newId('appeal', now);
      const { accountId } = enforcement;
      const data = stated('Appeal', id, accountId, enforcement.id, statement);
      await tx.appeal.create({ data: { ...data, state: 'OPENED', openedBy: statement.by, openedAt: now } });
      return id;
    },
    async appeal(id) {
      const row = await tx.appeal.findUnique({ where: { id } });
      return row ? readAppeal(row) : undefined;
    },
    async moveAppeal(id, state, { words, source, reference, at = now }) {
      await tx.appeal.update({
        where: { id },
        data: {
          state,
          source,
          ...(words === undefined ? {} : { words }),
          ...(reference === undefined ? {} : { reference }),
          ...(state === 'UPHELD' || state === 'OVERTURNED' ? { decidedAt: at } : {}),
          updatedAt: now,
        },
      });
    },

    async rectificationsOf(enforcementId) {
      const found = await tx.rectification.findMany({ where: { enforcementId }, orderBy: { id: 'asc' } });
      return found.map(readRectification);
    },
    async addRectification(enforcement, statement) {
      const id = newId('rect', now);
      const { accountId } = enforcement;
      const data = stated('Rectification', id, accountId, enforcement.id, statement);
      await tx.rectification.create({
        data: { ...data, state: 'IN_REVIEW', submittedBy: statement.by, submittedAt: now },
      });
      return id;
    },
    async rectification(id) {
      const row = await tx.rectification.findUnique({ where: { id } });
      return row ? readRectification(row) : undefined;
    },
    async moveRectification(id, state, { words, source, at = now }) {
      await tx.rectification.update({
        where: { id },
        data: {
          state,
          source,
          ...(words === undefined ? {} : { words }),
          ...(state === 'IN_REVIEW' ? {} : { decidedAt: at }),
          updatedAt: now,
        },
      });
    },
    async restate(kind, id, { statement, evidenceFileIds, by, source, handIn }) {
      const table = kind === 'APPEAL' ? 'Appeal' : 'Rectification';
      const said = {
        sealedStatement: cipher.seal({ table, column: 'sealedStatement', rowId: id }, statement),
        evidenceFileIds: [...evidenceFileIds],
        source,
        handIn,
        handInRound: { increment: 1 },
        trouble: Prisma.DbNull,
        updatedAt: now,
      };
      if (kind === 'APPEAL') {
        await tx.appeal.update({ where: { id }, data: { ...said, openedBy: by, openedAt: now } });
      } else {
        await tx.rectification.update({
          where: { id },
          data: { ...said, submittedBy: by, submittedAt: now },
        });
      }
    },
    async changeHandIn(kind, id, { handIn, reference, trouble }) {
      const data = {
        ...(handIn === undefined ? {} : { handIn }),
        ...(reference === undefined ? {} : { reference }),
        ...(trouble === undefined ? {} : { trouble: trouble === null ? Prisma.DbNull : { ...trouble } }),
        updatedAt: now,
      };
      if (kind === 'APPEAL') await tx.appeal.update({ where: { id }, data });
      else await tx.rectification.update({ where: { id }, data });
    },
  };
}

function columnsOf(id: string, enforcement: NewEnforcement, now: Date) {
  const { functions, clauses, holdsUp, ...same } = enforcement;
  return {
    id,
    ...same,
    programId: enforcement.programId ?? null,
    hostId: enforcement.hostId ?? null,
    reference: enforcement.reference ?? null,
    words: enforcement.words ?? null,
    until: enforcement.until ?? null,
    rectifyBy: enforcement.rectifyBy ?? null,
    functions: [...functions],
    clauses: [...clauses],
    holdsUp: [...holdsUp],
    nextStepAt: nextTurnAt({ from: enforcement.from, until: enforcement.until ?? null }, now) ?? null,
    createdAt: now,
    updatedAt: now,
  };
}

function readEnforcement(row: rows.Enforcement): Enforcement {
  const { programId, hostId, reference, words, until, rectifyBy, endedAt, nextStepAt, source, ...same } =
    measureFact(row);
  return {
    ...same,
    source: source as EventSource,
    ...(programId === null ? {} : { programId }),
    ...(hostId === null ? {} : { hostId }),
    ...(reference === null ? {} : { reference }),
    ...(words === null ? {} : { words }),
    ...(until === null ? {} : { until }),
    ...(rectifyBy === null ? {} : { rectifyBy }),
    ...(endedAt === null ? {} : { endedAt }),
    ...(nextStepAt === null ? {} : { nextStepAt }),
  };
}

function readAppeal({ state, ...row }: rows.Appeal): Appeal {
  return { ...contestOf(row), state: state as Appeal['state'] };
}

function readRectification({ state, ...row }: rows.Rectification): Rectification {
  const { submittedAt } = row;
  return { ...contestOf(row), submittedAt, state: state as Rectification['state'] };
}

function contestOf({
  id,
  accountId,
  enforcementId,
  handIn,
  reference,
}: Omit<rows.Appeal | rows.Rectification, 'state'>) {
  return {
    id,
    accountId,
    enforcementId,
    handIn: handIn as HandInState,
    ...(reference === null ? {} : { reference }),
  };
}
