import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { PlatformId } from '../programs/platform.ts';
import type { RegistrationReport, RegistrationRequest } from './connector.ts';
import type { CredentialKey, CredentialVault } from './credential-vault.ts';
import { changeJson, readJson } from './json-credential.ts';

/** What is known of a registration that a platform has been asked for. */
const standingShape = z.object({
  appId: z.string().optional(),
  /** Why the platform refused, word for word. */
  words: z.string().optional(),
  /** By the platform's own number. */
  code: z.string().optional(),
  /** Which attempt was sent last (`RegistrationRequest`), so which one the words are about; by default the first. */
  attempt: z.number().optional(),
  /** Under a program's own id at the platform: the push about its verification that came last, by its key. */
  verificationPush: z.string().optional(),
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

/** What a refusal that was pushed means for this request; undefined where none was. */
export function refusalOf(
  standing: RegistrationStanding | undefined,
  { attempt = 1 }: RegistrationRequest,
): RegistrationReport | undefined {
  if (standing?.words === undefined) return undefined;
  // The developer has read these words and asked again since.
  if ((standing.attempt ?? 1) < attempt) return { state: 'ABSENT' };
  return { state: 'REFUSED', words: standing.words };
}

/**
 * `secrets`: of the gateway at this platform, the current one first, then those before it. What a push names
 * a registration by includes a person's name and account, and stands in a column that is not encrypted.
 * A plain hash of those can be guessed by whoever reads the column; one under a secret cannot.
 */
export function createRegistrationLedger(
  platform: PlatformId,
  gatewayId: string,
  secrets: readonly [string, ...string[]],
  vault: CredentialVault,
): RegistrationLedger {
  const standingKey = (holder: string): CredentialKey => ({ platform, holder, kind: 'registration' });
  const traitKey = (trait: string, secret: string): CredentialKey => ({
    platform,
    holder: gatewayId,
    kind: `registration-of:${createHmac('sha256', secret).update(`registration-of:${trait}`).digest('hex')}`,
  });
  const openPushKey = () =>
    vault.noteUse({ platform, holder: gatewayId, kind: 'push-key' }, 'MARK_REGISTRATION');
  const ownerShape = z.object({ registrationId: z.string().optional() });

  return {
    read: (registrationId) => readJson(vault, standingKey(registrationId), 'READ_PUSH', standingShape),
    change: (registrationId, change) =>
      changeJson(vault, standingKey(registrationId), standingShape, (held) => change(held ?? {})),
    async registrationOf(trait) {
      await openPushKey();
      for (const secret of secrets) {
        const owner = await readJson(vault, traitKey(trait, secret), 'READ_PUSH', ownerShape);
        if (owner) return owner.registrationId;
      }
      return undefined;
    },
    async assign(trait, registrationId) {
      await openPushKey();
      await changeJson(vault, traitKey(trait, secrets[0]), ownerShape, () => ({ registrationId }));
    },
  };
}
