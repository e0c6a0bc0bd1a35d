import type { EventSource } from '../events/event.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { moveOf } from '../policy/move.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { ReviewRecords } from './records.ts';
import type { ReviewDeps } from './submit.ts';

export interface DecideInput {
  readonly reviewId: string;
  readonly decision: 'CONFIRM' | 'REFUSE';
  /** The host's own code for its reason, where it has one. */
  readonly reasonCode?: string;
  /** The host's words to the developer. A refusal needs them. */
  readonly words?: string;
  /** When the host decided, where that was earlier. */
  readonly decidedAt?: Date;
}

/** A host's own review that is open, as much as deciding it needs. */
export interface OpenHostReview {
  readonly id: string;
  readonly accountId: string;
  readonly packageId: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly hostId: HostId;
  readonly openedAt: Date;
}

export interface DecideDeps extends ReviewDeps {
  /** The review, if it is that host's own; other hosts' reviews are not there. */
  readonly hostReview: (hostId: HostId, reviewId: string) => Promise<OpenHostReview | undefined>;
  readonly hostSource: EventSource;
}

/** A host says its own word on a version that the platform has approved (baidu/3.6). It holds back no other host. */
export async function decideHostReview(
  deps: DecideDeps,
  hostId: HostId,
  input: DecideInput,
  key?: string,
): Promise<Outcome<{ reviewId: string }, Problem>> {
  const review = await deps.hostReview(hostId, input.reviewId);
  if (!review) return refused(notFound({ 'zh-CN': '审核', en: 'review' }, 'input.reviewId'));
  if (input.decision === 'REFUSE' && !input.words?.trim()) return refused(needsWords);
  const { decidedAt } = input;
  if (decidedAt && (decidedAt < review.openedAt || decidedAt > deps.clock.now()))
    return refused(impossibleInstant);
  const actor = { accountId: review.accountId, label: `host:${hostId}` };
  const source = deps.hostSource === 'SIMULATED' ? 'SIMULATED' : 'REPORTED';
  return deps.perform(
    { actor, name: 'decideHostReview', key, keySpace: `host:${hostId}`, input },
    (records) => writeDecision(records, review, input, source),
  );
}

async function writeDecision(
  records: ReviewRecords,
  review: OpenHostReview,
  { decision, words, reasonCode, decidedAt: at }: DecideInput,
  source: EventSource,
): Promise<Outcome<{ reviewId: string }, Problem>> {
  const { hostId } = review;
  const pack = await records.lockPackage(review.packageId);
  const distributions = await records.distributionsOf(review.programId, review.platform);
  const distribution = distributions.find(
    (one) => one.hostId === hostId && one.packageId === review.packageId,
  );
  // The developer has handed in another version since, and this one is no longer asked about.
  if (!pack || !distribution) return refused(notFound({ 'zh-CN': '审核', en: 'review' }, 'input.reviewId'));
  const [step, target, type] =
    decision === 'CONFIRM'
      ? (['confirm', 'CONFIRMED', 'HOST_CONFIRMED'] as const)
      : (['refuse', 'REFUSED', 'HOST_REFUSED'] as const);
  const from = distribution.confirmation;
  // WAITING can be confirmed unasked, but not by a host that was asked and need not answer any more.
  if (from === 'WAITING') return refused(takenBack);
  const move = moveOf(review.platform, 'confirmation', from, step, target);
  if (move === 'ALREADY') return done({ reviewId: review.id });
  if (move === 'ILLEGAL') return refused(alreadyDecided(from));
  await records.trueSince(at, async () => {
    await records.changeDistribution(distribution.id, { confirmation: move.to, words: words ?? null });
    await records.decideReview(pack.id, hostId, { state: move.to, words, reasonCode, source, at });
  });
  records.record({
    type,
    hostId,
    ...aboutPackage(pack),
    subjectId: distribution.id,
    source,
    occurredAt: at,
    payload: {
      ...packagePayload(pack),
      hostIds: [hostId],
      reviewId: review.id,
      axis: 'confirmation',
      from,
      to: move.to,
      words: words ?? null,
      reasonCode: reasonCode ?? null,
    },
  });
  return done({ reviewId: review.id });
}

const needsWords: Problem = invalidInput(
  { 'zh-CN': '拒绝时须说明理由', en: 'a refusal needs words: tell the developer why' },
  'input.words',
);

const impossibleInstant: Problem = invalidInput(
  {
    'zh-CN': '作出决定的时间须在审核开始之后，且不得晚于现在；如为现在，请省略',
    en: 'the decision was made after the review was opened and not later than now: leave it out if it is now',
  },
  'input.decidedAt',
);

const takenBack: Problem = {
  code: 'STATE',
  currentState: 'WITHDRAWN',
  message: {
    'zh-CN': '开发者已收回该审核，无需再作决定',
    en: 'the developer has taken this review back; nothing is left to decide',
  },
  path: 'input.reviewId',
};

function alreadyDecided(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: {
      'zh-CN': '该审核已有结论，不能更改',
      en: 'this review has been decided; a decision is not taken back',
    },
    path: 'input.reviewId',
  };
}
