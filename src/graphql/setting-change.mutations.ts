import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { addCategory } from '../review/add-category.ts';
import { changeIcon } from '../review/change-icon.ts';
import { changeIntroduction } from '../review/change-introduction.ts';
import { changeName } from '../review/change-name.ts';
import { removeCategory } from '../review/remove-category.ts';
import { replaceCategoryPapers } from '../review/replace-category-papers.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import {
  AddProgramCategoryInput,
  type CategoryWithPapersFields,
  ChangeProgramIconInput,
  ChangeProgramIntroductionInput,
  ChangeProgramNameInput,
  RemoveProgramCategoryInput,
  ReplaceCategoryPapersInput,
} from './setting-change.inputs.ts';
import { SettingChangePayload } from './setting-change.types.ts';

const INPUT = { description: 'What is to be done.' };

/** Settings that a platform looks at before they change: the job asks for them, and events tell what it said. */
@Resolver()
export class SettingChangeMutations {
  @Mutation(() => SettingChangePayload, {
    description:
      'Has a platform show a program under another name, which it reviews. The manifest’s own name stays.',
  })
  @AccessFor('DEVELOPER')
  changeProgramName(
    @Arg('input', () => ChangeProgramNameInput, INPUT) { idempotencyKey, ...input }: ChangeProgramNameInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SettingChangePayload> {
    const { parts, account } = context;
    return underWay(context, changeName(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => SettingChangePayload, {
    description: 'Has a platform show a program with another picture.',
  })
  @AccessFor('DEVELOPER')
  changeProgramIcon(
    @Arg('input', () => ChangeProgramIconInput, INPUT) { idempotencyKey, ...input }: ChangeProgramIconInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SettingChangePayload> {
    const { parts, account } = context;
    return underWay(context, changeIcon(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => SettingChangePayload, { description: 'Has a platform introduce a program in other words.' })
  @AccessFor('DEVELOPER')
  changeProgramIntroduction(
    @Arg('input', () => ChangeProgramIntroductionInput, INPUT) {
      idempotencyKey,
      ...input
    }: ChangeProgramIntroductionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SettingChangePayload> {
    const { parts, account } = context;
    return underWay(context, changeIntroduction(parts, account.actor, { ...input }, given(idempotencyKey)));
  }

  @Mutation(() => SettingChangePayload, {
    description:
      'Has a platform put a program under a category, with the papers that it asks for (wechat/2.8, baidu/2.6).',
  })
  @AccessFor('DEVELOPER')
  addProgramCategory(
    @Arg('input', () => AddProgramCategoryInput, INPUT) input: AddProgramCategoryInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SettingChangePayload> {
    const { parts, account } = context;
    const key = given(input.idempotencyKey);
    return underWay(context, addCategory(parts, account.actor, categoryIn(input), key));
  }

  @Mutation(() => SettingChangePayload, {
    description:
      'Hands other papers in for a category that a platform has turned down (wechat/2.8, baidu/2.5).',
  })
  @AccessFor('DEVELOPER')
  replaceCategoryPapers(
    @Arg('input', () => ReplaceCategoryPapersInput, INPUT) input: ReplaceCategoryPapersInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SettingChangePayload> {
    const { parts, account } = context;
    const key = given(input.idempotencyKey);
    return underWay(context, replaceCategoryPapers(parts, account.actor, categoryIn(input), key));
  }

  @Mutation(() => SettingChangePayload, { description: 'Has a platform take a category from a program.' })
  @AccessFor('DEVELOPER')
  removeProgramCategory(
    @Arg('input', () => RemoveProgramCategoryInput, INPUT) input: RemoveProgramCategoryInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SettingChangePayload> {
    const { parts, account } = context;
    const key = given(input.idempotencyKey);
    return underWay(context, removeCategory(parts, account.actor, categoryIn(input), key));
  }
}

function categoryIn({
  programId,
  platform,
  path,
  papers,
}: Pick<CategoryWithPapersFields, 'programId' | 'platform' | 'path' | 'papers'>) {
  return {
    programId,
    platform,
    path,
    ...(papers ? { papers: papers.map((paper) => ({ ...paper })) } : {}),
  };
}

async function underWay(
  { account }: GraphqlContext,
  outcome: Promise<Outcome<{ readonly settingChangeId: string }, Problem>>,
): Promise<SettingChangePayload> {
  return payloadOf(await outcome, async ({ settingChangeId }) => {
    const settingChange = await account.rows.find('SettingChange', settingChangeId);
    return settingChange ? { settingChange } : {};
  });
}
