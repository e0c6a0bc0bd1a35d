import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Job } from '../onboarding/job.ts';
import type { Perform } from '../onboarding/perform.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';

/** A job that was given up, or, where the kind is PUSH, a push. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: Job['kind'];
  /** What the job was about: a package, a registration; the push. */
  readonly subjectId: string;
  readonly platform?: PlatformId;
  readonly accountId?: string;
  readonly programId?: string;
  /** Why it failed the last time, in the words of the fault. */
  readonly reason: string;
  /** How often it was given up. */
  readonly deaths: number;
  readonly firstDiedAt: Date;
  readonly diedAt: Date;
  /** When somebody had it tried again; it is dead again where it died after that. */
  readonly replayedAt?: Date;
  /** When it was done after all. */
  readonly settledAt?: Date;
}

/** What is dead now: neither done since, nor being tried again. */
export function isDead({ diedAt, replayedAt, settledAt }: DeadLetter): boolean {
  return settledAt === undefined && (replayedAt === undefined || replayedAt < diedAt);
}

export interface DeadLetterRecords {
  /** Locked; undefined where the account has none of this id. */
  lockDeadLetter(accountId: string, id: string): Promise<DeadLetter | undefined>;
  /** Puts its job into the queue again, or its push before those that came after it. */
  replay(letter: DeadLetter): Promise<void>;
}

export interface ReplayDeps {
  readonly clock: Clock;
  readonly perform: Perform<DeadLetterRecords>;
}

/** Tries once more what was given up. What has been done since, or is being tried, is left as it is. */
export function replayDeadLetter(
  deps: ReplayDeps,
  actor: Actor,
  input: { readonly deadLetterId: string },
  key?: string,
): Promise<Outcome<{ readonly deadLetterId: string }, Problem>> {
  return deps.perform({ actor, name: 'replayDeadLetter', key, input }, async (records) => {
    const letter = await records.lockDeadLetter(actor.accountId, input.deadLetterId);
    if (!letter) return refused(notFound({ 'zh-CN': '死信', en: 'dead letter' }, 'input.deadLetterId'));
    if (isDead(letter)) await records.replay(letter);
    return done({ deadLetterId: letter.id });
  });
}
