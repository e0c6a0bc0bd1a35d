import { z } from 'zod';

/** A variable with several values, with commas between; none where it is not set. */
export const listVariable = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  );
