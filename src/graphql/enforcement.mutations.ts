import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { answerAppeal } from '../duties/answer-appeal.ts';
import { decideRectification } from '../duties/decide-rectification.ts';
import { endMeasure } from '../duties/end-measure.ts';
import type { MeasureTaker } from '../duties/measure-taker.ts';
import { openAppeal } from '../duties/open-appeal.ts';
import type { AppealDecision } from '../duties/settle-contest.ts';
import { submitRectification } from '../duties/submit-rectification.ts';
import { takeMeasure } from '../duties/take-measure.ts';
import { refused } from '../kernel/outcome.ts';
import type { MeasureGround, MeasureKind, MeasureScope } from '../policy/measure.ts';
import { invalidInput, notFound } from '../policy/problem.ts';
import { createEnforcementLookups } from '../store/reads/enforcement-lookups.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import {
  AnswerAppealInput,
  DecideRectificationInput,
  EndMeasureInput,
  OpenAppealInput,
  SubmitRectificationInput,
  TakeMeasureInput,
} from './enforcement.inputs.ts';
import {
  AnswerAppealPayload,
  DecideRectificationPayload,
  EndMeasurePayload,
  OpenAppealPayload,
  SubmitRectificationPayload,
  TakeMeasurePayload,
} from './enforcement.types.ts';
import { unauthenticated } from './errors.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';

const INPUT = { description: 'What is to be done.' };

@Resolver()
export class EnforcementMutations {
  @Mutation(() => TakeMeasurePayload, {
    description:
      'A platform takes a measure that its agreement provides for, or a partner host one at its own place. It acts at once on what may be done and on who can see the program.',
  })
  @AccessFor('PLATFORM_OR_HOST')
  async takeMeasure(
    @Arg('input', () => TakeMeasureInput, INPUT) input: TakeMeasureInput,
    @Ctx() context: GraphqlContext,
  ): Promise<TakeMeasurePayload> {
    const taker = await takerOf(context);
    const accountId = await accountMeant(context, input);
    if (accountId === undefined) return payloadOf(refused(noAccount(input)), () => ({}));
    const { kind, ground, scope, programId, hostId = taker.hostId, functions, from, until } = input;
    const { words, rectifyBy, reference, idempotencyKey } = input;
    const measure = {
      accountId,
      kind: kind as MeasureKind,
      scope: scope as MeasureScope,
      ...(ground ? { ground: ground as MeasureGround } : {}),
      ...(programId ? { programId } : {}),
      ...(hostId ? { hostId } : {}),
      ...(functions ? { functions } : {}),
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
      ...(words ? { words } : {}),
      ...(rectifyBy ? { rectifyBy } : {}),
      ...(reference ? { reference } : {}),
    };
    return payloadOf(
      await takeMeasure(context.parts, taker, measure, given(idempotencyKey)),
      (taken) => taken,
    );
  }

  @Mutation(() => EndMeasurePayload, {
    description: 'Whoever took a measure ends it. What it held up and hid is free at once.',
  })
  @AccessFor('PLATFORM_OR_HOST')
  async endMeasure(
    @Arg('input', () => EndMeasureInput, INPUT) { enforcementId, words, idempotencyKey }: EndMeasureInput,
    @Ctx() context: GraphqlContext,
  ): Promise<EndMeasurePayload> {
    const said = { enforcementId, ...(words ? { words } : {}) };
    const taker = await takerOf(context);
    return payloadOf(await endMeasure(depsOf(context), taker, said, given(idempotencyKey)), (ended) => ended);
  }

  @Mutation(() => AnswerAppealPayload, {
    description:
      'Whoever took a measure answers an appeal against it. One that is won ends the measure at once.',
  })
  @AccessFor('PLATFORM_OR_HOST')
  async answerAppeal(
    @Arg('input', () => AnswerAppealInput, INPUT) input: AnswerAppealInput,
    @Ctx() context: GraphqlContext,
  ): Promise<AnswerAppealPayload> {
    const { appealId, decision, words, idempotencyKey } = input;
    const said = { appealId, decision: decision as AppealDecision, ...(words ? { words } : {}) };
    const taker = await takerOf(context);
    return payloadOf(await answerAppeal(depsOf(context), taker, said, given(idempotencyKey)), (done) => done);
  }

  @Mutation(() => DecideRectificationPayload, {
    description: 'Whoever took a measure says whether a fix will do. One that does ends the measure at once.',
  })
  @AccessFor('PLATFORM_OR_HOST')
  async decideRectification(
    @Arg('input', () => DecideRectificationInput, INPUT) input: DecideRectificationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DecideRectificationPayload> {
    const { rectificationId, words, idempotencyKey } = input;
    const decision = input.decision as 'ACCEPT' | 'DECLINE';
    const said = { rectificationId, decision, ...(words ? { words } : {}) };
    const taker = await takerOf(context);
    const outcome = await decideRectification(depsOf(context), taker, said, given(idempotencyKey));
    return payloadOf(outcome, (decided) => decided);
  }

  @Mutation(() => OpenAppealPayload, {
    description:
      'Appeals against a measure. It stays in force until the appeal is won. Where the platform told of the measure over its wire, the appeal is handed in there: `handIn` says how far that is. One that was turned away may be said anew.',
  })
  @AccessFor('ADMIN')
  async openAppeal(
    @Arg('input', () => OpenAppealInput, INPUT) { idempotencyKey, ...said }: OpenAppealInput,
    @Ctx() context: GraphqlContext,
  ): Promise<OpenAppealPayload> {
    const outcome = await openAppeal(context.parts, context.account.actor, said, given(idempotencyKey));
    return payloadOf(outcome, async ({ appealId }) => ({
      appeal: await context.account.rows.find('Appeal', appealId),
    }));
  }

  @Mutation(() => SubmitRectificationPayload, {
    description:
      'Hands in what was put right. It is examined on its own; once it is accepted, the measure ends. Where the platform told of the measure over its wire, it goes there: `handIn` says how far that is. One that was turned away may be said anew.',
  })
  @AccessFor('ADMIN')
  async submitRectification(
    @Arg('input', () => SubmitRectificationInput, INPUT) {
      idempotencyKey,
      ...said
    }: SubmitRectificationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SubmitRectificationPayload> {
    const outcome = await submitRectification(
      context.parts,
      context.account.actor,
      said,
      given(idempotencyKey),
    );
    return payloadOf(outcome, async ({ rectificationId }) => ({
      rectification: await context.account.rows.find('Rectification', rectificationId),
    }));
  }
}

function lookupsOf({ parts }: GraphqlContext) {
  return createEnforcementLookups(parts.database.pool, parts.clock);
}

function depsOf(context: GraphqlContext) {
  return { ...context.parts, ...lookupsOf(context) };
}

/** The platform or the host that asks. Throws UNAUTHENTICATED for anybody else. */
async function takerOf({ viewer, parts }: GraphqlContext): Promise<MeasureTaker> {
  if (viewer.kind === 'platform') {
    const { platform, credentialId } = viewer;
    return { platform, label: `platform:${credentialId}`, source: 'REPORTED' };
  }
  const host = viewer.kind === 'host' ? await parts.hosts.find(viewer.hostId) : undefined;
  if (!host) throw unauthenticated(viewer);
  const source = parts.hostSource === 'SIMULATED' ? 'SIMULATED' : 'REPORTED';
  return { platform: host.platform, hostId: host.id, label: `host:${host.id}`, source };
}

/** Whose account a measure is against: a host names a program that it has, a platform an account or a program. */
async function accountMeant(
  context: GraphqlContext,
  { accountId, programId }: TakeMeasureInput,
): Promise<string | undefined> {
  const { viewer } = context;
  if (viewer.kind === 'host') {
    return programId ? lookupsOf(context).accountOfProgramAt(viewer.hostId, programId) : undefined;
  }
  return accountId ?? (programId ? lookupsOf(context).accountOfProgram(programId) : undefined);
}

function noAccount({ programId }: TakeMeasureInput) {
  return programId
    ? notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId')
    : invalidInput(
        { 'zh-CN': '须写明账号或程序', en: 'name the account or the program that it is against' },
        'input.accountId',
      );
}
