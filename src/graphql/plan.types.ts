import { Field, InputType, ObjectType } from 'type-graphql';
import type { Verdict } from '../policy/verdict.ts';
import type { PlannedAction, PlannedHost } from '../review/plan.ts';
import { PlannedActionEnum } from './enums.ts';
import { PayloadFields } from './payload.types.ts';
import { SubmissionType } from './program.types.ts';
import { SubmissionFields, SubmitFields } from './review.inputs.ts';
import { HostResultType } from './review.types.ts';
import { VerdictType } from './verdict.types.ts';

@InputType('PlanDistributionInput', { description: 'A version, and where it might go.' })
export class PlanDistributionInput extends SubmissionFields {}

@InputType('ApplyPlanInput', {
  description: 'A plan that is to be carried out: its input again, and its hash.',
})
export class ApplyPlanInput extends SubmitFields {
  @Field(() => String, { description: 'The hash of the plan, as it was returned.' })
  hash!: string;
}

@ObjectType('PlannedHost', { description: 'What a plan does at one host.', simpleResolvers: true })
export class PlannedHostType {
  @Field(() => PlannedActionEnum, { description: 'What it does.' })
  action!: PlannedAction;

  @Field(() => VerdictType, {
    nullable: true,
    description: 'What the rules say, where the host was asked for.',
  })
  verdict?: Verdict;

  @Field(() => Boolean, {
    description:
      'Whether what is public there would be gone once the version is released. True as well where the host alone refuses it (baidu/3.6).',
  })
  losesVisibility!: boolean;
}

@ObjectType('DistributionPlan', {
  description: 'What would be done with a version, host by host. Nothing was written.',
  simpleResolvers: true,
})
export class DistributionPlanType {
  @Field(() => String, {
    description:
      'The mark of everything that the plan rests on. `applyPlan` refuses if any of that has moved.',
  })
  hash!: string;

  @Field(() => [PlannedHostType], { description: 'The hosts asked for, and all where the program is.' })
  hosts!: readonly PlannedHost[];
}

@ObjectType('PlanAnswer', { description: 'The plan, or why there is none.', simpleResolvers: true })
export class PlanAnswerType extends PayloadFields {
  @Field(() => DistributionPlanType, { nullable: true, description: 'The plan.' })
  plan?: DistributionPlanType;
}

@ObjectType('ApplyPlanPayload', { description: 'What became of the plan.', simpleResolvers: true })
export class ApplyPlanPayload extends PayloadFields {
  @Field(() => DistributionPlanType, { nullable: true, description: 'The plan that was carried out.' })
  plan?: DistributionPlanType;

  @Field(() => SubmissionType, {
    nullable: true,
    description: 'The submission; null where no host took it on.',
  })
  submission?: object;

  @Field(() => [HostResultType], { description: 'One result for each host that it was handed in for.' })
  results!: readonly object[];
}
