import { randomUUID } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { thisOwner } from './work-owner.ts';

/** How long a row is a job's alone after the last sign of life. Work that dies is taken up by another after that, or sooner: see `stranded-work.ts`. */
export const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 6_000;

/** A table whose rows can be worked on by one job at a time. */
export interface LeasedTable {
  updateMany(change: {
    where: { id: string; leaseOwner?: string; OR?: object[] };
    data: { leaseUntil: Date | null; leaseOwner: string | null; updatedAt?: Date };
  }): Promise<{ count: number }>;
}

/**
 * Takes a row for one job; undefined while another has it. The lease is renewed for as long as the job runs,
 * however long its calls take, and belongs to that job: a late one cannot free what another has taken over.
 * Being looked at counts as being touched, so that those who wait longest are looked at first.
 */
export async function takeLease(
  table: LeasedTable,
  id: string,
  clock: Clock,
): Promise<{ free(): Promise<void> } | undefined> {
  const leaseOwner = `${thisOwner}/${randomUUID()}`;
  const end = () => new Date(clock.now().getTime() + LEASE_MS);
  const { count } = await table.updateMany({
    where: { id, OR: [{ leaseUntil: null }, { leaseUntil: { lt: clock.now() } }] },
    data: { leaseUntil: end(), leaseOwner, updatedAt: clock.now() },
  });
  if (count === 0) return undefined;
  // A renewal that fails is made up for by the next; after three the lease is over, as it should be.
  const renewing = setInterval(() => {
    table
      .updateMany({ where: { id, leaseOwner }, data: { leaseUntil: end(), leaseOwner } })
      .catch(() => undefined);
  }, RENEW_EVERY_MS);
  // Nobody is kept from ending by work that was left alone.
  renewing.unref();
  return {
    async free() {
      clearInterval(renewing);
      await table.updateMany({ where: { id, leaseOwner }, data: { leaseUntil: null, leaseOwner: null } });
    },
  };
}
