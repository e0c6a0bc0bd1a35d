import { z } from 'zod';
import type { AuthorisationDesk, AuthorisedProgram } from '../../desks/authorisation.ts';
import { HostError } from '../../host-error.ts';
import { readReply } from '../../reply.ts';
import type { WechatApi } from '../api.ts';
import { readAuthorizer } from '../authorizer.ts';
import { PLATFORM, type WechatConfig } from '../config.ts';

const CREATE = '/cgi-bin/component/api_create_preauthcode';
const COMPUTER_PAGE = '/cgi-bin/componentloginpage';
const PHONE_PAGE = '/wxaopen/safe/bindcomponent';
/** `auth_type`: mini programs, and no public accounts. `biz_appid` overrides it. */
const MINI_PROGRAMS = '2';

const preAuthShape = z.object({ pre_auth_code: z.string().min(1) });

/**
 * How an existing mini program is brought in (授权). The text of the page gives a pre-authorisation code 1800 seconds, its
 * sample 600: it is asked for when somebody is about to use it. Sources: the pages of `api_create_preauthcode` and
 * `api_query_auth`, and the one on authorisation links.
 */
export function createWechatAuthorisation(api: WechatApi, config: WechatConfig): AuthorisationDesk {
  const { componentAppId } = config;
  const pages = {
    COMPUTER: new URL(COMPUTER_PAGE, config.consentBaseUrl ?? 'https://mp.weixin.qq.com'),
    PHONE: new URL(PHONE_PAGE, config.phoneConsentBaseUrl ?? 'https://open.weixin.qq.com'),
  };

  async function read(appId: string): Promise<AuthorisedProgram> {
    const { isMiniProgram, verification, permissions } = await readAuthorizer(api, componentAppId, appId);
    if (!isMiniProgram) throw noMiniProgram(appId);
    return { appId, admission: 'PASSED', verification, permissions };
  }

  return {
    async page({ returnTo, device, appId }) {
      const json = { component_appid: componentAppId };
      const reply = await api.asComponent({
        method: 'POST',
        path: CREATE,
        effect: 'READS',
        yieldsCredential: true,
        body: { json },
      });
      const { pre_auth_code } = readReply(PLATFORM, `POST ${CREATE}`, preAuthShape, reply);
      const page = new URL(pages[device]);
      page.search = new URLSearchParams({
        ...(device === 'PHONE' ? { action: 'bindcomponent', no_scan: '1' } : {}),
        component_appid: componentAppId,
        pre_auth_code,
        redirect_uri: returnTo,
        auth_type: MINI_PROGRAMS,
        ...(appId === undefined ? {} : { biz_appid: appId }),
      }).toString();
      if (device === 'PHONE') page.hash = 'wechat_redirect';
      return { url: page.href, mark: pre_auth_code };
    },
    codeIn: ({ auth_code }) => (auth_code === '' ? undefined : auth_code),
    redeem: async (code) => read(await api.redeem(code)),
    read,
  };
}

function noMiniProgram(appId: string): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'FINAL',
    call: 'POST /cgi-bin/component/api_get_authorizer_info',
    words: `${appId} is no mini program: another kind of account was authorised`,
  });
}
