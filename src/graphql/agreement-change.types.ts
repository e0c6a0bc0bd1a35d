import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ClausePart } from '../policy/agreement-diff.ts';
import { PlatformAcceptanceType } from './account.types.ts';
import { AgreementDocumentType, AgreementVersionType, ClauseType } from './agreement.types.ts';
import { ClausePartEnum, DiffStepEnum } from './agreement-change.enums.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { HostChangeType } from './shipping.types.ts';

@ObjectType('ClauseChange', { description: 'A clause that reads otherwise.', simpleResolvers: true })
export class ClauseChangeType {
  @Field(() => ClauseType, { description: 'As it read.' })
  before!: object;

  @Field(() => ClauseType, { description: 'As it reads.' })
  after!: object;

  @Field(() => [ClausePartEnum], { description: 'What of it.' })
  parts!: readonly ClausePart[];
}

@ObjectType('DocumentChange', {
  description: 'A document of the bundle that is another, new, or gone.',
  simpleResolvers: true,
})
export class DocumentChangeType {
  @Field(() => ID, { description: 'The document.' })
  documentId!: string;

  @Field(() => AgreementDocumentType, { nullable: true, description: 'As it was; null: it is new.' })
  before?: object;

  @Field(() => AgreementDocumentType, { nullable: true, description: 'As it is; null: it is gone.' })
  after?: object;
}

@ObjectType('ParameterChange', {
  description: 'A number or a duty of the version that is another.',
  simpleResolvers: true,
})
export class ParameterChangeType {
  @Field(() => String, { description: '`submissionLimit.atMost`, `duties[STOP_USE/PLATFORM]`.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Before, as JSON; null: there was none.' })
  before?: string;

  @Field(() => String, { nullable: true, description: 'After, as JSON; null: there is none.' })
  after?: string;
}

@ObjectType('AgreementDiff', {
  description: 'What one version of an agreement has otherwise than another.',
  simpleResolvers: true,
})
export class AgreementDiffType {
  @Field(() => AgreementVersionType, { description: 'The earlier one, as asked.' })
  from!: object;

  @Field(() => AgreementVersionType, { description: 'The later one, as asked.' })
  to!: object;

  @Field(() => [ClauseType], { description: 'Clauses that were not there.' })
  addedClauses!: readonly object[];

  @Field(() => [ClauseType], { description: 'Clauses that are gone.' })
  removedClauses!: readonly object[];

  @Field(() => [ClauseChangeType], { description: 'Clauses that read otherwise.' })
  changedClauses!: readonly ClauseChangeType[];

  @Field(() => [DocumentChangeType], { description: 'Documents of the bundle.' })
  documents!: readonly DocumentChangeType[];

  @Field(() => [ParameterChangeType], { description: 'Limits and duties.' })
  parameters!: readonly ParameterChangeType[];
}

@ObjectType('AgreementDiffStep', {
  description: 'One step of asking all programs of the account under both versions.',
  simpleResolvers: true,
})
export class AgreementDiffStepType {
  @Field(() => DiffStepEnum, { description: 'What it tells.' })
  kind!: string;

  @Field(() => Int, { description: 'How many programs were asked about.' })
  done!: number;

  @Field(() => Int, { description: 'How many there were when it began.' })
  total!: number;

  @Field(() => Int, { description: 'How many changed verdicts were told so far.' })
  changed!: number;

  @Field(() => HostChangeType, {
    nullable: true,
    description:
      'CHANGE: the host, and what is otherwise there: `from` under the earlier version, `to` under the later.',
  })
  change?: HostChangeType;

  @Field(() => DateTime, {
    description: 'By when: the instant at which the later version takes effect, or now once it has.',
  })
  by!: Date;
}

@ObjectType('AgreementDraft', {
  description: 'A version in preparation; it binds nobody.',
  simpleResolvers: true,
})
export class AgreementDraftType {
  @Field(() => AgreementVersionType, { description: 'The version that it would make, as things stand.' })
  version!: object;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  draftedAt!: Date;

  @Field(() => String, { description: 'By whom: `platform:…`.' })
  draftedBy!: string;
}

@ObjectType('DraftAgreementVersionPayload', { description: 'What was drafted.', simpleResolvers: true })
export class DraftAgreementVersionPayload extends PayloadFields {
  @Field(() => AgreementVersionType, { nullable: true, description: 'The version that it would make.' })
  version?: object;
}

@ObjectType('PublishAgreementVersionPayload', { description: 'What was published.', simpleResolvers: true })
export class PublishAgreementVersionPayload extends PayloadFields {
  @Field(() => AgreementVersionType, {
    nullable: true,
    description: 'The version. It does not change any more.',
  })
  version?: object;
}

@ObjectType('DeleteAgreementDraftPayload', { description: 'What was taken back.', simpleResolvers: true })
export class DeleteAgreementDraftPayload extends PayloadFields {
  @Field(() => String, { nullable: true, description: 'The name of the draft, free again.' })
  version?: string;
}

@ObjectType('DeclineAgreementPayload', { description: 'What was declined.', simpleResolvers: true })
export class DeclineAgreementPayload extends PayloadFields {
  @Field(() => PlatformAcceptanceType, { nullable: true, description: 'How the account now stands with it.' })
  acceptance?: object;
}
