import { Field, ID, ObjectType } from 'type-graphql';
import type { UserContent } from '../hosts/requests.ts';
import { vocabulary } from './vocabulary.ts';

export const UserContentSceneEnum = vocabulary<UserContent['scenes'][number]>(
  'UserContentScene',
  'Where users publish in a program.',
  {
    NONE: 'Nowhere.',
    PROFILE: 'In their profile.',
    IMAGE: 'In pictures.',
    VIDEO: 'In videos.',
    TEXT: 'In texts.',
    AUDIO: 'In sound.',
    OTHER: 'Elsewhere, as is said beside it.',
  },
);

export const UserContentMethodEnum = vocabulary<UserContent['methods'][number]>(
  'UserContentMethod',
  'How what users publish is examined.',
  {
    HOST_INTERFACE: 'By the platform’s own interface for it.',
    OTHER_PRODUCT: 'By somebody else’s product.',
    PEOPLE: 'By people.',
    NONE: 'Not at all.',
  },
);

@ObjectType('ReviewerPage', { description: 'A page that a reviewer is to look at.', simpleResolvers: true })
export class ReviewerPageType {
  @Field(() => String, { description: 'Its path in the program.' })
  path!: string;

  @Field(() => String, { nullable: true, description: 'What it is called.' })
  title?: string;

  @Field(() => [String], { nullable: true, description: 'Words that it can be found by.' })
  tags?: readonly string[];
}

@ObjectType('ReviewerFeedback', {
  description: 'What was said to the rejection of the version before.',
  simpleResolvers: true,
})
export class ReviewerFeedbackType {
  @Field(() => String, { description: 'In words.' })
  words!: string;

  @Field(() => [ID], { nullable: true, description: 'Files that prove it.' })
  files?: readonly string[];
}

@ObjectType('UserContent', {
  description: 'How what users publish in the program is kept safe.',
  simpleResolvers: true,
})
export class UserContentType {
  @Field(() => [UserContentSceneEnum], { description: 'Where users publish.' })
  scenes!: UserContent['scenes'];

  @Field(() => String, { nullable: true, description: 'What OTHER stands for.' })
  otherScene?: string;

  @Field(() => [UserContentMethodEnum], { description: 'How it is examined.' })
  methods!: UserContent['methods'];

  @Field(() => Boolean, { description: 'Whether there are people whose work that is.' })
  hasAuditTeam!: boolean;

  @Field(() => String, { nullable: true, description: 'In words.' })
  description?: string;
}

@ObjectType('ForReviewer', {
  description: 'What reviewers were told with a version; each platform got what it has a field for.',
  simpleResolvers: true,
})
export class ForReviewerType {
  @Field(() => [ReviewerPageType], { nullable: true, description: 'Pages to look at.' })
  pages?: readonly ReviewerPageType[];

  @Field(() => [ID], { nullable: true, description: 'Pictures.' })
  pictures?: readonly string[];

  @Field(() => [ID], { nullable: true, description: 'Videos.' })
  videos?: readonly string[];

  @Field(() => ReviewerFeedbackType, {
    nullable: true,
    description: 'To the rejection of the version before.',
  })
  feedback?: ReviewerFeedbackType;

  @Field(() => UserContentType, { nullable: true, description: 'How what users publish is kept safe.' })
  userContent?: UserContentType;

  @Field(() => String, { nullable: true, description: 'The page with a user’s orders.' })
  orderPath?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'That guarded calls which are not declared are not used.',
  })
  guardedCallsUnused?: boolean;

  @Field(() => Boolean, {
    description: 'Whether an account to sign in with was told. It is not answered with.',
  })
  hasTestAccount!: boolean;

  @Field(() => String, { nullable: true, description: 'What the version is about.' })
  remark?: string;
}
