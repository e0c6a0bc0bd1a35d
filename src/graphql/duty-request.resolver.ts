import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import { recordRightsRequest } from '../duties/record-rights-request.ts';
import { requestAudit } from '../duties/request-audit.ts';
import type {
  AuditRequestRow,
  ObligationRow,
  ProgramRow,
  RightsRequestRow,
} from '../store/reads/read-rows.ts';
import { auditScopeCell, rightsCell } from '../store/request-records.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { ObligationType } from './duty.types.ts';
import {
  AuditRequestType,
  RecordRightsRequestInput,
  RecordRightsRequestPayload,
  RequestAuditInput,
  RequestAuditPayload,
  RightsRequestType,
} from './duty-request.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { voiceOf } from './platform-voice.ts';
import { ProgramType } from './program.types.ts';

const INPUT = { description: 'What is asked.' };

/** What others ask of an account: a platform to be shown, an end user about their data. */
@Resolver()
export class DutyRequestMutations {
  @Mutation(() => RequestAuditPayload, {
    description:
      'A platform wants to be shown that personal data are treated as agreed (wechat/4.4(1)). The account shows it by `complianceReport`, and ends the obligation by `fulfilObligation`.',
  })
  @AccessFor('PLATFORM')
  async requestAudit(
    @Arg('input', () => RequestAuditInput, INPUT) input: RequestAuditInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RequestAuditPayload> {
    const { accountId, programId, scope, dueOn, idempotencyKey } = input;
    const asked = { accountId, programId: given(programId), scope, dueOn: given(dueOn) };
    const outcome = await requestAudit(context.parts, voiceOf(context), asked, given(idempotencyKey));
    return payloadOf(outcome, (audit) => audit);
  }

  @Mutation(() => RecordRightsRequestPayload, {
    description:
      'Records that an end user asked about their data: the developer has to help (wechat/4.4(8)). Answered by `fulfilObligation`.',
  })
  @AccessFor('DEVELOPER')
  async recordRightsRequest(
    @Arg('input', () => RecordRightsRequestInput, INPUT) input: RecordRightsRequestInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RecordRightsRequestPayload> {
    const { idempotencyKey, dueOn, words, ...said } = input;
    const asked = { ...said, dueOn: given(dueOn), words: given(words) };
    const outcome = await recordRightsRequest(parts, account.actor, asked, given(idempotencyKey));
    return payloadOf(outcome, async ({ requestId }) => ({
      request: await account.rows.find('RightsRequest', requestId),
    }));
  }
}

@Resolver(() => AuditRequestType)
export class AuditRequestResolver {
  @FieldResolver(() => String, { description: 'What is to be shown, in the platform’s words.' })
  scope(@Root() { id, sealedScope }: AuditRequestRow, @Ctx() { parts }: GraphqlContext): string {
    return parts.cipher.open(auditScopeCell(id), sealedScope);
  }
}

@Resolver(() => RightsRequestType)
export class RightsRequestResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'By what the user is known again; null for who may not change anything in the account.',
  })
  user(@Root() { id, sealedUser }: RightsRequestRow, @Ctx() { parts, viewer }: GraphqlContext) {
    return mayAct(viewer, 'DEVELOPER') ? parts.cipher.open(rightsCell(id, 'sealedUser'), sealedUser) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The user’s words, if any; null for who may not change anything in the account.',
  })
  words(@Root() { id, sealedWords }: RightsRequestRow, @Ctx() { parts, viewer }: GraphqlContext) {
    if (sealedWords === null || !mayAct(viewer, 'DEVELOPER')) return null;
    return parts.cipher.open(rightsCell(id, 'sealedWords'), sealedWords);
  }

  @FieldResolver(() => ObligationType, {
    nullable: true,
    description: 'What is owed for it, and its answer.',
  })
  async obligation(@Root() { id }: RightsRequestRow, @Ctx() { account }: GraphqlContext) {
    const [owed] = await account.rows.all('Obligation', 'subjectId', id);
    return owed;
  }
}

/** What an obligation is about, where somebody asked for it. */
@Resolver(() => ObligationType)
export class ObligationRequestResolver {
  @FieldResolver(() => AuditRequestType, {
    nullable: true,
    description: 'SHOW_COMPLIANCE: what the platform asks for.',
  })
  audit(
    @Root() { kind, subjectId }: ObligationRow,
    @Ctx() { account }: GraphqlContext,
  ): Promise<AuditRequestRow | undefined> | undefined {
    return kind === 'SHOW_COMPLIANCE' ? account.rows.find('AuditRequest', subjectId) : undefined;
  }

  @FieldResolver(() => RightsRequestType, {
    nullable: true,
    description: 'ANSWER_RIGHTS_REQUEST: what the end user asks for.',
  })
  rightsRequest(
    @Root() { kind, subjectId }: ObligationRow,
    @Ctx() { account }: GraphqlContext,
  ): Promise<RightsRequestRow | undefined> | undefined {
    return kind === 'ANSWER_RIGHTS_REQUEST' ? account.rows.find('RightsRequest', subjectId) : undefined;
  }
}

/** What is owed about one program, and what its users asked, listed under it. */
@Resolver(() => ProgramType)
export class ProgramDutiesResolver {
  @FieldResolver(() => [ObligationType], {
    description: 'What is owed about it, in the order of the due dates, also what has ended.',
  })
  obligations(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly ObligationRow[]> {
    return context.rowsOf(program).all('Obligation', 'programId', program.id);
  }

  @FieldResolver(() => [RightsRequestType], {
    description: 'What end users asked about their data, the latest first.',
  })
  rightsRequests(
    @Root() { id }: ProgramRow,
    @Ctx() { account }: GraphqlContext,
  ): Promise<readonly RightsRequestRow[]> {
    return account.rows.all('RightsRequest', 'programId', id);
  }
}
