import { Field, ObjectType } from 'type-graphql';
import { PlatformEnum, SubjectTypeEnum } from './enums.ts';
import { JsonObject } from './scalars.ts';

@ObjectType('Category', {
  description: 'One row of a list of categories that a platform publishes (wechat/2.8, baidu/2.6).',
  simpleResolvers: true,
})
export class CategoryType {
  @Field(() => PlatformEnum, { description: 'Whose list.' })
  platform!: string;

  @Field(() => [SubjectTypeEnum], { description: 'The kinds of developer to whom it is open.' })
  subjects!: readonly string[];

  @Field(() => [String], { description: 'The names of the levels as published, from the first down.' })
  path!: readonly string[];

  @Field(() => JsonObject, {
    nullable: true,
    description:
      'The papers that it asks for: `{paper}`, `{anyOf: […]}`, `{allOf: […]}`, or `{human: true}` where only a person can judge; null: none.',
  })
  requirement!: object | null;

  @Field(() => [[String]], {
    description:
      'The smallest sets of papers, any one of which is enough without a person: `[[]]` where none is asked for, empty where a person has to judge.',
  })
  paperSets!: readonly (readonly string[])[];

  @Field(() => Boolean, { description: 'Whether a part of what it asks for can only be judged by a person.' })
  needsHuman!: boolean;

  @Field(() => String, { description: 'The page that publishes the list.' })
  source!: string;

  @Field(() => String, { description: 'The month, YYYY-MM, or day of the copy that was read.' })
  asOf!: string;
}
