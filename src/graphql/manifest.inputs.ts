import { Field, InputType } from 'type-graphql';
import type {
  DataItem,
  DataSource,
  DataTransfer,
  Manifest,
  OperatedFor,
  Ownership,
  SelfService,
  Sensitivity,
} from '../programs/manifest.ts';
import { AnalyticsEnum, DataSourceEnum, OwnershipKindEnum, PlatformEnum, SensitivityEnum } from './enums.ts';

@InputType('OwnershipInput', { description: 'In whose name the program is run (wechat/6.3, baidu/6.3).' })
export class OwnershipInput {
  @Field(() => OwnershipKindEnum, { description: 'In whose name.' })
  kind!: Ownership['kind'];

  @Field(() => String, { nullable: true, description: 'AUTHORISED: the name of the paper that proves it.' })
  paper?: string | null;
}

@InputType('ChosenCategoryInput', { description: 'Where the program stands on a platform’s list.' })
export class ChosenCategoryInput {
  @Field(() => PlatformEnum, { description: 'Whose list.' })
  platform!: string;

  @Field(() => [String], { description: 'The names of the levels as published, from the first down.' })
  path!: string[];
}

@InputType('DataItemInput', { description: 'One kind of personal data that the program collects.' })
export class DataItemInput {
  @Field(() => String, { description: 'Short and unique in the program: `phone`.' })
  key!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => SensitivityEnum, { description: 'Its class of sensitive data (baidu/4.1).' })
  sensitivity!: Sensitivity;

  @Field(() => String, { description: 'What it is needed for.' })
  purpose!: string;

  @Field(() => String, { description: 'The feature that needs it.' })
  feature!: string;

  @Field(() => String, { nullable: true, description: 'When the user is asked (wechat/4.4(3)).' })
  consentMoment?: string | null;

  @Field(() => Boolean, { description: 'Whether the user is asked for it alone.' })
  separateConsent!: boolean;

  @Field(() => Boolean, { description: 'Whether it is used for marketing.' })
  usedForMarketing!: boolean;

  @Field(() => DataSourceEnum, {
    nullable: true,
    description: 'Where it comes from. Left out: rules about what the platform provides hold for it, too.',
  })
  source?: DataSource | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is used for anything outside the program (wechat/4.4(4)).',
  })
  usedOutsideProgram?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is stored encrypted (baidu/4.3).' })
  storedEncrypted?: boolean | null;
}

@InputType('SelfServiceInput', { description: 'Where in the program users help themselves (wechat/4.4(7)).' })
export class SelfServiceInput {
  @Field(() => String, { nullable: true, description: 'Where a user corrects their own data.' })
  correction?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where a user deletes their own data; nothing can be recovered afterwards.',
  })
  deletion?: string | null;
}

@InputType('DataTransferInput', {
  description: 'Data that leave the developer, for somebody else or abroad (wechat/4.4(9), baidu/4.3).',
})
export class DataTransferInput {
  @Field(() => String, { description: 'The key of the data item.' })
  item!: string;

  @Field(() => String, { description: 'Who receives it.' })
  recipient!: string;

  @Field(() => String, { description: 'Where it goes, ISO 3166-1: `CN`.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the paper in which the platform agrees. Left out: the one its rules name.',
  })
  platformConsent?: string | null;

  @Field(() => String, { nullable: true, description: 'When the user expressly agrees to it.' })
  consentMoment?: string | null;
}

@InputType('OperatedForInput', { description: 'Somebody else for whom the program is run (baidu/3.5).' })
export class OperatedForInput {
  @Field(() => String, { description: 'Who that is.' })
  party!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the paper in which the platform permits it. Left out: the one its rules name.',
  })
  permission?: string | null;
}

@InputType('PolicySectionInput', { description: 'What the privacy policy says of one data item.' })
export class PolicySectionInput {
  @Field(() => String, { description: 'The key of the data item.' })
  item!: string;

  @Field(() => String, { description: 'How it is collected.' })
  collection!: string;

  @Field(() => String, { description: 'How it is used.' })
  use!: string;

  @Field(() => String, { description: 'With whom it is shared.' })
  sharing!: string;
}

@InputType('PrivacyPolicyInput', { description: 'The program’s privacy policy.' })
export class PrivacyPolicyInput {
  @Field(() => String, { description: 'Where end users read it.' })
  url!: string;

  @Field(() => [PolicySectionInput], { description: 'What it says, item by item.' })
  sections!: PolicySectionInput[];
}

@InputType('ManifestInput', { description: 'All that a developer declares of a program.' })
export class ManifestInput {
  @Field(() => String, { description: 'The name, 3 to 30 characters, unique in the account.' })
  name!: string;

  @Field(() => String, { description: 'What it is, for end users.' })
  introduction!: string;

  @Field(() => OwnershipInput, { description: 'In whose name it is run.' })
  ownership!: OwnershipInput;

  @Field(() => [ChosenCategoryInput], { description: 'Its category, one for each platform.' })
  categories!: ChosenCategoryInput[];

  @Field(() => [DataItemInput], { description: 'The personal data that it collects.' })
  dataItems!: DataItemInput[];

  @Field(() => Boolean, { description: 'True only together with no data items.' })
  collectsNoData!: boolean;

  @Field(() => PrivacyPolicyInput, { nullable: true, description: 'Its privacy policy.' })
  privacyPolicy?: PrivacyPolicyInput | null;

  @Field(() => [String], {
    description: 'The servers that it talks to, with scheme: `https://api.example.com`.',
  })
  serverDomains!: string[];

  @Field(() => AnalyticsEnum, { description: 'Whether the platform’s analytics is used.' })
  analytics!: Manifest['analytics'];

  @Field(() => [String], { defaultValue: [], description: 'Advanced features: `wechat:payment`.' })
  advancedFeatures!: string[];

  @Field(() => SelfServiceInput, {
    nullable: true,
    description: 'Where users correct and delete their own data.',
  })
  selfService?: SelfServiceInput | null;

  @Field(() => [DataTransferInput], { nullable: true, description: 'Data that leave the developer.' })
  transfers?: DataTransferInput[] | null;

  @Field(() => OperatedForInput, { nullable: true, description: 'For whom else it is run.' })
  operatedFor?: OperatedForInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'When users agree to the platform’s analytics, before it is used (baidu/4.2).',
  })
  analyticsConsentMoment?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'National standards by which personal data are protected: `GB/T 35273-2020` (baidu/4.3).',
  })
  securityStandards?: string[] | null;
}

/** The manifest as the rooms above know it: plain, and without what was left out. */
export function manifestOf(input: ManifestInput): Manifest {
  const { ownership, categories, dataItems, privacyPolicy, ...rest } = input;
  const { selfService, transfers, operatedFor, analyticsConsentMoment, securityStandards, ...required } =
    rest;
  return {
    ...required,
    ownership: ownershipOf(ownership),
    categories: categories.map(({ platform, path }) => ({ platform, path })),
    dataItems: dataItems.map(dataItemOf),
    ...withoutGaps<Partial<Manifest>>({
      privacyPolicy: privacyPolicy && policyOf(privacyPolicy),
      selfService: selfService && selfServiceOf(selfService),
      transfers: transfers?.map(transferOf),
      operatedFor: operatedFor && operatedForOf(operatedFor),
      analyticsConsentMoment,
      securityStandards,
    }),
  };
}

/** Without the fields that a client left out or gave as null. */
function withoutGaps<Whole extends object>(
  input: {
    readonly [Key in keyof Whole]: Whole[Key] | null | undefined;
  },
): Whole {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as Whole;
}

export function dataItemOf(input: DataItemInput): DataItem {
  return withoutGaps<DataItem>(input);
}

export function selfServiceOf(input: SelfServiceInput): SelfService {
  return withoutGaps<SelfService>(input);
}

export function transferOf(input: DataTransferInput): DataTransfer {
  return withoutGaps<DataTransfer>(input);
}

export function operatedForOf(input: OperatedForInput): OperatedFor {
  return withoutGaps<OperatedFor>(input);
}

export function ownershipOf({ kind, paper }: OwnershipInput): Ownership {
  return kind === 'AUTHORISED' ? { kind, paper: paper ?? '' } : { kind };
}

export function policyOf({ url, sections }: PrivacyPolicyInput): NonNullable<Manifest['privacyPolicy']> {
  return { url, sections: sections.map((section) => ({ ...section })) };
}
