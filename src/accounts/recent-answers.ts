import type { Clock } from '../kernel/clock.ts';

/** Answers that are kept for a moment, so that a burst of the same question is asked once. */
export interface RecentAnswers<Answer> {
  /** The answer to `key`, not older than the given age. `ask` runs once for all who wait for it. */
  get(key: string, ask: () => Promise<Answer | undefined>): Promise<Answer | undefined>;
  /** Forgets everything, what is being asked just now included. */
  clear(): void;
}

/**
 * Age counts from the moment of asking. Undefined is never kept, nor is a failure: whoever was turned away is let in
 * as soon as that changes, and a flood of wrong questions pushes nobody out.
 */
export function createRecentAnswers<Answer>(
  clock: Clock,
  maxAgeMs: number,
  maxEntries: number,
): RecentAnswers<Answer> {
  interface Entry {
    readonly askedAt: number;
    readonly answer: Promise<Answer | undefined>;
  }
  const entries = new Map<string, Entry>();
  const forget = (key: string, entry: Entry) => {
    if (entries.get(key) === entry) entries.delete(key);
  };
  return {
    get(key, ask) {
      const now = clock.now().getTime();
      const known = entries.get(key);
      // A clock that was set back makes an entry look as if it came from the future: that is no reason to keep it.
      if (known && Math.abs(now - known.askedAt) < maxAgeMs) return known.answer;
      const entry: Entry = { askedAt: now, answer: ask() };
      entries.delete(key);
      entries.set(key, entry);
      entry.answer.then(
        (answer) => answer === undefined && forget(key, entry),
        () => forget(key, entry),
      );
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
      return entry.answer;
    },
    clear: () => entries.clear(),
  };
}
