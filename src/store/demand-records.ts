import type { DeletionDemand, DemandRecords } from '../duties/demand-records.ts';
import { newId } from '../kernel/ids.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of demands and their confirmations, in one transaction. */
export function createDemandRecords({ tx, cipher, now }: RecordParts): DemandRecords {
  return {
    async addDemand({ scope, programId, reference, demandedBy, ...demand }) {
      const id = newId('dem', now);
      await tx.deletionDemand.create({
        data: {
          id,
          ...demand,
          programId: programId ?? null,
          reference: reference ?? null,
          demandedBy: demandedBy ?? null,
          sealedScope: cipher.seal(scopeCell(id), scope),
          createdAt: now,
        },
      });
      return id;
    },
    async lockDemand(accountId, id) {
      await tx.$queryRaw`SELECT 1 FROM "DeletionDemand" WHERE id = ${id} AND "accountId" = ${accountId} FOR UPDATE`;
      const row = await tx.deletionDemand.findFirst({ where: { id, accountId } });
      return row ? readDemand(row, cipher) : undefined;
    },
    async demandReferred(accountId, platform, reference) {
      const row = await tx.deletionDemand.findFirst({ where: { accountId, platform, reference } });
      return row ? readDemand(row, cipher) : undefined;
    },
    async confirmationOf(demandId) {
      return (await tx.deletionConfirmation.findUnique({ where: { demandId } })) ?? undefined;
    },
    async addConfirmation({ statement, written, evidenceFileIds, ...confirmation }) {
      const id = newId('conf', now);
      await tx.deletionConfirmation.create({
        data: {
          id,
          ...confirmation,
          sealedStatement: cipher.seal(statementCell(id), statement),
          evidenceFileIds: [...evidenceFileIds],
          number: written?.number ?? null,
          sealedDocument: written ? cipher.seal(documentCell(id), written.document) : null,
          documentSha256: written?.sha256 ?? null,
        },
      });
      return id;
    },
    async nextNumber(series) {
      const [row] = await tx.$queryRaw<{ last: number }[]>`
        INSERT INTO "NumberSeries" (name, last) VALUES (${series}, 1)
        ON CONFLICT (name) DO UPDATE SET last = "NumberSeries".last + 1 RETURNING last`;
      if (!row) throw new Error(`no number of ${series}`);
      return row.last;
    },
    async nameOfPerson(personId) {
      const row = await tx.person.findUnique({ where: { id: personId }, select: { sealedName: true } });
      const cell = { table: 'Person', column: 'sealedName', rowId: personId };
      return row ? cipher.open(cell, row.sealedName) : undefined;
    },
  };
}

export function readDemand(row: rows.DeletionDemand, cipher: FieldCipher): DeletionDemand {
  const { programId, reference, demandedBy, sealedScope, ...same } = row;
  return {
    ...same,
    toldBy: row.toldBy as DeletionDemand['toldBy'],
    scope: cipher.open(scopeCell(row.id), sealedScope),
    ...(programId === null ? {} : { programId }),
    ...(reference === null ? {} : { reference }),
    ...(demandedBy === null ? {} : { demandedBy }),
  };
}

function scopeCell(rowId: string) {
  return { table: 'DeletionDemand', column: 'sealedScope', rowId };
}

export function statementCell(rowId: string) {
  return { table: 'DeletionConfirmation', column: 'sealedStatement', rowId };
}

export function documentCell(rowId: string) {
  return { table: 'DeletionConfirmation', column: 'sealedDocument', rowId };
}
