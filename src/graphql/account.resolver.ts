import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ApiToken } from '../accounts/api-tokens.ts';
import type { MaterialRow, ProgramRow } from '../store/reads/read-rows.ts';
import { acceptancesOf } from './acceptances.ts';
import { AccessFor } from './access.ts';
import {
  ApiTokenType,
  MaterialType,
  PlatformAcceptanceType,
  SubjectType,
  ViewerType,
} from './account.types.ts';
import type { GraphqlContext } from './context.ts';
import { forbidden } from './errors.ts';
import { HostType } from './host.types.ts';
import { ProgramType } from './program.types.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who is asking.' })
  @AccessFor('ANYONE')
  viewer(@Ctx() { viewer, accountId }: GraphqlContext): ViewerType {
    return {
      kind: viewer.kind.toUpperCase(),
      accountId: accountId ?? null,
      role: 'role' in viewer ? viewer.role : null,
      expiresAt: viewer.expiresAt ?? null,
    };
  }

  @FieldResolver(() => HostType, { nullable: true, description: 'The host, where a partner host asks.' })
  host(@Ctx() { viewer, parts }: GraphqlContext) {
    return viewer.kind === 'host' ? parts.hosts.find(viewer.hostId) : undefined;
  }
}

@Resolver()
export class AccountResolver {
  @Query(() => String, {
    description:
      'The place in the account’s stream that goes with this read: follow from here and miss nothing.',
  })
  @AccessFor('VIEWER')
  cursor(@Ctx() context: GraphqlContext): Promise<string> {
    return context.cursor();
  }

  @Query(() => SubjectType, { description: 'Who the account is before the law.' })
  @AccessFor('VIEWER')
  async subject(@Ctx() { account }: GraphqlContext): Promise<SubjectType> {
    const row = await account.reads.subject();
    return { declared: row !== undefined, type: row?.type ?? null, updatedAt: row?.updatedAt ?? null };
  }

  @Query(() => [PlatformAcceptanceType], {
    description:
      'Which documents of which platform’s agreement in force are accepted, and which are missing.',
  })
  @AccessFor('VIEWER')
  acceptances(@Ctx() context: GraphqlContext): Promise<readonly PlatformAcceptanceType[]> {
    return acceptancesOf(context);
  }

  @Query(() => [MaterialType], { description: 'The papers on file, the newest first.' })
  @AccessFor('VIEWER')
  async materials(
    @Ctx() { account }: GraphqlContext,
    @Arg('programId', () => ID, { nullable: true, description: 'Only those of this program.' })
    programId: string | null,
  ): Promise<readonly MaterialRow[]> {
    const all = await account.reads.materials();
    return programId ? all.filter((material) => material.programId === programId) : all;
  }

  @Query(() => [ApiTokenType], { description: 'The account’s API tokens, the newest first.' })
  @AccessFor('ADMIN')
  async apiTokens(@Ctx() { parts, viewer }: GraphqlContext): Promise<readonly ApiToken[]> {
    const outcome = await parts.signIn.listApiTokens(viewer);
    if (outcome.ok) return outcome.value;
    throw forbidden(outcome.problems.map(({ message }) => message).join('; '), 'ADMIN');
  }
}

@Resolver(() => MaterialType)
export class MaterialResolver {
  @FieldResolver(() => ProgramType, {
    nullable: true,
    description: 'The program that it belongs to; null: the account itself.',
  })
  program(
    @Root() material: MaterialRow,
    @Ctx() context: GraphqlContext,
  ): Promise<ProgramRow | undefined> | undefined {
    const { programId } = material;
    return programId === null ? undefined : context.rowsOf(material).find('Program', programId);
  }
}

/** Papers of one program, listed under it. */
@Resolver(() => ProgramType)
export class ProgramMaterialsResolver {
  @FieldResolver(() => [MaterialType], { description: 'The papers that belong to it.' })
  materials(@Root() program: ProgramRow, @Ctx() context: GraphqlContext): Promise<readonly MaterialRow[]> {
    return context.rowsOf(program).all('Material', 'programId', program.id);
  }
}
