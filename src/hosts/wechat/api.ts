import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { createAuthorisations, type Grant } from '../authorisations.ts';
import type { CredentialPurpose, CredentialVault } from '../credential-vault.ts';
import { createGatewayToken } from '../gateway-token.ts';
import { HostError } from '../host-error.ts';
import type { HostImage } from '../host-image.ts';
import { createHostCaller, type HttpCall, type JsonObject } from '../http-call.ts';
import { readReply } from '../reply.ts';
import { createTicketDrawer } from '../ticket.ts';
import { lifeSeconds } from '../token-life.ts';
import { callWithToken } from '../with-token.ts';
import { PLATFORM, type WechatConfig, type WechatOptions } from './config.ts';
import { tokenRejections, wechatCodes } from './error-codes.ts';

const AHEAD_MS = 600_000;

const text = z.string().min(1);
const componentTokenShape = z.object({ component_access_token: text, expires_in: lifeSeconds });
const grantShape = z.object({
  authorizer_access_token: text,
  authorizer_refresh_token: text,
  expires_in: lifeSeconds,
});
const authorisationShape = z.object({
  authorization_info: grantShape.extend({ authorizer_appid: text.nullish() }),
});
const authorizerListShape = z.object({
  total_count: z.number(),
  list: z.array(z.object({ authorizer_appid: z.string(), refresh_token: z.string() })),
});

/** WeChat's calls with the right token in the right place. */
export interface WechatApi {
  /** With the platform's own token. */
  asComponent(call: HttpCall): Promise<JsonObject>;
  /** On behalf of a program. */
  asProgram(appId: string, call: HttpCall): Promise<JsonObject>;
  /** On behalf of a program, where the answer is a picture. */
  imageAsProgram(appId: string, call: HttpCall): Promise<HostImage>;
  /** Makes sure that there are tokens for the program, which exchanges the code of a new one. */
  authorise(appId: string): Promise<void>;
  /** With the gateway's secret and no token, where a call documents that; `as`: what it calls the secret. */
  bySecret(call: {
    readonly path: string;
    readonly as: 'appsecret' | 'component_secret';
    readonly json?: Readonly<Record<string, unknown>>;
  }): Promise<JsonObject>;
  storeTicket(ticket: string, createdAt: string | undefined): Promise<void>;
  storeCode(appId: string, code: string): Promise<void>;
  /** Exchanges a code and keeps the tokens; answers whose they are. */
  redeem(code: string): Promise<string>;
  /** The program's owner has taken the permission back. */
  forget(appId: string): Promise<void>;
}

export function createWechatApi(
  config: WechatConfig,
  vault: CredentialVault,
  clock: Clock,
  options: WechatOptions = {},
): WechatApi {
  const { baseUrl, componentAppId } = config;
  const call = createHostCaller({ ...options, platform: PLATFORM, baseUrl, meanings: wechatCodes, codeOf });
  const ticket = createTicketDrawer(
    vault,
    { platform: PLATFORM, holder: componentAppId, kind: 'ticket' },
    clock,
  );

  const componentToken = createGatewayToken({
    vault,
    clock,
    key: { platform: PLATFORM, holder: componentAppId, kind: 'component-token' },
    aheadMs: AHEAD_MS,
    async fetchToken() {
      const path = '/cgi-bin/component/api_component_token';
      const held = await ticket.read(path);
      if (held === undefined) throw noTicket(path);
      await vault.noteUse({ platform: PLATFORM, holder: componentAppId, kind: 'app-secret' }, path);
      const reply = await call({
        method: 'POST',
        path,
        effect: 'READS',
        secrets: [config.componentAppSecret, held],
        yieldsCredential: true,
        body: {
          json: {
            component_appid: componentAppId,
            component_appsecret: config.componentAppSecret,
            component_verify_ticket: held,
          },
        },
      });
      const { component_access_token, expires_in } = readReply(PLATFORM, path, componentTokenShape, reply);
      return { token: component_access_token, expiresInSeconds: expires_in };
    },
  });

  const asComponent = (request: HttpCall): Promise<JsonObject> =>
    callWithToken(call, componentToken, tokenRejections, request);
  const source = createGrantSource(componentAppId, asComponent);
  const authorisations = createAuthorisations({
    platform: PLATFORM,
    vault,
    clock,
    aheadMs: AHEAD_MS,
    source,
  });

  const tokenOf = (appId: string) => (purpose: CredentialPurpose, rejected?: string) =>
    authorisations.token(appId, purpose, rejected);

  return {
    asComponent,
    asProgram: (appId, request) => callWithToken(call, tokenOf(appId), tokenRejections, request),
    imageAsProgram: (appId, request) => callWithToken(call.image, tokenOf(appId), tokenRejections, request),
    async authorise(appId) {
      await authorisations.token(appId, 'RENEW');
    },
    async bySecret({ path, as, json }) {
      const purpose = path as CredentialPurpose;
      await vault.noteUse({ platform: PLATFORM, holder: componentAppId, kind: 'app-secret' }, purpose);
      const { componentAppSecret: secret } = config;
      const body = { json: { ...json, component_appid: componentAppId, [as]: secret } };
      return call({ method: 'POST', path, effect: 'ACTS', secrets: [secret], body });
    },
    storeTicket: ticket.put,
    storeCode: authorisations.storeCode,
    async redeem(code) {
      const grant = await source.exchange(code);
      if (grant.appId === undefined) throw namesNobody();
      await authorisations.storeGrant(grant.appId, grant);
      return grant.appId;
    },
    forget: authorisations.forget,
  };
}

function createGrantSource(componentAppId: string, asComponent: (call: HttpCall) => Promise<JsonObject>) {
  const base = '/cgi-bin/component';
  const post = (path: string, body: Readonly<Record<string, unknown>>, secrets: readonly string[]) =>
    asComponent({
      method: 'POST',
      path,
      effect: 'READS',
      secrets,
      yieldsCredential: true,
      body: { json: { component_appid: componentAppId, ...body } },
    });

  async function renew(appId: string, refreshToken: string): Promise<Grant> {
    const path = `${base}/api_authorizer_token`;
    const body = { authorizer_appid: appId, authorizer_refresh_token: refreshToken };
    return asGrant(readReply(PLATFORM, path, grantShape, await post(path, body, [refreshToken])));
  }

  return {
    renew,
    async exchange(code: string): Promise<Grant> {
      const path = `${base}/api_query_auth`;
      const reply = await post(path, { authorization_code: code }, [code]);
      const { authorization_info } = readReply(PLATFORM, path, authorisationShape, reply);
      const { authorizer_appid: appId } = authorization_info;
      return { ...asGrant(authorization_info), ...(appId ? { appId } : {}) };
    },
    /** A refresh token that got lost is in the list of all who gave their permission. */
    async recover(appId: string): Promise<Grant> {
      const path = `${base}/api_get_authorizer_list`;
      const count = 500;
      for (let offset = 0; ; offset += count) {
        const page = readReply(PLATFORM, path, authorizerListShape, await post(path, { offset, count }, []));
        const found = page.list.find(({ authorizer_appid }) => authorizer_appid === appId);
        if (found?.refresh_token) return renew(appId, found.refresh_token);
        if (page.list.length === 0 || offset + count >= page.total_count) throw notAuthorised(path, appId);
      }
    },
  };
}

function asGrant(reply: z.infer<typeof grantShape>): Grant {
  return {
    accessToken: reply.authorizer_access_token,
    refreshToken: reply.authorizer_refresh_token,
    expiresInSeconds: reply.expires_in,
  };
}

/** `errcode` first: a refusal may carry fields that look like an answer, such as `status` 0 for "approved". */
function codeOf(answer: JsonObject): { readonly code: string; readonly words: string } | undefined {
  const { errcode, errmsg } = answer;
  if (errcode === undefined || errcode === 0 || errcode === '0') return undefined;
  return { code: String(errcode), words: [String(errmsg ?? ''), ...hintsIn(answer)].join('\n') };
}

const hintsShape = z.array(z.object({ err_field: z.string().nullish(), errmsg: z.string().nullish() }));

/** A filing that is refused is explained field by field. */
function hintsIn({ hints }: JsonObject): readonly string[] {
  const read = hintsShape.safeParse(hints).data ?? [];
  return read.map(({ err_field, errmsg }) => [err_field, errmsg].filter((part) => part).join(': '));
}

function noTicket(path: string): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'RETRY_LATER',
    call: `POST ${path}`,
    words:
      'not called: no component_verify_ticket has come in yet. WeChat pushes one every ten minutes to the ' +
      'authorisation event URL; check that this URL leads here',
    retryAfterMs: 600_000,
  });
}

function namesNobody(): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'ASK_OPERATOR',
    call: 'POST /cgi-bin/component/api_query_auth',
    words: 'the answer to the code does not say whose tokens these are (authorizer_appid)',
  });
}

function notAuthorised(path: string, appId: string): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'ASK_OPERATOR',
    call: `POST ${path}`,
    code: '61003',
    words: `${appId} is not among the programs that have authorised this platform`,
  });
}
