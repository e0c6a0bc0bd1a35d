import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { ChannelProgress, NoticeSendingRow } from '../store/reads/notice-sendings.ts';
import { connectionType } from './connection.ts';
import { Localized } from './localized.ts';
import { NoticeChannelEnum, NoticeKindEnum } from './notice.enums.ts';
import { DateTime } from './scalars.ts';

@ObjectType('NoticeChannelProgress', {
  description: 'How far a sending has come on one channel. Each number is one of accounts.',
  simpleResolvers: true,
})
export class NoticeChannelProgressType implements ChannelProgress {
  @Field(() => NoticeChannelEnum, { description: 'The channel.' })
  channel!: ChannelProgress['channel'];

  @Field(() => Boolean, { description: 'Whether the agreement requires it for this notice (baidu/7).' })
  required!: boolean;

  @Field(() => Int, { description: 'PENDING: it is to be sent, or to be tried again.' })
  waiting!: number;

  @Field(() => Int, { description: 'SENT: whoever carries it has taken it.' })
  sent!: number;

  @Field(() => Int, { description: 'DELIVERED: it lies where the reader looks.' })
  delivered!: number;

  @Field(() => Int, { description: 'FAILED: it will not be tried again by itself.' })
  failed!: number;

  @Field(() => Int, {
    description:
      'Accounts to which it went out on this channel, and which have read the notice in the gateway since. By which channel they learned of it, nobody knows.',
  })
  read!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it went out first; null: not yet.' })
  firstSentAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it went out last; null: not yet.' })
  lastSentAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the next of those that wait is tried.' })
  nextAttemptAt!: string | null;
}

@ObjectType('NoticeSending', {
  description:
    'A notice as the platform sent it, and how far it has come. Which accounts have it, and which have read it, is not told.',
  simpleResolvers: true,
})
export class NoticeSendingType implements NoticeSendingRow {
  @Field(() => ID, { description: 'What `sendNotice` returned.' })
  id!: string;

  @Field(() => NoticeKindEnum, { description: 'What it is about.' })
  kind!: NoticeSendingRow['kind'];

  @Localized('Its subject.')
  subject!: LocalizedText;

  @Localized('Its text.')
  body!: LocalizedText;

  @Field(() => String, { nullable: true, description: 'The version of the agreement that it is about.' })
  agreementVersion!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The one account that it was sent to; null: all that the agreement binds.',
  })
  accountId!: string | null;

  @Field(() => String, { description: 'Who sent it: `platform:…`.' })
  sentBy!: string;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When all accounts had a notice of their own; null: some have none yet.',
  })
  fannedOutAt!: string | null;

  @Field(() => Int, { description: 'Accounts that have a notice of their own so far.' })
  accounts!: number;

  @Field(() => Int, {
    description: 'Accounts to which it has gone out on every required channel (baidu/7).',
  })
  complete!: number;

  @Field(() => Int, { description: 'Accounts of which somebody has read it.' })
  read!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was read first.' })
  firstReadAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was first read by the latest account to do so.',
  })
  lastReadAt!: string | null;

  @Field(() => [NoticeChannelProgressType], { description: 'How far it has come, by each channel.' })
  channels!: readonly ChannelProgress[];
}

export const NoticeSendingConnection = connectionType('NoticeSending', () => NoticeSendingType);
