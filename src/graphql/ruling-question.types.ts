import { Field, ID, ObjectType } from 'type-graphql';
import type { RulingAnswer } from '../policy/ruling.ts';
import type { AskedQuestion, Citation } from '../policy/verdict.ts';
import { CitationType } from './citation.types.ts';
import { PlatformEnum } from './enums.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const RulingAnswerEnum = vocabulary<RulingAnswer>('RulingAnswer', 'What a person has judged.', {
  IN_ORDER: 'It is in order: the question is not asked any more.',
  NOT_IN_ORDER: 'It is not in order: the answer is NO, with the person’s reason.',
});

@ObjectType('RulingQuestion', {
  description: 'What a person is asked. `recordRuling` takes its fields as they are.',
  simpleResolvers: true,
})
export class RulingQuestionType implements AskedQuestion {
  @Field(() => PlatformEnum, { nullable: true, description: 'Whose rules ask.' })
  platform?: string;

  @Field(() => String, { description: 'The rule that asks.' })
  rule!: string;

  @Field(() => String, { description: 'The code of its finding.' })
  code!: string;

  @Field(() => String, { description: 'The question as it was put, in English.' })
  question!: string;

  @Field(() => [CitationType], { nullable: true, description: 'The clauses that the question rests on.' })
  citations?: readonly Citation[];

  @Field(() => ID, {
    nullable: true,
    description: 'The ruling that has answered it with no: `revokeRuling` comes before another.',
  })
  rulingId?: string;
}

@ObjectType('EvidenceRuling', {
  description: 'A ruling that was gone by.',
  simpleResolvers: true,
})
export class EvidenceRulingType {
  @Field(() => ID, { description: 'Its id: see `node`.' })
  id!: string;

  @Field(() => RulingAnswerEnum, { description: 'What was judged.' })
  answer!: RulingAnswer;

  @Field(() => String, { description: 'Who judged: `member:…`.' })
  by!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;
}
