import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PlatformId } from '../programs/platform.ts';
import type { CredentialKey, CredentialVault } from './credential-vault.ts';
import { changeJson, readJson } from './json-credential.ts';

/** What is known of a registration that a platform has been asked for. */
const standingShape = z.object({
  appId: z.string().optional(),
  /** Why the platform refused, word for word. */
  words: z.string().optional(),
  /** Baidu's id of the customer that the registration is about. */
  customerId: z.string().optional(),
});
export type RegistrationStanding = z.infer<typeof standingShape>;

/**
 * Remembers what the pushes said about each registration, and which registration a push is about: it names
 * the company or the customer, never our id.
 */
export interface RegistrationLedger {
  read(registrationId: string): Promise<RegistrationStanding | undefined>;
  change(
    registrationId: string,
    change: (standing: RegistrationStanding) => RegistrationStanding,
  ): Promise<void>;
  registrationOf(trait: string): Promise<string | undefined>;
  /** From now on, a push that names this trait is about this registration; undefined: about none. */
  assign(trait: string, registrationId: string | undefined): Promise<void>;
}

export function createRegistrationLedger(
  platform: PlatformId,
  gatewayId: string,
  vault: CredentialVault,
): RegistrationLedger {
  const standingKey = (holder: string): CredentialKey => ({ platform, holder, kind: 'registration' });
  const traitKey = (trait: string): CredentialKey => ({
    platform,
    holder: gatewayId,
    kind: `registration-of:${createHash('sha256').update(trait).digest('hex')}`,
  });
  const ownerShape = z.object({ registrationId: z.string().optional() });

  return {
    read: (registrationId) => readJson(vault, standingKey(registrationId), standingShape),
    change: (registrationId, change) =>
      changeJson(vault, standingKey(registrationId), standingShape, (held) => change(held ?? {})),
    registrationOf: async (trait) => (await readJson(vault, traitKey(trait), ownerShape))?.registrationId,
    assign: (trait, registrationId) =>
      changeJson(vault, traitKey(trait), ownerShape, () => ({ registrationId })),
  };
}
