import { FieldResolver, Resolver, Root } from 'type-graphql';
import { civilDateAt } from '../kernel/civil-time.ts';
import type { AgreementDocument } from '../policy/agreement.ts';
import type { Problem } from '../policy/problem.ts';
import { AgreementDocumentType } from './agreement.types.ts';
import { agreementVersion } from './catalogue.ts';
import { AgreementRequiredProblemType } from './problem.types.ts';

type AgreementRequired = Extract<Problem, { code: 'AGREEMENT_REQUIRED' }>;

@Resolver(() => AgreementRequiredProblemType)
export class AgreementRequiredResolver {
  @FieldResolver(() => [AgreementDocumentType], { description: 'The documents that have to be accepted.' })
  documents(@Root() { verdict, documents }: AgreementRequired): readonly AgreementDocument[] {
    const version = agreementVersion(verdict.platform, verdict.agreementVersion, civilDateAt(verdict.at));
    return version.documents.filter(({ id }) => documents.includes(id));
  }
}
