import { Field, ID, InputType, Int } from 'type-graphql';
import type { HostRule, HostRuleRemedy } from '../policy/hosts/rule-set.ts';
import type { NewRuleSet } from '../review/publish-host-rules.ts';
import { HostRuleEffectEnum, HostRuleOperationEnum, HostRuleRemedyKindEnum } from './host-rules.enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';

@InputType('LocalizedTextInput', { description: 'A text in all languages.' })
export class LocalizedTextInput {
  @Field(() => String, { description: 'In simplified Chinese.' })
  zh_CN!: string;

  @Field(() => String, { description: 'In English.' })
  en!: string;
}

@InputType('HostRuleRemedyInput', { description: 'What the host names as the way out.' })
export class HostRuleRemedyInput {
  @Field(() => HostRuleRemedyKindEnum, { description: 'What to do.' })
  kind!: HostRuleRemedy['kind'];

  @Field(() => String, { nullable: true, description: 'EDIT_MANIFEST: the field of the manifest.' })
  field?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'WAIT_UNTIL: an expression of type timestamp: `latest(history.refusals) + duration("720h")`.',
  })
  until?: string | null;
}

@InputType('HostRuleInput', { description: 'One rule of a host.' })
export class HostRuleInput {
  @Field(() => ID, { description: 'Its id in the set: small letters, digits and hyphens.' })
  id!: string;

  @Field(() => String, {
    description:
      'In the Common Expression Language, true where all is well. It speaks of program, category, subject, registration, version, host, history, operation, now and today.',
  })
  expression!: string;

  @Field(() => String, {
    description: 'The host’s code for its reason: capital letters, digits, underscores.',
  })
  reasonCode!: string;

  @Field(() => LocalizedTextInput, { description: 'What is wrong where it is not true.' })
  message!: LocalizedTextInput;

  @Field(() => HostRuleRemedyInput, { nullable: true, description: 'What would turn it away.' })
  remedy?: HostRuleRemedyInput | null;

  @Field(() => [HostRuleOperationEnum], { description: 'What it is asked of.' })
  operations!: HostRule['operations'][number][];

  @Field(() => HostRuleEffectEnum, { description: 'What it does to the verdict.' })
  effect!: HostRule['effect'];

  @Field(() => String, { description: 'The document that says so.' })
  source!: string;
}

@InputType({ description: 'A host’s rules, whole.' })
abstract class RuleSetFields {
  @Field(() => Int, { description: 'One more than the host’s last set; 1 where it has none.' })
  version!: number;

  @Field(() => String, {
    description:
      'The first day, YYYY-MM-DD, in China, on which it is in force: today or later, and never before the last set’s.',
  })
  effectiveFrom!: string;

  @Field(() => [HostRuleInput], {
    description: 'The rules, at most 50; none: the host has no rules of its own.',
  })
  rules!: HostRuleInput[];
}

@InputType('PublishHostRulesInput', { description: 'Publishes a host’s own rules: all of them, or nothing.' })
export class PublishHostRulesInput extends RuleSetFields {
  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('TryHostRulesInput', { description: 'A candidate for a host’s own rules. Nothing is written.' })
export class TryHostRulesInput extends RuleSetFields {}

export function ruleSetOf({ version, effectiveFrom, rules }: RuleSetFields): NewRuleSet {
  return { version, effectiveFrom, rules: rules.map(ruleOf) };
}

function ruleOf({
  id,
  expression,
  reasonCode,
  message,
  remedy,
  operations,
  effect,
  source,
}: HostRuleInput): HostRule {
  return {
    id,
    expression,
    reasonCode,
    message: { 'zh-CN': message.zh_CN, en: message.en },
    operations,
    effect,
    source,
    ...(remedy ? { remedy: remedyOf(remedy) } : {}),
  };
}

/** A way out that lacks what its kind needs is refused by the words of what is missing. */
function remedyOf({ kind, field, until }: HostRuleRemedyInput): HostRuleRemedy {
  if (kind === 'EDIT_MANIFEST') return { kind, field: field ?? '' };
  if (kind === 'WAIT_UNTIL') return { kind, until: until ?? '' };
  return { kind };
}
