import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { versionAt } from '../policy/agreement.ts';
import { clauseTests } from '../policy/clause-tests.ts';
import { type CoverageGrade, countsOf, policyCoverage } from '../policy/coverage.ts';
import type { MeasureTerms } from '../policy/measure.ts';
import type { Term, TermTopic } from '../policy/term.ts';
import { AccessFor } from './access.ts';
import { AgreementType } from './agreement.types.ts';
import type { CatalogueAgreement } from './catalogue.ts';
import type { GraphqlContext } from './context.ts';
import { ClauseMeasureType, PolicyCoverageType, TermType } from './coverage.types.ts';
import { MeasureGroundEnum } from './enforcement.enums.ts';
import { CoverageGradeEnum, PlatformEnum, TermTopicEnum } from './enums.ts';

@Resolver(() => PolicyCoverageType)
export class CoverageResolver {
  @Query(() => PolicyCoverageType, {
    description: 'How far the gateway carries out a platform’s agreement, clause by clause.',
  })
  @AccessFor('ANYONE')
  async policyCoverage(
    @Arg('platform', () => PlatformEnum, { description: 'The platform.' }) platform: string,
    @Arg('grade', () => CoverageGradeEnum, { nullable: true, description: 'Only clauses of this grade.' })
    only: CoverageGrade | null,
    @Ctx() { agreements, parts }: GraphqlContext,
  ): Promise<PolicyCoverageType> {
    const variant = await agreements.variantOf(platform);
    const agreement = versionAt(variant.agreement, parts.clock.now());
    const all = policyCoverage(variant, agreement, clauseTests);
    const clauses = all.filter(({ grade }) => (only ?? grade) === grade);
    return { platform, agreementVersion: agreement.version, counts: countsOf(clauses), clauses };
  }
}

/** What a measure’s terms keep in the form that rules need. */
@Resolver(() => ClauseMeasureType)
export class ClauseMeasureResolver {
  @FieldResolver(() => [MeasureGroundEnum], { description: 'On which grounds.' })
  grounds(@Root() { grounds }: MeasureTerms): readonly string[] {
    return grounds.map(({ ground }) => ground);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether a host takes it at its own place, and not the platform.',
  })
  takenByHost(@Root() { by }: MeasureTerms): boolean {
    return by === 'HOST';
  }

  @FieldResolver(() => Boolean, { description: 'Whether it ends when a fix was accepted.' })
  rectifiable(@Root() { rectifiable }: MeasureTerms): boolean {
    return rectifiable ?? false;
  }
}

@Resolver(() => AgreementType)
export class AgreementTermsResolver {
  @FieldResolver(() => [TermType], {
    description: 'What the agreement states: parties, definitions, ownership, liability, law, court.',
  })
  terms(
    @Root() { terms }: CatalogueAgreement,
    @Arg('topic', () => TermTopicEnum, { nullable: true, description: 'Only facts of this kind.' })
    topic: TermTopic | null,
  ): readonly Term[] {
    return terms.filter((term) => (topic ?? term.topic) === term.topic);
  }
}
