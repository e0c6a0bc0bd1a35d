import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import { isInForce } from '../policy/measure.ts';
import type {
  AppealRow,
  DistributionRow,
  EnforcementRow,
  ProgramRow,
  RectificationRow,
} from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { DistributionType } from './distribution.types.ts';
import {
  AppealType,
  EnforcementConnection,
  EnforcementType,
  RectificationType,
} from './enforcement.types.ts';
import { PlatformEnum } from './enums.ts';
import { HostType } from './host.types.ts';
import { ProgramType } from './program.types.ts';
import { DateTime } from './scalars.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';

/** What platforms and hosts have done to the account. */
@Resolver(() => EnforcementType)
export class EnforcementResolver {
  @Query(() => EnforcementConnection, {
    description: 'The measures that platforms and hosts have taken, the newest first.',
  })
  @AccessFor('VIEWER')
  enforcements(
    @Ctx() context: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only under its agreement.' })
    platform: string | null,
    @Arg('programId', () => ID, {
      nullable: true,
      description: 'Only those that reach this program: its own, and the account’s.',
    })
    programId: string | null,
    @Arg('inForceOnly', () => Boolean, {
      defaultValue: false,
      description: 'Only those in force now, or at `asOf`.',
    })
    inForceOnly: boolean = false,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt?: Date | null,
  ) {
    const place = idOfCursor(after ?? null);
    const scope = context.accountAt(timesAsked(context, asOf, knownAt));
    const asked = {
      platform: platform ?? undefined,
      programId: programId ?? undefined,
      ...(inForceOnly ? { inForceAt: scope.asOf ?? context.parts.clock.now() } : {}),
    };
    return pageOf(first, cursorOfId, (limit) => scope.reads.enforcements(asked, place, limit));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is in force now, by its dates and its end; of the past: whether it was then.',
  })
  inForce(@Root() enforcement: EnforcementRow, @Ctx() context: GraphqlContext): boolean {
    const { from, until, endedAt } = enforcement;
    const dates = {
      from: new Date(from),
      until: until === null ? null : new Date(until),
      endedAt: endedAt === null ? null : new Date(endedAt),
    };
    return isInForce(dates, context.instantOf(enforcement));
  }

  @FieldResolver(() => ProgramType, {
    nullable: true,
    description: 'The program; null: it is the account’s.',
  })
  program(
    @Root() enforcement: EnforcementRow,
    @Ctx() context: GraphqlContext,
  ): Promise<ProgramRow | undefined> | undefined {
    const { programId } = enforcement;
    return programId === null ? undefined : context.rowsOf(enforcement).find('Program', programId);
  }

  @FieldResolver(() => HostType, { nullable: true, description: 'The host, where it is about one.' })
  host(@Root() { hostId }: EnforcementRow, @Ctx() { parts }: GraphqlContext) {
    return hostId === null ? undefined : parts.hosts.find(hostId);
  }

  @FieldResolver(() => [AppealType], { description: 'The appeals against it, the oldest first.' })
  appeals(
    @Root() enforcement: EnforcementRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly AppealRow[]> {
    return context.rowsOf(enforcement).all('Appeal', 'enforcementId', enforcement.id);
  }

  @FieldResolver(() => [RectificationType], { description: 'What was put right, the oldest first.' })
  rectifications(
    @Root() enforcement: EnforcementRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly RectificationRow[]> {
    return context.rowsOf(enforcement).all('Rectification', 'enforcementId', enforcement.id);
  }
}

@Resolver(() => AppealType)
export class AppealResolver {
  @FieldResolver(() => EnforcementType, { description: 'The measure.' })
  enforcement(@Root() appeal: AppealRow, @Ctx() context: GraphqlContext) {
    return context.rowsOf(appeal).find('Enforcement', appeal.enforcementId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why it should end, which can name people; null for who may not change anything in the account.',
  })
  statement(
    @Root() { id, sealedStatement }: AppealRow,
    @Ctx() { parts, viewer }: GraphqlContext,
  ): string | undefined {
    if (!mayAct(viewer, 'DEVELOPER')) return undefined;
    return parts.cipher.open({ table: 'Appeal', column: 'sealedStatement', rowId: id }, sealedStatement);
  }
}

@Resolver(() => RectificationType)
export class RectificationResolver {
  @FieldResolver(() => EnforcementType, { description: 'The measure.' })
  enforcement(@Root() rectification: RectificationRow, @Ctx() context: GraphqlContext) {
    return context.rowsOf(rectification).find('Enforcement', rectification.enforcementId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was put right, which can name people; null for who may not change anything in the account.',
  })
  statement(
    @Root() { id, sealedStatement }: RectificationRow,
    @Ctx() { parts, viewer }: GraphqlContext,
  ): string | undefined {
    if (!mayAct(viewer, 'DEVELOPER')) return undefined;
    const cell = { table: 'Rectification', column: 'sealedStatement', rowId: id };
    return parts.cipher.open(cell, sealedStatement);
  }
}

@Resolver(() => DistributionType)
export class DistributionEnforcementsResolver {
  @FieldResolver(() => [EnforcementType], {
    description: 'The measures against the program at this host that nobody has ended, the oldest first.',
  })
  async enforcements(@Root() distribution: DistributionRow, @Ctx() context: GraphqlContext) {
    const { programId, platform, hostId } = distribution;
    const { facts, rows, accountId } = context.scopeOf(distribution);
    const against = await facts.measuresAgainst(accountId, programId, platform);
    const here = against.filter((one) => !one.hostId || one.hostId === hostId);
    return Promise.all(here.map(({ id }) => rows.find('Enforcement', id)));
  }
}

@Resolver(() => ProgramType)
export class ProgramEnforcementsResolver {
  @FieldResolver(() => [EnforcementType], {
    description:
      'The measures against this program, also those that are over, the newest first. Those of the account: `enforcements`.',
  })
  enforcements(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly EnforcementRow[]> {
    return context.rowsOf(program).all('Enforcement', 'programId', program.id);
  }
}
