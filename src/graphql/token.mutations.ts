import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { AccessProblem } from '../accounts/access-problem.ts';
import type { Role } from '../accounts/viewer.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { RoleEnum } from './enums.ts';
import { forbidden } from './errors.ts';
import { PayloadFields } from './payload.types.ts';

@InputType('CreateApiTokenInput', { description: 'A token for programs. Only a person can make one.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What to call it, 1 to 64 characters.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do; at most what its maker may.' })
  role!: Role;

  @Field(() => Int, { description: 'For how many days it is valid: 1 to 365.' })
  expiresInDays!: number;
}

@InputType('RevokeApiTokenInput', { description: 'A token that is to end now.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType('CreateApiTokenPayload', { description: 'The new token.', simpleResolvers: true })
export class CreateApiTokenPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'The token itself. It is shown this once.' })
  token?: string;
}

@ObjectType('RevokeApiTokenPayload', { description: 'The revoked token.', simpleResolvers: true })
export class RevokeApiTokenPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;
}

const INPUT = { description: 'What is to be done.' };

@Resolver()
export class TokenMutations {
  @Mutation(() => CreateApiTokenPayload, {
    description: 'Makes an API token for the account. By a member who is signed in, never by a token.',
  })
  @AccessFor('ADMIN')
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput, INPUT) { name, role, expiresInDays }: CreateApiTokenInput,
    @Ctx() { parts, viewer }: GraphqlContext,
  ): Promise<CreateApiTokenPayload> {
    const outcome = await parts.signIn.createApiToken(viewer, { name, role, expiresInDays });
    return outcome.ok ? { ...outcome.value, problems: [] } : { problems: outcome.problems.map(problemFor) };
  }

  @Mutation(() => RevokeApiTokenPayload, {
    description: 'Ends an API token of the account. By a member who is signed in, never by a token.',
  })
  @AccessFor('ADMIN')
  async revokeApiToken(
    @Arg('input', () => RevokeApiTokenInput, INPUT) { id }: RevokeApiTokenInput,
    @Ctx() { parts, viewer }: GraphqlContext,
  ): Promise<RevokeApiTokenPayload> {
    const outcome = await parts.signIn.revokeApiToken(viewer, id);
    return outcome.ok ? { ...outcome.value, problems: [] } : { problems: outcome.problems.map(problemFor) };
  }
}

/** What the caller may not do is an error; what they can put right is a problem. */
function problemFor({ code, message, path }: AccessProblem): Problem {
  if (code === 'FORBIDDEN') throw forbidden(message, undefined);
  if (code === 'NOT_FOUND') return notFound({ 'zh-CN': '接口令牌', en: 'API token' }, 'input.id');
  const what = path === 'expiresInDays' ? '有效天数须为 1 至 365' : '名称须为 1 至 64 个字符';
  return invalidInput({ 'zh-CN': what, en: message }, `input.${path ?? ''}`);
}
