import { z } from 'zod';
import { instantOfChina } from '../../kernel/civil-time.ts';

/** Numbers come as numbers in Baidu's samples and as strings in its tables. */
export const number = z.union([z.number(), z.string()]).transform(Number);

/** An id: a number that nobody counts with. */
export const id = z.union([z.number(), z.string()]).transform(String);

/** The number that a review of a setting goes by. It is not needed: how it stands is asked for by what it is about. */
export const examinedShape = z.object({ data: z.object({ examine_id: id.nullish() }).nullish() });

/** `yyyy/MM/dd HH:mm:ss` or `yyyy-MM-dd HH:mm:ss` on a clock in China. */
export function instantIn(text: string | null | undefined): Date | undefined {
  return instantOfChina((text ?? '').replaceAll('/', '-'));
}

/** Baidu counts a Chinese character as two. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0xff ? 2 : 1), 0);
}
