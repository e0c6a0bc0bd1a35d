import type { Actor } from '../accounts/actor.ts';
import type { ViewerUntil } from '../accounts/known-viewer.ts';
import { principalOf } from '../accounts/standing.ts';
import type { EventLog } from '../events/log.ts';
import { accountOf, accountStream, hostOf, hostStream, type StreamId } from '../events/stream.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Perform } from '../onboarding/perform.ts';
import type { LentRights } from './endpoint.ts';
import type { PayloadDesk } from './payload.ts';
import type { WebhookRecords } from './records.ts';

/** Where webhooks may go. */
export interface WebhookAddresses {
  /** To this machine and the house's own network, and over plain HTTP, too. */
  readonly privateAddresses: boolean;
}

/** What the use cases of webhooks need of the outside world. */
export interface WebhookDeps {
  readonly clock: Clock;
  readonly perform: Perform<WebhookRecords>;
  readonly log: Pick<EventLog, 'bounds' | 'readAfter'>;
  readonly payloads: PayloadDesk;
  readonly webhookAddresses: WebhookAddresses;
}

/** Who manages webhooks: an administrator of an account, or a partner host. */
export interface WebhookKeeper {
  readonly stream: StreamId;
  readonly viewer: ViewerUntil;
  readonly actor: Actor;
  readonly rights: LentRights;
}

/** Undefined for who can have none. */
export function keeperOf(viewer: ViewerUntil): WebhookKeeper | undefined {
  const principal = principalOf(viewer);
  if (!principal) return undefined;
  if (viewer.kind === 'host') {
    const stream = hostStream(viewer.hostId);
    // A host belongs to no account: what it does about its own webhooks is in its own stream.
    return { stream, viewer, actor: { accountId: stream, label: stream }, rights: { principal } };
  }
  if (viewer.kind !== 'member' && viewer.kind !== 'token') return undefined;
  const { accountId, role } = viewer;
  const label = viewer.kind === 'member' ? `member:${viewer.memberId}` : `token:${viewer.tokenId}`;
  return {
    stream: accountStream(accountId),
    viewer,
    actor: { accountId, label },
    rights: { principal, role },
  };
}

/** What every event about an endpoint says of where it belongs. */
export function placeInLog(stream: StreamId, endpointId: string) {
  const hostId = hostOf(stream);
  return { subjectId: endpointId, ...(hostId === undefined ? {} : { hostId }) };
}

/** The gateway, acting for whoever's endpoint it is. */
export function gatewayFor(stream: StreamId): Actor {
  return { accountId: accountOf(stream) ?? stream, label: 'gateway' };
}
