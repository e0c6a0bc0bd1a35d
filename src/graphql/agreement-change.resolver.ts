import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { declineAgreement } from '../duties/decline-agreement.ts';
import { deleteAgreementDraft } from '../duties/delete-agreement-draft.ts';
import { draftAgreementVersion } from '../duties/draft-agreement.ts';
import { publishAgreementVersion } from '../duties/publish-agreement.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import { type AgreementDiff, agreementDiff } from '../policy/agreement-diff.ts';
import { drafted } from '../policy/agreement-draft.ts';
import { latestOf } from '../policy/agreement-draft-basis.ts';
import { contentKindFaults } from '../policy/content-kinds.ts';
import type { Operation } from '../policy/operation.ts';
import { variants } from '../policy/variants.ts';
import { draftsOf } from '../store/reads/agreement-draft-reads.ts';
import type { ProgramRow } from '../store/reads/read-rows.ts';
import { acceptancesOf } from './acceptances.ts';
import { AccessFor } from './access.ts';
import {
  DeclineAgreementInput,
  DeleteAgreementDraftInput,
  DraftAgreementVersionInput,
  draftOf,
  PublishAgreementVersionInput,
} from './agreement-change.inputs.ts';
import {
  AgreementDiffStepType,
  AgreementDiffType,
  AgreementDraftType,
  DeclineAgreementPayload,
  DeleteAgreementDraftPayload,
  DraftAgreementVersionPayload,
  PublishAgreementVersionPayload,
} from './agreement-change.types.ts';
import { type DiffStep, diffSteps } from './agreement-diff-stream.ts';
import { agreementOf, underId, versionNamed } from './catalogue.ts';
import type { GraphqlContext } from './context.ts';
import { OperationEnum, PlatformEnum } from './enums.ts';
import { badInput } from './errors.ts';
import { StreamFault } from './event-streams.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { voiceOf } from './platform-voice.ts';
import { ProgramType } from './program.types.ts';

const PLATFORM = { description: 'The platform.' } as const;
const FROM = { description: 'A version of its agreement, as `agreements` tells it.' } as const;
const TO = { description: 'The version that it is compared with.' } as const;
const OPERATION = { defaultValue: 'SUBMIT', description: 'What is asked, as in `shippability`.' } as const;
const ABSENT = {
  defaultValue: [],
  description: 'SUBMIT: the codes of `contentKinds` that would be declared absent (baidu/3.3).',
} as const;
const ACCEPTED = {
  defaultValue: false,
  description:
    'Suppose that the documents of `to` are accepted, so that only what is left to do for each program is told.',
} as const;

interface DiffArgs {
  readonly platform: string;
  readonly from: string;
  readonly to: string;
  readonly operation: Operation;
  readonly absentContent: readonly string[];
  readonly accepted: boolean;
}

/** How agreements change, and what an account says to that. */
@Resolver()
export class AgreementChangeResolver {
  @Query(() => AgreementDiffType, {
    description:
      'What one version of an agreement has otherwise than another. The subscription of the same name tells which verdicts change.',
  })
  @AccessFor('ANYONE')
  async agreementDiff(
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Arg('from', () => String, FROM) from: string,
    @Arg('to', () => String, TO) to: string,
    @Ctx() context: GraphqlContext,
  ): Promise<AgreementDiffType> {
    const versions = await versionsNamed(context, { platform, from, to });
    return toldOf(agreementDiff(versions.from, versions.to), versions);
  }

  @Query(() => [AgreementDraftType], {
    description: 'What the platform that asks has drafted and not published, the latest first.',
  })
  @AccessFor('PLATFORM')
  async agreementDrafts(@Ctx() context: GraphqlContext): Promise<readonly AgreementDraftType[]> {
    const { platform, parts, agreements } = context;
    const { agreement } = await agreements.variantOf(platform);
    const drafts = await draftsOf(parts.database.pool, platform);
    const today = civilDateAt(parts.clock.now());
    return drafts.map(({ content, draftedAt, draftedBy }) => ({
      version: underId(platform, drafted(platform, latestOf(agreement), content, today)),
      draftedAt,
      draftedBy,
    }));
  }

  @Mutation(() => DraftAgreementVersionPayload, {
    description: 'The platform that asks drafts the next version of its agreement, or changes the draft.',
  })
  @AccessFor('PLATFORM')
  async draftAgreementVersion(
    @Arg('input', () => DraftAgreementVersionInput, { description: 'What it changes.' })
    input: DraftAgreementVersionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DraftAgreementVersionPayload> {
    const { parts, platform } = context;
    const key = given(input.idempotencyKey);
    const outcome = await draftAgreementVersion(parts, voiceOf(context), draftOf(input), key);
    return payloadOf(outcome, (version) => ({ version: underId(platform, version) }));
  }

  @Mutation(() => PublishAgreementVersionPayload, {
    description:
      'The platform that asks publishes a draft. It does not change any more; the accounts that it binds are told, and everything goes by it from its day on (wechat/7.2, baidu/0.3).',
  })
  @AccessFor('PLATFORM')
  async publishAgreementVersion(
    @Arg('input', () => PublishAgreementVersionInput, { description: 'Which draft.' })
    { version, idempotencyKey }: PublishAgreementVersionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<PublishAgreementVersionPayload> {
    const { parts, platform } = context;
    const speaker = voiceOf(context);
    const outcome = await publishAgreementVersion(parts, speaker, { version }, given(idempotencyKey));
    return payloadOf(outcome, (published) => ({ version: underId(platform, published) }));
  }

  @Mutation(() => DeleteAgreementDraftPayload, {
    description: 'The platform that asks takes back a draft that it has not published.',
  })
  @AccessFor('PLATFORM')
  async deleteAgreementDraft(
    @Arg('input', () => DeleteAgreementDraftInput, { description: 'Which draft.' })
    { version, idempotencyKey }: DeleteAgreementDraftInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DeleteAgreementDraftPayload> {
    const key = given(idempotencyKey);
    return payloadOf(
      await deleteAgreementDraft(context.parts, voiceOf(context), { version }, key),
      (deleted) => deleted,
    );
  }

  @Mutation(() => DeclineAgreementPayload, {
    description:
      'A person says that the account does not agree to changed terms: nothing but leaving is left, until they are accepted after all (wechat/7.2, baidu/0.3, baidu/7).',
  })
  @AccessFor('ADMIN')
  async declineAgreement(
    @Arg('input', () => DeclineAgreementInput, { description: 'Which terms.' })
    { platform, version, idempotencyKey }: DeclineAgreementInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DeclineAgreementPayload> {
    const { parts, account } = context;
    const input = { platform, version };
    const outcome = await declineAgreement(parts, account.actor, input, given(idempotencyKey));
    return payloadOf(outcome, async () => {
      const all = await acceptancesOf(context);
      const acceptance = all.find((one) => one.platform === platform);
      return acceptance ? { acceptance } : {};
    });
  }
}

@Resolver(() => AgreementDiffStepType)
export class AgreementDiffStepResolver {
  @Subscription(() => AgreementDiffStepType, {
    name: 'agreementDiff',
    description:
      'Which of the account’s programs change their verdict from one version of an agreement to another, on which host, and by when. Tells how far it has come, each change as it is found, and ends with COMPLETE.',
    subscribe: async ({ args, context }: { args: DiffArgs; context: GraphqlContext }) => {
      const { operation, absentContent, accepted } = args;
      const [fault] = contentKindFaults(variants, absentContent, 'absentContent');
      if (fault) throw badInput(fault.message.en, 'absentContent');
      const { from, to } = await versionsNamed(context, args);
      const variant = await context.agreements.variantOf(args.platform);
      return diffSteps(context, { variant, from, to, operation, absentContent, accepted });
    },
  })
  @AccessFor('VIEWER')
  followAgreementDiff(
    @Root() step: DiffStep | StreamFault,
    @Arg('platform', () => PlatformEnum, PLATFORM) _platform: string,
    @Arg('from', () => String, FROM) _from: string,
    @Arg('to', () => String, TO) _to: string,
    @Arg('operation', () => OperationEnum, OPERATION) _operation: Operation,
    @Arg('absentContent', () => [String], ABSENT) _absentContent: readonly string[],
    @Arg('accepted', () => Boolean, ACCEPTED) _accepted: boolean,
  ): DiffStep {
    if (step instanceof StreamFault) throw step.error;
    return step;
  }

  @FieldResolver(() => ID, { nullable: true, description: 'CHANGE: the program.' })
  programId(@Root() { programId }: DiffStep): string | undefined {
    return programId;
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'CHANGE: the program.' })
  program(
    @Root() { programId }: DiffStep,
    @Ctx() { account }: GraphqlContext,
  ): Promise<ProgramRow | undefined> | undefined {
    return programId === undefined ? undefined : account.rows.find('Program', programId);
  }
}

/** Throws BAD_USER_INPUT where one of them is no published version. */
async function versionsNamed(
  { agreements }: GraphqlContext,
  { platform, from, to }: Pick<DiffArgs, 'platform' | 'from' | 'to'>,
) {
  const agreement = await agreementOf(agreements, platform);
  const named = (version: string, argument: string) => {
    const found = versionNamed(agreement, version);
    if (found) return found;
    const names = agreement.versions.map((known) => known.version).join(', ');
    throw badInput(`the agreement of ${platform} has no version ${version}; it has: ${names}`, argument);
  };
  return { from: named(from, 'from'), to: named(to, 'to') };
}

function toldOf(
  { parameters, ...diff }: AgreementDiff,
  versions: Awaited<ReturnType<typeof versionsNamed>>,
): AgreementDiffType {
  return {
    ...diff,
    ...versions,
    parameters: parameters.map(({ name, before, after }) => ({
      name,
      ...(before === undefined ? {} : { before: JSON.stringify(before) }),
      ...(after === undefined ? {} : { after: JSON.stringify(after) }),
    })),
  };
}
