import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { civilDateAt } from '../kernel/civil-time.ts';
import { isSecret } from '../policy/closed-tests.ts';
import type { BetaInvitationRow, ProgramRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { MaterialType } from './account.types.ts';
import type { GraphqlContext } from './context.ts';
import { HostType } from './host.types.ts';
import { ProgramType } from './program.types.ts';
import { BetaInvitationType, UndertakingType } from './secrecy.types.ts';
import { type ShownUndertaking, shownUndertakings } from './undertakings.ts';

@Resolver(() => UndertakingType)
export class UndertakingResolver {
  @Query(() => [UndertakingType], {
    description:
      'The account’s confidentiality undertakings, the newest first (wechat/4.9). A member sees their own; an ADMIN sees everybody’s, also of those who have left.',
  })
  @AccessFor('VIEWER')
  async undertakings(
    @Ctx() context: GraphqlContext,
    @Arg('memberId', () => ID, { nullable: true, description: 'Only those of this member.' })
    memberId: string | null | undefined,
  ): Promise<readonly ShownUndertaking[]> {
    const all = await shownUndertakings(context);
    return memberId ? all.filter((one) => one.memberId === memberId) : all;
  }
}

@Resolver(() => BetaInvitationType)
export class BetaInvitationResolver {
  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program that is tested.' })
  program(
    @Root() invitation: BetaInvitationRow,
    @Ctx() context: GraphqlContext,
  ): Promise<ProgramRow | undefined> {
    return context.rowsOf(invitation).find('Program', invitation.programId);
  }

  @FieldResolver(() => HostType, {
    nullable: true,
    description: 'The one host at which it is tested; null: all of the platform.',
  })
  host(@Root() { hostId }: BetaInvitationRow, @Ctx() { parts }: GraphqlContext) {
    return hostId === null ? undefined : parts.hosts.find(hostId);
  }

  @FieldResolver(() => MaterialType, {
    nullable: true,
    description: 'The platform’s written consent to show it, where one was recorded.',
  })
  consent(@Root() invitation: BetaInvitationRow, @Ctx() context: GraphqlContext) {
    const { consentMaterialId } = invitation;
    return consentMaterialId === null
      ? undefined
      : context.rowsOf(invitation).find('Material', consentMaterialId);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it is to be kept secret today: it goes on, and no consent holds. Of the past: whether it was to be then.',
  })
  async secret(@Root() invitation: BetaInvitationRow, @Ctx() context: GraphqlContext): Promise<boolean> {
    const tests = await context.scopeOf(invitation).facts.closedTests(invitation.programId);
    const test = tests.find((one) => one.id === invitation.id);
    return test !== undefined && isSecret(test, civilDateAt(context.instantOf(invitation)));
  }
}

/** The closed tests of one program, listed under it. */
@Resolver(() => ProgramType)
export class ProgramBetaResolver {
  @FieldResolver(() => [BetaInvitationType], {
    description: 'The closed tests to which platforms have invited it, the newest first.',
  })
  betaInvitations(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly BetaInvitationRow[]> {
    return context.rowsOf(program).all('BetaInvitation', 'programId', program.id);
  }
}
