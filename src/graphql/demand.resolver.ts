import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { confirmDeletion } from '../duties/confirm-deletion.ts';
import { type DemandInput, demandDeletion } from '../duties/demand-deletion.ts';
import { spokenBy } from '../duties/platform-voice.ts';
import { refused } from '../kernel/outcome.ts';
import type { DeletionMethod } from '../policy/deletion.ts';
import { invalidInput, notFound } from '../policy/problem.ts';
import { DemandReads, type ShownConfirmation, type ShownDemand } from '../store/reads/demand-reads.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import {
  ConfirmDataDeletionInput,
  ConfirmDataDeletionPayload,
  DeletionConfirmationConnection,
  DeletionConfirmationType,
  DeletionDemandConnection,
  DemandDataDeletionInput,
  DemandDataDeletionPayload,
  RecordDeletionDemandInput,
  RecordDeletionDemandPayload,
} from './demand.types.ts';
import { PlatformEnum } from './enums.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { voiceOf } from './platform-voice.ts';

const INPUT = { description: 'What is to be done.' };

/** What platforms ask to be deleted, and that it was. */
@Resolver(() => DeletionConfirmationType)
export class DemandResolver {
  @Query(() => DeletionDemandConnection, {
    description: 'What platforms asked the account to delete, the newest first (wechat/4.7, baidu/4.4).',
  })
  @AccessFor('DEVELOPER')
  deletionDemands(
    @Ctx() { account, parts }: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only this platform’s.' })
    platform: string | null,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const place = idOfCursor(after);
    const reads = readsOf(parts);
    return pageOf(first, cursorOfId, (limit) =>
      reads.demandsOn(account.accountId, platform ?? undefined, place, limit),
    );
  }

  @Query(() => DeletionConfirmationConnection, {
    description:
      'What was confirmed to the platform that asks, the newest first, with the written confirmations (wechat/4.7).',
  })
  @AccessFor('PLATFORM')
  deletionConfirmations(
    @Ctx() { platform, parts }: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const place = idOfCursor(after);
    const reads = readsOf(parts);
    return pageOf(first, cursorOfId, (limit) => reads.confirmationsTo(platform, place, limit));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Which data of whom were to go, as the demand said it.',
  })
  scope(@Root() { demand }: ShownConfirmation): string {
    return demand.scope;
  }

  @FieldResolver(() => String, { nullable: true, description: 'How the platform named its demand.' })
  reference(@Root() { demand }: ShownConfirmation): string | undefined {
    return demand.reference;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the written confirmation is, as a page that prints well: the path on this gateway, for the account and for the platform; with `?download` it comes as a file.',
  })
  documentPath(@Root() { id, number }: ShownConfirmation): string | undefined {
    return number === undefined ? undefined : `/deletion-confirmations/${id}`;
  }

  @Mutation(() => DemandDataDeletionPayload, {
    description:
      'The platform asks an account to delete data (wechat/4.4(5), wechat/4.7, baidu/4.4); the duty is opened with it.',
  })
  @AccessFor('PLATFORM')
  async demandDataDeletion(
    @Arg('input', () => DemandDataDeletionInput, INPUT) input: DemandDataDeletionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DemandDataDeletionPayload> {
    const { parts, platform } = context;
    const { accountId, programId, idempotencyKey } = input;
    if (!accountId === !programId) return payloadOf(refused(eitherOr), () => ({}));
    const whom = { accountId: given(accountId), programId: given(programId) };
    const addressee = await readsOf(parts).addressee(platform, whom);
    // What has nothing to do with the platform that asks is not there for it.
    if (!addressee) return payloadOf(refused(nobodyThere(programId ? 'programId' : 'accountId')), () => ({}));
    const teller = { ...spokenBy(voiceOf(context), addressee.accountId), toldBy: 'PLATFORM' } as const;
    const demand = demandOf({ ...input, platform });
    return payloadOf(await demandDeletion(parts, teller, demand, given(idempotencyKey)), (told) => told);
  }

  @Mutation(() => RecordDeletionDemandPayload, {
    description: 'Notes a platform’s demand for deletion that came by letter; the duty is opened with it.',
  })
  @AccessFor('ADMIN')
  async recordDeletionDemand(
    @Arg('input', () => RecordDeletionDemandInput, INPUT) input: RecordDeletionDemandInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RecordDeletionDemandPayload> {
    const teller = { actor: account.actor, toldBy: 'MEMBER' } as const;
    const outcome = await demandDeletion(parts, teller, demandOf(input), given(input.idempotencyKey));
    return payloadOf(outcome, ({ demandId }) => demandIn(parts, account.accountId, demandId));
  }

  @Mutation(() => ConfirmDataDeletionPayload, {
    description:
      'A member confirms in person that a demand was carried out. For WeChat the written confirmation is made here, once (wechat/4.7); Baidu asks for none (baidu/4.4).',
  })
  @AccessFor('ADMIN')
  async confirmDataDeletion(
    @Arg('input', () => ConfirmDataDeletionInput, INPUT) input: ConfirmDataDeletionInput,
    @Ctx() { parts, account, memberId }: GraphqlContext,
  ): Promise<ConfirmDataDeletionPayload> {
    const { demandId, method, statement, evidenceFileIds, idempotencyKey } = input;
    const said = { demandId, method: method as DeletionMethod, statement, evidenceFileIds };
    const outcome = await confirmDeletion(parts, account.actor, memberId, said, given(idempotencyKey));
    const confirmedBefore =
      !outcome.ok && outcome.problems.some((one) => one.code === 'STATE' && one.currentState === 'CONFIRMED');
    const payload = await payloadOf(outcome, () => ({}));
    return outcome.ok || confirmedBefore
      ? { ...payload, ...(await demandIn(parts, account.accountId, demandId)) }
      : payload;
  }
}

function readsOf({ database, cipher }: GraphqlContext['parts']): DemandReads {
  return new DemandReads(database.prisma, cipher);
}

async function demandIn(
  parts: GraphqlContext['parts'],
  accountId: string,
  id: string,
): Promise<{ demand?: ShownDemand }> {
  const demand = await readsOf(parts).demand(accountId, id);
  return demand ? { demand } : {};
}

function demandOf(
  input: Pick<RecordDeletionDemandInput, 'platform' | 'programId' | 'scope' | 'dueBy' | 'reference'>,
): DemandInput {
  const { platform, programId, scope, dueBy, reference } = input;
  return {
    platform,
    scope,
    ...(programId ? { programId } : {}),
    ...(dueBy ? { demandedBy: dueBy } : {}),
    ...(reference ? { reference } : {}),
  };
}

const eitherOr = invalidInput(
  {
    'zh-CN': '请指明账号（accountId）或程序（programId），二者取一',
    en: 'name either the account (accountId) or the program (programId)',
  },
  'input',
);

function nobodyThere(field: 'accountId' | 'programId') {
  const what =
    field === 'programId' ? { 'zh-CN': '程序', en: 'program' } : { 'zh-CN': '账号', en: 'account' };
  return notFound(what, `input.${field}`);
}
