import { randomBytes } from 'node:crypto';
import { type Gateway, startGateway } from '../../src/app.ts';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { playMainJob } from '../../src/demo/walk.ts';
import type { EventType } from '../../src/events/event.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import {
  DEMO_ACCOUNT,
  sandboxConnection,
  seedDemoAccount,
  startSandboxHosts,
} from '../../src/sandbox-hosts.ts';
import { testLocation } from './database.ts';
import { freePort } from './free-port.ts';

type Platform = 'WECHAT' | 'BAIDU';

/** A gateway with both sandboxes on the other side of the wire, and the program of the main job public on both. */
export interface SandboxedGateway {
  readonly gateway: Gateway;
  readonly api: ApiClient;
  readonly programId: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
  ask(query: string, variables?: object): Promise<any>;
  /** A control route of a sandbox: the JSON that it answers with. */
  control(platform: Platform, path: string, body: object): Promise<Record<string, unknown>>;
  /** Takes the answers back that a sandbox was told to give. */
  clearAnswers(platform: Platform): Promise<void>;
  /** How often a sandbox was called at a path. */
  calls(platform: Platform, path: string): Promise<number>;
  appId(platform: Platform): Promise<string>;
  /** The payload of an event about something; asked for until there are so many, for at most 30 s. */
  heard(type: EventType, subjectId: string, atLeast?: number): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** @param more What of the configuration is to be otherwise than usual. */
export async function openSandboxedGateway(more: Partial<Config> = {}): Promise<SandboxedGateway> {
  const ports = { wechatPort: await freePort(), baiduPort: await freePort() };
  const urlOf = (platform: Platform) =>
    `http://127.0.0.1:${platform === 'WECHAT' ? ports.wechatPort : ports.baiduPort}`;
  const { location, drop } = await testLocation();
  const config = {
    ...readConfig({ PORT: String(await freePort()) }),
    pollMs: 1_000,
    database: location,
    ...more,
  };
  const url = config.publicUrl;
  const gateway = await startGateway({
    config,
    clock: systemClock,
    keys: { masterKeys: [randomBytes(32)], signInSecret: randomBytes(32).toString('hex') },
    hosts: sandboxConnection(ports, url),
  });
  const sandbox = await startSandboxHosts(ports, gateway, url, systemClock);
  await seedDemoAccount(gateway);
  const { email, password } = DEMO_ACCOUNT;
  await playMainJob({
    url,
    email,
    password,
    sandbox: { wechatUrl: urlOf('WECHAT'), baiduUrl: urlOf('BAIDU') },
    locale: 'en',
    print: () => {},
  });
  const api = createApiClient({ url });
  await api.signIn(email, password);
  const { prisma } = gateway.database;
  const { id: programId } = await prisma.program.findFirstOrThrow();

  return {
    gateway,
    api,
    programId,
    async ask(query, variables = {}) {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${api.token}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async control(platform, path, body) {
      const response = await fetch(`${urlOf(platform)}/sandbox/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
    async clearAnswers(platform) {
      await fetch(`${urlOf(platform)}/sandbox/answers`, { method: 'DELETE' });
    },
    async calls(platform, path) {
      const made = (await (await fetch(`${urlOf(platform)}/sandbox/calls`)).json()) as { path: string }[];
      return made.filter((call) => call.path.split('?')[0] === path).length;
    },
    async appId(platform) {
      const found = await prisma.registration.findFirstOrThrow({ where: { platform, programId } });
      return found.appId ?? '';
    },
    async heard(type, subjectId, atLeast = 1) {
      for (const end = Date.now() + 30_000; Date.now() < end; ) {
        const found = await prisma.event.findMany({
          where: { type, subjectId },
          orderBy: { accountPosition: 'asc' },
        });
        const last = found.at(-1);
        if (last && found.length >= atLeast) return last.payload as Record<string, unknown>;
      }
      throw new Error(`no ${type} about ${subjectId}`);
    },
    async stop() {
      await sandbox.stopPartners();
      await gateway.stop();
      await sandbox.stopPlatforms();
      await drop();
    },
  };
}
