import { createBaiduConnector } from '../../src/hosts/baidu/connector.ts';
import type { PackageRequest, PlatformConnector, PushNews } from '../../src/hosts/connector.ts';
import type { CredentialVault } from '../../src/hosts/credential-vault.ts';
import type { HostWatch } from '../../src/hosts/host-watch.ts';
import { encryptMessage } from '../../src/kernel/message-crypto.ts';
import { type LiteralHost, type SeenRequest, startLiteralHost } from '../support/literal-host.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { handClock, marked, program as wechatProgram } from './subjects.ts';

export const ENCODING_AES_KEY = 'A'.repeat(43);
export const APP_ID = '1452365';

export const ok = (data?: unknown) => ({
  errno: 0,
  msg: 'success',
  ...(data === undefined ? {} : { data }),
});
export const no = (errno: number) => ({ errno, msg: `no ${errno}` });
export const grant = (n: number) => ({
  access_token: `45.access-token-${n}`,
  refresh_token: `46.refresh-token-${n}`,
  expires_in: 3600,
});

export const TP_TOKEN = '/public/2.0/smartapp/auth/tp/token';
export const OAUTH = '/rest/2.0/oauth/token';
export const RETRIEVE = '/rest/2.0/smartapp/auth/retrieve/authorizationcode';
export const smartapp = (name: string) => `/rest/2.0/smartapp/${name}`;

export const program: PackageRequest = {
  ...wechatProgram,
  appId: APP_ID,
  categoryPath: ['快递业与邮政', '快递'],
};
/** A row of `package/get`; ours unless `more` says otherwise. */
export const row = (more: object) => ({
  package_id: 55106,
  version_desc: marked,
  version: '1.4.0',
  ...more,
});

/** A message as `pushmsg/getmsg` and a push carry it. */
export const sealed = (message: object | string) =>
  encryptMessage(typeof message === 'string' ? message : JSON.stringify(message), 'tpkey', ENCODING_AES_KEY);

/** Baidu's connector in front of a host that answers what the test wrote down. */
export interface BaiduWire {
  readonly host: LiteralHost;
  readonly vault: CredentialVault;
  readonly clock: ReturnType<typeof handClock>;
  readonly connector: PlatformConnector;
  /** The connector of another node: its own memory, the same vault. */
  node(vault?: CredentialVault): PlatformConnector;
  push(message: object): Promise<PushNews>;
  /** The program's owner has agreed: a code has been pushed. */
  authorise(): Promise<unknown>;
  /** The call that was made last, as it was on the wire, with its form taken apart. */
  lastTo(path: string): Omit<SeenRequest, 'body'> & { readonly form: Readonly<Record<string, string>> };
  close(): Promise<void>;
}

/** Ticket and token of the gateway are there; no program is authorised yet. */
export async function openBaiduWire({
  watch,
  ...limits
}: {
  readonly timeoutMs?: number;
  readonly watch?: HostWatch;
} = {}): Promise<BaiduWire> {
  const host = await startLiteralHost();
  const vault = createMemoryVault();
  const clock = handClock();
  const node = (theirs = vault) =>
    createBaiduConnector(
      {
        baseUrl: host.url,
        consentBaseUrl: 'https://smartprogram.baidu.com',
        clientId: 'tpkey',
        tpAppId: '17328232',
        messageToken: 'token',
        encodingAesKeys: [ENCODING_AES_KEY],
        redirectBaseUrl: 'https://gateway.example',
      },
      theirs,
      clock,
      { limits, ...(watch ? { watch } : {}) },
    );
  const connector = node();
  const push = (message: object) => connector.absorbPush(JSON.stringify(message), 'events');
  await push({ Ticket: 'ticket-1', CreateTime: 1, MsgType: 'ticket', Event: 'push' });
  host.on(TP_TOKEN, ok({ access_token: '42.tp-token', expires_in: 2_592_000, scope: 'x' }));
  host.on(OAUTH, grant(1), grant(2), grant(3));
  return {
    host,
    vault,
    clock,
    connector,
    node,
    push,
    authorise: () => push({ event: 'AUTHORIZED', appId: Number(APP_ID), authorizationCode: 'code-1' }),
    lastTo(path) {
      const seen = host.requestsTo(path).at(-1);
      if (!seen) throw new Error(`nothing was sent to ${path}`);
      const { body, ...rest } = seen;
      return { ...rest, form: Object.fromEntries(new URLSearchParams(body)) };
    },
    close: () => host.close(),
  };
}
