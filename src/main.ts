import { parseArgs } from 'node:util';
import { type Gateway, startGateway } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { localeOf, type StoryLocale } from './demo/language.ts';
import { playMainJob } from './demo/walk.ts';
import { inTurn, messageOf } from './in-turn.ts';
import { systemClock } from './kernel/clock.ts';
import { localKeys } from './local-keys.ts';
import { withOfflineSignIn } from './offline-sign-in.ts';
import {
  DEMO_ACCOUNT,
  refuseDemoAccount,
  sandboxConnection,
  seedDemoAccount,
  startSandboxHosts,
} from './sandbox-hosts.ts';
import { faultOfUse, linesOfFault } from './start-faults.ts';

const HELP = `paifang: starts the gateway

  --no-demo           do not play the main job on an empty data folder
  --locale <locale>   zh-CN or en, for the telling of the main job; as the environment says
  --help              this text

Everything else is set by environment variables: docs/configuration.md`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'no-demo': { type: 'boolean', default: false },
      locale: { type: 'string', default: localeOf(process.env) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { locale } = values;
  if (locale !== 'zh-CN' && locale !== 'en') return misused(`--locale is zh-CN or en, not ${locale}`);
  const config = readConfig(process.env);
  const started = await start(config);
  const stopped = stopOnSignal(started.stop);
  console.log(started.welcome);
  if (config.hosts.kind === 'SANDBOX' && !values['no-demo'] && started.empty) {
    await playDemo(config.publicUrl, config.hosts, locale, stopped);
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
    // Before it listens: a published password must not be good for even a moment.
    await withOfflineSignIn(config, refuseDemoAccount);
    const gateway = await startGateway({ config, keys, clock, hosts });
    return { welcome: welcome(config), empty: false, stop: () => gateway.stop() };
  }
  const gateway = await startGateway({ config, keys, clock, hosts: sandboxConnection(hosts, publicUrl) });
  return withSandbox(gateway, async () => {
    const sandbox = await startSandboxHosts(hosts, gateway, publicUrl, clock);
    await seedDemoAccount(gateway);
    const empty = (await gateway.database.prisma.program.count()) === 0;
    const stop = () => inTurn([sandbox.stopPartners, gateway.stop, sandbox.stopPlatforms]);
    return { welcome: welcome(config), empty, stop };
  });
}

/** A sandbox that cannot start (its port is taken, say) leaves no gateway behind. */
async function withSandbox<Sandbox>(gateway: Gateway, begin: () => Promise<Sandbox>): Promise<Sandbox> {
  try {
    return await begin();
  } catch (error) {
    // Why it could not start is what matters, also where the gateway then fails to stop.
    await gateway.stop().catch((fault: unknown) => console.error(messageOf(fault)));
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
  locale: StoryLocale,
  stopped: AbortSignal,
): Promise<void> {
  try {
    await playMainJob({
      url,
      email: DEMO_ACCOUNT.email,
      password: DEMO_ACCOUNT.password,
      sandbox: { wechatUrl: `http://127.0.0.1:${wechatPort}`, baiduUrl: `http://127.0.0.1:${baiduPort}` },
      locale,
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
        for (const line of linesOfFault(error) ?? [messageOf(error)]) console.error(line);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stopping.signal;
}

function misused(fault: string): void {
  console.error(`${fault}\n\n${HELP}`);
  process.exitCode = 2;
}

main().catch((error: unknown) => {
  const misuse = faultOfUse(error);
  if (misuse !== undefined) return misused(misuse);
  const lines = linesOfFault(error);
  if (lines) for (const line of lines) console.error(line);
  else console.error(error);
  process.exit(1);
});
