import { parseArgs } from 'node:util';
import { type Gateway, startGateway } from './app.ts';
import { BadConfig, type Config, readConfig } from './config.ts';
import { playMainJob } from './demo/walk.ts';
import { systemClock } from './kernel/clock.ts';
import { localKeys } from './local-keys.ts';
import { DEMO_ACCOUNT, sandboxConnection, seedDemoAccount, startSandboxHosts } from './sandbox-hosts.ts';

const HELP = `paifang: starts the gateway

  --no-demo   do not play the main job on an empty data folder
  --help      this text

Everything else is set by environment variables: docs/configuration.md`;

/** Faults that the person at the terminal can mend: one line each, without a stack. */
const PLAIN_FAULTS = new Set(['DirectoryInUse', 'MigrationRefused', 'WrongMasterKey']);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { 'no-demo': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const config = readConfig(process.env);
  const started = await start(config);
  const stopped = stopOnSignal(started.stop);
  console.log(started.welcome);
  if (config.hosts.kind === 'SANDBOX' && !values['no-demo'] && started.empty) {
    await playDemo(config.publicUrl, config.hosts, stopped);
  }
  console.log('Ctrl-C stops it. Ctrl-C 停止。');
}

interface Started {
  readonly welcome: string;
  /** Whether nobody has created a program yet. */
  readonly empty: boolean;
  stop(): Promise<void>;
}

async function start(config: Config): Promise<Started> {
  const clock = systemClock;
  const keys = config.keys ?? localKeys(config.dataDirectory);
  const { hosts, publicUrl } = config;
  if (hosts.kind === 'REAL') {
    const gateway = await startGateway({ config, keys, clock, hosts });
    return { welcome: welcome(config), empty: false, stop: () => gateway.stop() };
  }
  const gateway = await startGateway({ config, keys, clock, hosts: sandboxConnection(hosts, publicUrl) });
  const sandbox = await withSandbox(gateway, () => startSandboxHosts(hosts, gateway, publicUrl, clock));
  await seedDemoAccount(gateway);
  const empty = (await gateway.database.prisma.program.count()) === 0;
  return {
    welcome: welcome(config),
    empty,
    async stop() {
      await sandbox.stopPartners();
      await gateway.stop();
      await sandbox.stopPlatforms();
    },
  };
}

/** A sandbox that cannot start (its port is taken, say) leaves no gateway behind. */
async function withSandbox<Sandbox>(gateway: Gateway, begin: () => Promise<Sandbox>): Promise<Sandbox> {
  try {
    return await begin();
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

function welcome({ publicUrl, hosts, database, dataDirectory }: Config): string {
  const lines = [
    `Paifang 牌坊   ${publicUrl}/graphql   (HTTP and WebSocket)`,
    `database 数据库   ${database.kind === 'EMBEDDED' ? `embedded, in ${dataDirectory}/` : 'PostgreSQL'}`,
  ];
  if (hosts.kind === 'SANDBOX') {
    lines.push(
      `explorer 查询页   ${publicUrl}/explorer`,
      `sign-in  登录     ${DEMO_ACCOUNT.email} / ${DEMO_ACCOUNT.password}   (sandbox only 仅限沙箱)`,
      `sandbox  沙箱     WeChat http://127.0.0.1:${hosts.wechatPort}/sandbox/   Baidu http://127.0.0.1:${hosts.baiduPort}/sandbox/`,
    );
  }
  return `\n${lines.join('\n')}\n`;
}

async function playDemo(
  url: string,
  { wechatPort, baiduPort }: { wechatPort: number; baiduPort: number },
  stopped: AbortSignal,
): Promise<void> {
  try {
    await playMainJob({
      url,
      email: DEMO_ACCOUNT.email,
      password: DEMO_ACCOUNT.password,
      sandbox: { wechatUrl: `http://127.0.0.1:${wechatPort}`, baiduUrl: `http://127.0.0.1:${baiduPort}` },
      locale: /^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh-CN' : 'en',
      print: (line) => console.log(line),
    });
  } catch (error) {
    // The gateway stays up, so that what went wrong can be looked at.
    if (!stopped.aborted) console.error(`the demo did not come to its end: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

/** The first signal stops cleanly; a second one does not wait. */
function stopOnSignal(stop: () => Promise<void>): AbortSignal {
  const stopping = new AbortController();
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
    stop().then(
      () => process.exit(),
      (error: unknown) => {
        console.error(messageOf(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stopping.signal;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  if (error instanceof BadConfig) for (const fault of error.faults) console.error(fault);
  else if (error.code === 'EADDRINUSE') {
    console.error(
      `port ${error.port} is taken: stop what listens there, or set PORT, SANDBOX_WECHAT_PORT, SANDBOX_BAIDU_PORT`,
    );
  } else if (error.code === 'ENOSPC') {
    console.error(
      'the disk is full: make room for the data folder and start again; what was committed is kept',
    );
  } else if (error.code === 'ECONNREFUSED' || error.code === '28P01' || error.code === '3D000') {
    console.error(`DATABASE_URL: ${error.message || 'nothing answers there'}`);
  } else if (PLAIN_FAULTS.has(error.name)) console.error(error.message);
  else console.error(error);
  process.exit(1);
});
