import { z } from 'zod';
import type { CredentialKey, CredentialVault } from '../credential-vault.ts';
import { changeJson, readJson } from '../json-credential.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { type BaiduConfig, PLATFORM } from './config.ts';

const consentShape = z.object({
  /** There for an account that Baidu has yet to register. */
  registerCode: z.string().optional(),
  /** There for every account: further programs may be created for it. */
  createCode: z.string().optional(),
});

/** What a person agreed to at Baidu. Both codes last as long as the permission itself. */
export type Consent = z.infer<typeof consentShape>;

export interface ConsentDesk {
  /** The page on which the program's owner agrees to be registered by us. */
  pageFor(registrationId: string): Promise<string>;
  read(registrationId: string): Promise<Consent | undefined>;
  keep(registrationId: string, consent: Consent): Promise<void>;
}

const preAuthShape = z.object({ data: z.object({ pre_auth_code: z.string() }) });

export function createConsentDesk(config: BaiduConfig, vault: CredentialVault, api: BaiduApi): ConsentDesk {
  const keyOf = (holder: string): CredentialKey => ({ platform: PLATFORM, holder, kind: 'consent' });
  return {
    async pageFor(registrationId) {
      const path = '/rest/2.0/smartapp/tp/createpreauthcode';
      const reply = await api.asPlatform({ method: 'GET', path, effect: 'READS' });
      const { data } = readReply(PLATFORM, `GET ${path}`, preAuthShape, reply);
      const page = new URL('/mappconsole/tp/authorization', config.consentBaseUrl);
      page.search = new URLSearchParams({
        client_id: config.clientId,
        redirect_uri: `${config.redirectBaseUrl}/hosts/baidu/consent/${registrationId}`,
        pre_auth_code: data.pre_auth_code,
        type: '1',
        user_id: registrationId,
      }).toString();
      return page.href;
    },
    read: (registrationId) => readJson(vault, keyOf(registrationId), consentShape),
    keep: (registrationId, consent) =>
      changeJson(vault, keyOf(registrationId), consentShape, (held) => ({ ...held, ...consent })),
  };
}

/** The codes in an address or a push, under the names that each uses; undefined where there is none. */
export function consentFrom(registerCode?: string, createCode?: string): Consent | undefined {
  if (!registerCode && !createCode) return undefined;
  return { ...(registerCode ? { registerCode } : {}), ...(createCode ? { createCode } : {}) };
}
