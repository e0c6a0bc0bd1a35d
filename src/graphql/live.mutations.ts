import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { addTester } from '../review/add-tester.ts';
import { cancelStagedRelease } from '../review/cancel-staged-release.ts';
import { expediteReview } from '../review/expedite-review.ts';
import { pauseService } from '../review/pause-service.ts';
import { removeTester } from '../review/remove-tester.ts';
import { resumeService } from '../review/resume-service.ts';
import { rollBack } from '../review/roll-back.ts';
import { stageRelease } from '../review/stage-release.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { given } from './idempotency.ts';
import {
  AddTesterInput,
  CancelStagedReleaseInput,
  ExpediteReviewInput,
  PauseServiceInput,
  RemoveTesterInput,
  ResumeServiceInput,
  RollBackInput,
  StageReleaseInput,
} from './live.inputs.ts';
import { AddTesterPayload, LiveActPayload, RemoveTesterPayload } from './live.types.ts';
import { payloadOf } from './payload.ts';

const INPUT = { description: 'What is to be done.' };

@Resolver()
export class LiveMutations {
  @Mutation(() => LiveActPayload, {
    description:
      'Has a platform give users an earlier version again instead of this one. That may be one which was released in its own console, so only the platform knows whether there is any: ask `rollbackCandidates` first. Where there is none, this is taken on, and ends with `HOST_CALL_FAILED` and `Package.trouble`; the version stays as it was.',
  })
  @AccessFor('DEVELOPER')
  rollBack(
    @Arg('input', () => RollBackInput, INPUT) { versionId, platform, to, idempotencyKey }: RollBackInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveActPayload> {
    const { parts, account } = context;
    const input = { versionId, platform, ...(to ? { to } : {}) };
    return underWay(context, rollBack(parts, account.actor, input, given(idempotencyKey)));
  }

  @Mutation(() => LiveActPayload, {
    description:
      'Gives an approved version to a part of the users, or to a larger part. The part only grows.',
  })
  @AccessFor('DEVELOPER')
  stageRelease(
    @Arg('input', () => StageReleaseInput, INPUT) { idempotencyKey, ...input }: StageReleaseInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveActPayload> {
    const { parts, account } = context;
    return underWay(context, stageRelease(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => LiveActPayload, {
    description: 'Takes a version back from the part of the users that got it.',
  })
  @AccessFor('DEVELOPER')
  cancelStagedRelease(
    @Arg('input', () => CancelStagedReleaseInput, INPUT) {
      idempotencyKey,
      ...input
    }: CancelStagedReleaseInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveActPayload> {
    const { parts, account } = context;
    return underWay(context, cancelStagedRelease(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => LiveActPayload, { description: 'Closes the service of a live version for a time.' })
  @AccessFor('DEVELOPER')
  pauseService(
    @Arg('input', () => PauseServiceInput, INPUT) { idempotencyKey, ...input }: PauseServiceInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveActPayload> {
    const { parts, account } = context;
    return underWay(context, pauseService(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => LiveActPayload, { description: 'Opens the service of a version again that was paused.' })
  @AccessFor('DEVELOPER')
  resumeService(
    @Arg('input', () => ResumeServiceInput, INPUT) { idempotencyKey, ...input }: ResumeServiceInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveActPayload> {
    const { parts, account } = context;
    return underWay(context, resumeService(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => LiveActPayload, {
    description:
      'Asks a platform to look at a version before others. It uses up an allowance: `reviewQuota`.',
  })
  @AccessFor('DEVELOPER')
  expediteReview(
    @Arg('input', () => ExpediteReviewInput, INPUT) { idempotencyKey, ...input }: ExpediteReviewInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveActPayload> {
    const { parts, account } = context;
    return underWay(context, expediteReview(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => AddTesterPayload, {
    description: 'Lets a person open what is not public yet. The platform is asked at once; safe to repeat.',
  })
  @AccessFor('DEVELOPER')
  async addTester(
    @Arg('input', () => AddTesterInput, INPUT) input: AddTesterInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<AddTesterPayload> {
    return payloadOf(await addTester(parts, account.actor, { ...input }), (tester) => ({ tester }));
  }

  @Mutation(() => RemoveTesterPayload, {
    description: 'Takes from a person that they may open what is not public. Safe to repeat.',
  })
  @AccessFor('DEVELOPER')
  async removeTester(
    @Arg('input', () => RemoveTesterInput, INPUT) {
      programId,
      platform,
      account: name,
      reference,
    }: RemoveTesterInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RemoveTesterPayload> {
    const named = { ...(name ? { account: name } : {}), ...(reference ? { reference } : {}) };
    const outcome = await removeTester(parts, account.actor, { programId, platform, ...named });
    return payloadOf(outcome, (removed) => removed);
  }
}

async function underWay(
  { account }: GraphqlContext,
  outcome: Promise<Outcome<{ readonly packageId: string }, Problem>>,
): Promise<LiveActPayload> {
  return payloadOf(await outcome, async ({ packageId }) => {
    const pack = await account.rows.find('Package', packageId);
    return pack ? { package: pack } : {};
  });
}
