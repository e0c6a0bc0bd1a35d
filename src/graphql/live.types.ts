import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { StagingState } from '../hosts/desks/live-version.ts';
import { PackageType } from './distribution.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const StagingStateEnum = vocabulary<StagingState>(
  'StagingState',
  'How a staged release stands at the platform.',
  {
    NONE: 'Nothing is released in stages.',
    RUNNING: 'A part of the users gets it.',
    PAUSED: 'A part of the users gets it, and the part does not grow.',
    FINISHED: 'Everybody gets it.',
  },
);

/** The periods in which platforms count submissions. */
export const QuotaPeriodEnum = vocabulary<'DAY' | 'WEEK' | 'MONTH'>(
  'QuotaPeriod',
  'How often a quota is given anew.',
  {
    DAY: 'Every day.',
    WEEK: 'Every week.',
    MONTH: 'Every month.',
  },
);

export const QuotaScopeEnum = vocabulary<'GATEWAY' | 'PROGRAM'>('QuotaScope', 'Whose quota it is.', {
  GATEWAY: 'All programs of this gateway share it.',
  PROGRAM: 'The program’s own.',
});

@ObjectType('LiveActPayload', {
  description: 'What is under way; an event says when it is so.',
  simpleResolvers: true,
})
export class LiveActPayload extends PayloadFields {
  @Field(() => PackageType, {
    nullable: true,
    description: 'The package; its `trouble` says what stands in its way.',
  })
  package?: object;
}

@ObjectType('Allowance', { description: 'A number that a platform allows in a time.', simpleResolvers: true })
export class AllowanceType {
  @Field(() => Int, { nullable: true, description: 'All of it; null: it is not limited.' })
  limit!: number | null;

  @Field(() => Int, { nullable: true, description: 'What is left; null: it is not limited.' })
  remaining!: number | null;
}

@ObjectType('ReviewQuota', {
  description: 'How often versions may still be handed in at a platform.',
  simpleResolvers: true,
})
export class ReviewQuotaType {
  @Field(() => QuotaScopeEnum, { description: 'Whose it is.' })
  scope!: string;

  @Field(() => QuotaPeriodEnum, { description: 'How often it is given anew.' })
  period!: string;

  @Field(() => AllowanceType, { description: 'Of submissions.' })
  submissions!: AllowanceType;

  @Field(() => AllowanceType, {
    nullable: true,
    description: 'Of expedited reviews; null where there are none.',
  })
  expedites!: AllowanceType | null;
}

@ObjectType('ReviewQuotaAnswer', { description: 'The quota, or why it is not known.', simpleResolvers: true })
export class ReviewQuotaAnswer extends PayloadFields {
  @Field(() => ReviewQuotaType, { nullable: true, description: 'As the platform says it now.' })
  quota?: ReviewQuotaType;
}

@ObjectType('RollbackCandidate', {
  description: 'A version that the platform would go back to.',
  simpleResolvers: true,
})
export class RollbackCandidateType {
  @Field(() => ID, { description: 'The platform’s own number of it.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'The number that its developer gave it.' })
  versionNumber?: string;

  @Field(() => String, { nullable: true, description: 'Its description.' })
  description?: string;

  @Field(() => ID, { nullable: true, description: 'The package, where it was handed in here.' })
  packageId?: string;

  @Field(() => DateTime, { nullable: true, description: 'When the platform got it, where it says so.' })
  at?: Date;
}

@ObjectType('RollbackCandidatesAnswer', {
  description: 'The versions, or why they are not known.',
  simpleResolvers: true,
})
export class RollbackCandidatesAnswer extends PayloadFields {
  @Field(() => [RollbackCandidateType], {
    nullable: true,
    description: 'The latest first; none where there is nothing to go back to.',
  })
  candidates?: readonly RollbackCandidateType[];
}

@ObjectType('StagedRelease', {
  description: 'How a staged release stands at the platform.',
  simpleResolvers: true,
})
export class StagedReleaseType {
  @Field(() => StagingStateEnum, { description: 'How it stands.' })
  state!: StagingState;

  @Field(() => Int, { description: 'How many of a hundred users get it.' })
  percentage!: number;

  @Field(() => Boolean, { description: 'Whether debuggers came first.' })
  debuggersFirst!: boolean;

  @Field(() => Boolean, { description: 'Whether testers came first.' })
  testersFirst!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Since when, where the platform says so.' })
  startedAt?: Date;
}

@ObjectType('StagedReleaseAnswer', {
  description: 'The staged release, or why it is not known.',
  simpleResolvers: true,
})
export class StagedReleaseAnswer extends PayloadFields {
  @Field(() => StagedReleaseType, { nullable: true, description: 'As the platform says it now.' })
  stagedRelease?: StagedReleaseType;
}

@ObjectType('Tester', { description: 'A person who may open what is not public.', simpleResolvers: true })
export class TesterType {
  @Field(() => ID, { description: 'What the platform calls them.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'Their account, where the platform says it.' })
  account?: string;
}

@ObjectType('TestersAnswer', {
  description: 'The testers, or why they are not known.',
  simpleResolvers: true,
})
export class TestersAnswer extends PayloadFields {
  @Field(() => [TesterType], { nullable: true, description: 'As the platform has them now.' })
  testers?: readonly TesterType[];
}

@ObjectType('AddTesterPayload', { description: 'Who may open it now.', simpleResolvers: true })
export class AddTesterPayload extends PayloadFields {
  @Field(() => TesterType, { nullable: true, description: 'The tester.' })
  tester?: TesterType;
}

@ObjectType('RemoveTesterPayload', { description: 'Whether it was done.', simpleResolvers: true })
export class RemoveTesterPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The program.' })
  programId?: string;
}

@ObjectType('CodeScan', {
  description: 'What the platform found of privacy-relevant calls in the code that was uploaded last.',
  simpleResolvers: true,
})
export class CodeScanType {
  @Field(() => Boolean, {
    description: 'Whether it has looked to the end. Uploading again makes it begin anew.',
  })
  isDone!: boolean;

  @Field(() => [String], { description: 'Called by the code and not granted to the program.' })
  notGranted!: readonly string[];

  @Field(() => [String], { description: 'Called by the code and not declared in its configuration.' })
  notDeclared!: readonly string[];
}

@ObjectType('CodeScanAnswer', {
  description: 'What was found, or why it is not known.',
  simpleResolvers: true,
})
export class CodeScanAnswer extends PayloadFields {
  @Field(() => CodeScanType, { nullable: true, description: 'As the platform says it now.' })
  scan?: CodeScanType;
}

@ObjectType('CodeTemplate', {
  description: 'Code in the gateway’s library at a platform.',
  simpleResolvers: true,
})
export class CodeTemplateType {
  @Field(() => ID, { description: 'The platform’s own number of it: what `createVersion` takes.' })
  id!: string;

  @Field(() => String, { description: 'The number that its developer gave it.' })
  versionNumber!: string;

  @Field(() => String, { description: 'Its description.' })
  description!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was made, where the platform says so.' })
  createdAt?: Date;

  @Field(() => String, { nullable: true, description: 'The development program that it comes from.' })
  source?: string;
}

@ObjectType('TemplateLibraryAnswer', {
  description: 'The library, or why it is not known.',
  simpleResolvers: true,
})
export class TemplateLibraryAnswer extends PayloadFields {
  @Field(() => [CodeTemplateType], { nullable: true, description: 'What versions can be made of.' })
  templates?: readonly CodeTemplateType[];

  @Field(() => [CodeTemplateType], {
    nullable: true,
    description: 'Code that was uploaded and is no template yet.',
  })
  drafts?: readonly CodeTemplateType[];
}
