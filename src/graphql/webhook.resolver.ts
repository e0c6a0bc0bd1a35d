import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { type WebhookDeliveryRow, WebhookReads, type WebhookRow } from '../store/reads/webhook-reads.ts';
import { type DeliveryState, messageId } from '../webhooks/delivery.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import {
  WebhookAttemptType,
  WebhookDeliveryConnection,
  WebhookDeliveryStateEnum,
  WebhookDeliveryType,
  WebhookDocumentType,
  WebhookType,
} from './webhook.types.ts';

/** What the caller may read of webhooks: their account’s, or their host’s. */
export function webhookReads({ parts, stream }: GraphqlContext): WebhookReads {
  return new WebhookReads(parts.database.prisma, parts.cipher, stream);
}

@Resolver(() => WebhookType)
export class WebhookResolver {
  @Query(() => [WebhookType], {
    description: 'The webhooks of the account, or of the partner host that asks.',
  })
  @AccessFor('ADMIN_OR_HOST')
  webhooks(@Ctx() context: GraphqlContext): Promise<readonly WebhookRow[]> {
    return webhookReads(context).all();
  }

  @Query(() => WebhookType, { nullable: true, description: 'One of them.' })
  @AccessFor('ADMIN_OR_HOST')
  webhook(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookRow | undefined> {
    return webhookReads(context).find(id);
  }

  @FieldResolver(() => WebhookDocumentType, { description: 'What chooses its payload.' })
  payload(@Root() { chosen }: WebhookRow): object {
    return chosen;
  }

  @FieldResolver(() => String, {
    description:
      'How far the log was looked at for it; what of it is still to be delivered is among the deliveries.',
  })
  cursor(@Root() { position }: WebhookRow, @Ctx() { parts, stream }: GraphqlContext): string {
    return parts.log.cursorAt(stream, position);
  }

  @FieldResolver(() => Boolean, { description: 'Whether a part of the log is to be delivered once more.' })
  replaying(@Root() { replay }: WebhookRow): boolean {
    return replay !== undefined;
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What it was told, the newest first.' })
  deliveries(
    @Root() { id }: WebhookRow,
    @Ctx() context: GraphqlContext,
    @Arg('state', () => WebhookDeliveryStateEnum, {
      nullable: true,
      description: 'Only those in this state.',
    })
    state: DeliveryState | null,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const place = idOfCursor(after);
    return pageOf(first, cursorOfId, (limit) =>
      webhookReads(context).deliveries(id, state ?? undefined, place, limit),
    );
  }
}

@Resolver(() => WebhookDeliveryType)
export class WebhookDeliveryResolver {
  @FieldResolver(() => String, { description: 'Its `webhook-id`: the same at every attempt.' })
  messageId(@Root() delivery: WebhookDeliveryRow): string {
    return messageId(delivery);
  }

  @FieldResolver(() => String, { description: 'The place of the event in the stream.' })
  cursor(@Root() { position }: WebhookDeliveryRow, @Ctx() { parts, stream }: GraphqlContext): string {
    return parts.log.cursorAt(stream, position);
  }

  @FieldResolver(() => [WebhookAttemptType], { description: 'How it was tried, the first first.' })
  attempts(@Root() { tried }: WebhookDeliveryRow): readonly object[] {
    return tried;
  }
}
