import { Field, ID, InputType } from 'type-graphql';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { ProgramAtPlatformFields } from './live.inputs.ts';

/** What every change of a setting says about where it is meant. */
@InputType()
export class SettingChangeFields extends ProgramAtPlatformFields {
  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('ChangeProgramNameInput', { description: 'Has a platform show a program under another name.' })
export class ChangeProgramNameInput extends SettingChangeFields {
  @Field(() => String, { description: 'The name. What a platform takes as one it says itself.' })
  name!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Files that prove the right to it, from `POST /files`: a licence first, then other papers.',
  })
  proofFileIds!: string[];
}

@InputType('ChangeProgramIconInput', { description: 'Has a platform show a program with another picture.' })
export class ChangeProgramIconInput extends SettingChangeFields {
  @Field(() => ID, { description: 'The picture, from `POST /files`.' })
  fileId!: string;
}

@InputType('ChangeProgramIntroductionInput', {
  description: 'Has a platform introduce a program in other words.',
})
export class ChangeProgramIntroductionInput extends SettingChangeFields {
  @Field(() => String, { description: 'The introduction. How long it may be a platform says itself.' })
  introduction!: string;
}

@InputType('SettingPaperInput', { description: 'A paper that goes with a category.' })
export class SettingPaperInput {
  @Field(() => String, { description: 'Its name on the platform’s list: `offeredCategories`.' })
  paper!: string;

  @Field(() => ID, { description: 'The file, from `POST /files`.' })
  fileId!: string;
}

@InputType()
export class CategoryFields extends SettingChangeFields {
  @Field(() => [String], {
    description: 'Its names on the platform’s list, from the first level down: `offeredCategories`.',
  })
  path!: string[];
}

@InputType()
export class CategoryWithPapersFields extends CategoryFields {
  @Field(() => [SettingPaperInput], {
    nullable: true,
    description: 'Left out: those that are on file for the program and the platform’s list asks for.',
  })
  papers?: SettingPaperInput[] | null;
}

@InputType('AddProgramCategoryInput', { description: 'Has a platform put a program under a category.' })
export class AddProgramCategoryInput extends CategoryWithPapersFields {}

@InputType('ReplaceCategoryPapersInput', {
  description: 'Hands other papers in for a category that a platform has turned down.',
})
export class ReplaceCategoryPapersInput extends CategoryWithPapersFields {}

@InputType('RemoveProgramCategoryInput', { description: 'Has a platform take a category from a program.' })
export class RemoveProgramCategoryInput extends CategoryFields {}
