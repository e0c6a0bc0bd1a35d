import type { Incident, IncidentDetails, IncidentRecords } from '../duties/incident-records.ts';
import { newId } from '../kernel/ids.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';
import { openJson, sealJson } from './sealed-json.ts';

/** The rows of incidents, in one transaction. */
export function createIncidentRecords({ tx, cipher, now }: RecordParts): IncidentRecords {
  return {
    async addIncident({ what, categories, measures, outcome, programId, affected, platforms, ...incident }) {
      const id = newId('inc', now);
      await tx.incident.create({
        data: {
          id,
          ...incident,
          platforms: [...platforms],
          programId: programId ?? null,
          affected: affected ?? null,
          sealedDetails: sealJson(cipher, cellOf(id), { what, categories, measures, outcome }),
          state: 'OPEN',
          createdAt: now,
          updatedAt: now,
        },
      });
      return id;
    },
    async lockIncident(accountId, id) {
      await tx.$queryRaw`SELECT 1 FROM "Incident" WHERE id = ${id} AND "accountId" = ${accountId} FOR UPDATE`;
      const row = await tx.incident.findFirst({ where: { id, accountId } });
      return row ? readIncident(row, cipher) : undefined;
    },
    async changeIncident({ id, what, categories, measures, outcome, affected, state, closedAt }) {
      await tx.incident.update({
        where: { id },
        data: {
          affected: affected ?? null,
          sealedDetails: sealJson(cipher, cellOf(id), { what, categories, measures, outcome }),
          state,
          closedAt: closedAt ?? null,
          updatedAt: now,
        },
      });
    },
  };
}

export function readIncident(row: rows.Incident, cipher: FieldCipher): Incident {
  const { sealedDetails, programId, affected, closedAt, ...same } = row;
  return {
    ...same,
    ...openJson<IncidentDetails>(cipher, cellOf(row.id), sealedDetails),
    state: row.state as Incident['state'],
    ...(programId === null ? {} : { programId }),
    ...(affected === null ? {} : { affected }),
    ...(closedAt === null ? {} : { closedAt }),
  };
}

function cellOf(rowId: string) {
  return { table: 'Incident', column: 'sealedDetails', rowId };
}
