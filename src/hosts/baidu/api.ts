import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { createAuthorisations, type Grant, type GrantSource } from '../authorisations.ts';
import type { CredentialPurpose, CredentialVault } from '../credential-vault.ts';
import { createGatewayToken } from '../gateway-token.ts';
import { HostError } from '../host-error.ts';
import type { HostImage } from '../host-image.ts';
import { createHostCaller, type HttpCall, type JsonObject } from '../http-call.ts';
import { readReply } from '../reply.ts';
import { createTicketDrawer } from '../ticket.ts';
import { lifeSeconds } from '../token-life.ts';
import { callWithToken } from '../with-token.ts';
import { type BaiduConfig, type BaiduOptions, PLATFORM } from './config.ts';
import { baiduCodes, tokenRejections } from './error-codes.ts';

const DAY_MS = 86_400_000;
const PROGRAM_AHEAD_MS = 300_000;

const text = z.string().min(1);
const tpTokenShape = z.object({ data: z.object({ access_token: text, expires_in: lifeSeconds }) });
/** OAuth answers flat, without `errno` and `data`. */
const grantShape = z.object({
  access_token: text,
  refresh_token: text,
  expires_in: lifeSeconds,
});
const ownShape = z.object({ data: z.object({ app_id: z.union([z.number(), text]).transform(String) }) });
const codeShape = z.object({ data: z.object({ authorization_code: text }) });

/** Baidu's calls with the right token in the right place. */
export interface BaiduApi {
  /** With the platform's own token. */
  asPlatform(call: HttpCall): Promise<JsonObject>;
  /** With no token of ours: whoever calls brings what it needs. */
  openly(call: HttpCall): Promise<JsonObject>;
  /** On behalf of a program. */
  asProgram(appId: string, call: HttpCall): Promise<JsonObject>;
  /** On behalf of a program, where the answer is a picture. */
  imageAsProgram(appId: string, call: HttpCall): Promise<HostImage>;
  storeTicket(ticket: string, createdAt: string | undefined): Promise<void>;
  /** See `Authorisations`. */
  storeCode(appId: string, code: string, told?: Date): Promise<void>;
  forget(appId: string, told?: Date): Promise<void>;
  /** Exchanges a code and keeps the tokens; answers whose they are. */
  redeem(code: string): Promise<string>;
}

export function createBaiduApi(
  config: BaiduConfig,
  vault: CredentialVault,
  clock: Clock,
  options: BaiduOptions = {},
): BaiduApi {
  const { baseUrl, clientId } = config;
  const call = createHostCaller({ ...options, platform: PLATFORM, baseUrl, meanings: baiduCodes, codeOf });
  const ticket = createTicketDrawer(vault, { platform: PLATFORM, holder: clientId, kind: 'ticket' }, clock);

  const platformToken = createGatewayToken({
    vault,
    clock,
    key: { platform: PLATFORM, holder: clientId, kind: 'component-token' },
    aheadMs: DAY_MS,
    async fetchToken() {
      const path = '/public/2.0/smartapp/auth/tp/token';
      const held = await ticket.read(path);
      if (held === undefined) throw noTicket(path);
      const query = { client_id: clientId, ticket: held };
      const reply = await call({ method: 'GET', path, query, effect: 'READS', yieldsCredential: true });
      const { data } = readReply(PLATFORM, `GET ${path}`, tpTokenShape, reply);
      return { token: data.access_token, expiresInSeconds: data.expires_in };
    },
  });
  const asPlatform = (request: HttpCall) => callWithToken(call, platformToken, tokenRejections, request);
  const source = createGrantSource(asPlatform);
  const authorisations = createAuthorisations({
    platform: PLATFORM,
    vault,
    clock,
    aheadMs: PROGRAM_AHEAD_MS,
    source,
  });

  const tokenOf = (appId: string) => (purpose: CredentialPurpose, rejected?: string) =>
    authorisations.token(appId, purpose, rejected);

  return {
    asPlatform,
    openly: (request) => call(request),
    asProgram: (appId, request) => callWithToken(call, tokenOf(appId), tokenRejections, request),
    imageAsProgram: (appId, request) => callWithToken(call.image, tokenOf(appId), tokenRejections, request),
    storeTicket: ticket.put,
    storeCode: authorisations.storeCode,
    forget: authorisations.forget,
    async redeem(code) {
      const grant = await source.exchange(code);
      // The answer does not say whose tokens these are: what is known by them does.
      const path = '/rest/2.0/smartapp/app/info';
      const info = await callWithToken(call, async () => grant.accessToken, new Set(), {
        method: 'GET',
        path,
        effect: 'READS',
      });
      const { app_id } = readReply(PLATFORM, `GET ${path}`, ownShape, info).data;
      await authorisations.storeGrant(app_id, grant);
      return app_id;
    },
  };
}

/** Source: https://smartprogram.baidu.com/docs/third/pro/. The form is that of Baidu's Go SDK: all in the query. */
function createGrantSource(asPlatform: (call: HttpCall) => Promise<JsonObject>): GrantSource {
  const path = '/rest/2.0/oauth/token';
  async function grant(query: Readonly<Record<string, string>>): Promise<Grant> {
    const reply = await asPlatform({ method: 'GET', path, query, effect: 'READS', yieldsCredential: true });
    const { access_token, refresh_token, expires_in } = readReply(PLATFORM, `GET ${path}`, grantShape, reply);
    return { accessToken: access_token, refreshToken: refresh_token, expiresInSeconds: expires_in };
  }
  const exchange = (code: string) => grant({ code, grant_type: 'app_to_tp_authorization_code' });

  return {
    exchange,
    renew: (_, refreshToken) => grant({ refresh_token: refreshToken, grant_type: 'app_to_tp_refresh_token' }),
    /**
     * A refresh token holds for one use; where the answer to it got lost, Baidu hands out another code. Where it has no
     * such relation (any more), nothing but another consent of the program's owner helps, and the error says so.
     */
    async recover(appId) {
      const path = '/rest/2.0/smartapp/auth/retrieve/authorizationcode';
      const body = { form: { app_id: appId } };
      const reply = await asPlatform({
        method: 'POST',
        path,
        effect: 'READS',
        yieldsCredential: true,
        body,
      }).catch(notAuthorised);
      return exchange(readReply(PLATFORM, `POST ${path}`, codeShape, reply).data.authorization_code);
    },
  };
}

const NO_RELATION = '50032';

function notAuthorised(error: unknown): never {
  if (!(error instanceof HostError) || error.detail.code !== NO_RELATION) throw error;
  const words = `${error.detail.words} (the program has to be authorised anew by its owner)`;
  throw new HostError({ ...error.detail, words }, { cause: error });
}

/** Three envelopes: the openapi gateway's, OAuth's, and that of the calls themselves. */
function codeOf(answer: JsonObject): { readonly code: string; readonly words: string } | undefined {
  const { error_code, error_msg, error, error_description, errno, msg } = answer;
  if (isCode(error_code)) return { code: String(error_code), words: String(error_msg ?? '') };
  if (isCode(error)) return { code: String(error), words: String(error_description ?? '') };
  if (isCode(errno)) return { code: String(errno), words: String(msg ?? '') };
  return undefined;
}

function isCode(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && String(value) !== '0';
}

function noTicket(path: string): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'RETRY_LATER',
    call: `GET ${path}`,
    words:
      'not called: no ticket has come in yet. Baidu pushes one every ten minutes to the URL for authorisation ' +
      'events; check that this URL leads here',
    retryAfterMs: 600_000,
  });
}
