import type { ContestFile, PlatformConnector } from '../hosts/connector.ts';
import type { ReviewMediaDesk } from '../hosts/desks/review.ts';
import type { ForReviewer } from '../hosts/requests.ts';
import { taken } from './reviewer-notes.ts';

/**
 * What of the notes the platform takes, with its own references in the place of files: each is uploaded now, since a platform
 * keeps it for days only. Uploading costs nothing, so that it is done again where the submission has to be.
 */
export async function showReviewer(
  { reviewer, reviewMedia }: PlatformConnector,
  appId: string,
  notes: ForReviewer<ContestFile>,
): Promise<ForReviewer> {
  if (!reviewer) return {};
  const { pictures, videos, feedback, ...texts } = taken(reviewer, notes);
  const shown = async (files: readonly ContestFile[]) =>
    reviewMedia ? oneByOne(files, async (file) => (await reviewMedia.upload(appId, file)).reference) : [];
  return {
    ...texts,
    ...(pictures ? { pictures: await shown(pictures) } : {}),
    ...(videos ? { videos: await shown(videos) } : {}),
    ...(feedback ? { feedback: await proven(reviewMedia, appId, feedback) } : {}),
  };
}

async function proven(
  desk: ReviewMediaDesk | undefined,
  appId: string,
  { words, files = [] }: NonNullable<ForReviewer<ContestFile>['feedback']>,
): Promise<NonNullable<ForReviewer['feedback']>> {
  if (!desk || files.length === 0) return { words };
  return { words, files: await oneByOne(files, (file) => desk.uploadProof(appId, file)) };
}

/** A host is given one at a time. */
async function oneByOne(
  files: readonly ContestFile[],
  upload: (file: ContestFile) => Promise<string>,
): Promise<readonly string[]> {
  const references: string[] = [];
  for (const file of files) references.push(await upload(file));
  return references;
}
