import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgreementDocument } from '../policy/agreement.ts';
import type { Problem } from '../policy/problem.ts';
import { AgreementDocumentType } from './agreement.types.ts';
import { agreementVersion } from './catalogue.ts';
import type { GraphqlContext } from './context.ts';
import { AgreementRequiredProblemType } from './problem.types.ts';

type AgreementRequired = Extract<Problem, { code: 'AGREEMENT_REQUIRED' }>;

@Resolver(() => AgreementRequiredProblemType)
export class AgreementRequiredResolver {
  @FieldResolver(() => [AgreementDocumentType], { description: 'The documents that have to be accepted.' })
  async documents(
    @Root() { verdict, documents }: AgreementRequired,
    @Ctx() { agreements }: GraphqlContext,
  ): Promise<readonly AgreementDocument[]> {
    const { platform, at, findings } = verdict;
    // Terms that were declined before they took effect are not those in force.
    const named = findings.map(({ remedy }) =>
      remedy?.kind === 'ACCEPT_DOCUMENTS' ? remedy.agreementVersion : undefined,
    );
    const wanted = named.find((version) => version !== undefined) ?? verdict.agreementVersion;
    const version = await agreementVersion(agreements, platform, wanted, at);
    return version.documents.filter(({ id }) => documents.includes(id));
  }
}
