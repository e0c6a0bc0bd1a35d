import type { FieldCipher } from './encryption/field-cipher.ts';
import type { Prisma } from './generated/client.ts';

/** What rows are read and written with, in one transaction. */
export interface RecordParts {
  readonly tx: Prisma.TransactionClient;
  readonly cipher: FieldCipher;
  readonly now: Date;
}
