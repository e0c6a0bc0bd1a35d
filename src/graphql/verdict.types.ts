import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { ManifestChange, ManifestEdit } from '../policy/manifest-change.ts';
import type { Operation } from '../policy/operation.ts';
import type {
  AskedQuestion,
  Citation,
  CitedFinding,
  Evidence,
  HostRuleCitation,
  Remedy,
  Verdict,
} from '../policy/verdict.ts';
import { CitationType } from './citation.types.ts';
import {
  FindingEffectEnum,
  ManifestChangeEnum,
  OperationEnum,
  PlatformEnum,
  RemedyKindEnum,
  SubjectTypeEnum,
  VerdictAnswerEnum,
} from './enums.ts';
import { Localized } from './localized.ts';
import { EvidenceRulingType, RulingQuestionType } from './ruling-question.types.ts';
import { DateTime } from './scalars.ts';

const OF_KIND = { nullable: true } as const;

@ObjectType('ManifestChange', {
  description:
    'What a field of the manifest has to become. `to` says what kind of thing; the rest says which.',
  simpleResolvers: true,
})
export class ManifestChangeType {
  @Field(() => ManifestChangeEnum, { description: 'What kind of thing.' })
  to!: ManifestChange['to'];

  @Field(() => String, { ...OF_KIND, description: 'VALUE: the value, `false` and `true` as words.' })
  value?: boolean | string;

  @Field(() => [String], { ...OF_KIND, description: 'ADDRESS: the schemes that will do.' })
  schemes?: readonly string[];

  @Field(() => String, { ...OF_KIND, description: 'ENTRY: what an entry looks like.' })
  example?: string;

  @Field(() => String, { ...OF_KIND, description: 'SECTION: the data item that it is about.' })
  item?: string;

  @Field(() => [String], { ...OF_KIND, description: 'SECTION: the parts that are empty.' })
  parts?: readonly string[];

  @Field(() => [String], { ...OF_KIND, description: 'CONSENT: the data items.' })
  items?: readonly string[];
}

@ObjectType('ManifestEdit', {
  description: 'A field of the manifest, and what it has to become.',
  simpleResolvers: true,
})
export class ManifestEditType {
  @Field(() => String, { description: 'The field: `dataItems[0].consentMoment`.' })
  field!: string;

  @Field(() => ManifestChangeType, { description: 'What it has to become.' })
  change!: ManifestChange;
}

@ObjectType('Remedy', {
  description: 'What would turn a finding away. `kind` says what to do; the other fields say with what.',
  simpleResolvers: true,
})
export class RemedyType {
  @Field(() => RemedyKindEnum, { description: 'What to do.' })
  kind!: Remedy['kind'];

  @Field(() => [String], { ...OF_KIND, description: 'ACCEPT_DOCUMENTS: their ids.' })
  documents?: readonly string[];

  @Field(() => String, {
    ...OF_KIND,
    description: 'ACCEPT_DOCUMENTS: the version of the agreement; null: the one in force.',
  })
  agreementVersion?: string;

  @Field(() => [[String]], {
    ...OF_KIND,
    description: 'ADD_MATERIAL: sets of papers, any one of which is enough.',
  })
  anyOf?: readonly (readonly string[])[];

  @Field(() => ID, { ...OF_KIND, description: 'RENEW_MATERIAL, AWAIT_MATERIAL_CHECK: the paper on file.' })
  materialId?: string;

  @Field(() => String, {
    ...OF_KIND,
    description: 'RENEW_MATERIAL, AWAIT_MATERIAL_CHECK: the name of the paper.',
  })
  paper?: string;

  @Field(() => PlatformEnum, { ...OF_KIND, description: 'The platform where the step is taken or awaited.' })
  platform?: string;

  @Field(() => String, { ...OF_KIND, description: 'EDIT_MANIFEST: the field to change.' })
  field?: string;

  @Field(() => ID, { ...OF_KIND, description: 'FULFIL_OBLIGATION: what is owed.' })
  obligationId?: string;

  @Field(() => ID, { ...OF_KIND, description: 'PAY_FEE: the fee.' })
  feeId?: string;
  @Field(() => ID, { ...OF_KIND, description: 'CONTEST_MEASURE: what holds it up.' })
  enforcementId?: string;

  @Field(() => ID, { ...OF_KIND, description: 'ACKNOWLEDGE_FOREIGN_CHANGE: the change.' })
  foreignChangeId?: string;

  @Field(() => ID, { ...OF_KIND, description: 'SIGN_UNDERTAKING: the member.' })
  memberId?: string;

  @Field(() => ManifestChangeType, { ...OF_KIND, description: 'EDIT_MANIFEST: what it has to become.' })
  change?: ManifestChange;

  @Field(() => [ManifestEditType], { ...OF_KIND, description: 'EDIT_MANIFEST: edits that would do instead.' })
  or?: readonly ManifestEdit[];

  @Field(() => SubjectTypeEnum, {
    ...OF_KIND,
    description: 'DECLARE_SUBJECT, in a set of remedies: as whom the set was tried.',
  })
  subjectType?: string;

  @Field(() => [String], {
    ...OF_KIND,
    description: 'CHOOSE_CATEGORY, in a set of remedies: the category that it was tried with; others may do.',
  })
  category?: readonly string[];

  @Field(() => RulingQuestionType, {
    ...OF_KIND,
    description:
      'ASK_A_PERSON: what the person is asked, as `recordRuling` takes it; null where no answer can be recorded.',
  })
  ruling?: AskedQuestion;

  @Field(() => [String], { ...OF_KIND, description: 'DECLARE_CONTENT: the codes that are not declared.' })
  missing?: readonly string[];

  @Field(() => ID, { ...OF_KIND, description: 'PASS_REVIEW: the version.' })
  versionId?: string;

  @Field(() => DateTime, { ...OF_KIND, description: 'WAIT_UNTIL: the instant.' })
  until?: Date;
}

@ObjectType('HostRuleCitation', {
  description: 'A rule of a host’s own, as it was when the verdict was given (baidu/3.6).',
  simpleResolvers: true,
})
export class HostRuleCitationType {
  @Field(() => ID, { description: 'The host.' })
  hostId!: string;

  @Field(() => Int, { description: 'The version of its rule set: see `Host.ruleSet`.' })
  version!: number;

  @Field(() => String, { description: 'The id of the rule in the set.' })
  rule!: string;

  @Field(() => String, { description: 'The document that the host names for it.' })
  source!: string;
}

@ObjectType('EvidenceDocument', {
  description: 'An accepted document, in the version that was accepted.',
  simpleResolvers: true,
})
export class EvidenceDocumentType {
  @Field(() => String, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its version.' })
  version!: string;
}

@ObjectType('Evidence', {
  description: 'A fact that a rule looked at: where it stands, never what it says.',
  simpleResolvers: true,
})
export class EvidenceType {
  @Field(() => String, { description: 'Where in the facts: `manifest.dataItems[0].consentMoment`.' })
  path!: string;

  @Field(() => ID, { nullable: true, description: 'The paper, where it is one.' })
  materialId?: string;

  @Field(() => EvidenceDocumentType, { nullable: true, description: 'The document, where it is one.' })
  document?: EvidenceDocumentType;

  @Field(() => EvidenceRulingType, { nullable: true, description: 'The ruling, where a person judged.' })
  ruling?: EvidenceRulingType;
}

const EVIDENCE = {
  nullable: true,
  description:
    'What the rule looked at; told where a verdict is explained, by `shippability` and `whatIf`. Rulings of persons that it went by are told by every verdict.',
} as const;

@ObjectType('Finding', { description: 'What a rule found.', simpleResolvers: true })
export class FindingType {
  @Field(() => String, { description: 'The rule: `documents-accepted`.' })
  rule!: string;

  @Field(() => String, { description: 'Stable, for programs: `DOCUMENTS_NOT_ACCEPTED`.' })
  code!: string;

  @Field(() => FindingEffectEnum, { description: 'What it does to the verdict.' })
  effect!: CitedFinding['effect'];

  @Localized('What is wrong, where, and what was expected.')
  message!: LocalizedText;

  @Field(() => String, { nullable: true, description: 'Where in the facts: `manifest.serverDomains[1]`.' })
  path?: string;

  @Field(() => RemedyType, { nullable: true, description: 'What would turn it away.' })
  remedy?: Remedy;

  @Field(() => [CitationType], { description: 'The clauses that it rests on.' })
  citations!: readonly Citation[];

  @Field(() => HostRuleCitationType, {
    nullable: true,
    description: 'The host’s own rule that found it; null: a rule of the platform did.',
  })
  hostRule?: HostRuleCitation;

  @Field(() => [EvidenceType], EVIDENCE)
  evidence?: readonly Evidence[];
}

@ObjectType('PassedRule', {
  description: 'A rule that was asked and found nothing against it.',
  simpleResolvers: true,
})
export class PassedRuleType {
  @Field(() => String, { description: 'The rule.' })
  rule!: string;

  @Field(() => [CitationType], { description: 'The clauses that it carries out.' })
  citations!: readonly Citation[];

  @Field(() => [EvidenceType], EVIDENCE)
  evidence?: readonly Evidence[];
}

@ObjectType('Verdict', {
  description: 'May this be done? The answer for one operation, program, platform and instant.',
  simpleResolvers: true,
})
export class VerdictType {
  @Field(() => VerdictAnswerEnum, { description: 'The answer.' })
  answer!: Verdict['answer'];

  @Field(() => OperationEnum, { description: 'What was asked about.' })
  operation!: Operation;

  @Field(() => PlatformEnum, { description: 'Whose rules were asked.' })
  platform!: string;

  @Field(() => String, { description: 'The version of the agreement that was in force.' })
  agreementVersion!: string;

  @Field(() => DateTime, { description: 'The instant that was asked about.' })
  at!: Date;

  @Field(() => [FindingType], { description: 'What the rules found.' })
  findings!: readonly CitedFinding[];

  @Field(() => [PassedRuleType], { description: 'What was asked and found in order.' })
  passed!: Verdict['passed'];
}

@ObjectType('AllowedOperation', {
  description: 'Whether an operation may be done now, and if not, what stops it.',
  simpleResolvers: true,
})
export class AllowedOperationType {
  @Field(() => OperationEnum, { description: 'The operation.' })
  operation!: Operation;

  @Field(() => Boolean, { description: 'Whether it would be taken on now.' })
  allowed!: boolean;

  @Field(() => VerdictType, { description: 'What the platform’s rules say of it.' })
  verdict!: Verdict;
}
