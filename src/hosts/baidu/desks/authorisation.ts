import { z } from 'zod';
import type { AuthorisationDesk, AuthorisedProgram } from '../../desks/authorisation.ts';
import { readReply } from '../../reply.ts';
import type { BaiduApi } from '../api.ts';
import { readStanding } from '../app-info.ts';
import { type BaiduConfig, PLATFORM } from '../config.ts';

const CREATE = '/rest/2.0/smartapp/tp/createpreauthcode';
const PAGE = '/mappconsole/tp/authorization';

const preAuthShape = z.object({ data: z.object({ pre_auth_code: z.string().min(1) }) });

/**
 * A pre-authorisation code, which holds for twenty minutes, and the page on which it serves. Source:
 * https://smartprogram.baidu.com/docs/third/pro/. Without `type` the owner of an existing program agrees there; with
 * `type` 1, somebody who wants one registered or created.
 */
export async function consentPage(
  api: BaiduApi,
  { clientId, consentBaseUrl }: BaiduConfig,
  asked: { readonly returnTo: string; readonly more?: Readonly<Record<string, string>> },
): Promise<{ readonly url: string; readonly mark: string }> {
  const reply = await api.asPlatform({
    method: 'GET',
    path: CREATE,
    effect: 'READS',
    yieldsCredential: true,
  });
  const { pre_auth_code } = readReply(PLATFORM, `GET ${CREATE}`, preAuthShape, reply).data;
  const page = new URL(PAGE, consentBaseUrl);
  page.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: asked.returnTo,
    pre_auth_code,
    ...asked.more,
  }).toString();
  return { url: page.href, mark: pre_auth_code };
}

/**
 * How an existing program is brought in. Baidu's one page serves computers and phones, and no parameter of it names a
 * program: which was chosen is read with the tokens.
 */
export function createBaiduAuthorisation(api: BaiduApi, config: BaiduConfig): AuthorisationDesk {
  const read = async (appId: string): Promise<AuthorisedProgram> => ({
    appId,
    ...(await readStanding(api, appId)),
  });
  return {
    page: ({ returnTo }) => consentPage(api, config, { returnTo }),
    codeIn: ({ authorization_code }) => (authorization_code === '' ? undefined : authorization_code),
    redeem: async (code) => read(await api.redeem(code)),
    read,
  };
}
