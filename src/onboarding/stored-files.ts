import { notFound, type Problem } from '../policy/problem.ts';
import type { OnboardingRecords } from './records.ts';

type Files = Pick<OnboardingRecords, 'files'>;

/** A file that an input names, and where it names it. Undefined: it names none there. */
export interface NamedFile {
  readonly id: string | undefined;
  readonly path: string;
}

/**
 * The files that an input names and that are not stored for the account: each a problem where it is named. Those of
 * another account are not there either.
 */
export async function notStored(
  records: Files,
  accountId: string,
  ...named: readonly NamedFile[]
): Promise<Problem[]> {
  const asked = named.flatMap(({ id, path }) => (id === undefined ? [] : [{ id, path }]));
  if (asked.length === 0) return [];
  const stored = await records.files(
    accountId,
    asked.map(({ id }) => id),
  );
  const known = new Set(stored.map(({ id }) => id));
  return asked.filter(({ id }) => !known.has(id)).map(({ path }) => notFound(file, path));
}

/** The same of the files that are shown as evidence. */
export function evidenceNotStored(
  records: Files,
  accountId: string,
  evidenceFileIds: readonly string[],
): Promise<Problem[]> {
  const named = evidenceFileIds.map((id, index) => ({ id, path: `input.evidenceFileIds[${index}]` }));
  return notStored(records, accountId, ...named);
}

const file = { 'zh-CN': '文件，请先上传', en: 'file: upload it first' };
