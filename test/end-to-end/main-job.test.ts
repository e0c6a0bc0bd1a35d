import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Gateway, startGateway } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { playMainJob } from '../../src/demo/walk.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import {
  DEMO_ACCOUNT,
  type SandboxHosts,
  sandboxConnection,
  seedDemoAccount,
  startSandboxHosts,
} from '../../src/sandbox-hosts.ts';
import { testLocation } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';

const ports = { wechatPort: 0, baiduPort: 0 };
let url: string;
let gateway: Gateway;
let sandbox: SandboxHosts;
let drop: () => Promise<void>;

beforeAll(async () => {
  ports.wechatPort = await freePort();
  ports.baiduPort = await freePort();
  const testDatabase = await testLocation();
  ({ drop } = testDatabase);
  const config = { ...readConfig({ PORT: String(await freePort()) }), database: testDatabase.location };
  url = config.publicUrl;
  gateway = await startGateway({
    config,
    clock: systemClock,
    keys: { masterKeys: [randomBytes(32)], signInSecret: randomBytes(32).toString('hex') },
    hosts: sandboxConnection(ports, url),
  });
  sandbox = await startSandboxHosts(ports, gateway, url, systemClock);
  await seedDemoAccount(gateway);
}, 120_000);

afterAll(async () => {
  await sandbox.stopPartners();
  await gateway.stop();
  await sandbox.stopPlatforms();
  await drop();
});

async function play(locale: 'zh-CN' | 'en') {
  const lines: string[] = [];
  const summary = await playMainJob({
    url,
    email: DEMO_ACCOUNT.email,
    password: DEMO_ACCOUNT.password,
    sandbox: {
      wechatUrl: `http://127.0.0.1:${ports.wechatPort}`,
      baiduUrl: `http://127.0.0.1:${ports.baiduPort}`,
    },
    locale,
    print: (line) => lines.push(line),
  });
  return { summary, timeline: lines.join('\n') };
}

describe('the main job, over the public API and a real wire', () => {
  it('ends with the program live wherever it was approved, and one host that refused and held back nobody', async () => {
    const { summary, timeline } = await play('en');
    const headlines = Object.fromEntries(summary.hosts.map(({ hostId, headline }) => [hostId, headline]));
    expect(headlines).toEqual({
      baiduboxapp: 'LIVE',
      bdmap: 'LIVE',
      iovauto: 'LIVE',
      iqiyi: 'LIVE',
      tieba: 'REFUSED_BY_HOST',
      wechat: 'LIVE',
    });
    const visible = summary.hosts
      .filter(({ visibility }) => visibility === 'PUBLIC')
      .map(({ hostId }) => hostId);
    expect(visible.sort()).toEqual(['baiduboxapp', 'bdmap', 'iovauto', 'iqiyi', 'wechat']);
    for (const clause of [
      'wechat/0.1',
      'baidu/0.1',
      'baidu/2.1',
      'baidu/2.2',
      'baidu/3.3',
      'baidu/3.6',
      'wechat/2.4',
    ]) {
      expect(timeline).toContain(clause);
    }
  }, 120_000);

  it('misses nothing and doubles nothing across a cut connection, and can be played again on the same data', async () => {
    const { summary, timeline } = await play('zh-CN');
    expect(summary.stream).toMatchObject({ missed: 0, doubled: 0, outOfOrder: 0 });
    expect(summary.stream.received).toBe(summary.stream.inTheLog);
    expect(summary.late).toBeGreaterThan(0);
    expect(timeline).toContain('贴吧');
  }, 120_000);

  it('tells of everything that came from the sandbox as simulated', async () => {
    const sources = await gateway.database.prisma.event.groupBy({ by: ['source'], _count: true });
    expect(sources.map(({ source }) => source).sort()).toEqual(['GATEWAY', 'SIMULATED']);
  });
});
