import type { WechatOptions } from '../../src/hosts/wechat/config.ts';
import { createWechatConnector } from '../../src/hosts/wechat/connector.ts';
import { type LiteralHost, startLiteralHost } from '../support/literal-host.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { handClock } from './subjects.ts';

export const ok = { errcode: 0, errmsg: 'ok' };
export const no = (errcode: number, more: object = {}) => ({
  errcode,
  errmsg: `no ${errcode} rid: 1-2-3`,
  ...more,
});

/** WeChat's wire with what the test writes down, and a connector that has its tokens: `component-1`, `access-1` of `wxa1`. */
export interface WechatWire {
  readonly host: LiteralHost;
  readonly clock: ReturnType<typeof handClock>;
  readonly connector: ReturnType<typeof createWechatConnector>;
  /** The only request to a path: method, query without its token, body. */
  request(path: string): {
    readonly method: string;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

export async function openWechatWire(options: WechatOptions = {}): Promise<WechatWire> {
  const host = await startLiteralHost();
  const clock = handClock();
  const connector = createWechatConnector(
    {
      baseUrl: host.url,
      componentAppId: 'wxcomponent',
      componentAppSecret: 'component-secret',
      messageToken: 'token',
      encodingAesKeys: ['A'.repeat(43)],
    },
    createMemoryVault(),
    clock,
    options,
  );
  host.on('/cgi-bin/component/api_component_token', {
    component_access_token: 'component-1',
    expires_in: 7200,
  });
  host.on('/cgi-bin/component/api_query_auth', {
    authorization_info: {
      authorizer_appid: 'wxa1',
      authorizer_access_token: 'access-1',
      authorizer_refresh_token: 'refresh-1',
      expires_in: 7200,
    },
  });
  const event = (type: string, more: string) =>
    connector.absorbPush(
      `<xml><AppId>wxcomponent</AppId><CreateTime>1</CreateTime><InfoType>${type}</InfoType>${more}</xml>`,
      'events',
    );
  await event('component_verify_ticket', '<ComponentVerifyTicket>ticket-1</ComponentVerifyTicket>');
  await event(
    'authorized',
    '<AuthorizerAppid>wxa1</AuthorizerAppid><AuthorizationCode>code-1</AuthorizationCode>',
  );
  return {
    host,
    clock,
    connector,
    request(path) {
      const [seen, ...more] = host.requestsTo(path);
      if (!seen || more.length > 0) throw new Error(`${more.length + (seen ? 1 : 0)} requests to ${path}`);
      const { access_token, ...query } = seen.query;
      return { method: seen.method, query: { ...query, token: access_token ?? '' }, body: bodyOf(seen.body) };
    },
  };
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  return text.startsWith('{') ? JSON.parse(text) : text;
}
