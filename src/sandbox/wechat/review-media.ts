import { randomBytes } from 'node:crypto';
import { type Fields, isFields, listIn } from '../fields.ts';
import { WechatRefusal } from './errors.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';
import type { UploadedFile } from './uploaded-file.ts';

const MEGABYTE = 1024 * 1024;
const DAYS_KEPT = 3;
const KINDS: Readonly<Record<string, { readonly type: 'image' | 'video'; readonly bytes: number }>> = {
  png: { type: 'image', bytes: 2 * MEGABYTE },
  jpg: { type: 'image', bytes: 2 * MEGABYTE },
  jpeg: { type: 'image', bytes: 2 * MEGABYTE },
  gif: { type: 'image', bytes: 2 * MEGABYTE },
  mp4: { type: 'video', bytes: 10 * MEGABYTE },
};
/** How many a submission may name. That there is a limit is documented, its number is not (simulator-defined). */
const MOST_PICTURES = 10;
const MOST_VIDEOS = 1;

/** Pictures and videos for the reviewer. Told apart by the ending of their name. */
export function uploadReviewMedia(
  world: WechatWorld,
  _: MiniProgram,
  __: Fields,
  ___: Fields,
  file: UploadedFile | undefined,
): object {
  if (file === undefined || file.bytes.length === 0) throw new WechatRefusal(41005);
  const kind = KINDS[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (kind === undefined) throw new WechatRefusal(40005);
  if (file.bytes.length > kind.bytes) throw new WechatRefusal(40006);
  const mediaid = randomBytes(24).toString('base64url');
  const untilSeconds = secondsNow(world) + DAYS_KEPT * 86_400;
  world.reviewMedia.set(mediaid, { type: kind.type, untilSeconds });
  return { type: kind.type, mediaid };
}

/** An object where there is one: a list is a format error. 85092 for ids that are unknown, expired or of the other kind. */
export function checkPreview(world: WechatWorld, preview: unknown): void {
  if (preview === undefined) return;
  if (!isFields(preview)) throw new WechatRefusal(47001);
  const isKept = (type: 'image' | 'video') => (id: unknown) => {
    const media = world.reviewMedia.get(String(id));
    return media?.type === type && media.untilSeconds > secondsNow(world);
  };
  const videos = listIn(preview, 'video_id_list');
  const pictures = listIn(preview, 'pic_id_list');
  if (!videos.every(isKept('video')) || !pictures.every(isKept('image'))) throw new WechatRefusal(85092);
  if (videos.length > MOST_VIDEOS || pictures.length > MOST_PICTURES) throw new WechatRefusal(85093);
}
