import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Clause } from '../policy/clause.ts';
import type { Citation } from '../policy/verdict.ts';
import { ClauseType } from './agreement.types.ts';
import { citedClause } from './catalogue.ts';
import { CitationType } from './citation.types.ts';

@Resolver(() => CitationType)
export class CitationResolver {
  @FieldResolver(() => ClauseType, { description: 'The clause, as it read in that version.' })
  clause(@Root() { clause, agreementVersion }: Citation): Clause {
    const found = citedClause(clause, agreementVersion);
    if (!found)
      throw new Error(`${clause} is cited from version ${agreementVersion}, which does not have it`);
    return found;
  }
}
