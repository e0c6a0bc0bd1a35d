import { Field, ID, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Operation } from '../policy/facts.ts';
import type { Citation, CitedFinding, Remedy, Verdict } from '../policy/verdict.ts';
import {
  FindingEffectEnum,
  OperationEnum,
  PlatformEnum,
  RemedyKindEnum,
  VerdictAnswerEnum,
} from './enums.ts';
import { Localized } from './localized.ts';
import { DateTime } from './scalars.ts';

const OF_KIND = { nullable: true } as const;

@ObjectType('Remedy', {
  description: 'What would turn a finding away. `kind` says what to do; the other fields say with what.',
  simpleResolvers: true,
})
export class RemedyType {
  @Field(() => RemedyKindEnum, { description: 'What to do.' })
  kind!: Remedy['kind'];

  @Field(() => [String], { ...OF_KIND, description: 'ACCEPT_DOCUMENTS: their ids.' })
  documents?: readonly string[];

  @Field(() => [[String]], {
    ...OF_KIND,
    description: 'ADD_MATERIAL: sets of papers, any one of which is enough.',
  })
  anyOf?: readonly (readonly string[])[];

  @Field(() => ID, { ...OF_KIND, description: 'RENEW_MATERIAL, AWAIT_MATERIAL_CHECK: the paper on file.' })
  materialId?: string;

  @Field(() => String, {
    ...OF_KIND,
    description: 'RENEW_MATERIAL, AWAIT_MATERIAL_CHECK: the name of the paper.',
  })
  paper?: string;

  @Field(() => PlatformEnum, { ...OF_KIND, description: 'The platform where the step is taken or awaited.' })
  platform?: string;

  @Field(() => String, { ...OF_KIND, description: 'EDIT_MANIFEST: the field to change.' })
  field?: string;

  @Field(() => [String], { ...OF_KIND, description: 'DECLARE_CONTENT: the codes that are not declared.' })
  missing?: readonly string[];

  @Field(() => ID, { ...OF_KIND, description: 'PASS_REVIEW: the version.' })
  versionId?: string;

  @Field(() => DateTime, { ...OF_KIND, description: 'WAIT_UNTIL: the instant.' })
  until?: Date;
}

@ObjectType('Citation', {
  description: 'A clause as it was when the verdict was given.',
  simpleResolvers: true,
})
export class CitationType {
  @Field(() => String, { description: 'The version of the agreement.' })
  agreementVersion!: string;

  @Field(() => String, { description: 'SHA-256, hex, of the clause’s text in that version.' })
  sourceHash!: string;
}

@ObjectType('Finding', { description: 'What a rule found.', simpleResolvers: true })
export class FindingType {
  @Field(() => String, { description: 'The rule: `documents-accepted`.' })
  rule!: string;

  @Field(() => String, { description: 'Stable, for programs: `DOCUMENTS_NOT_ACCEPTED`.' })
  code!: string;

  @Field(() => FindingEffectEnum, { description: 'What it does to the verdict.' })
  effect!: CitedFinding['effect'];

  @Localized('What is wrong, where, and what was expected.')
  message!: LocalizedText;

  @Field(() => String, { nullable: true, description: 'Where in the facts: `manifest.serverDomains[1]`.' })
  path?: string;

  @Field(() => RemedyType, { nullable: true, description: 'What would turn it away.' })
  remedy?: Remedy;

  @Field(() => [CitationType], { description: 'The clauses that it rests on.' })
  citations!: readonly Citation[];
}

@ObjectType('PassedRule', {
  description: 'A rule that was asked and found nothing against it.',
  simpleResolvers: true,
})
export class PassedRuleType {
  @Field(() => String, { description: 'The rule.' })
  rule!: string;

  @Field(() => [CitationType], { description: 'The clauses that it carries out.' })
  citations!: readonly Citation[];
}

@ObjectType('Verdict', {
  description: 'May this be done? The answer for one operation, program, platform and instant.',
  simpleResolvers: true,
})
export class VerdictType {
  @Field(() => VerdictAnswerEnum, { description: 'The answer.' })
  answer!: Verdict['answer'];

  @Field(() => OperationEnum, { description: 'What was asked about.' })
  operation!: Operation;

  @Field(() => PlatformEnum, { description: 'Whose rules were asked.' })
  platform!: string;

  @Field(() => String, { description: 'The version of the agreement that was in force.' })
  agreementVersion!: string;

  @Field(() => DateTime, { description: 'The instant that was asked about.' })
  at!: Date;

  @Field(() => [FindingType], { description: 'What the rules found.' })
  findings!: readonly CitedFinding[];

  @Field(() => [PassedRuleType], { description: 'What was asked and found in order.' })
  passed!: Verdict['passed'];
}

@ObjectType('AllowedOperation', {
  description: 'Whether an operation may be done now, and if not, what stops it.',
  simpleResolvers: true,
})
export class AllowedOperationType {
  @Field(() => OperationEnum, { description: 'The operation.' })
  operation!: Operation;

  @Field(() => Boolean, { description: 'Whether it would be taken on now.' })
  allowed!: boolean;

  @Field(() => VerdictType, { description: 'What the platform’s rules say of it.' })
  verdict!: Verdict;
}
