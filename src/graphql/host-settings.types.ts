import { Field, Int, ObjectType } from 'type-graphql';
import type { DomainKind } from '../hosts/desks/settings.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const DomainKindEnum = vocabulary<DomainKind>(
  'DomainKind',
  'What a program may speak to, or show. A platform has some of these.',
  {
    REQUEST: 'Servers that it asks.',
    SOCKET: 'Servers that it keeps a connection to.',
    UPLOAD: 'Servers that it sends files to.',
    DOWNLOAD: 'Servers that it takes files from.',
    UDP: 'Servers that it sends datagrams to.',
    TCP: 'Servers that it keeps a bare connection to.',
    WEB_VIEW: 'Pages that it shows.',
  },
);

@ObjectType('HostDomains', {
  description: 'The addresses of one kind, and what the platform takes as one.',
  simpleResolvers: true,
})
export class HostDomainsType {
  @Field(() => DomainKindEnum, { description: 'The kind.' })
  kind!: DomainKind;

  @Field(() => [String], { description: 'With scheme: `https://api.example.com`.' })
  addresses!: readonly string[];

  @Field(() => [String], { description: 'What an address begins with: `https`.' })
  schemes!: readonly string[];

  @Field(() => Boolean, { description: 'Whether it may name a port.' })
  takesPort!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many there can be; null: no page of the platform says.',
  })
  most?: number;
}

@ObjectType('HostDomainsAnswer', {
  description: 'The addresses, or why they are not known.',
  simpleResolvers: true,
})
export class HostDomainsAnswer extends PayloadFields {
  @Field(() => [HostDomainsType], {
    nullable: true,
    description: 'One for each kind that the platform has, as it says it now.',
  })
  domains?: readonly HostDomainsType[];
}

@ObjectType('SetHostDomainsPayload', {
  description: 'What the program may speak to now.',
  simpleResolvers: true,
})
export class SetHostDomainsPayload extends PayloadFields {
  @Field(() => [HostDomainsType], {
    nullable: true,
    description: 'One for each kind that the platform has, as it says it afterwards.',
  })
  domains?: readonly HostDomainsType[];
}

export const GuidelineOfEnum = vocabulary<'NEXT' | 'LIVE'>(
  'PrivacyGuidelineOf',
  'Which of a program’s guidelines.',
  {
    NEXT: 'Of the version that is released next, with which it takes effect.',
    LIVE: 'What users read now.',
  },
);

@ObjectType('PrivacyItem', {
  description: 'A kind of data in a privacy guideline, and what it is for.',
  simpleResolvers: true,
})
export class PrivacyItemType {
  @Field(() => String, {
    description: 'The platform’s own key of the kind, or a name of the developer’s own.',
  })
  key!: string;

  @Field(() => String, { description: 'What it is for.' })
  purpose!: string;
}

@ObjectType('PrivacyContact', {
  description: 'How the owner of a program is reached.',
  simpleResolvers: true,
})
export class PrivacyContactType {
  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  email?: string;

  @Field(() => String, { nullable: true, description: 'A phone.' })
  phone?: string;

  @Field(() => String, { nullable: true, description: 'An account on the platform.' })
  account?: string;

  @Field(() => String, { nullable: true, description: 'A QQ number.' })
  qq?: string;
}

@ObjectType('PrivacyThirdParty', {
  description: 'Somebody else’s code in a program, and what it collects.',
  simpleResolvers: true,
})
export class PrivacyThirdPartyType {
  @Field(() => String, { description: 'What the code is called.' })
  name!: string;

  @Field(() => String, { description: 'Whose it is.' })
  provider!: string;

  @Field(() => [PrivacyItemType], { description: 'What it collects, and what for.' })
  items!: readonly PrivacyItemType[];
}

@ObjectType('PrivacyGuideline', {
  description: 'What users read of their data before they agree (wechat/4.4(2)).',
  simpleResolvers: true,
})
export class PrivacyGuidelineType {
  @Field(() => [PrivacyItemType], { description: 'Which data, and what for.' })
  items!: readonly PrivacyItemType[];

  @Field(() => PrivacyContactType, { description: 'How its owner is reached.' })
  contact!: PrivacyContactType;

  @Field(() => String, { description: 'How users are told of changes.' })
  noticeMethod!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days data are kept; null: as short as is needed.',
  })
  retentionDays?: number;

  @Field(() => String, {
    nullable: true,
    description: 'A text of the owner’s own beside it, by the platform’s name of the upload.',
  })
  textReference?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Where data are kept, by the platform’s own number; of owners abroad.',
  })
  storeRegion?: number;

  @Field(() => [PrivacyThirdPartyType], {
    nullable: true,
    description: 'Other people’s code in the program.',
  })
  thirdParties?: readonly PrivacyThirdPartyType[];
}

/** What is said of a guideline wherever it is read or set. */
@ObjectType()
export class PrivacyGuidelineFields extends PayloadFields {
  @Field(() => PrivacyGuidelineType, {
    nullable: true,
    description: 'As the platform has it; null: there is none.',
  })
  guideline?: PrivacyGuidelineType;

  @Field(() => [String], {
    nullable: true,
    description: 'The kinds of data that the platform found in the code that was uploaded last.',
  })
  detected?: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Those of them that the guideline does not speak of: add them before the next review.',
  })
  undeclared?: readonly string[];

  @Field(() => [PrivacyItemType], {
    nullable: true,
    description: 'What the data that the program declares come to in the platform’s own kinds.',
  })
  fromManifest?: readonly PrivacyItemType[];

  @Field(() => DateTime, { nullable: true, description: 'When it was set, where the platform says so.' })
  updatedAt?: Date;
}

@ObjectType('PrivacyGuidelineAnswer', {
  description: 'The guideline, or why it is not known.',
  simpleResolvers: true,
})
export class PrivacyGuidelineAnswer extends PrivacyGuidelineFields {}

@ObjectType('SetPrivacyGuidelinePayload', {
  description: 'What users of the next version will read.',
  simpleResolvers: true,
})
export class SetPrivacyGuidelinePayload extends PrivacyGuidelineFields {}
