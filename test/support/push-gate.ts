import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createBaiduConnector } from '../../src/hosts/baidu/connector.ts';
import type { PlatformConnector } from '../../src/hosts/connector.ts';
import { createTicketDrawer } from '../../src/hosts/ticket.ts';
import { createWechatConnector } from '../../src/hosts/wechat/connector.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { registerPushes } from '../../src/http/pushes.ts';
import { createServer } from '../../src/http/server.ts';
import { encryptMessage, signatureOf } from '../../src/kernel/message-crypto.ts';
import type { Job } from '../../src/onboarding/job.ts';
import type { PlatformId } from '../../src/programs/platform.ts';
import { applyPushes, type PushDeps } from '../../src/review/pushes.ts';
import { createCredentialUses } from '../../src/store/credential-uses.ts';
import { createCredentialVault } from '../../src/store/credential-vault.ts';
import { createFieldCipher } from '../../src/store/encryption/field-cipher.ts';
import { createPushStore } from '../../src/store/pushes.ts';
import { openTestDatabase } from './database.ts';
import { NOW } from './facts.ts';
import { NotedJobs, StandingClock } from './workshop.ts';

export const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const TOKEN = 'token';
const COMPONENT = 'wxcomponent';
const TP_KEY = 'tpkey';
export const TP_APP_ID = '17328232';

/** How a push is wrapped; what is left out is as the platform does it. */
export interface Wrapping {
  readonly message?: string;
  readonly key?: string;
  readonly token?: string;
  readonly receiverId?: string;
  readonly at?: Date;
  readonly nonce?: string;
  /** Instead of what the message would be encrypted to. */
  readonly encrypted?: string;
  readonly path?: string;
}

export interface WirePush {
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

export interface Told {
  readonly status: number;
  readonly body: string;
}

/** One platform's way of pushing. */
export interface Sender {
  readonly platform: PlatformId;
  /** Another each time. */
  freshMessage(): string;
  wrap(wrapping?: Wrapping): WirePush;
}

/** The gateway's intake on a port, with its connectors and its store, and nothing behind it. */
export interface PushGate {
  readonly clock: StandingClock;
  readonly port: number;
  /** That both platforms sign with. */
  readonly token: string;
  readonly senders: readonly Sender[];
  senderOf(platform: PlatformId): Sender;
  connectorOf(platform: PlatformId): PlatformConnector;
  post(push: WirePush, headers?: Readonly<Record<string, string>>): Promise<Told>;
  /** Writes bytes to the port as they are; resolves to what came back until the gateway ended the connection, or `hangUp` did. */
  raw(pieces: Iterable<Buffer | string>, hangUp?: boolean): Promise<{ text: string; sent: number }>;
  stored(): Promise<readonly { key: string; event: string; lane: string; outcome: string | null }[]>;
  /** The ticket that the platform's calls are made with. */
  heldTicket(platform: PlatformId): Promise<string | undefined>;
  /** Applies all that waits, as the queue would. */
  apply(): Promise<void>;
  /** A counter, by its name and labels as they stand in the text: `x{platform="WECHAT"}`. */
  count(series: string): Promise<number>;
  /** How many pushes of a platform were refused for a reason, since this was last asked for any reason. */
  refusedFor(platform: PlatformId): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export async function openPushGate(): Promise<PushGate> {
  const database = await openTestDatabase();
  const clock = new StandingClock(NOW);
  const cipher = createFieldCipher([randomBytes(32)]);
  const queue = new NotedJobs();
  const uses = createCredentialUses(database.prisma, clock);
  const vault = createCredentialVault(database.prisma, cipher, clock, uses);
  const platforms = ['WECHAT', 'BAIDU'] as const;
  const metrics = createMetrics({
    platforms,
    jobKinds: [],
    backlog: async () => ({ jobs: [], oldestJobSeconds: 0, pushes: [], deadLetters: [], webhooks: [] }),
  });
  const secret = { messageToken: TOKEN, encodingAesKeys: [KEY], baseUrl: 'http://127.0.0.1:9' } as const;
  const baidu = {
    consentBaseUrl: secret.baseUrl,
    clientId: TP_KEY,
    tpAppId: TP_APP_ID,
    redirectBaseUrl: secret.baseUrl,
  };
  const connectors: Record<string, PlatformConnector> = {
    WECHAT: createWechatConnector(
      { ...secret, componentAppId: COMPONENT, componentAppSecret: 's' },
      vault,
      clock,
    ),
    BAIDU: createBaiduConnector({ ...secret, ...baidu }, vault, clock),
  };
  const connectorOf = (platform: PlatformId) => connectors[platform] as PlatformConnector;
  const store = createPushStore(database, cipher, clock, queue);
  const deps: PushDeps = {
    now: () => clock.now(),
    connectorOf,
    ...store,
    hearMeasure: async () => 'NO_SUCH_MEASURE',
    hearSetting: async () => 'UNKNOWN_APP',
    hearVerificationDue: async () => {},
    hearAuthorisation: async () => 'AUTHORISED',
    hearRevocation: async () => {},
  };
  const app = createServer('silent');
  await registerPushes(app, { deps, platforms, takeConsent: async () => {}, watch: metrics.pushes });
  const port = await listening(app);
  const senders = [wechatSender(clock), baiduSender(clock)];
  let before: Record<string, Record<string, number>> = {};

  return {
    clock,
    port,
    token: TOKEN,
    senders,
    senderOf: (platform) => senders.find((sender) => sender.platform === platform) as Sender,
    connectorOf,
    async post({ path, query, body }, headers = { 'content-type': 'text/xml' }) {
      const response = await fetch(`http://127.0.0.1:${port}${path}?${query}`, {
        method: 'POST',
        headers,
        body,
      });
      return { status: response.status, body: await response.text() };
    },
    raw: (pieces, hangUp = false) => writeRaw(port, pieces, hangUp),
    stored: () =>
      database.prisma.hostPush.findMany({
        orderBy: { sequence: 'asc' },
        select: { key: true, event: true, lane: true, outcome: true },
      }),
    heldTicket(platform) {
      const holder = platform === 'WECHAT' ? COMPONENT : TP_KEY;
      return createTicketDrawer(vault, { platform, holder, kind: 'ticket' }, clock).read('READ_PUSH');
    },
    async apply() {
      for (let job = queue.take(); job; job = queue.take()) await applyJob(deps, job);
    },
    async count(series) {
      const line = (await metrics.text()).split('\n').find((text) => text.startsWith(`${series} `));
      if (line === undefined) throw new Error(`no series ${series}`);
      return Number(line.slice(series.length + 1));
    },
    async refusedFor(platform) {
      const now = refusalsIn(await metrics.text());
      const earlier = before[platform] ?? {};
      before = { ...before, [platform]: now[platform] ?? {} };
      const grown = Object.entries(now[platform] ?? {}).map(
        ([reason, count]) => [reason, count - (earlier[reason] ?? 0)] as const,
      );
      return Object.fromEntries(grown.filter(([, more]) => more !== 0));
    },
    async close() {
      await app.close();
      await uses.stop();
      await database.close();
    },
  };
}

async function applyJob(deps: PushDeps, { kind, id }: Job): Promise<void> {
  if (kind === 'PUSH') await applyPushes(deps, id);
}

async function listening(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function sealed(clock: StandingClock, wrapping: Wrapping, message: string, receiverId: string) {
  const timestamp = String(Math.floor((wrapping.at ?? clock.now()).getTime() / 1000));
  const nonce = wrapping.nonce ?? randomBytes(8).toString('hex');
  const key = wrapping.key ?? KEY;
  const encrypted = wrapping.encrypted ?? encryptMessage(message, wrapping.receiverId ?? receiverId, key);
  const signature = signatureOf(wrapping.token ?? TOKEN, timestamp, nonce, encrypted);
  return { timestamp, nonce, encrypted, signature };
}

function wechatSender(clock: StandingClock): Sender {
  const freshMessage = () =>
    `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>1</CreateTime><MsgType><![CDATA[event]]></MsgType>` +
    `<Event><![CDATA[weapp_audit_success]]></Event><Mark>${randomBytes(8).toString('hex')}</Mark></xml>`;
  return {
    platform: 'WECHAT',
    freshMessage,
    wrap(wrapping = {}) {
      const message = wrapping.message ?? freshMessage();
      const { timestamp, nonce, encrypted, signature } = sealed(clock, wrapping, message, COMPONENT);
      const query = { signature: 'x', timestamp, nonce, encrypt_type: 'aes', msg_signature: signature };
      return {
        path: wrapping.path ?? '/hosts/wechat/messages/wxa1',
        query: new URLSearchParams(query).toString(),
        body: `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
      };
    },
  };
}

function baiduSender(clock: StandingClock): Sender {
  const freshMessage = () =>
    JSON.stringify({
      appId: 1452365,
      tpAppId: Number(TP_APP_ID),
      event: 'PACKAGE_AUDIT_PASS',
      mark: randomBytes(8).toString('hex'),
    });
  return {
    platform: 'BAIDU',
    freshMessage,
    wrap(wrapping = {}) {
      const message = wrapping.message ?? freshMessage();
      const { timestamp, nonce, encrypted, signature } = sealed(clock, wrapping, message, TP_APP_ID);
      const body = { Nonce: nonce, TimeStamp: timestamp, Encrypt: encrypted, MsgSignature: signature };
      return { path: wrapping.path ?? '/hosts/baidu/messages', query: '', body: JSON.stringify(body) };
    },
  };
}

/** `paifang_pushes_refused_total{platform="WECHAT",reason="STALE"} 3` */
function refusalsIn(text: string): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  for (const [, platform = '', reason = '', count] of text.matchAll(
    /^paifang_pushes_refused_total\{platform="(\w+)",reason="(\w+)"\} (\d+)$/gm,
  )) {
    found[platform] = { ...found[platform], [reason]: Number(count) };
  }
  return found;
}

function writeRaw(
  port: number,
  pieces: Iterable<Buffer | string>,
  hangUp: boolean,
): Promise<{ text: string; sent: number }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let open = true;
    const over = () => {
      if (open) resolve({ text, sent: socket.bytesWritten });
      open = false;
    };
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    // A server that has refused hangs up while we are still writing: that is what is looked for.
    socket.on('error', over);
    socket.on('close', over);
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (!open) return;
        const goesOn = socket.write(piece);
        if (!goesOn)
          await new Promise<void>((drained) => socket.once('drain', drained).once('close', drained));
      }
      if (hangUp) socket.destroy();
    });
  });
}
