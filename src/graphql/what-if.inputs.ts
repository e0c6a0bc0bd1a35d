import { Field, ID, InputType } from 'type-graphql';
import type { ClearedField, Overlay, SupposedDates, SupposedPaper } from '../policy/explain/overlay.ts';
import type { Audience } from '../policy/facts.ts';
import type { Operation } from '../policy/operation.ts';
import type { RulingAnswer } from '../policy/ruling.ts';
import type { SubjectType } from '../programs/category.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { CheckState, RegistrationState } from '../programs/registration.ts';
import { EMAIL_ASKED } from './email-asked.ts';
import {
  AnalyticsEnum,
  AudienceEnum,
  CheckStateEnum,
  OperationEnum,
  OverlayFieldEnum,
  PlatformEnum,
  RegistrationStateEnum,
  SubjectTypeEnum,
} from './enums.ts';
import {
  ChosenCategoryInput,
  DataItemInput,
  DataTransferInput,
  dataItemOf,
  OperatedForInput,
  OwnershipInput,
  operatedForOf,
  ownershipOf,
  PrivacyPolicyInput,
  policyOf,
  SelfServiceInput,
  selfServiceOf,
  transferOf,
} from './manifest.inputs.ts';
import { RulingAnswerEnum } from './ruling-question.types.ts';
import { DateTime } from './scalars.ts';

const UNCHANGED = { nullable: true } as const;

@InputType('AgreementVersionInput', { description: 'A version of a platform’s agreement.' })
export class AgreementVersionInput {
  @Field(() => PlatformEnum, { description: 'Whose.' })
  platform!: string;

  @Field(() => String, { description: 'The version, as `agreements` tells it.' })
  version!: string;
}

@InputType('SupposedPaperInput', { description: 'A paper that might be put on file.' })
export class SupposedPaperInput {
  @Field(() => String, { description: 'The published name, without book-title marks.' })
  paper!: string;

  @Field(() => String, { description: 'The name that it is made out to.' })
  holder!: string;

  @Field(() => String, { description: 'The first day on which it is valid, YYYY-MM-DD.' })
  validFrom!: string;

  @Field(() => String, { nullable: true, description: 'The last day; left out: it does not expire.' })
  validUntil?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Filed with the program; otherwise with the account. A new paper waits for an older one there.',
  })
  ofProgram!: boolean;
}

@InputType('SupposedDatesInput', { description: 'Other days on a paper that is on file.' })
export class SupposedDatesInput {
  @Field(() => ID, { description: 'The paper.' })
  materialId!: string;

  @Field(() => String, { ...UNCHANGED, description: 'The first day on which it is valid, YYYY-MM-DD.' })
  validFrom?: string | null;

  @Field(() => String, { ...UNCHANGED, description: 'The last day, YYYY-MM-DD.' })
  validUntil?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: it would not expire any more. Not together with `validUntil`.',
  })
  withoutEnd!: boolean;
}

@InputType('SupposedSubjectInput', { description: 'What might be otherwise about the developer.' })
export class SupposedSubjectInput {
  @Field(() => SubjectTypeEnum, { ...UNCHANGED, description: 'Who it is before the law.' })
  type?: SubjectType | null;

  @Field(() => String, {
    ...UNCHANGED,
    description: 'YYYY-MM-DD, of a person: whether they act without a guardian depends on it (wechat/0.3).',
  })
  birthDate?: string | null;

  @Field(() => Boolean, { ...UNCHANGED, description: 'Whether a legal guardian’s consent is on file.' })
  guardianConsent?: boolean | null;
}

@InputType('SupposedRegistrationInput', { description: 'How far a platform might have come.' })
export class SupposedRegistrationInput {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => RegistrationStateEnum, { ...UNCHANGED, description: 'With the program’s identity.' })
  state?: RegistrationState | null;

  @Field(() => CheckStateEnum, { ...UNCHANGED, description: 'With the check before credentials.' })
  admission?: CheckState | null;

  @Field(() => CheckStateEnum, { ...UNCHANGED, description: 'With the verification of the developer.' })
  verification?: CheckState | null;
}

@InputType('SupposedRulingInput', {
  description: 'What a person might judge. The question is that of the remedy’s `ruling`.',
})
export class SupposedRulingInput {
  @Field(() => PlatformEnum, { description: 'Whose rules ask.' })
  platform!: string;

  @Field(() => String, { description: 'The rule that asks.' })
  rule!: string;

  @Field(() => String, { description: 'The code of its finding.' })
  code!: string;

  @Field(() => String, { description: 'The question as it was put, in English.' })
  question!: string;

  @Field(() => RulingAnswerEnum, { defaultValue: 'IN_ORDER', description: 'What is judged.' })
  answer!: RulingAnswer;
}

@InputType('OverlayInput', { description: 'What might be otherwise. What is left out stays as it is.' })
export class OverlayInput {
  @Field(() => DateTime, { ...UNCHANGED, description: 'The instant; not before now.' })
  at?: Date | null;

  @Field(() => [AgreementVersionInput], { ...UNCHANGED, description: 'Another version of an agreement.' })
  agreements?: AgreementVersionInput[] | null;

  @Field(() => [String], {
    ...UNCHANGED,
    description: 'Documents that are accepted, as they are in force then.',
  })
  acceptDocuments?: string[] | null;

  @Field(() => SupposedSubjectInput, { ...UNCHANGED, description: 'Who the developer is.' })
  subject?: SupposedSubjectInput | null;

  @Field(() => [ChosenCategoryInput], {
    ...UNCHANGED,
    description: 'The category on a platform; others stay as they are.',
  })
  categories?: ChosenCategoryInput[] | null;

  @Field(() => OwnershipInput, { ...UNCHANGED, description: 'In whose name it is run.' })
  ownership?: OwnershipInput | null;

  @Field(() => [DataItemInput], { ...UNCHANGED, description: 'All personal data that it collects.' })
  dataItems?: DataItemInput[] | null;

  @Field(() => Boolean, { ...UNCHANGED, description: 'Whether it says that it collects none.' })
  collectsNoData?: boolean | null;

  @Field(() => PrivacyPolicyInput, { ...UNCHANGED, description: 'Its privacy policy.' })
  privacyPolicy?: PrivacyPolicyInput | null;

  @Field(() => [String], { ...UNCHANGED, description: 'All servers that it talks to.' })
  serverDomains?: string[] | null;

  @Field(() => AnalyticsEnum, { ...UNCHANGED, description: 'Whether the platform’s analytics is used.' })
  analytics?: Manifest['analytics'] | null;

  @Field(() => [String], { ...UNCHANGED, description: 'All its advanced features.' })
  advancedFeatures?: string[] | null;

  @Field(() => SelfServiceInput, {
    ...UNCHANGED,
    description: 'Where users correct and delete their own data (wechat/4.4(7)).',
  })
  selfService?: SelfServiceInput | null;

  @Field(() => [DataTransferInput], {
    ...UNCHANGED,
    description: 'All data that leave the developer (wechat/4.4(9), baidu/4.3).',
  })
  transfers?: DataTransferInput[] | null;

  @Field(() => OperatedForInput, { ...UNCHANGED, description: 'For whom else it is run (baidu/3.5).' })
  operatedFor?: OperatedForInput | null;

  @Field(() => String, {
    ...UNCHANGED,
    description: 'When users agree to the platform’s analytics (baidu/4.2).',
  })
  analyticsConsentMoment?: string | null;

  @Field(() => [String], {
    ...UNCHANGED,
    description: 'All national standards by which personal data are protected (baidu/4.3).',
  })
  securityStandards?: string[] | null;

  @Field(() => [SupposedPaperInput], { ...UNCHANGED, description: 'Papers put on file.' })
  addMaterials?: SupposedPaperInput[] | null;

  @Field(() => [SupposedDatesInput], { ...UNCHANGED, description: 'Other days on papers on file.' })
  changeMaterials?: SupposedDatesInput[] | null;

  @Field(() => [ID], { ...UNCHANGED, description: 'Papers taken off file.' })
  removeMaterials?: string[] | null;

  @Field(() => [SupposedRegistrationInput], { ...UNCHANGED, description: 'Registration and verification.' })
  registrations?: SupposedRegistrationInput[] | null;

  @Field(() => [String], { ...UNCHANGED, description: 'The kinds of content declared absent (baidu/3.3).' })
  absentContent?: string[] | null;

  @Field(() => [SupposedRulingInput], {
    ...UNCHANGED,
    description: 'What persons might judge. An answer to a question that is not asked changes nothing.',
  })
  rulings?: SupposedRulingInput[] | null;

  @Field(() => Boolean, {
    ...UNCHANGED,
    description: 'READ_PLATFORM_DATA: whether the reader had signed an undertaking, that day (wechat/4.9).',
  })
  undertakingSigned?: boolean | null;

  @Field(() => Boolean, {
    ...UNCHANGED,
    description: 'DISCLOSE: whether it were in a closed test of the platform (wechat/7.1, baidu/8.1).',
  })
  inClosedTest?: boolean | null;

  @Field(() => [ID], { ...UNCHANGED, description: 'The hosts that it would go to.' })
  hostIds?: string[] | null;

  @Field(() => String, {
    ...UNCHANGED,
    description: 'REGISTER: another e-mail address (wechat/2.1); for those who may register.',
  })
  email?: string | null;

  @Field(() => [OverlayFieldEnum], {
    ...UNCHANGED,
    description:
      'What of the manifest would not be declared any more. Null elsewhere means left out: unchanged. A field is emptied here or given another value, not both.',
  })
  clear?: ClearedField[] | null;
}

@InputType('WhatIfInput', { description: 'A question, and what might be otherwise.' })
export class WhatIfInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => OperationEnum, { description: 'What would be done.' })
  operation!: Operation;

  @Field(() => [ID], { nullable: true, description: 'The hosts now. Left out: those that were chosen.' })
  hostIds?: string[] | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'The kinds of content declared absent now (baidu/3.3).',
  })
  absentContent!: string[];

  @Field(() => ID, {
    nullable: true,
    description:
      'READ_PLATFORM_DATA: the member who is to read. Left out: the member who asks; a token is none.',
  })
  readerId?: string | null;

  @Field(() => AudienceEnum, { defaultValue: 'PUBLIC', description: 'DISCLOSE: to whom.' })
  audience!: Audience;

  @Field(() => String, EMAIL_ASKED)
  email?: string | null;

  @Field(() => OverlayInput, { description: 'What might be otherwise.' })
  overlay!: OverlayInput;
}

/** The overlay as the policy knows it: without what was left out. */
export function overlayOf(input: OverlayInput): Overlay {
  const { addMaterials, changeMaterials, registrations, subject, ...rest } = input;
  const { ownership, dataItems, collectsNoData, privacyPolicy, ...more } = rest;
  const { serverDomains, analytics, advancedFeatures, ...evenMore } = more;
  const { selfService, transfers, operatedFor, analyticsConsentMoment, securityStandards, ...plain } =
    evenMore;
  const manifest = given({
    ownership: ownership && ownershipOf(ownership),
    dataItems: dataItems?.map(dataItemOf),
    collectsNoData,
    privacyPolicy: privacyPolicy && policyOf(privacyPolicy),
    serverDomains,
    analytics,
    advancedFeatures,
    selfService: selfService && selfServiceOf(selfService),
    transfers: transfers?.map(transferOf),
    operatedFor: operatedFor && operatedForOf(operatedFor),
    analyticsConsentMoment,
    securityStandards,
  });
  return given({
    ...plain,
    manifest: Object.keys(manifest).length > 0 ? manifest : undefined,
    subject: subject && given({ ...subject }),
    addMaterials: addMaterials?.map((paper) => given({ ...paper }) as SupposedPaper),
    changeMaterials: changeMaterials?.map((dates) => given({ ...dates }) as SupposedDates),
    registrations: registrations?.map((one) => ({ platform: one.platform, ...given({ ...one }) })),
  });
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], null | undefined> };

/** Without the fields that were left out or given as null. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Given<Fields>;
}
