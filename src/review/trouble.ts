import type { HostError } from '../hosts/host-error.ts';
import { toldTrouble } from '../hosts/trouble.ts';
import type { Problem } from '../policy/problem.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';

/** A failed call as it is kept with what it was about. */
export function keptTrouble({ trouble }: HostError, now: Date): KeptTrouble {
  return toldTrouble(trouble, now);
}

/** Whether two refusals are the same one: the instant at which it may be asked again moves with each attempt. */
export function isSameTrouble(one: KeptTrouble | undefined, other: KeptTrouble): boolean {
  return (
    one !== undefined &&
    one.retry === other.retry &&
    one.call === other.call &&
    one.code === other.code &&
    one.words === other.words
  );
}

/** A failed call as the answer to whoever asked for it. */
export function hostProblem(error: HostError, now: Date, path?: string): Problem {
  const trouble = toldTrouble(error.trouble, now);
  const { platform } = error.detail;
  return { code: 'HOST', message: trouble.explanation, platform, trouble, ...(path ? { path } : {}) };
}
