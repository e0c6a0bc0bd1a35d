import { newId } from '../kernel/ids.ts';
import type { RulingRecords } from '../onboarding/ruling-records.ts';
import type { Ruling, RulingAnswer } from '../policy/ruling.ts';
import type { Citation } from '../policy/verdict.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of rulings, in one transaction. */
export function createRulingRecords({ tx, cipher, now }: RecordParts): RulingRecords {
  return {
    async rulings(programId, platform) {
      const found = await tx.ruling.findMany({
        where: { programId, platform, revokedAt: null },
        orderBy: { id: 'asc' },
      });
      return found.map((row) => readRuling(row, cipher));
    },
    async addRuling(accountId, { note, question, citations, category, fileId, validUntil, ...ruling }, by) {
      const id = newId('rul', now);
      await tx.ruling.create({
        data: {
          ...ruling,
          id,
          accountId,
          question: question.en,
          message: { ...question },
          citations: citations as unknown as Prisma.InputJsonArray,
          category: [...(category ?? [])],
          sealedNote: cipher.seal(noteCell(id), note),
          fileId: fileId ?? null,
          validUntil: validUntil ?? null,
          ruledBy: by,
          ruledAt: now,
        },
      });
      return id;
    },
    async ruling(accountId, id) {
      const row = await tx.ruling.findFirst({ where: { id, accountId } });
      if (!row) return undefined;
      const { programId, platform, rule, code, answer, citations, revokedAt } = row;
      return {
        id,
        programId,
        platform,
        rule,
        code,
        answer: answer as RulingAnswer,
        citations: citations as unknown as readonly Citation[],
        ...(revokedAt ? { revokedAt } : {}),
      };
    },
    async endRuling(id, by) {
      await tx.ruling.update({ where: { id }, data: { revokedBy: by, revokedAt: now } });
    },
  };
}

/** The columns of a ruling that a verdict depends on. */
export type RulingFactRow = Pick<
  rows.Ruling,
  | 'id'
  | 'rule'
  | 'code'
  | 'question'
  | 'category'
  | 'answer'
  | 'sealedNote'
  | 'validUntil'
  | 'ruledBy'
  | 'ruledAt'
>;

export function readRuling(row: RulingFactRow, cipher: FieldCipher): Ruling {
  const { id, rule, code, question, category, answer, validUntil, ruledBy, ruledAt } = row;
  return {
    rule,
    code,
    question,
    answer: answer as RulingAnswer,
    ...(validUntil === null ? {} : { validUntil }),
    ...(category.length > 0 ? { category } : {}),
    recorded: { id, by: ruledBy, at: ruledAt, note: cipher.open(noteCell(id), row.sealedNote) },
  };
}

/** Where the reason of a ruling is sealed. */
export function noteCell(rowId: string) {
  return { table: 'Ruling', column: 'sealedNote', rowId };
}
