import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../kernel/clock.ts';
import { thisOwner } from './work-owner.ts';

/** How long a row is a job's alone after the last sign of life. Work that dies is taken up by another after that, or sooner: see `stranded-work.ts`. */
export const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 6_000;
/** So long after a renewal began nobody can have taken over, however much the clocks of two nodes differ. */
const SURE_MS = 10_000;

/** A table whose rows can be worked on by one job at a time. */
export interface LeasedTable {
  updateMany(change: {
    where: { id: string; leaseOwner?: string; OR?: object[] };
    data: { leaseUntil: Date | null; leaseOwner: string | null; updatedAt?: Date };
  }): Promise<{ count: number }>;
}

/** A row that is one job's alone. */
export interface Lease {
  /** As the row names who has it; another for each lease. */
  readonly owner: string;
  /**
   * Whether it is still this job's. What must not be done twice at once is begun right after this was true: a process
   * that was stopped for longer than the lease finds here that another has taken over. Renewed lately, it answers from
   * memory; otherwise it asks the database, and rejects where that cannot be asked.
   */
  isHeld(): Promise<boolean>;
  free(): Promise<void>;
}

/**
 * Takes a row for one job; undefined while another has it. The lease is renewed for as long as the job runs,
 * however long its calls take, and belongs to that job: a late one cannot free what another has taken over.
 * Being looked at counts as being touched, so that those who wait longest are looked at first.
 */
export async function takeLease(table: LeasedTable, id: string, clock: Clock): Promise<Lease | undefined> {
  const leaseOwner = `${thisOwner}/${randomUUID()}`;
  const end = () => new Date(clock.now().getTime() + LEASE_MS);
  let sure = sureFrom(clock);
  const { count } = await table.updateMany({
    where: { id, OR: [{ leaseUntil: null }, { leaseUntil: { lt: clock.now() } }] },
    data: { leaseUntil: end(), leaseOwner, updatedAt: clock.now() },
  });
  if (count === 0) return undefined;
  const renew = async () => {
    // From before it is asked for: the answer may come late.
    const renewed = sureFrom(clock);
    const { count } = await table.updateMany({
      where: { id, leaseOwner },
      data: { leaseUntil: end(), leaseOwner },
    });
    sure = count === 0 ? () => false : renewed;
  };
  // A renewal that fails is made up for by the next; after three the lease is over, as it should be.
  const renewing = setInterval(() => void renew().catch(() => undefined), RENEW_EVERY_MS);
  // Nobody is kept from ending by work that was left alone.
  renewing.unref();
  return {
    owner: leaseOwner,
    async isHeld() {
      if (!sure()) await renew();
      return sure();
    },
    async free() {
      clearInterval(renewing);
      await table.updateMany({ where: { id, leaseOwner }, data: { leaseUntil: null, leaseOwner: null } });
    },
  };
}

/** Whether it is so short a time since then, by the clock of the leases and by one that nobody sets. */
function sureFrom(clock: Clock): () => boolean {
  const [began, ticks] = [clock.now().getTime(), performance.now()];
  return () => {
    const passed = clock.now().getTime() - began;
    return passed >= 0 && passed < SURE_MS && performance.now() - ticks < SURE_MS;
  };
}
