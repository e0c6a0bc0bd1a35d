import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { RulingAnswer } from '../policy/ruling.ts';
import type { Citation } from '../policy/verdict.ts';
import { CitationType } from './citation.types.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { RulingAnswerEnum } from './ruling-question.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('Ruling', {
  implements: NodeType,
  description:
    'A person’s answer to one question about one program at one platform, which no rule can judge.',
  simpleResolvers: true,
})
export class RulingType extends NodeType {
  @Field(() => PlatformEnum, { description: 'Whose rules asked.' })
  platform!: string;

  @Field(() => String, { description: 'The rule that asked.' })
  rule!: string;

  @Field(() => String, { description: 'The code of its finding.' })
  code!: string;

  @Field(() => String, { description: 'The question as `recordRuling` was given it, in English.' })
  question!: string;

  @Localized('The same, for a person to read.')
  message!: LocalizedText;

  @Field(() => [CitationType], { description: 'The clauses that the question rested on.' })
  citations!: readonly Citation[];

  @Field(() => RulingAnswerEnum, { description: 'What was judged.' })
  answer!: RulingAnswer;

  @Field(() => ID, { nullable: true, description: 'The file with the evidence; null: none was given.' })
  fileId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The last day, YYYY-MM-DD, on which it holds; null: until it is revoked.',
  })
  validUntil!: string | null;

  @Field(() => String, { description: 'Who judged: `member:…`.' })
  ruledBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  ruledAt!: string;

  @Field(() => String, { nullable: true, description: 'Who revoked it; null: nobody.' })
  revokedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null: it was not.' })
  revokedAt!: string | null;
}

@InputType('RecordRulingInput', {
  description:
    'A person’s answer to a finding that asks. Platform, rule, code and question are those of its remedy’s `ruling`.',
})
export class RecordRulingInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'Whose rules ask.' })
  platform!: string;

  @Field(() => String, { description: 'The rule that asks.' })
  rule!: string;

  @Field(() => String, { description: 'The code of its finding.' })
  code!: string;

  @Field(() => String, { description: 'The question as it was put, in English.' })
  question!: string;

  @Field(() => RulingAnswerEnum, { defaultValue: 'IN_ORDER', description: 'What the person judges.' })
  answer!: RulingAnswer;

  @Field(() => String, { description: 'Why: 1 to 2,000 characters. Kept sealed.' })
  note!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The file with the evidence, uploaded before. Needed where a host’s own rule asks: its answer.',
  })
  evidenceFileId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The last day, YYYY-MM-DD, on which it holds; left out: until it is revoked.',
  })
  validUntil?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RevokeRulingInput', { description: 'A ruling that is to hold no longer.' })
export class RevokeRulingInput {
  @Field(() => ID, { description: 'The ruling.' })
  rulingId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('RecordRulingPayload', { description: 'What was recorded.', simpleResolvers: true })
export class RecordRulingPayload extends PayloadFields {
  @Field(() => RulingType, { nullable: true, description: 'The ruling.' })
  ruling?: object;
}

@ObjectType('RevokeRulingPayload', { description: 'What was revoked.', simpleResolvers: true })
export class RevokeRulingPayload extends PayloadFields {
  @Field(() => RulingType, { nullable: true, description: 'The ruling, as it stands now.' })
  ruling?: object;
}
