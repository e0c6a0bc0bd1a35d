import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { applyPlan, type PlannedHost, planDistribution } from '../review/plan.ts';
import type { VersionRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { HostType } from './host.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import {
  ApplyPlanInput,
  ApplyPlanPayload,
  PlanAnswerType,
  PlanDistributionInput,
  PlannedHostType,
} from './plan.types.ts';
import { VersionType } from './program.types.ts';
import { refusalsIn } from './review.mutations.ts';
import { submissionIn } from './reviewer-notes.ts';

@Resolver(() => PlannedHostType)
export class PlanResolver {
  @Query(() => PlanAnswerType, {
    description:
      'What `submitForReview` would do with this, host by host: what would be handed in, what is blocked, what would lose visibility, what stays.',
  })
  @AccessFor('VIEWER')
  async planDistribution(
    @Arg('input', () => PlanDistributionInput, { description: 'What is to be planned.' })
    input: PlanDistributionInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<PlanAnswerType> {
    const outcome = await planDistribution(parts, account.actor, submissionIn(input));
    return payloadOf(outcome, (plan) => ({ plan }));
  }

  @Mutation(() => ApplyPlanPayload, {
    description: 'Does what a plan says; refused if anything that it rests on has moved since.',
  })
  @AccessFor('DEVELOPER')
  async applyPlan(
    @Arg('input', () => ApplyPlanInput, { description: 'What is to be done.' }) input: ApplyPlanInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<ApplyPlanPayload> {
    const asked = { ...submissionIn(input), hash: input.hash };
    const outcome = await applyPlan(parts, account.actor, asked, given(input.idempotencyKey));
    if (!outcome.ok) return { results: [], problems: outcome.problems };
    const { submissionId, results, plan } = outcome.value;
    const submission = submissionId && (await account.rows.find('Submission', submissionId));
    // The plan has said what is blocked; where that is everything, nothing was done, and that is a problem.
    const blocked = plan.hosts.flatMap(({ action, platform, verdict }) =>
      action === 'BLOCKED' && verdict ? [{ platform, verdict }] : [],
    );
    return {
      plan,
      ...(submission ? { submission } : {}),
      results,
      problems: submissionId ? [] : refusalsIn(blocked),
    };
  }

  @FieldResolver(() => HostType, { description: 'The host.' })
  host(@Root() { hostId }: PlannedHost, @Ctx() { parts }: GraphqlContext) {
    return parts.hosts.find(hostId);
  }

  @FieldResolver(() => VersionType, { nullable: true, description: 'What end users see there now.' })
  async liveVersion(
    @Root() { livePackageId }: PlannedHost,
    @Ctx() { account }: GraphqlContext,
  ): Promise<VersionRow | undefined> {
    const pack = livePackageId && (await account.rows.find('Package', livePackageId));
    return pack ? account.rows.find('Version', pack.versionId) : undefined;
  }
}
