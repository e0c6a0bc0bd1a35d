import { Field, ObjectType } from 'type-graphql';

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
