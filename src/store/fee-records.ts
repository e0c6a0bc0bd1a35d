import type { Fee, FeeChange, FeeRecords } from '../duties/fee-records.ts';
import { newId } from '../kernel/ids.ts';
import type { FeeFact, FeeState } from '../policy/fee.ts';
import type { PlatformId } from '../programs/platform.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of fees, in one transaction. */
export function createFeeRecords({ tx, cipher, now }: RecordParts): FeeRecords {
  const changed = (id: string, change: FeeChange): Prisma.FeeUpdateInput => {
    switch (change.act) {
      case 'pay':
        return {
          paidAt: now,
          paidBy: change.by,
          paymentReference: change.reference,
          evidenceFileIds: [...change.evidenceFileIds],
        };
      case 'waive':
        return { waivedAt: now };
      case 'confirm':
        return { confirmedAt: now };
      case 'requestInvoice':
        return {
          invoiceRequestedAt: now,
          sealedInvoiceData: cipher.seal(invoiceCell(id), JSON.stringify(change.data)),
        };
      case 'issueInvoice':
        return { invoicedAt: now, invoiceNumber: change.number, invoiceFileId: change.fileId ?? null };
    }
  };
  return {
    async addFee(fee, by) {
      const id = newId('fee', now);
      const { accountId, platform, programId, clause, agreementVersion, amountFen, reference, dueOn } = fee;
      const row = { accountId, platform, clause, agreementVersion, amountFen, reference, dueOn };
      await tx.fee.create({
        data: {
          id,
          ...row,
          programId: programId ?? null,
          state: 'DEMANDED',
          demandedAt: now,
          demandedBy: by,
          updatedAt: now,
        },
      });
      return id;
    },
    async feeReferred(accountId, platform, reference) {
      const row = await tx.fee.findUnique({
        where: { accountId_platform_reference: { accountId, platform, reference } },
      });
      return row ? readFee(row) : undefined;
    },
    async lockFee(id) {
      await tx.$queryRaw`SELECT 1 FROM "Fee" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.fee.findUnique({ where: { id } });
      return row ? readFee(row) : undefined;
    },
    async changeFee(id, state, change) {
      await tx.fee.update({ where: { id }, data: { state, updatedAt: now, ...changed(id, change) } });
    },
  };
}

/** Where the data of an invoice stand: whom it is made out to is sealed. */
export function invoiceCell(rowId: string) {
  return { table: 'Fee', column: 'sealedInvoiceData', rowId };
}

/** What is demanded of an account at a platform and not paid: for itself, or for the program. */
export async function readUnpaid(
  tx: Prisma.TransactionClient,
  accountId: string,
  programId: string,
  platform: PlatformId,
): Promise<FeeFact[]> {
  return tx.fee.findMany({
    where: { accountId, platform, state: 'DEMANDED', OR: [{ programId: null }, { programId }] },
    select: { id: true, amountFen: true, clause: true, dueOn: true },
    orderBy: { id: 'asc' },
  });
}

function readFee(row: rows.Fee): Fee {
  const { id, accountId, platform, programId, clause, agreementVersion, amountFen, reference, dueOn } = row;
  return {
    id,
    accountId,
    platform,
    clause,
    agreementVersion,
    amountFen,
    reference,
    dueOn,
    ...(programId === null ? {} : { programId }),
    state: row.state as FeeState,
    confirmed: row.confirmedAt !== null,
    invoiceRequested: row.invoiceRequestedAt !== null,
  };
}
