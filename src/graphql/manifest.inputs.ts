import { Field, InputType } from 'type-graphql';
import type { Manifest, Ownership, Sensitivity } from '../programs/manifest.ts';
import { AnalyticsEnum, OwnershipKindEnum, PlatformEnum, SensitivityEnum } from './enums.ts';

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
}

/** The manifest as the rooms above know it: plain, and without what was left out. */
export function manifestOf(input: ManifestInput): Manifest {
  const { name, introduction, categories, dataItems, privacyPolicy, ownership, ...rest } = input;
  const { collectsNoData, serverDomains, analytics, advancedFeatures } = rest;
  return {
    name,
    introduction,
    ownership: ownershipOf(ownership),
    categories: categories.map(({ platform, path }) => ({ platform, path })),
    dataItems: dataItems.map(({ consentMoment, ...item }) => ({
      ...item,
      ...(consentMoment ? { consentMoment } : {}),
    })),
    collectsNoData,
    ...(privacyPolicy ? { privacyPolicy: policyOf(privacyPolicy) } : {}),
    serverDomains,
    analytics,
    advancedFeatures,
  };
}

function ownershipOf({ kind, paper }: OwnershipInput): Ownership {
  return kind === 'AUTHORISED' ? { kind, paper: paper ?? '' } : { kind };
}

function policyOf({ url, sections }: PrivacyPolicyInput): NonNullable<Manifest['privacyPolicy']> {
  return { url, sections: sections.map((section) => ({ ...section })) };
}
