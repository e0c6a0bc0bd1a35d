import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Clause } from '../policy/clause.ts';
import type { Citation } from '../policy/verdict.ts';
import { ClauseType } from './agreement.types.ts';
import { citedClause } from './catalogue.ts';
import { CitationType } from './citation.types.ts';
import type { GraphqlContext } from './context.ts';

@Resolver(() => CitationType)
export class CitationResolver {
  @FieldResolver(() => ClauseType, { description: 'The clause, as it read in that version.' })
  clause(
    @Root() { clause, agreementVersion }: Citation,
    @Ctx() { agreements }: GraphqlContext,
  ): Clause | Promise<Clause> {
    const known = (found: Clause | undefined): Clause => {
      if (found) return found;
      throw new Error(`${clause} is cited from version ${agreementVersion}, which does not have it`);
    };
    const found = citedClause(agreements, clause, agreementVersion);
    return found instanceof Promise ? found.then(known) : known(found);
  }
}
