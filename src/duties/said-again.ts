import type { LocalizedText } from '../kernel/localized.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';

/** What was told before under a reference: its id, and what it said. */
export interface ToldBefore {
  readonly id: string;
  readonly said: Readonly<Record<string, unknown>>;
}

/**
 * A reference is used again. Who says the same again, because the answer was lost, has the first id; something else under it is
 * refused, naming the first and what differs: nothing is dropped in silence. Only what `now` has is compared.
 */
export function saidAgain(
  before: ToldBefore,
  now: Readonly<Record<string, unknown>>,
  what: LocalizedText,
  reference: string,
): Outcome<{ readonly id: string }, Problem> {
  const differs = Object.keys(now).filter((key) => now[key] !== before.said[key]);
  if (differs.length === 0) return done({ id: before.id });
  return refused({
    code: 'ALREADY_EXISTS',
    message: {
      'zh-CN': `编号“${reference}”已用于${what['zh-CN']} ${before.id}，且内容不同（${differs.join('、')}）；请使用另一编号`,
      en: `the reference \`${reference}\` is that of the ${what.en} ${before.id}, which says otherwise (${differs.join(', ')}): use another one`,
    },
    path: 'input.reference',
  });
}
