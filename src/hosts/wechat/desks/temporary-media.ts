import { z } from 'zod';
import type { ContestFile } from '../../contest-desk.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';

const mediaShape = z.object({ media_id: z.string() });

/** A picture that other calls name by its id; WeChat keeps it for three days. Source: the page of `media/upload`. */
export async function uploadPicture(
  calls: ProgramCalls,
  appId: string,
  file: ContestFile,
  forCall: string,
): Promise<string> {
  if (!file.mediaType.startsWith('image/')) {
    throw notCalled(forCall, 'FIX_INPUT', `${file.name} is ${file.mediaType}, and WeChat takes pictures`, {
      code: '40005',
    });
  }
  const call = { path: '/cgi-bin/media/upload', field: 'media', query: { type: 'image' } };
  return (await calls.upload(appId, call, file, mediaShape)).media_id;
}
