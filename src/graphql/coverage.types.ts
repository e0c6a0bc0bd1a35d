import { Field, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Clause } from '../policy/clause.ts';
import type { CoverageGrade } from '../policy/coverage.ts';
import type { MeasureTerms } from '../policy/measure.ts';
import type { Rule } from '../policy/rule.ts';
import type { Term } from '../policy/term.ts';
import { ClauseType, RuleType } from './agreement.types.ts';
import { MeasureKindEnum, MeasureScopeEnum } from './enforcement.enums.ts';
import { ClauseKindEnum, CoverageGradeEnum, OperationEnum, PlatformEnum, TermTopicEnum } from './enums.ts';
import { Localized } from './localized.ts';

@ObjectType('Term', {
  description: 'One fact that an agreement states, in our words.',
  simpleResolvers: true,
})
export class TermType {
  @Field(() => String, { description: 'The clause that states it: `wechat/7.4`.' })
  clause!: string;

  @Field(() => TermTopicEnum, { description: 'What kind of fact it is.' })
  topic!: string;

  @Localized('Of what it speaks.')
  about!: LocalizedText;

  @Localized('What it says of it.')
  answer!: LocalizedText;
}

@ObjectType('ClauseGap', {
  description: 'What a rule leaves open of its clauses.',
  simpleResolvers: true,
})
export class ClauseGapType {
  @Field(() => String, { description: 'The rule.' })
  rule!: string;

  @Localized('What it looks at, and who judges the rest.')
  says!: LocalizedText;
}

@ObjectType('ClauseMeasure', {
  description: 'A measure as the agreement provides for it, for one party on the grounds that it names.',
  simpleResolvers: true,
})
export class ClauseMeasureType {
  @Field(() => MeasureKindEnum, { description: 'What can be done.' })
  kind!: string;

  @Field(() => [MeasureScopeEnum], { description: 'How far it can reach.' })
  scopes!: readonly string[];

  @Field(() => [OperationEnum], { description: 'What it holds up while it is in force; empty: nothing.' })
  holdsUp!: readonly string[];

  @Field(() => Boolean, { description: 'Whether nobody can see the program while it is in force.' })
  hides!: boolean;
}

@ObjectType('ClauseCoverage', {
  description: 'How far the gateway carries out one clause, and what says so.',
  simpleResolvers: true,
})
export class ClauseCoverageType {
  @Field(() => ClauseType, { description: 'The clause.' })
  clause!: Clause;

  @Field(() => CoverageGradeEnum, { description: 'Follows from what is there for the clause.' })
  grade!: CoverageGrade;

  @Field(() => [RuleType], { description: 'The checks that carry it out.' })
  rules!: readonly Rule[];

  @Field(() => [ClauseGapType], { description: 'What those checks leave open.' })
  gaps!: readonly ClauseGapType[];

  @Field(() => [String], { description: 'The moves of the transition table: `review.approve`.' })
  moves!: readonly string[];

  @Field(() => [TermType], { description: 'The facts that it states.' })
  terms!: readonly Term[];

  @Field(() => [ClauseMeasureType], { description: 'The measures that it provides for, or is a ground of.' })
  measures!: readonly MeasureTerms[];

  @Field(() => [String], { description: 'The tests of this repository whose names carry the clause.' })
  tests!: readonly string[];
}

@ObjectType('CoverageCount', {
  description: 'Of the clauses of one kind, how many have one grade.',
  simpleResolvers: true,
})
export class CoverageCountType {
  @Field(() => ClauseKindEnum, { description: 'The kind.' })
  kind!: string;

  @Field(() => CoverageGradeEnum, { description: 'The grade.' })
  grade!: CoverageGrade;

  @Field(() => Int, { description: 'How many clauses.' })
  clauses!: number;
}

@ObjectType('PolicyCoverage', {
  description: 'Clause by clause, how far the gateway carries out an agreement. Computed, not typed in.',
  simpleResolvers: true,
})
export class PolicyCoverageType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, { description: 'The version of the agreement in force.' })
  agreementVersion!: string;

  @Field(() => [CoverageCountType], {
    description: 'Of these clauses, by kind and grade; what does not occur is left out.',
  })
  counts!: readonly CoverageCountType[];

  @Field(() => [ClauseCoverageType], { description: 'In the order of the agreement.' })
  clauses!: readonly ClauseCoverageType[];
}
