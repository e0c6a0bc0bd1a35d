import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { NoticeChannel, NoticeKind } from '../policy/notice.ts';
import { connectionType } from './connection.ts';
import { PlatformEnum } from './enums.ts';
import { LocalizedTextInput } from './host-rules.inputs.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';
import { DeliveryFailureEnum, DeliveryStateEnum, NoticeChannelEnum, NoticeKindEnum } from './notice.enums.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('NoticeDelivery', {
  description: 'A notice on its way to the account, by one channel.',
  simpleResolvers: true,
})
export class NoticeDeliveryType {
  @Field(() => NoticeChannelEnum, { description: 'The channel.' })
  channel!: string;

  @Field(() => DeliveryStateEnum, { description: 'How far it has come.' })
  state!: string;

  @Field(() => Int, { description: 'How often somebody was asked to carry it.' })
  attempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was tried last.' })
  lastAttemptAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next.' })
  nextAttemptAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it went out.' })
  sentAt!: string | null;

  @Field(() => DeliveryFailureEnum, {
    nullable: true,
    description: 'Why it did not go out, at the last try.',
  })
  failure!: string | null;

  @Field(() => ID, { nullable: true, description: 'The duty whose neglect is the reason (baidu/7).' })
  obligationId!: string | null;

  @Field(() => String, { nullable: true, description: 'What the carrier said, or what became of the call.' })
  words!: string | null;
}

@ObjectType('Notice', {
  implements: NodeType,
  description: 'What a platform told the account.',
  simpleResolvers: true,
})
export class NoticeType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => NoticeKindEnum, { description: 'What it is about.' })
  kind!: string;

  @Localized('Its subject, as the platform wrote it.')
  subject!: LocalizedText;

  @Localized('Its text, as the platform wrote it.')
  body!: LocalizedText;

  @Field(() => String, { nullable: true, description: 'The version of the agreement that it is about.' })
  agreementVersion!: string | null;

  @Field(() => [NoticeChannelEnum], {
    description: 'The channels that the agreement requires; none: no notice is promised.',
  })
  requiredChannels!: readonly string[];

  @Field(() => DateTime, { description: 'When the platform published it.' })
  publishedAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it had gone out on every required channel; null: not yet, or none is required (baidu/7).',
  })
  completedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When somebody of the account read it first.' })
  readAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who: `member:…` or `token:…`.' })
  readBy!: string | null;
}

export const NoticeConnection = connectionType('Notice', () => NoticeType);

@ObjectType('NoticeAddresses', {
  description: 'Where notices reach the account outside the gateway. Never shown whole.',
  simpleResolvers: true,
})
export class NoticeAddressesType {
  @Field(() => String, { nullable: true, description: 'The phone on file (baidu/7): `+86 138****8000`.' })
  phone?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The e-mail address on file: `a***@example.com`.' })
  email?: string | undefined;
}

@InputType('SendNoticeInput', { description: 'What a platform tells those whom its agreement binds.' })
export class SendNoticeInput {
  @Field(() => NoticeKindEnum, { description: 'What it is about.' })
  kind!: NoticeKind;

  @Field(() => LocalizedTextInput, { description: '1 to 200 characters in each language.' })
  subject!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: '1 to 4,000 characters in each language.' })
  body!: LocalizedTextInput;

  @Field(() => String, {
    nullable: true,
    description: 'AGREEMENT_CHANGE: the version of the agreement that it is about.',
  })
  agreementVersion?: string | null;

  @Field(() => [NoticeChannelEnum], {
    nullable: true,
    description: 'Channels besides those that the agreement requires and the in-site message.',
  })
  channels?: NoticeChannel[] | null;

  @Field(() => ID, { nullable: true, description: 'One account; left out: all that the agreement binds.' })
  accountId?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('SendNoticePayload', { description: 'What was sent.', simpleResolvers: true })
export class SendNoticePayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The sending; each account has a notice of its own.' })
  sendingId?: string | undefined;
}

@InputType('MarkNoticeReadInput', { description: 'What was read.' })
export class MarkNoticeReadInput {
  @Field(() => ID, { description: 'The notice.' })
  noticeId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('MarkNoticeReadPayload', { description: 'What became of the notice.', simpleResolvers: true })
export class MarkNoticeReadPayload extends PayloadFields {
  @Field(() => NoticeType, { nullable: true, description: 'The notice as it is now.' })
  notice?: object | undefined;
}

@InputType('PutPhoneOnFileInput', { description: 'The phone that notices go to.' })
export class PutPhoneOnFileInput {
  @Field(() => String, {
    description: 'A mobile number of mainland China, or one with its country code: `+852 …`. Kept sealed.',
  })
  phone!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('PutEmailOnFileInput', { description: 'The e-mail address that notices go to.' })
export class PutEmailOnFileInput {
  @Field(() => String, { description: 'The address. Kept sealed.' })
  email!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('PutPhoneOnFilePayload', { description: 'What is on file now.', simpleResolvers: true })
export class PutPhoneOnFilePayload extends PayloadFields {
  @Field(() => String, { nullable: true, description: 'The phone, as far as it is shown.' })
  phone?: string | undefined;
}

@ObjectType('PutEmailOnFilePayload', { description: 'What is on file now.', simpleResolvers: true })
export class PutEmailOnFilePayload extends PayloadFields {
  @Field(() => String, { nullable: true, description: 'The address, as far as it is shown.' })
  email?: string | undefined;
}
