import { z } from 'zod';
import { ConnectionVariables, streamLimitsOf } from './connection-config.ts';
import type { DeliveryConfig } from './delivery/carriers.ts';
import { DeliveryVariables, deliveryFaults, deliveryOf } from './delivery-config.ts';
import type { StreamLimits } from './graphql/streams/stream-limits.ts';
import type { BaiduConfig } from './hosts/baidu/config.ts';
import type { WechatConfig } from './hosts/wechat/config.ts';
import type { MetricsAddress } from './http/metrics-server.ts';
import { listVariable } from './list-variable.ts';
import type { DatabaseLocation } from './store/database.ts';
import type { WakeUpAddress } from './store/wake-ups/open-wake-ups.ts';
import { WakeUpVariables, wakeUpFaults, wakeUpsOf } from './wake-up-config.ts';

/** Where the platforms are: stand-ins that this process starts, or the real ones. */
export type HostsConfig =
  | { readonly kind: 'SANDBOX'; readonly wechatPort: number; readonly baiduPort: number }
  | { readonly kind: 'REAL'; readonly wechat: WechatConfig; readonly baidu: BaiduConfig };

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The gateway as browsers and platforms reach it, without a slash at the end. */
  readonly publicUrl: string;
  readonly dataDirectory: string;
  readonly database: DatabaseLocation;
  /** By what the nodes of the database wake each other; left out: by the database. */
  readonly wakeUps?: WakeUpAddress;
  readonly hosts: HostsConfig;
  /** Given where the hosts are real; with the sandbox, keys of its own are kept in the data folder. */
  readonly keys?: Keys;
  /** How often platforms are asked about what they may have failed to push. */
  readonly pollMs: number;
  /** Further origins whose pages may use the API from a browser. */
  readonly allowedOrigins: readonly string[];
  /** Addresses of proxies that are believed whom they pass on, and ranges of them. */
  readonly trustedProxies: readonly string[];
  readonly streamLimits: StreamLimits;
  /** What the operator calls the backups of this database, for the proof of what went (wechat/4.10). */
  readonly backups: readonly string[];
  /** How long events are kept, in days; left out: for ever. */
  readonly eventRetentionDays?: number;
  /** Where the heads of the logs are noted down, outside of the database; left out: nowhere. */
  readonly anchorFile?: string;
  readonly logLevel: string;
  /** Who carries notices out of the gateway. */
  readonly delivery: DeliveryConfig;
  /** Where the operator's monitoring reads; left out: nowhere. */
  readonly metrics?: MetricsAddress;
  readonly webhooks: WebhookConfig;
}

/** Where webhooks may be, and how long it is kept what became of what they were told. */
export interface WebhookConfig {
  /** Also on this machine and in the house's own network, and over plain HTTP. */
  readonly privateAddresses: boolean;
  readonly keptDays: number;
}

/** The secrets of the gateway itself. */
export interface Keys {
  /** 32 bytes each: the first seals, all of them open. */
  readonly masterKeys: readonly Buffer[];
  readonly signInSecret: string;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is a port, 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'is a port, 0 to 65535');
const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'has 43 characters of A-Z, a-z, 0-9');
const masterKey = z
  .string()
  .refine(
    (text) => Buffer.from(text, 'base64').length === 32,
    'is 32 random bytes in base64: openssl rand -base64 32',
  )
  .transform((text) => Buffer.from(text, 'base64'));

const Common = z.object({
  ...DeliveryVariables,
  ...WakeUpVariables,
  ...ConnectionVariables,
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  PAIFANG_PUBLIC_URL: z.url().optional(),
  PAIFANG_DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'is a PostgreSQL address: postgresql://user:password@host:5432/database')
    .optional(),
  PAIFANG_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  PAIFANG_HOSTS: z.enum(['sandbox', 'real'], 'is sandbox or real').default('sandbox'),
  PAIFANG_POLL_SECONDS: z.coerce.number().int().min(5).max(86_400).optional(),
  PAIFANG_EVENT_RETENTION_DAYS: z.coerce.number().int().min(7).max(36_500).optional(),
  PAIFANG_ANCHOR_FILE: z.string().min(1).optional(),
  PAIFANG_ALLOWED_ORIGINS: listVariable,
  PAIFANG_BACKUPS: listVariable,
  PAIFANG_WEBHOOK_PRIVATE_ADDRESSES: z.enum(['true', 'false'], 'is true or false').default('false'),
  PAIFANG_WEBHOOK_LOG_DAYS: z.coerce.number().int().min(4).max(3_650).default(30),
  PAIFANG_MASTER_KEY: masterKey.optional(),
  PAIFANG_PREVIOUS_MASTER_KEYS: listVariable.pipe(z.array(masterKey)),
  PAIFANG_SIGN_IN_SECRET: z.string().min(32, 'has at least 32 characters').optional(),
  SANDBOX_WECHAT_PORT: port.default(4001),
  SANDBOX_BAIDU_PORT: port.default(4002),
  PAIFANG_METRICS_PORT: port.optional(),
  PAIFANG_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  PAIFANG_METRICS_TOKEN: z.string().min(32, 'has at least 32 characters').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
});

const Real = z.object({
  PAIFANG_PUBLIC_URL: z.url(),
  PAIFANG_MASTER_KEY: z.string(),
  PAIFANG_SIGN_IN_SECRET: z.string(),
  WECHAT_BASE_URL: z.url().default('https://api.weixin.qq.com'),
  WECHAT_CONSENT_BASE_URL: z.url().optional(),
  WECHAT_PHONE_CONSENT_BASE_URL: z.url().optional(),
  WECHAT_COMPONENT_APP_ID: z.string().min(1),
  WECHAT_COMPONENT_APP_SECRET: z.string().min(1),
  WECHAT_MESSAGE_TOKEN: z.string().min(1),
  WECHAT_ENCODING_AES_KEY: aesKey,
  WECHAT_PREVIOUS_ENCODING_AES_KEYS: listVariable.pipe(z.array(aesKey)),
  BAIDU_BASE_URL: z.url().default('https://openapi.baidu.com'),
  BAIDU_CONSENT_BASE_URL: z.url().default('https://smartprogram.baidu.com'),
  BAIDU_TP_KEY: z.string().min(1),
  BAIDU_TP_APP_ID: z.string().regex(/^\d+$/, 'is the number that Baidu gave the third-party platform'),
  BAIDU_MESSAGE_TOKEN: z.string().min(1),
  BAIDU_ENCODING_AES_KEY: aesKey,
  BAIDU_PREVIOUS_ENCODING_AES_KEYS: listVariable.pipe(z.array(aesKey)),
});

/** Everything that is wrong with the environment, one line a fault. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** Reads the environment, once, for the whole program. Throws `BadConfig` with all faults. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is one that is not set: that is how shells and unit files switch one off.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const common = Common.safeParse(given);
  const real = given.PAIFANG_HOSTS === 'real' ? Real.safeParse(given) : undefined;
  const faults = [...faultsOf(common), ...(real ? faultsOf(real) : [])];
  if (common.success && common.data.PAIFANG_HOSTS === 'sandbox') faults.push(...beyondLoopback(common.data));
  if (common.success)
    faults.push(...deliveryFaults(common.data), ...wakeUpFaults(common.data), ...openMetrics(common.data));
  if (common.success && !real) faults.push(...oneKeyWithoutTheOther(common.data));
  if (!common.success || faults.length > 0) throw new BadConfig([...new Set(faults)]);
  return configOf(common.data, real?.data);
}

/** A public address that is not this machine's means a proxy before it, through which others come in. */
function beyondLoopback({ HOST: host, PAIFANG_PUBLIC_URL: url }: z.infer<typeof Common>): string[] {
  const why = 'the sandbox has a demo account with a published password, so it';
  const faults: string[] = [];
  if (!LOOPBACK.includes(host))
    faults.push(`HOST: ${why} listens on loopback only; use 127.0.0.1, or PAIFANG_HOSTS=real`);
  if (url !== undefined && !LOOPBACK.includes(new URL(url).hostname.replace(/^\[|\]$/g, '')))
    faults.push(
      `PAIFANG_PUBLIC_URL: ${why} is reached on loopback only; use http://127.0.0.1:<port>, or PAIFANG_HOSTS=real`,
    );
  return faults;
}

function openMetrics({
  PAIFANG_METRICS_PORT: metricsPort,
  PAIFANG_METRICS_HOST: host,
  PAIFANG_METRICS_TOKEN: token,
}: z.infer<typeof Common>): string[] {
  if (metricsPort === undefined || token !== undefined || LOOPBACK.includes(host)) return [];
  return [
    'PAIFANG_METRICS_TOKEN: is not set, and PAIFANG_METRICS_HOST is not loopback: set a token of 32 characters or more, or 127.0.0.1',
  ];
}

function metricsOf({
  PAIFANG_METRICS_PORT: metricsPort,
  PAIFANG_METRICS_HOST: host,
  PAIFANG_METRICS_TOKEN: token,
}: z.infer<typeof Common>): { metrics?: MetricsAddress } {
  if (metricsPort === undefined) return {};
  return { metrics: { host, port: metricsPort, ...(token === undefined ? {} : { token }) } };
}

function oneKeyWithoutTheOther(common: z.infer<typeof Common>): string[] {
  const { PAIFANG_MASTER_KEY: master, PAIFANG_SIGN_IN_SECRET: secret } = common;
  if ((master === undefined) === (secret === undefined)) return [];
  const missing = master === undefined ? 'PAIFANG_MASTER_KEY' : 'PAIFANG_SIGN_IN_SECRET';
  return [`${missing}: is not set, and the other of the gateway's two keys is: set both, or neither`];
}

function faultsOf(read: z.ZodSafeParseResult<unknown>): string[] {
  if (read.success) return [];
  return read.error.issues.map(({ path, message, code, ...issue }) => {
    const name = String(path[0]);
    const missing = code === 'invalid_type' && 'input' in issue === false && message.includes('undefined');
    return missing ? `${name}: is not set; PAIFANG_HOSTS=real needs it` : `${name}: ${message}`;
  });
}

function configOf(common: z.infer<typeof Common>, real: z.infer<typeof Real> | undefined): Config {
  const { HOST: host, PORT: ownPort, PAIFANG_MASTER_KEY: master, PAIFANG_SIGN_IN_SECRET: secret } = common;
  const publicUrl = (common.PAIFANG_PUBLIC_URL ?? `http://${host}:${ownPort}`).replace(/\/$/, '');
  const sandbox = real === undefined;
  return {
    host,
    port: ownPort,
    publicUrl,
    dataDirectory: common.PAIFANG_DATA_DIR,
    database: common.DATABASE_URL
      ? { kind: 'SERVER', url: common.DATABASE_URL, connections: common.PAIFANG_DATABASE_CONNECTIONS }
      : { kind: 'EMBEDDED', directory: common.PAIFANG_DATA_DIR },
    ...wakeUpsOf(common),
    hosts: real
      ? { kind: 'REAL', wechat: wechatOf(real), baidu: baiduOf(real, publicUrl) }
      : { kind: 'SANDBOX', wechatPort: common.SANDBOX_WECHAT_PORT, baiduPort: common.SANDBOX_BAIDU_PORT },
    ...(master && secret
      ? { keys: { masterKeys: [master, ...common.PAIFANG_PREVIOUS_MASTER_KEYS], signInSecret: secret } }
      : {}),
    pollMs: (common.PAIFANG_POLL_SECONDS ?? (sandbox ? 30 : 3_600)) * 1000,
    allowedOrigins: common.PAIFANG_ALLOWED_ORIGINS,
    trustedProxies: common.PAIFANG_TRUSTED_PROXIES,
    streamLimits: streamLimitsOf(common),
    backups: common.PAIFANG_BACKUPS,
    ...(common.PAIFANG_EVENT_RETENTION_DAYS === undefined
      ? {}
      : { eventRetentionDays: common.PAIFANG_EVENT_RETENTION_DAYS }),
    ...(common.PAIFANG_ANCHOR_FILE === undefined ? {} : { anchorFile: common.PAIFANG_ANCHOR_FILE }),
    delivery: deliveryOf(common, { sandbox, dataDirectory: common.PAIFANG_DATA_DIR }),
    webhooks: {
      privateAddresses: common.PAIFANG_WEBHOOK_PRIVATE_ADDRESSES === 'true',
      keptDays: common.PAIFANG_WEBHOOK_LOG_DAYS,
    },
    ...metricsOf(common),
    logLevel: common.LOG_LEVEL ?? (sandbox ? 'error' : 'info'),
  };
}

function wechatOf(real: z.infer<typeof Real>): WechatConfig {
  return {
    baseUrl: real.WECHAT_BASE_URL,
    ...(real.WECHAT_CONSENT_BASE_URL ? { consentBaseUrl: real.WECHAT_CONSENT_BASE_URL } : {}),
    ...(real.WECHAT_PHONE_CONSENT_BASE_URL
      ? { phoneConsentBaseUrl: real.WECHAT_PHONE_CONSENT_BASE_URL }
      : {}),
    componentAppId: real.WECHAT_COMPONENT_APP_ID,
    componentAppSecret: real.WECHAT_COMPONENT_APP_SECRET,
    messageToken: real.WECHAT_MESSAGE_TOKEN,
    encodingAesKeys: [real.WECHAT_ENCODING_AES_KEY, ...real.WECHAT_PREVIOUS_ENCODING_AES_KEYS],
  };
}

function baiduOf(real: z.infer<typeof Real>, redirectBaseUrl: string): BaiduConfig {
  return {
    baseUrl: real.BAIDU_BASE_URL,
    consentBaseUrl: real.BAIDU_CONSENT_BASE_URL,
    clientId: real.BAIDU_TP_KEY,
    tpAppId: real.BAIDU_TP_APP_ID,
    messageToken: real.BAIDU_MESSAGE_TOKEN,
    encodingAesKeys: [real.BAIDU_ENCODING_AES_KEY, ...real.BAIDU_PREVIOUS_ENCODING_AES_KEYS],
    redirectBaseUrl,
  };
}
