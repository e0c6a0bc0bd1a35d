import { civilDateAt } from '../kernel/civil-time.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ClauseId } from './clause.ts';
import { type DutyRecipient, endOfDay } from './duty.ts';

/**
 * Why a host was out, as far as an agreement tells causes apart (baidu/8.2). MAINTENANCE: (1). FORCE_MAJEURE: (2).
 * MISUSE: (3). FAILURE: (4), attacks, congestion, defects, third parties and acts of government.
 */
export const outageCauses = ['MAINTENANCE', 'FORCE_MAJEURE', 'MISUSE', 'FAILURE'] as const;
export type OutageCause = (typeof outageCauses)[number];

/** The clause of each cause, in an agreement that has them. */
export type OutageClauses = Readonly<Record<OutageCause, ClauseId>>;

/** A time in which a platform, or one host of it, was out. */
export interface Outage {
  readonly platform: PlatformId;
  /** Left out: all of the platform. */
  readonly hostId?: HostId;
  readonly from: Date;
  /** The first instant at which it was over; left out: it lasts. */
  readonly until?: Date;
}

/** Whose clock an outage stops. */
export interface Dependent {
  readonly platform: PlatformId;
  readonly recipient: DutyRecipient;
  readonly hostId?: HostId;
}

/**
 * Whether it cannot be done while the outage lasts: what is owed to the platform or a host, and not what is owed to end
 * users, to an authority or to one's own files. An outage of one host stops what is owed about that host alone.
 */
export function stops(outage: Outage, { platform, recipient, hostId }: Dependent): boolean {
  if (outage.platform !== platform || (recipient !== 'PLATFORM' && recipient !== 'HOST')) return false;
  return outage.hostId === undefined || outage.hostId === hostId;
}

/**
 * When something is due that had from `opensAt` to `dueAt`, if its clock stood still during these outages. What is over
 * at the same time counts once, and the order does not matter. One that lasts counts up to `now`. Where anything is
 * added, it is due at the end of the day that comes out: no day of a duty is half a day. Where an outage is on at that
 * end that began before it, it is due at the end of the day on which that was over: nothing is overdue while it cannot be
 * done. Never earlier than `dueAt`.
 */
export function extendedBy(
  { opensAt, dueAt }: { readonly opensAt: Date; readonly dueAt: Date },
  outages: readonly Pick<Outage, 'from' | 'until'>[],
  now: Date,
): Date {
  const spans = outages
    .map(({ from, until = now }) => ({ from: from.getTime(), until: until.getTime() }))
    .filter(({ from, until }) => from < until)
    .sort((one, other) => one.from - other.from);
  let ranUpTo = opensAt.getTime();
  let left = dueAt.getTime() - ranUpTo;
  for (const { from, until } of spans) {
    if (until <= ranUpTo) continue;
    const runs = Math.max(0, from - ranUpTo);
    if (runs >= left) break;
    left -= runs;
    ranUpTo = until;
  }
  const due = new Date(ranUpTo + left);
  if (due <= dueAt) return dueAt;
  return spans.reduce(
    (day, { from, until }) =>
      from < day.getTime() && day.getTime() <= until ? endOfDay(civilDateAt(new Date(until))) : day,
    endOfDay(civilDateAt(new Date(due.getTime() - 1))),
  );
}

/** Whether the instant lies in one of the outages; one that lasts has no end yet. */
export function isDuring(outages: readonly Pick<Outage, 'from' | 'until'>[], at: Date): boolean {
  return outages.some(({ from, until }) => from <= at && (until === undefined || at < until));
}
