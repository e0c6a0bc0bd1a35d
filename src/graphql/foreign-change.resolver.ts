import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { OverwritingAct } from '../policy/foreign-change.ts';
import type { Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import { acknowledgeForeignChange } from '../review/acknowledge-foreign-change.ts';
import type {
  DistributionRow,
  ForeignChangeRow,
  PackageRow,
  ProgramRow,
  RegistrationRow,
} from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { DistributionType, PackageType } from './distribution.types.ts';
import {
  AcknowledgeForeignChangeInput,
  AcknowledgeForeignChangePayload,
  ForeignChangeType,
  OverwritingActEnum,
} from './foreign-change.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { ForeignChangeProblemType } from './problem.types.ts';
import { ProgramType } from './program.types.ts';
import { RegistrationType } from './registration.types.ts';

const INPUT = { description: 'What is to be done.' };
const STANDING =
  'What somebody did to the program in the platform’s own console and that stands, accepted or not; the latest first.';

@Resolver(() => ForeignChangeType)
export class ForeignChangeResolver {
  @FieldResolver(() => ProgramType, { description: 'The program.' })
  program(@Root() change: ForeignChangeRow, @Ctx() context: GraphqlContext): Promise<ProgramRow | undefined> {
    return context.rowsOf(change).find('Program', change.programId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What was written about the version at the platform, word for word.',
  })
  description(@Root() { hostDescription }: ForeignChangeRow): string | null {
    return hostDescription;
  }

  @FieldResolver(() => PackageType, {
    nullable: true,
    description: 'Our package that it is about, where it was handed in here.',
  })
  package(@Root() change: ForeignChangeRow, @Ctx() context: GraphqlContext): Promise<PackageRow | undefined> {
    return packageNamed(change, change.packageId, context);
  }

  @FieldResolver(() => PackageType, { nullable: true, description: 'Our package that was there before.' })
  insteadOf(
    @Root() change: ForeignChangeRow,
    @Ctx() context: GraphqlContext,
  ): Promise<PackageRow | undefined> {
    return packageNamed(change, change.insteadOfId, context);
  }

  @FieldResolver(() => [OverwritingActEnum], {
    description: 'What would take its place, and waits until it is accepted; none once it is, or is over.',
  })
  holdsUp(@Root() { platform, kind, acknowledgedAt, endedAt }: ForeignChangeRow): readonly OverwritingAct[] {
    return acknowledgedAt === null && endedAt === null ? variantOf(platform).overwrites[kind] : [];
  }

  @Mutation(() => AcknowledgeForeignChangePayload, {
    description:
      'Accepts what somebody did in a platform’s own console: the gateway goes on from there, over it.',
  })
  @AccessFor('DEVELOPER')
  async acknowledgeForeignChange(
    @Arg('input', () => AcknowledgeForeignChangeInput, INPUT)
    { foreignChangeId, idempotencyKey }: AcknowledgeForeignChangeInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<AcknowledgeForeignChangePayload> {
    const key = given(idempotencyKey);
    const outcome = await acknowledgeForeignChange(parts, account.actor, { foreignChangeId }, key);
    return payloadOf(outcome, async ({ foreignChangeId: id }) => {
      const foreignChange = await account.rows.find('ForeignChange', id);
      return foreignChange ? { foreignChange } : {};
    });
  }
}

@Resolver(() => DistributionType)
export class DistributionChangesResolver {
  @FieldResolver(() => [ForeignChangeType], { description: STANDING })
  foreignChanges(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly ForeignChangeRow[]> {
    return standing(distribution, context);
  }
}

@Resolver(() => RegistrationType)
export class RegistrationChangesResolver {
  @FieldResolver(() => [ForeignChangeType], { description: STANDING })
  foreignChanges(
    @Root() registration: RegistrationRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly ForeignChangeRow[]> {
    return standing(registration, context);
  }
}

@Resolver(() => ForeignChangeProblemType)
export class ForeignChangeProblemResolver {
  @FieldResolver(() => [ForeignChangeType], { description: 'What was done there.' })
  async changes(
    @Root() { changes }: Extract<Problem, { code: 'FOREIGN_CHANGE' }>,
    @Ctx() { account }: GraphqlContext,
  ): Promise<readonly ForeignChangeRow[]> {
    const found = await Promise.all(changes.map((id) => account.rows.find('ForeignChange', id)));
    return found.filter((change) => change !== undefined);
  }
}

async function standing(
  there: DistributionRow | RegistrationRow,
  context: GraphqlContext,
): Promise<readonly ForeignChangeRow[]> {
  const all = await context.rowsOf(there).all('ForeignChange', 'programId', there.programId);
  return all.filter(({ platform, endedAt }) => platform === there.platform && endedAt === null);
}

function packageNamed(
  change: ForeignChangeRow,
  id: string | null,
  context: GraphqlContext,
): Promise<PackageRow | undefined> {
  return id === null ? Promise.resolve(undefined) : context.rowsOf(change).find('Package', id);
}
