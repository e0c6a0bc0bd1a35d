import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { HostRule, HostRuleRemedy } from '../policy/hosts/rule-set.ts';
import type { Finding, HostRuleCitation, Remedy } from '../policy/verdict.ts';
import type { AnswerCount, ProgramChange } from '../review/try-host-rules.ts';
import { FindingEffectEnum, OperationEnum, VerdictAnswerEnum } from './enums.ts';
import { HostRuleEffectEnum, HostRuleOperationEnum, HostRuleRemedyKindEnum } from './host-rules.enums.ts';
import { Localized } from './localized.ts';
import { PayloadFields } from './payload.types.ts';
import { HostRuleCitationType, RemedyType } from './verdict.types.ts';

@ObjectType('HostRuleRemedy', {
  description: 'What a host names as the way out.',
  simpleResolvers: true,
})
export class HostRuleRemedyType {
  @Field(() => HostRuleRemedyKindEnum, { description: 'What to do.' })
  kind!: HostRuleRemedy['kind'];

  @Field(() => String, { nullable: true, description: 'EDIT_MANIFEST: the field of the manifest.' })
  field?: string;

  @Field(() => String, { nullable: true, description: 'WAIT_UNTIL: an expression that gives the instant.' })
  until?: string;
}

@ObjectType('HostRule', { description: 'One rule of a host.', simpleResolvers: true })
export class HostRuleType {
  @Field(() => ID, { description: 'Its id in the set: `no-credit-category`.' })
  id!: string;

  @Field(() => String, { description: 'In the Common Expression Language; true: all is well.' })
  expression!: string;

  @Field(() => String, { description: 'The host’s code for its reason.' })
  reasonCode!: string;

  @Localized('What is wrong where it is not true.')
  message!: LocalizedText;

  @Field(() => HostRuleRemedyType, { nullable: true, description: 'What would turn it away.' })
  remedy?: HostRuleRemedy;

  @Field(() => [HostRuleOperationEnum], { description: 'What it is asked of.' })
  operations!: HostRule['operations'];

  @Field(() => HostRuleEffectEnum, { description: 'What it does to the verdict.' })
  effect!: HostRule['effect'];

  @Field(() => String, { description: 'The document that says so.' })
  source!: string;
}

@ObjectType('HostRuleSet', {
  description: 'A host’s own rules in one version, immutable (baidu/3.6).',
  simpleResolvers: true,
})
export class HostRuleSetType {
  @Field(() => ID, { description: 'The host.' })
  hostId!: string;

  @Field(() => Int, { description: 'Its number, from 1.' })
  version!: number;

  @Field(() => String, { description: 'The first day, YYYY-MM-DD, in China, on which it is in force.' })
  effectiveFrom!: string;

  @Field(() => [HostRuleType], { description: 'The rules.' })
  rules!: readonly HostRule[];
}

@ObjectType('HostRuleFinding', { description: 'What a host’s own rule found.', simpleResolvers: true })
export class HostRuleFindingType {
  @Field(() => String, { description: 'The host’s code for its reason.' })
  code!: string;

  @Field(() => FindingEffectEnum, { description: 'What it does to the verdict.' })
  effect!: Finding['effect'];

  @Localized('What is wrong.')
  message!: LocalizedText;

  @Field(() => RemedyType, { nullable: true, description: 'What would turn it away.' })
  remedy?: Remedy;

  @Field(() => HostRuleCitationType, { nullable: true, description: 'The rule.' })
  hostRule?: HostRuleCitation;
}

@ObjectType('HostAnswerCount', {
  description: 'How many programs the host’s rules answer so now, and so with the candidate.',
  simpleResolvers: true,
})
export class HostAnswerCountType implements AnswerCount {
  @Field(() => OperationEnum, { description: 'What was asked about.' })
  operation!: AnswerCount['operation'];

  @Field(() => VerdictAnswerEnum, { description: 'What the rules in force say.' })
  before!: AnswerCount['before'];

  @Field(() => VerdictAnswerEnum, { description: 'What the candidate says.' })
  after!: AnswerCount['after'];

  @Field(() => Int, { description: 'Of how many programs.' })
  programs!: number;
}

@ObjectType('HostProgramChange', {
  description: 'What would change for one program that the host knows of.',
  simpleResolvers: true,
})
export class HostProgramChangeType implements ProgramChange {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => String, { description: 'Its name.' })
  programName!: string;

  @Field(() => OperationEnum, { description: 'What was asked about.' })
  operation!: ProgramChange['operation'];

  @Field(() => VerdictAnswerEnum, { description: 'What the rules in force say.' })
  before!: ProgramChange['before'];

  @Field(() => VerdictAnswerEnum, { description: 'What the candidate says.' })
  after!: ProgramChange['after'];

  @Field(() => [HostRuleFindingType], { description: 'What the rules in force find.' })
  findingsBefore!: readonly Finding[];

  @Field(() => [HostRuleFindingType], { description: 'What the candidate finds.' })
  findings!: readonly Finding[];
}

@ObjectType('TryHostRulesPayload', {
  description:
    'What would change at the host, for one page of the programs that go there or are to go there.',
  simpleResolvers: true,
})
export class TryHostRulesPayload extends PayloadFields {
  @Field(() => Int, { description: 'How many programs were tried.' })
  tried!: number;

  @Field(() => [HostAnswerCountType], { description: 'How many are answered how, of all that were tried.' })
  counts!: readonly AnswerCount[];

  @Field(() => [HostProgramChangeType], {
    description: 'What changes, of programs that the host knows of; of others it is told their number.',
  })
  changes!: readonly ProgramChange[];

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` to try the next programs; null: these were the last.',
  })
  endCursor?: string;
}

@ObjectType('PublishHostRulesPayload', { description: 'What was published.', simpleResolvers: true })
export class PublishHostRulesPayload extends PayloadFields {
  @Field(() => HostRuleSetType, { nullable: true, description: 'The set; null where it was refused.' })
  ruleSet?: object;
}
