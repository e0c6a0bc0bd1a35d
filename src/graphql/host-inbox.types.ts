import { Field, ID, ObjectType } from 'type-graphql';
import { type HostReviewState, HostReviewStateEnum, PlatformEnum } from './enums.ts';
import { HostRuleFindingType } from './host-rules.types.ts';
import { ChosenCategoryType, DataItemType } from './program.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('HostReview', {
  description: 'A host’s own review, as that host sees it. Whose account it is about is not shown.',
  simpleResolvers: true,
})
export class HostReviewType {
  @Field(() => ID, { description: 'What `decideHostReview` takes.' })
  id!: string;

  @Field(() => PlatformEnum, { description: 'The platform that approved the version.' })
  platform!: string;

  @Field(() => HostReviewStateEnum, { description: 'Where it stands: PENDING until it is decided.' })
  state!: HostReviewState;

  @Field(() => String, { nullable: true, description: 'The host’s words to the developer.' })
  words!: string | null;

  @Field(() => String, { nullable: true, description: 'The host’s own code for its reason.' })
  reasonCode!: string | null;

  @Field(() => [HostRuleFindingType], {
    description: 'What the host’s own rules found when it was asked. Advice: the host decides.',
  })
  findings!: readonly object[];

  @Field(() => DateTime, { description: 'When the host was asked.' })
  openedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it decided; null while it is open.' })
  decidedAt!: Date | null;

  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => String, { description: 'Its name.' })
  programName!: string;

  @Field(() => String, { description: 'The developer’s own number of the version.' })
  versionNumber!: string;

  @Field(() => String, { description: 'What is new in it.' })
  versionDescription!: string;
}

/** What a host is told of a program's manifest. */
export interface ProgramFacts {
  readonly introduction: string;
  readonly categories: readonly ChosenCategoryType[];
  readonly dataItems: readonly DataItemType[];
  readonly serverDomains: readonly string[];
}

@ObjectType('HostReviewProgram', {
  description: 'What a program declares of itself, as far as a host is told.',
  simpleResolvers: true,
})
export class HostReviewProgramType implements ProgramFacts {
  @Field(() => String, { description: 'What it is, for end users.' })
  introduction!: string;

  @Field(() => [ChosenCategoryType], { description: 'Its category on each platform.' })
  categories!: readonly ChosenCategoryType[];

  @Field(() => [DataItemType], { description: 'The personal data that it collects.' })
  dataItems!: readonly DataItemType[];

  @Field(() => [String], { description: 'The servers that it talks to.' })
  serverDomains!: readonly string[];
}
