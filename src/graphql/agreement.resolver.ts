import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { AgreementDocument, AgreementVersion } from '../policy/agreement.ts';
import type { Clause, ClauseKind } from '../policy/clause.ts';
import type { Rule } from '../policy/rule.ts';
import { AccessFor } from './access.ts';
import {
  AgreementDocumentType,
  AgreementType,
  AgreementVersionType,
  ClauseType,
  RuleType,
} from './agreement.types.ts';
import {
  agreementOf,
  allAgreements,
  type CatalogueAgreement,
  type CatalogueVersion,
  findClause,
  inForceAt,
  rulesOf,
} from './catalogue.ts';
import type { GraphqlContext } from './context.ts';
import { ClauseKindEnum, PlatformEnum } from './enums.ts';

const KIND = { nullable: true, description: 'Only clauses of this kind.' } as const;

@Resolver(() => AgreementType)
export class AgreementResolver {
  @Query(() => AgreementType, { description: 'What binds a developer on a platform.' })
  @AccessFor('ANYONE')
  agreement(
    @Arg('platform', () => PlatformEnum, { description: 'The platform.' }) platform: string,
    @Ctx() { agreements }: GraphqlContext,
  ): Promise<CatalogueAgreement> {
    return agreementOf(agreements, platform);
  }

  @Query(() => [AgreementType], { description: 'What binds a developer, platform by platform.' })
  @AccessFor('ANYONE')
  agreements(@Ctx() { agreements }: GraphqlContext): Promise<readonly CatalogueAgreement[]> {
    return allAgreements(agreements);
  }

  @FieldResolver(() => AgreementVersionType, { description: 'The version in force.' })
  version(@Root() agreement: CatalogueAgreement, @Ctx() context: GraphqlContext): CatalogueVersion {
    return inForce(agreement, context);
  }

  @FieldResolver(() => [AgreementDocumentType], { description: 'The texts of the version in force.' })
  documents(
    @Root() agreement: CatalogueAgreement,
    @Ctx() context: GraphqlContext,
  ): readonly AgreementDocument[] {
    return inForce(agreement, context).documents;
  }

  @FieldResolver(() => [ClauseType], { description: 'The clauses of the version in force, in its order.' })
  clauses(
    @Root() agreement: CatalogueAgreement,
    @Ctx() context: GraphqlContext,
    @Arg('kind', () => ClauseKindEnum, KIND) kind: ClauseKind | null,
  ): readonly Clause[] {
    return ofKind(inForce(agreement, context), kind);
  }
}

@Resolver(() => AgreementVersionType)
export class AgreementVersionResolver {
  @FieldResolver(() => [ClauseType], { description: 'Its clauses, in its order.' })
  clauses(
    @Root() version: AgreementVersion,
    @Arg('kind', () => ClauseKindEnum, KIND) kind: ClauseKind | null,
  ): readonly Clause[] {
    return ofKind(version, kind);
  }
}

@Resolver(() => ClauseType)
export class ClauseResolver {
  @Query(() => ClauseType, {
    nullable: true,
    description:
      'A clause in force by its id, or as it read in a version, `wechat/2.6@2018-09-10`; null if there is none.',
  })
  @AccessFor('ANYONE')
  clause(
    @Arg('id', () => ID, { description: 'The platform and the agreement’s number: `wechat/2.6`.' })
    id: string,
    @Ctx() { agreements, parts }: GraphqlContext,
  ): Promise<Clause | undefined> {
    return findClause(agreements, id, parts.clock.now());
  }

  @FieldResolver(() => [RuleType], { description: 'The checks that carry it out; empty where people do.' })
  rules(@Root() { id }: Clause): readonly Rule[] {
    return rulesOf(id);
  }
}

function inForce(agreement: CatalogueAgreement, { parts }: GraphqlContext): CatalogueVersion {
  return inForceAt(agreement, parts.clock.now());
}

function ofKind({ clauses }: AgreementVersion, kind: ClauseKind | null | undefined): readonly Clause[] {
  return kind === null || kind === undefined ? clauses : clauses.filter((clause) => clause.kind === kind);
}
