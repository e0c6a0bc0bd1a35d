import { z } from 'zod';
import type { CredentialKey, CredentialPurpose, CredentialVault } from './credential-vault.ts';
import { changeJson, readJson } from './json-credential.ts';

const ticketShape = z.object({ ticket: z.string(), createdAt: z.number() });

/** The ticket that a platform pushes every ten minutes, and without which no token is to be had. */
export interface TicketDrawer {
  read(purpose: CredentialPurpose): Promise<string | undefined>;
  /** Keeps a ticket, unless a newer one is here: pushes overtake each other. `createdAt` in seconds. */
  put(ticket: string, createdAt: number): Promise<void>;
}

export function createTicketDrawer(vault: CredentialVault, key: CredentialKey): TicketDrawer {
  return {
    read: async (purpose) => (await readJson(vault, key, purpose, ticketShape))?.ticket,
    put: (ticket, createdAt) =>
      changeJson(vault, key, ticketShape, (held) =>
        held && held.createdAt > createdAt ? undefined : { ticket, createdAt },
      ),
  };
}
