import type { PaperRecords } from '../duties/paper-records.ts';
import type { MaterialState } from '../programs/category.ts';
import type { RecordParts } from './record-parts.ts';

/** Papers as far as their renewal depends on them, in one transaction. Nothing of it is sealed. */
export function createPaperRecords({ tx }: Pick<RecordParts, 'tx'>): PaperRecords {
  return {
    async papersOnFile(accountId, paper) {
      const found = await tx.material.findMany({
        where: { accountId, ...(paper === undefined ? {} : { paper }) },
        select: { id: true, programId: true, paper: true, state: true, validUntil: true },
        orderBy: { id: 'asc' },
      });
      return found.map(({ programId, validUntil, state, ...row }) => ({
        ...row,
        state: state as MaterialState,
        ...(programId === null ? {} : { programId }),
        ...(validUntil === null ? {} : { validUntil }),
      }));
    },
  };
}
