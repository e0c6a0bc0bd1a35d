import { z } from 'zod';
import type { NameCheckDesk } from '../../desks/before-asking.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number } from '../wire-values.ts';

const checkedShape = z.object({
  data: z.object({
    checkResult: number,
    checkWords: z.string().nullish(),
    requiredFields: z.array(z.string()).nullish(),
  }),
});

/** `checkResult`, from 0. */
const objections: readonly string[] = [
  '',
  'duplicate',
  'sensitive words',
  'equals a brand',
  'contains a brand',
  'a word that many search for',
];

/**
 * Whether a name can be had, and what proof is asked for it. `app/checkname` is superseded by this call, and not made. Source:
 * the page of `app/checknamewithqual`.
 */
export function createBaiduNameCheck(calls: ProgramCalls): NameCheckDesk {
  return {
    async check(appId, name) {
      const { data } = await calls.get(appId, 'app/checknamewithqual', checkedShape, { app_name: name });
      const { checkResult, checkWords, requiredFields } = data;
      if (checkResult === 0) return { usable: true };
      const objection = objections[checkResult] ?? `checkResult ${checkResult}`;
      const about = checkWords ? `: ${checkWords}` : '';
      const proof = requiredFields?.length ? ` (${requiredFields.join(', ')})` : '';
      return { usable: false, words: objection + about + proof };
    },
  };
}
