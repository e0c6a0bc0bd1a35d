import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import {
  credentialUsesOfAccount,
  type ProgramCredentialUseRow,
} from '../store/reads/credential-use-reads.ts';
import type { ProgramRow, RegistrationRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { AFTER, connectionType, cursorOfId, FIRST, idOfCursor, type Page, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { CredentialUseType } from './credential-use.types.ts';
import { ProgramType } from './program.types.ts';
import { RegistrationType } from './registration.types.ts';

const CredentialUseConnection = connectionType('CredentialUse', () => CredentialUseType);

@Resolver(() => CredentialUseType)
export class CredentialUseResolver {
  @Query(() => CredentialUseConnection, {
    description:
      'The uses of the platform credentials of the account’s own programs, the newest first (baidu/2.1).',
  })
  @AccessFor('ADMIN')
  async credentialUses(
    @Ctx() { account, parts }: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('programId', () => ID, { nullable: true, description: 'Only those of this program.' })
    programId: string | null,
  ): Promise<Page<ProgramCredentialUseRow>> {
    const place = idOfCursor(after);
    return pageOf(first, cursorOfId, (limit) =>
      credentialUsesOfAccount(parts.database.pool, account.accountId, {
        ...(programId ? { programId } : {}),
        after: place,
        limit,
      }),
    );
  }

  @FieldResolver(() => ProgramType, { description: 'The program whose credential it is.' })
  program(
    @Root() { programId }: ProgramCredentialUseRow,
    @Ctx() { account }: GraphqlContext,
  ): Promise<ProgramRow | undefined> {
    return account.rows.find('Program', programId);
  }

  @FieldResolver(() => RegistrationType, { description: 'The program’s identity that it belongs to.' })
  registration(
    @Root() { registrationId }: ProgramCredentialUseRow,
    @Ctx() { account }: GraphqlContext,
  ): Promise<RegistrationRow | undefined> {
    return account.rows.find('Registration', registrationId);
  }
}
