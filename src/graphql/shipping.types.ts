import { Field, ObjectType } from 'type-graphql';
import type { RemedySet } from '../policy/explain/smallest-remedies.ts';
import type { Problem } from '../policy/problem.ts';
import type { CitedFinding, Remedy, VerdictAnswer } from '../policy/verdict.ts';
import type { Host } from '../programs/host.ts';
import { RemedySetKindEnum, VerdictAnswerEnum } from './enums.ts';
import { HostType } from './host.types.ts';
import { ProblemType } from './problem.types.ts';
import { FindingType, RemedyType } from './verdict.types.ts';

@ObjectType('RemedySet', {
  description: 'What would turn an answer to YES, and no more than that.',
  simpleResolvers: true,
})
export class RemedySetType {
  @Field(() => RemedySetKindEnum, { description: 'Whether there is such a set.' })
  kind!: RemedySet['kind'];

  @Field(() => [RemedyType], {
    description: 'FOUND: all of these together turn the answer to YES, and without any one of them it stays.',
  })
  remedies!: readonly Remedy[];

  @Field(() => [FindingType], { description: 'NONE: what nothing would turn away.' })
  stoppedBy!: readonly CitedFinding[];
}

@ObjectType('HostShippability', {
  description: 'May it be done at this host, and why?',
  simpleResolvers: true,
})
export class HostShippabilityType {
  @Field(() => HostType, { description: 'The host.' })
  host!: Host;
}

@ObjectType('ProgramShippability', { description: 'May it be done with this program, host by host?' })
export class ProgramShippabilityType {
  @Field(() => [HostShippabilityType], { description: 'One answer for each host asked about.' })
  hosts!: readonly object[];

  @Field(() => [ProblemType], {
    description:
      'What of the question cannot be answered about this program, in the words of the acts: a host that there is not, one that is not on offer at that instant, a time before the program. No host is answered then.',
  })
  problems!: readonly Problem[];
}

@ObjectType('HostChange', {
  description: 'What would be otherwise at one host. A host where nothing would is not told.',
  simpleResolvers: true,
})
export class HostChangeType {
  @Field(() => HostType, { description: 'The host.' })
  host!: Host;

  @Field(() => VerdictAnswerEnum, {
    nullable: true,
    description: 'The answer now; null: it does not go there.',
  })
  from?: VerdictAnswer;

  @Field(() => VerdictAnswerEnum, {
    nullable: true,
    description: 'The answer then; null: it would not go there any more.',
  })
  to?: VerdictAnswer;

  @Field(() => [FindingType], { description: 'What the rules would find, and do not find now.' })
  appear!: readonly CitedFinding[];

  @Field(() => [FindingType], { description: 'What the rules find now, and would not find any more.' })
  go!: readonly CitedFinding[];
}

@ObjectType('WhatIfAnswer', {
  description: 'Only what would change. Nothing was written.',
  simpleResolvers: true,
})
export class WhatIfAnswerType {
  @Field(() => [HostChangeType], { description: 'Host by host.' })
  changes!: readonly HostChangeType[];

  @Field(() => [ProblemType], {
    description: 'What of the overlay cannot be supposed; nothing was tried then.',
  })
  problems!: readonly Problem[];
}
