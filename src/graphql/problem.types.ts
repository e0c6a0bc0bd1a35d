import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Problem } from '../policy/problem.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { HostTrouble } from '../programs/host-trouble.ts';
import { PlatformEnum } from './enums.ts';
import { HostTroubleType } from './host-trouble.types.ts';
import { Localized } from './localized.ts';
import { DateTime } from './scalars.ts';
import { VerdictType } from './verdict.types.ts';

/** The type of the contract for each refusal. A refusal that is new does not compile until it has one. */
const typeOfCode: Readonly<Record<Problem['code'], string>> = {
  NOT_FOUND: 'NotFoundProblem',
  INVALID_INPUT: 'InputProblem',
  ALREADY_EXISTS: 'AlreadyExistsProblem',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReusedProblem',
  STATE: 'StateProblem',
  AGREEMENT_REQUIRED: 'AgreementRequiredProblem',
  POLICY: 'PolicyProblem',
  RETRY_LATER: 'RetryLaterProblem',
  HOST: 'HostProblem',
  FOREIGN_CHANGE: 'ForeignChangeProblem',
};

@InterfaceType('Problem', {
  description: 'An expected refusal. Clients that do not know a new kind of it still have its message.',
  resolveType: ({ code }: Problem) => typeOfCode[code],
})
export abstract class ProblemType {
  @Localized('What is wrong, where, and what to do.')
  message!: LocalizedText;

  @Field(() => String, { description: 'Stable, for programs: `AGREEMENT_REQUIRED`.' })
  code!: Problem['code'];

  @Field(() => String, { nullable: true, description: 'The part of the input at fault: `input.hostIds[2]`.' })
  path?: string;

  @Field(() => PlatformEnum, {
    nullable: true,
    description: 'Whose rules refuse, where it is a platform that does.',
  })
  platform?: string;
}

@ObjectType('NotFoundProblem', {
  implements: ProblemType,
  description: 'There is no such thing in this account.',
  simpleResolvers: true,
})
export class NotFoundProblemType extends ProblemType {}

@ObjectType('InputProblem', {
  implements: ProblemType,
  description: 'The input cannot be meant.',
  simpleResolvers: true,
})
export class InputProblemType extends ProblemType {}

@ObjectType('AlreadyExistsProblem', {
  implements: ProblemType,
  description: 'There is one already.',
  simpleResolvers: true,
})
export class AlreadyExistsProblemType extends ProblemType {}

@ObjectType('IdempotencyKeyReusedProblem', {
  implements: ProblemType,
  description: 'The idempotency key was used for another request.',
  simpleResolvers: true,
})
export class IdempotencyKeyReusedProblemType extends ProblemType {}

@ObjectType('StateProblem', {
  implements: ProblemType,
  description: 'The state of the thing does not allow it.',
  simpleResolvers: true,
})
export class StateProblemType extends ProblemType {
  @Field(() => String, { description: 'The state that it is in.' })
  currentState!: string;
}

@ObjectType('AgreementRequiredProblem', {
  implements: ProblemType,
  description: 'Documents have to be accepted first. Never folded into a lack of permission.',
  simpleResolvers: true,
})
export class AgreementRequiredProblemType extends ProblemType {
  @Field(() => VerdictType, { description: 'What the platform’s rules say.' })
  verdict!: Verdict;
}

@ObjectType('PolicyProblem', {
  implements: ProblemType,
  description: 'The platform’s rules do not allow it.',
  simpleResolvers: true,
})
export class PolicyProblemType extends ProblemType {
  @Field(() => VerdictType, { description: 'What they say, with the clauses.' })
  verdict!: Verdict;
}

@ObjectType('RetryLaterProblem', {
  implements: ProblemType,
  description: 'It may be tried again later.',
  simpleResolvers: true,
})
export class RetryLaterProblemType extends ProblemType {
  @Field(() => DateTime, { description: 'Not before then.' })
  retryAt!: Date;
}

@ObjectType('HostProblem', {
  implements: ProblemType,
  description: 'A platform was asked, and said no, or nothing.',
  simpleResolvers: true,
})
export class HostProblemType extends ProblemType {
  @Field(() => HostTroubleType, { description: 'What it said, who can mend it and how.' })
  trouble!: HostTrouble;
}

@ObjectType('ForeignChangeProblem', {
  implements: ProblemType,
  description:
    'It would take the place of what somebody did in the platform’s own console, and nobody has accepted: see `acknowledgeForeignChange`.',
  simpleResolvers: true,
})
export class ForeignChangeProblemType extends ProblemType {}

export const problemTypes = [
  NotFoundProblemType,
  InputProblemType,
  AlreadyExistsProblemType,
  IdempotencyKeyReusedProblemType,
  StateProblemType,
  AgreementRequiredProblemType,
  PolicyProblemType,
  RetryLaterProblemType,
  HostProblemType,
  ForeignChangeProblemType,
];
