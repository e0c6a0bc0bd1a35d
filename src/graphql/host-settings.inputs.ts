import { Field, InputType, Int } from 'type-graphql';
import type { DomainKind } from '../hosts/desks/settings.ts';
import { DomainKindEnum } from './host-settings.types.ts';
import { ProgramAtPlatformFields } from './live.inputs.ts';

@InputType('DomainsOfKindInput', { description: 'The addresses of one kind.' })
export class DomainsOfKindInput {
  @Field(() => DomainKindEnum, { description: 'The kind; each once.' })
  kind!: DomainKind;

  @Field(() => [String], { description: 'With scheme: `https://api.example.com`. None takes all away.' })
  addresses!: string[];
}

@InputType('SetHostDomainsInput', { description: 'Sets what a program may speak to at a platform.' })
export class SetHostDomainsInput extends ProgramAtPlatformFields {
  @Field(() => [DomainsOfKindInput], {
    description: 'Replaces the addresses of the kinds that are named; the others stay as they are.',
  })
  domains!: DomainsOfKindInput[];
}

@InputType('PrivacyItemInput', { description: 'A kind of data, and what it is for.' })
export class PrivacyItemInput {
  @Field(() => String, { description: 'The platform’s own key of the kind, or a name of your own.' })
  key!: string;

  @Field(() => String, { description: 'What it is for.' })
  purpose!: string;
}

@InputType('PrivacyContactInput', { description: 'How the owner is reached: one of these at least.' })
export class PrivacyContactInput {
  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'A phone.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'An account on the platform.' })
  account?: string | null;

  @Field(() => String, { nullable: true, description: 'A QQ number.' })
  qq?: string | null;
}

@InputType('PrivacyThirdPartyInput', { description: 'Somebody else’s code in the program.' })
export class PrivacyThirdPartyInput {
  @Field(() => String, { description: 'What the code is called.' })
  name!: string;

  @Field(() => String, { description: 'Whose it is.' })
  provider!: string;

  @Field(() => [PrivacyItemInput], { description: 'What it collects, and what for.' })
  items!: PrivacyItemInput[];
}

@InputType('SetPrivacyGuidelineInput', {
  description: 'Sets what users of the next version read of their data, whole.',
})
export class SetPrivacyGuidelineInput extends ProgramAtPlatformFields {
  @Field(() => [PrivacyItemInput], {
    nullable: true,
    description:
      'Which data, and what for. Left out: what the program declares, in the platform’s own kinds.',
  })
  items?: PrivacyItemInput[] | null;

  @Field(() => PrivacyContactInput, {
    description: 'How its owner is reached. Handed on, and not kept here.',
  })
  contact!: PrivacyContactInput;

  @Field(() => String, { description: 'How users are told of changes: `弹窗`.' })
  noticeMethod!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days data are kept. Left out: as short as is needed.',
  })
  retentionDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A text of one’s own beside it, by the platform’s name of the upload. Left out: the one that is there stays.',
  })
  textReference?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Where data are kept, by the platform’s own number; of owners abroad. Left out: what is set stays.',
  })
  storeRegion?: number | null;

  @Field(() => [PrivacyThirdPartyInput], {
    nullable: true,
    description: 'Other people’s code in the program.',
  })
  thirdParties?: PrivacyThirdPartyInput[] | null;
}
