import { z } from 'zod';

/** Nothing holds for more than a century. */
const LONGEST_SECONDS = 3_155_760_000;

/** How long a token holds, in seconds; some answers write the number as a text. */
export const lifeSeconds = z
  .union([z.number(), z.string()])
  .transform(Number)
  .pipe(z.number().min(0).max(LONGEST_SECONDS));
