import type { WireAnswer } from './http-wire.ts';

/** A picture that a platform has drawn. */
export interface HostImage {
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly bytes: Buffer;
}

const beginnings: Readonly<Record<HostImage['mediaType'], Buffer>> = {
  'image/png': Buffer.from('89504e470d0a1a0a', 'hex'),
  'image/jpeg': Buffer.from('ffd8ff', 'hex'),
};
const kinds = Object.keys(beginnings) as readonly HostImage['mediaType'][];

/** The picture in an answer, if that is what it says it is and what it begins like; undefined for anything else. */
export function imageIn({
  mediaType,
  bytes,
}: Pick<WireAnswer, 'mediaType' | 'bytes'>): HostImage | undefined {
  const kind = kinds.find((one) => one === mediaType);
  if (kind === undefined) return undefined;
  const beginning = beginnings[kind];
  return bytes.subarray(0, beginning.length).equals(beginning) ? { mediaType: kind, bytes } : undefined;
}
