import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { CredentialKey, CredentialPurpose, CredentialVault } from './credential-vault.ts';
import { changeJson, readJson } from './json-credential.ts';

/**
 * What is held and cannot be read counts as nothing held: the next ticket takes its place. Of one whose time alone cannot
 * be read, the ticket still opens.
 */
const ticketShape = z
  .object({ ticket: z.string().min(1), createdAt: z.number().catch(0) })
  .optional()
  .catch(undefined);

/** The ticket that a platform pushes every ten minutes, and without which no token is to be had. */
export interface TicketDrawer {
  read(purpose: CredentialPurpose): Promise<string | undefined>;
  /**
   * Keeps a ticket, unless a newer one is here: pushes overtake each other. `createdAt` as the platform wrote it, which
   * is documented as seconds since 1970; of anything else, and of a time to come, it is now that counts.
   */
  put(ticket: string, createdAt: string | undefined): Promise<void>;
}

export function createTicketDrawer(vault: CredentialVault, key: CredentialKey, clock: Clock): TicketDrawer {
  return {
    read: async (purpose) => (await readJson(vault, key, purpose, ticketShape))?.ticket,
    put: (ticket, written) => {
      const now = clock.now().getTime() / 1_000;
      const createdAt = secondsIn(written, now) ?? Math.floor(now);
      return changeJson(vault, key, ticketShape, (held) =>
        // One of a time to come, in milliseconds for instance, would otherwise stay for good.
        held && held.createdAt > createdAt && held.createdAt <= now ? undefined : { ticket, createdAt },
      );
    },
  };
}

function secondsIn(written: string | undefined, now: number): number | undefined {
  const seconds = Number(written);
  return seconds > 0 && seconds <= now ? seconds : undefined;
}
