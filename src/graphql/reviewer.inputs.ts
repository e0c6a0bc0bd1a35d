import { Field, ID, InputType } from 'type-graphql';
import type { UserContent } from '../hosts/requests.ts';
import { UserContentMethodEnum, UserContentSceneEnum } from './reviewer.types.ts';

@InputType('ReviewerPageInput', { description: 'A page that a reviewer is to look at.' })
export class ReviewerPageInput {
  @Field(() => String, { description: 'Its path in the program: `pages/index/index`.' })
  path!: string;

  @Field(() => String, { nullable: true, description: 'What it is called. Left out: the program’s name.' })
  title?: string | null;

  @Field(() => [String], { nullable: true, description: 'Words that it can be found by.' })
  tags?: string[] | null;
}

@InputType('ReviewerFeedbackInput', { description: 'What is said to the rejection of the version before.' })
export class ReviewerFeedbackInput {
  @Field(() => String, { description: 'In words.' })
  words!: string;

  @Field(() => [ID], { nullable: true, description: 'Files that prove it, from `POST /files`.' })
  files?: string[] | null;
}

@InputType('UserContentInput', { description: 'How what users publish in the program is kept safe.' })
export class UserContentInput {
  @Field(() => [UserContentSceneEnum], { description: 'Where users publish.' })
  scenes!: UserContent['scenes'][number][];

  @Field(() => String, { nullable: true, description: 'What OTHER stands for.' })
  otherScene?: string | null;

  @Field(() => [UserContentMethodEnum], { description: 'How it is examined.' })
  methods!: UserContent['methods'][number][];

  @Field(() => Boolean, { description: 'Whether there are people whose work that is.' })
  hasAuditTeam!: boolean;

  @Field(() => String, { nullable: true, description: 'In words.' })
  description?: string | null;
}

@InputType('ReviewerAccountInput', { description: 'With which a reviewer signs in to the program.' })
export class ReviewerAccountInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Its password. It is handed on, kept sealed and never answered with.' })
  password!: string;
}

@InputType('ForReviewerInput', {
  description:
    'What reviewers are told with a version. Each platform takes what it has a field for; what none of those that it goes to takes is a problem.',
})
export class ForReviewerInput {
  @Field(() => [ReviewerPageInput], { nullable: true, description: 'Pages to look at.' })
  pages?: ReviewerPageInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Pictures, from `POST /files`.' })
  pictures?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Videos, from `POST /files`.' })
  videos?: string[] | null;

  @Field(() => ReviewerFeedbackInput, {
    nullable: true,
    description: 'To the rejection of the version before.',
  })
  feedback?: ReviewerFeedbackInput | null;

  @Field(() => UserContentInput, { nullable: true, description: 'How what users publish is kept safe.' })
  userContent?: UserContentInput | null;

  @Field(() => String, { nullable: true, description: 'The page with a user’s orders.' })
  orderPath?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'That guarded calls in the code, which are not declared, are not used. Left out, nothing is said of it.',
  })
  guardedCallsUnused?: boolean | null;

  @Field(() => ReviewerAccountInput, { nullable: true, description: 'To sign in to the program with.' })
  testAccount?: ReviewerAccountInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the version is about. Left out: its description.',
  })
  remark?: string | null;
}
