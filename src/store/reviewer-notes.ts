import type { ContestFile, ForReviewer } from '../hosts/connector.ts';
import { filesNamed, withFiles } from '../review/reviewer-notes.ts';
import type { CellContext, FieldCipher } from './encryption/field-cipher.ts';
import { contentOf } from './files.ts';
import type { PrismaClient } from './generated/client.ts';
import { openJson } from './sealed-json.ts';

export function notesCell(rowId: string): CellContext {
  return { table: 'Submission', column: 'sealedForReviewer', rowId };
}

/** What was said for the reviewers, files by their id. */
export function openNotesText(cipher: FieldCipher, submissionId: string, sealed: string): ForReviewer {
  return openJson<ForReviewer>(cipher, notesCell(submissionId), sealed);
}

/** What was said for the reviewers with a submission, with the content of its files; undefined where nothing was. */
export async function openNotes(
  prisma: PrismaClient,
  cipher: FieldCipher,
  submissionId: string,
): Promise<ForReviewer<ContestFile> | undefined> {
  const row = await prisma.submission.findUnique({ where: { id: submissionId } });
  if (!row?.sealedForReviewer) return undefined;
  const notes = openNotesText(cipher, row.id, row.sealedForReviewer);
  const ids = filesNamed(notes).flatMap(({ id }) => id ?? []);
  const files = await contentOf(prisma, cipher, row.accountId, ids);
  return withFiles(notes, (id) => {
    const file = files.get(id);
    if (!file) throw new Error(`submission ${row.id} names a file that is not stored: ${id}`);
    return file;
  });
}
