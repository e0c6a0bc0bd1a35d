import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { CredentialKey, CredentialPurpose, CredentialVault } from '../credential-vault.ts';
import { PushRefused } from '../host-error.ts';
import { changeJson, readJson } from '../json-credential.ts';
import type { BaiduApi } from './api.ts';
import { type BaiduConfig, PLATFORM } from './config.ts';
import { consentPage } from './desks/authorisation.ts';

const consentShape = z.object({
  /** There for an account that Baidu has yet to register. */
  registerCode: z.string().optional(),
  /** There for every account: further programs may be created for it. */
  createCode: z.string().optional(),
});

/** What a person agreed to at Baidu. Both codes last as long as the permission itself. */
export type Consent = z.infer<typeof consentShape>;

/**
 * `state` travels through the consent page: who brings it back was sent there by us. It stays the same for a
 * registration, since a person may come back from a page that was made before the latest.
 */
const heldShape = consentShape.extend({ state: z.string().optional() });

export interface ConsentDesk {
  /** The page on which the program's owner agrees to be registered by us. */
  pageFor(registrationId: string): Promise<string>;
  /** Throws `PushRefused` (403) unless this state was given out with the page of this registration. */
  checkState(registrationId: string, state: string | undefined): Promise<void>;
  /** For one call; undefined until somebody has agreed. */
  read(registrationId: string, purpose: CredentialPurpose): Promise<Consent | undefined>;
  keep(registrationId: string, consent: Consent): Promise<void>;
}

export function createConsentDesk(config: BaiduConfig, vault: CredentialVault, api: BaiduApi): ConsentDesk {
  const keyOf = (holder: string): CredentialKey => ({ platform: PLATFORM, holder, kind: 'consent' });
  const keptState = async (registrationId: string): Promise<string> => {
    let state = randomBytes(16).toString('base64url');
    await changeJson(vault, keyOf(registrationId), heldShape, (held) => {
      if (held?.state === undefined) return { ...held, state };
      state = held.state;
      return undefined;
    });
    return state;
  };
  return {
    async pageFor(registrationId) {
      const redirect = new URL(`${config.redirectBaseUrl}/hosts/baidu/consent/${registrationId}`);
      redirect.searchParams.set('state', await keptState(registrationId));
      const more = { type: '1', user_id: registrationId };
      return (await consentPage(api, config, { returnTo: redirect.href, more })).url;
    },
    async checkState(registrationId, state) {
      const expected = (await readJson(vault, keyOf(registrationId), 'CHECK_CONSENT', heldShape))?.state;
      if (expected === undefined || state === undefined || !isSame(state, expected)) {
        throw new PushRefused(403, 'the return from the consent page does not carry the state of its page');
      }
    },
    async read(registrationId, purpose) {
      const held = await readJson(vault, keyOf(registrationId), purpose, heldShape);
      return consentFrom(held?.registerCode, held?.createCode);
    },
    keep: (registrationId, consent) =>
      changeJson(vault, keyOf(registrationId), heldShape, (held) => ({ ...held, ...consent })),
  };
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** The codes in an address or a push, under the names that each uses; undefined where there is none. */
export function consentFrom(registerCode?: string, createCode?: string): Consent | undefined {
  if (!registerCode && !createCode) return undefined;
  return { ...(registerCode ? { registerCode } : {}), ...(createCode ? { createCode } : {}) };
}
