import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { civilDateAt } from '../kernel/civil-time.ts';
import { recordRuling } from '../review/record-ruling.ts';
import { revokeRuling } from '../review/revoke-ruling.ts';
import type { ProgramRow, RulingRow } from '../store/reads/read-rows.ts';
import { noteCell } from '../store/ruling-records.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { ProgramType } from './program.types.ts';
import {
  RecordRulingInput,
  RecordRulingPayload,
  RevokeRulingInput,
  RevokeRulingPayload,
  RulingType,
} from './ruling.types.ts';

const INPUT = { description: 'What is to be done.' };

/** What a person judges binds the account: for its administrators, in person. */
@Resolver()
export class RulingMutations {
  @Mutation(() => RecordRulingPayload, {
    description:
      'A person answers what no rule can judge, where a verdict is NEEDS_HUMAN (wechat/2.8, baidu/2.6). Not for API tokens.',
  })
  @AccessFor('ADMIN')
  async recordRuling(
    @Arg('input', () => RecordRulingInput, INPUT) input: RecordRulingInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RecordRulingPayload> {
    const { idempotencyKey, evidenceFileId, validUntil, ...said } = input;
    const ruling = {
      ...said,
      ...(evidenceFileId ? { fileId: evidenceFileId } : {}),
      ...(validUntil ? { validUntil } : {}),
    };
    const outcome = await recordRuling(parts, account.actor, ruling, given(idempotencyKey));
    return payloadOf(outcome, ({ rulingId }) => rulingIn(account, rulingId));
  }

  @Mutation(() => RevokeRulingPayload, {
    description: 'Takes a ruling back: what it answered is asked again. Not for API tokens.',
  })
  @AccessFor('ADMIN')
  async revokeRuling(
    @Arg('input', () => RevokeRulingInput, INPUT) { rulingId, idempotencyKey }: RevokeRulingInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RevokeRulingPayload> {
    const outcome = await revokeRuling(parts, account.actor, { rulingId }, given(idempotencyKey));
    return payloadOf(outcome, (revoked) => rulingIn(account, revoked.rulingId));
  }
}

@Resolver(() => RulingType)
export class RulingResolver {
  @FieldResolver(() => String, { description: 'The person’s reason, in their words.' })
  note(@Root() { id, sealedNote }: RulingRow, @Ctx() { parts }: GraphqlContext): string {
    return parts.cipher.open(noteCell(id), sealedNote);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it holds today: not revoked, and not run out. Of the past: whether it held then.',
  })
  inForce(@Root() ruling: RulingRow, @Ctx() context: GraphqlContext): boolean {
    const { revokedAt, validUntil } = ruling;
    const today = civilDateAt(context.instantOf(ruling));
    return revokedAt === null && (validUntil === null || today <= validUntil);
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program that it is about.' })
  program(@Root() ruling: RulingRow, @Ctx() context: GraphqlContext): Promise<ProgramRow | undefined> {
    return context.rowsOf(ruling).find('Program', ruling.programId);
  }
}

/** Rulings on one program, listed under it. */
@Resolver(() => ProgramType)
export class ProgramRulingsResolver {
  @FieldResolver(() => [RulingType], {
    description: 'What persons have judged of it, the latest first, also what holds no longer.',
  })
  rulings(@Root() program: ProgramRow, @Ctx() context: GraphqlContext): Promise<readonly RulingRow[]> {
    return context.rowsOf(program).all('Ruling', 'programId', program.id);
  }
}

async function rulingIn({ rows }: GraphqlContext['account'], id: string) {
  const ruling = await rows.find('Ruling', id);
  return ruling ? { ruling } : {};
}
