import type { PlatformConnector } from '../hosts/connector.ts';
import type { FileFacts, ReviewerDesk } from '../hosts/desks/review.ts';
import type { ForReviewer } from '../hosts/requests.ts';
import { type NamedFile, notStored } from '../onboarding/stored-files.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ReviewRecords } from './records.ts';

/** What reviewers are told with a version; files by their id here. */
export type ReviewerNotes = ForReviewer<string>;

/** Where a platform's reviewers are told something. */
export type ReviewerDeskOf = (platform: PlatformId) => Pick<PlatformConnector, 'reviewer'>;

const AT = 'input.forReviewer';
/** Of each kind of file. Platforms take fewer, and say so themselves where no page does. */
const MOST_FILES = 20;
const LARGEST_BYTES = 64 * 1024;

/**
 * What is wrong with what the reviewers are to be told: files that are not stored, what a platform would refuse, and what
 * none of the platforms that the version goes to has a field for. What one takes and another does not, goes to the one.
 */
export async function notesFaults(
  deskOf: ReviewerDeskOf,
  records: Pick<ReviewRecords, 'files'>,
  accountId: string,
  notes: ReviewerNotes,
  platforms: readonly PlatformId[],
): Promise<readonly Problem[]> {
  const named = filesNamed(notes);
  if (named.length > 3 * MOST_FILES || Buffer.byteLength(JSON.stringify(notes)) > LARGEST_BYTES)
    return [tooMuch];
  const missing = await notStored(records, accountId, ...named);
  if (missing.length > 0) return missing;
  const ids = named.flatMap(({ id }) => id ?? []);
  const stored = new Map((await records.files(accountId, ids)).map((file) => [file.id, file]));
  const shown = withFiles(notes, (id): FileFacts => stored.get(id) ?? { name: id, mediaType: '', bytes: 0 });
  const desks = platforms.map((platform) => ({ platform, desk: deskOf(platform).reviewer }));
  return [
    ...takenByNone(notes, desks),
    ...desks.flatMap(({ platform, desk }) => faultsAt(platform, desk, shown)),
  ];
}

interface DeskAt {
  readonly platform: PlatformId;
  readonly desk: ReviewerDesk | undefined;
}

function takenByNone(notes: ReviewerNotes, desks: readonly DeskAt[]): Problem[] {
  const fields = (Object.keys(notes) as (keyof ReviewerNotes)[]).filter(
    (field) => notes[field] !== undefined,
  );
  const names = desks.map(({ platform }) => platform).join(', ');
  return fields
    .filter((field) => !desks.some(({ desk }) => desk?.takes.includes(field)))
    .map((field) => {
      const message = {
        'zh-CN': `所提交的平台（${names}）都没有此项；请去掉`,
        en: `none of the platforms that it is handed in at (${names}) has a field for this: leave it out`,
      };
      return invalidInput(message, `${AT}.${field}`);
    });
}

function faultsAt(
  platform: PlatformId,
  desk: ReviewerDesk | undefined,
  notes: ForReviewer<FileFacts>,
): Problem[] {
  if (!desk) return [];
  return desk.faults(taken(desk, notes)).map(({ field, message, code }) => {
    const said = code === undefined ? message : withCode(message, code);
    return { ...invalidInput(said, `${AT}.${field}`), platform };
  });
}

function withCode(message: Problem['message'], code: string): Problem['message'] {
  return {
    'zh-CN': `${message['zh-CN']}（平台代码 ${code}）`,
    en: `${message.en} (code ${code} of the platform)`,
  };
}

/** What of it the platform has a field for. */
export function taken<File>({ takes }: ReviewerDesk, notes: ForReviewer<File>): ForReviewer<File> {
  return Object.fromEntries(Object.entries(notes).filter(([field]) => takes.some((one) => one === field)));
}

/** All files that are named, and where. */
export function filesNamed({ pictures = [], videos = [], feedback }: ReviewerNotes): readonly NamedFile[] {
  const at = (field: string, ids: readonly string[]) =>
    ids.map((id, index) => ({ id, path: `${AT}.${field}[${index}]` }));
  return [
    ...at('pictures', pictures),
    ...at('videos', videos),
    ...at('feedback.files', feedback?.files ?? []),
  ];
}

/** The same with something else in the place of each file. */
export function withFiles<From, To>(notes: ForReviewer<From>, of: (file: From) => To): ForReviewer<To> {
  const { pictures, videos, feedback, ...texts } = notes;
  const files = feedback?.files?.map(of);
  return {
    ...texts,
    ...(pictures ? { pictures: pictures.map(of) } : {}),
    ...(videos ? { videos: videos.map(of) } : {}),
    ...(feedback ? { feedback: { words: feedback.words, ...(files ? { files } : {}) } } : {}),
  };
}

const tooMuch: Problem = invalidInput(
  {
    'zh-CN': `给审核员的说明不得超过 64 KiB，文件每类不得超过 ${MOST_FILES} 个`,
    en: `what reviewers are told has at most 64 KiB as JSON, and at most ${MOST_FILES} files of a kind`,
  },
  AT,
);
