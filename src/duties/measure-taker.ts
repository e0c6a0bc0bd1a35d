import type { Actor } from '../accounts/actor.ts';
import type { EventSource } from '../events/event.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Enforcement, MeasureEnding } from './enforcement-records.ts';

/** Who takes, ends and answers measures: a platform (or the operator in its place), or a host at its own place. */
export interface MeasureTaker {
  /** The platform; of a host the one that it belongs to. */
  readonly platform: PlatformId;
  /** Set where a host speaks. */
  readonly hostId?: HostId;
  /** `platform:<credential>`, `host:<id>`; `gateway` for what it heard over the platform's wire. */
  readonly label: string;
  readonly source: EventSource;
}

/** Who is written down to have taken what the gateway heard over a platform's wire. */
export const GATEWAY = 'gateway';

/** A platform speaks for all its measures, a host for those that it took itself. */
export function mayTouch({ platform, hostId }: MeasureTaker, measure: Enforcement): boolean {
  if (measure.platform !== platform) return false;
  return hostId === undefined ? !measure.takenByHost : measure.takenByHost && measure.hostId === hostId;
}

export function endingBy({ hostId }: MeasureTaker): MeasureEnding {
  return hostId === undefined ? 'PLATFORM' : 'HOST';
}

/** The act in the account's log, and the space of the taker's own idempotency keys. */
export function actBy(
  { platform, hostId, label }: MeasureTaker,
  accountId: string,
): { readonly actor: Actor; readonly keySpace: string } {
  const keySpace = hostId === undefined ? `platform:${platform}` : `host:${hostId}`;
  return { actor: { accountId, label }, keySpace };
}
