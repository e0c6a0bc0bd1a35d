import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { putEmailOnFile, putPhoneOnFile } from '../duties/put-notice-address.ts';
import { markNoticeRead } from '../duties/read-notice.ts';
import { sendNotice } from '../duties/send-notice.ts';
import { maskedCell } from '../store/notice-records.ts';
import type { NoticeDeliveryRow, NoticeRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import type { LocalizedTextInput } from './host-rules.inputs.ts';
import { given } from './idempotency.ts';
import {
  MarkNoticeReadInput,
  MarkNoticeReadPayload,
  NoticeAddressesType,
  NoticeConnection,
  NoticeDeliveryType,
  NoticeType,
  PutEmailOnFileInput,
  PutEmailOnFilePayload,
  PutPhoneOnFileInput,
  PutPhoneOnFilePayload,
  SendNoticeInput,
  SendNoticePayload,
} from './notice.types.ts';
import { payloadOf } from './payload.ts';
import { voiceOf } from './platform-voice.ts';

const INPUT = { description: 'What is to be done.' };

/** What platforms tell the account, and where it reaches it. */
@Resolver(() => NoticeType)
export class NoticeResolver {
  @Query(() => NoticeConnection, { description: 'What platforms told the account, the newest first.' })
  @AccessFor('VIEWER')
  notices(
    @Ctx() { account }: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only of this platform.' })
    platform: string | null,
    @Arg('unread', () => Boolean, {
      defaultValue: false,
      description: 'Only those that nobody of the account has read.',
    })
    unread: boolean,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const place = idOfCursor(after);
    const asked = { platform: given(platform), unread };
    return pageOf(first, cursorOfId, (limit) => account.reads.notices(asked, place, limit));
  }

  @FieldResolver(() => [NoticeDeliveryType], { description: 'How far it has come, by each channel.' })
  deliveries(
    @Root() { id }: NoticeRow,
    @Ctx() { account }: GraphqlContext,
  ): Promise<readonly NoticeDeliveryRow[]> {
    return account.rows.all('NoticeDelivery', 'noticeId', id);
  }

  @Query(() => NoticeAddressesType, {
    description: 'Where notices reach the account, as far as it is shown.',
  })
  @AccessFor('VIEWER')
  async noticeAddresses(@Ctx() { account, parts }: GraphqlContext): Promise<NoticeAddressesType> {
    const found = await account.reads.noticeAddresses();
    const masked = (kind: 'PHONE' | 'EMAIL') => {
      const row = found.find((one) => one.kind === kind);
      return row && parts.cipher.open(maskedCell(account.accountId, kind), row.sealedMasked);
    };
    return { phone: masked('PHONE'), email: masked('EMAIL') };
  }

  @Mutation(() => SendNoticePayload, {
    description:
      'A platform tells those whom its agreement binds. Notice of a change goes out on every channel that the agreement requires (baidu/7).',
  })
  @AccessFor('PLATFORM')
  async sendNotice(
    @Arg('input', () => SendNoticeInput, INPUT) input: SendNoticeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SendNoticePayload> {
    const { kind, subject, body, agreementVersion, channels, accountId, idempotencyKey } = input;
    const said = {
      kind,
      subject: textOf(subject),
      body: textOf(body),
      agreementVersion: given(agreementVersion),
      channels: given(channels),
      accountId: given(accountId),
    };
    const outcome = await sendNotice(context.parts, voiceOf(context), said, given(idempotencyKey));
    return payloadOf(outcome, ({ sendingId }) => ({ sendingId }));
  }

  @Mutation(() => MarkNoticeReadPayload, { description: 'Notes that somebody of the account read a notice.' })
  @AccessFor('VIEWER')
  async markNoticeRead(
    @Arg('input', () => MarkNoticeReadInput, INPUT) { noticeId, idempotencyKey }: MarkNoticeReadInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<MarkNoticeReadPayload> {
    const outcome = await markNoticeRead(parts, account.actor, noticeId, given(idempotencyKey));
    return payloadOf(outcome, async () => ({ notice: await account.rows.find('Notice', noticeId) }));
  }

  @Mutation(() => PutPhoneOnFilePayload, {
    description: 'Puts the phone on file that notices go to by SMS, in place of the one before (baidu/7).',
  })
  @AccessFor('ADMIN')
  async putPhoneOnFile(
    @Arg('input', () => PutPhoneOnFileInput, INPUT) { phone, idempotencyKey }: PutPhoneOnFileInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<PutPhoneOnFilePayload> {
    const outcome = await putPhoneOnFile(parts, account.actor, phone, given(idempotencyKey));
    return payloadOf(outcome, ({ masked }) => ({ phone: masked }));
  }

  @Mutation(() => PutEmailOnFilePayload, {
    description: 'Puts the e-mail address on file that notices go to besides what their agreement requires.',
  })
  @AccessFor('ADMIN')
  async putEmailOnFile(
    @Arg('input', () => PutEmailOnFileInput, INPUT) { email, idempotencyKey }: PutEmailOnFileInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<PutEmailOnFilePayload> {
    const outcome = await putEmailOnFile(parts, account.actor, email, given(idempotencyKey));
    return payloadOf(outcome, ({ masked }) => ({ email: masked }));
  }
}

function textOf({ zh_CN: chinese, en }: LocalizedTextInput) {
  return { 'zh-CN': chinese, en };
}
