import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Problem, problemOf } from '../policy/problem.ts';
import { decideHostReview } from '../review/decide.ts';
import { release } from '../review/release.ts';
import { type HostResult, submitForReview } from '../review/submit.ts';
import { withdrawReview } from '../review/withdraw.ts';
import { createHostReviewLookup } from '../store/reads/host-reads.ts';
import type { PackageRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { PackageType } from './distribution.types.ts';
import { HostType } from './host.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import {
  DecideHostReviewInput,
  ReleaseInput,
  SubmitForReviewInput,
  WithdrawReviewInput,
} from './review.inputs.ts';
import {
  DecideHostReviewPayload,
  HostResultType,
  ReleasePayload,
  SubmitForReviewPayload,
  WithdrawReviewPayload,
} from './review.types.ts';
import { submissionIn } from './reviewer-notes.ts';

const INPUT = { description: 'What is to be done.' };

@Resolver()
export class ReviewMutations {
  @Mutation(() => SubmitForReviewPayload, {
    description: 'Hands one version in for every host asked for. How it goes is told by `reviewStatus`.',
  })
  @AccessFor('DEVELOPER')
  async submitForReview(
    @Arg('input', () => SubmitForReviewInput, INPUT) input: SubmitForReviewInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<SubmitForReviewPayload> {
    const key = given(input.idempotencyKey);
    const outcome = await submitForReview(parts, account.actor, submissionIn(input), key);
    if (!outcome.ok) return { results: [], problems: outcome.problems };
    const { submissionId, results } = outcome.value;
    const submission = submissionId && (await account.rows.find('Submission', submissionId));
    return { ...(submission ? { submission } : {}), results, problems: refusalsIn(results) };
  }

  @Mutation(() => WithdrawReviewPayload, { description: 'Takes a version back from a platform’s review.' })
  @AccessFor('DEVELOPER')
  async withdrawReview(
    @Arg('input', () => WithdrawReviewInput, INPUT) input: WithdrawReviewInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<WithdrawReviewPayload> {
    const { versionId, platform, idempotencyKey } = input;
    const outcome = await withdrawReview(
      parts,
      account.actor,
      { versionId, platform },
      given(idempotencyKey),
    );
    return payloadOf(outcome, async ({ packageId }) => {
      const pack = await account.rows.find('Package', packageId);
      return pack ? { package: pack } : {};
    });
  }

  @Mutation(() => ReleasePayload, {
    description: 'Makes an approved version public, host by host, each with its own verdict (baidu/3.1).',
  })
  @AccessFor('DEVELOPER')
  async release(
    @Arg('input', () => ReleaseInput, INPUT) input: ReleaseInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<ReleasePayload> {
    const { versionId, hostIds, idempotencyKey } = input;
    const asked = { versionId, ...(hostIds ? { hostIds } : {}) };
    const outcome = await release(parts, account.actor, asked, given(idempotencyKey));
    if (!outcome.ok) return { results: [], problems: outcome.problems };
    const { results } = outcome.value;
    return { results, problems: refusalsIn(results) };
  }

  @Mutation(() => DecideHostReviewPayload, {
    description: 'A partner host says its own word on a version that the platform has approved (baidu/3.6).',
  })
  @AccessFor('HOST')
  async decideHostReview(
    @Arg('input', () => DecideHostReviewInput, INPUT) input: DecideHostReviewInput,
    @Ctx() { parts, hostId, hostReads }: GraphqlContext,
  ): Promise<DecideHostReviewPayload> {
    const { reviewId, decision, reasonCode, words, decidedAt, idempotencyKey } = input;
    const deps = { ...parts, hostReview: createHostReviewLookup(parts.database.pool, parts.clock) };
    const said = {
      reviewId,
      decision,
      ...(reasonCode ? { reasonCode } : {}),
      ...(words ? { words } : {}),
      ...(decidedAt ? { decidedAt } : {}),
    };
    const outcome = await decideHostReview(deps, hostId, said, given(idempotencyKey));
    return payloadOf(outcome, async ({ reviewId: decided }) => {
      const [review] = await hostReads.reviewsById([decided]);
      return review ? { review } : {};
    });
  }
}

@Resolver(() => HostResultType)
export class HostResultResolver {
  @FieldResolver(() => HostType, { description: 'The host.' })
  host(@Root() { hostId }: HostResult, @Ctx() { parts }: GraphqlContext) {
    return parts.hosts.find(hostId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it was taken on.' })
  accepted(@Root() { packageId }: HostResult): boolean {
    return packageId !== undefined;
  }

  @FieldResolver(() => PackageType, { nullable: true, description: 'The package, where it was taken on.' })
  package(
    @Root() { packageId }: HostResult,
    @Ctx() { account }: GraphqlContext,
  ): Promise<PackageRow | undefined> | undefined {
    return packageId === undefined ? undefined : account.rows.find('Package', packageId);
  }
}

/**
 * One problem for each verdict that refused, so that a client which looks at nothing else sees that something
 * was refused. The hosts of a platform can share a verdict; it is told once.
 */
export function refusalsIn(
  results: readonly Pick<HostResult, 'verdict' | 'platform' | 'packageId'>[],
): readonly Problem[] {
  const told = new Set<string>();
  return results.flatMap(({ verdict, platform, packageId }) => {
    const problem = packageId === undefined ? problemOf(verdict, 'input.hostIds') : undefined;
    const same = problem && `${platform} ${problem.code} ${problem.message.en}`;
    if (!problem || same === undefined || told.has(same)) return [];
    told.add(same);
    return [problem];
  });
}
