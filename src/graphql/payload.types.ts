import { Field, ObjectType } from 'type-graphql';
import type { Problem } from '../policy/problem.ts';
import { ProblemType } from './problem.types.ts';

/** What every payload has. Not a type of the contract: each mutation has its own. */
@ObjectType({ simpleResolvers: true })
export abstract class PayloadFields {
  @Field(() => [ProblemType], { description: 'Why it was not done, or not everywhere; empty: it was.' })
  problems!: readonly Problem[];
}
