import { parseArgs } from 'node:util';
import { systemClock } from '../kernel/clock.ts';
import { startBaiduSandbox } from './baidu/server.ts';
import { BAIDU_IDENTITY, FIRST_TEMPLATES, WECHAT_IDENTITY } from './identities.ts';
import { Misuse, readSettings, type SandboxSettings } from './settings.ts';
import { startWechatSandbox } from './wechat/server.ts';

const HELP = `npm run sandbox: stand-ins for WeChat's and Baidu's open platforms, on this machine

  --wechat-port <port>   4001, or SANDBOX_WECHAT_PORT; 0 is any that is free
  --baidu-port <port>    4002, or SANDBOX_BAIDU_PORT; 0 is any that is free
  --push-to <address>    where events go, without a path: http://127.0.0.1:4000, or SANDBOX_PUSH_TO
  --review-ms <number>   how long a review takes: 1500, or SANDBOX_REVIEW_MS
  --help                 this text

They listen on 127.0.0.1 only, keep nothing, and are described in src/sandbox/README.md.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'wechat-port': { type: 'string' },
      'baidu-port': { type: 'string' },
      'push-to': { type: 'string' },
      'review-ms': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const sandboxes = await startBoth(readSettings(values, process.env));
  stopOnSignal(async () => {
    for (const { close } of sandboxes) await close();
  });
}

interface Started {
  close(): Promise<void>;
}

async function startBoth(settings: SandboxSettings): Promise<readonly Started[]> {
  const { wechatPort, baiduPort, pushBaseUrl, reviewAfterMs } = settings;
  const shared = { clock: systemClock, pushBaseUrl, reviewAfterMs, templates: FIRST_TEMPLATES };
  const wechat = await startWechatSandbox({ ...WECHAT_IDENTITY, ...shared, port: wechatPort });
  // A port that is taken leaves nothing behind that listens.
  const baidu = await startBaiduSandbox({ ...BAIDU_IDENTITY, ...shared, port: baiduPort }).catch(
    async (fault: unknown) => {
      await wechat.close();
      throw fault;
    },
  );
  console.log(`
SIMULATED 模拟   WeChat and Baidu on this machine; nothing here reaches a real platform
WeChat 微信   ${wechat.url}   page 页面 ${wechat.url}/sandbox/
Baidu  百度   ${baidu.url}   page 页面 ${baidu.url}/sandbox/
events 推送   ${pushBaseUrl}/hosts/{wechat,baidu}/...
identity 身份  component_appid ${WECHAT_IDENTITY.componentAppId}   client_id ${BAIDU_IDENTITY.tpKey}   (src/sandbox/identities.ts)

Ctrl-C stops it. Ctrl-C 停止。`);
  return [wechat, baidu];
}

/** The first signal stops cleanly; a second one does not wait. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  // What a sandbox waits for does not keep a process alive, but its open port does.
  const onSignal = () => {
    if (stopping) process.exit(130);
    stopping = true;
    stop().then(
      () => process.exit(),
      (fault: unknown) => {
        console.error(fault);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

main().catch((fault: Error & { code?: string; port?: number }) => {
  if (fault instanceof Misuse || fault.code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${fault.message}\n\n${HELP}`);
    process.exit(2);
  }
  if (fault.code === 'EADDRINUSE') {
    console.error(`port ${fault.port} is taken: stop what listens there, or say --wechat-port, --baidu-port`);
  } else console.error(fault);
  process.exit(1);
});
