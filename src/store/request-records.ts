import type { RequestRecords } from '../duties/request-records.ts';
import { newId } from '../kernel/ids.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of what others ask of accounts, in one transaction. */
export function createRequestRecords({ tx, cipher, now }: RecordParts): RequestRecords {
  return {
    async addAuditRequest(accountId, { platform, programId, scope, dueOn }, by) {
      const id = newId('aud', now);
      await tx.auditRequest.create({
        data: {
          id,
          accountId,
          platform,
          programId: programId ?? null,
          sealedScope: cipher.seal(auditScopeCell(id), scope),
          dueOn: dueOn ?? null,
          requestedBy: by,
          requestedAt: now,
        },
      });
      return id;
    },
    async addRightsRequest(accountId, { user, words, dueOn, ...request }, by) {
      const id = newId('rgt', now);
      await tx.rightsRequest.create({
        data: {
          id,
          accountId,
          ...request,
          dueOn: dueOn ?? null,
          sealedUser: cipher.seal(rightsCell(id, 'sealedUser'), user),
          sealedWords: words === undefined ? null : cipher.seal(rightsCell(id, 'sealedWords'), words),
          recordedBy: by,
          recordedAt: now,
        },
      });
      return id;
    },
  };
}

export function auditScopeCell(id: string) {
  return { table: 'AuditRequest', column: 'sealedScope', rowId: id };
}

export function rightsCell(id: string, column: 'sealedUser' | 'sealedWords') {
  return { table: 'RightsRequest', column, rowId: id };
}
