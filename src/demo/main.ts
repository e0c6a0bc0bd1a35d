import { parseArgs } from 'node:util';
import { ApiError, ConnectionLost } from '../client/api-error.ts';
import { localeOf } from './language.ts';
import { playMainJob } from './walk.ts';
import { WalkFailed } from './walk-failed.ts';

const HELP = `npm run demo: plays the main job on a gateway that runs with its sandbox

  --url <address>     the gateway; http://127.0.0.1:4000, or at PORT
  --locale <locale>   zh-CN or en; as the environment says
  --help              this text

Environment: PORT, SANDBOX_WECHAT_PORT, SANDBOX_BAIDU_PORT (4000, 4001, 4002; as the gateway reads them),
PAIFANG_SANDBOX_WECHAT_URL, PAIFANG_SANDBOX_BAIDU_URL (where the sandbox is elsewhere),
PAIFANG_DEMO_EMAIL, PAIFANG_DEMO_PASSWORD (the sandbox's demo account)`;

/** The demo account of the sandbox: published, and nowhere else. */
const EMAIL = 'demo@paifang.example';
const PASSWORD = 'paifang-demo-only';

/** A port of this machine, as the gateway that was started here reads it. */
function here(port: string): string {
  return `http://127.0.0.1:${port}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: here(process.env.PORT || '4000') },
      locale: { type: 'string', default: localeOf(process.env) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const { url, locale } = values;
  if (locale !== 'zh-CN' && locale !== 'en') throw new WalkFailed(`--locale is zh-CN or en, not ${locale}`);
  const { env, stdout } = process;
  const { durationMs } = await playMainJob({
    url,
    locale,
    email: env.PAIFANG_DEMO_EMAIL || EMAIL,
    password: env.PAIFANG_DEMO_PASSWORD || PASSWORD,
    sandbox: {
      wechatUrl: env.PAIFANG_SANDBOX_WECHAT_URL || here(env.SANDBOX_WECHAT_PORT || '4001'),
      baiduUrl: env.PAIFANG_SANDBOX_BAIDU_URL || here(env.SANDBOX_BAIDU_PORT || '4002'),
    },
    print: (text) => console.log(text),
    colour: stdout.isTTY && !env.NO_COLOR,
    ...(stdout.columns ? { width: Math.min(stdout.columns, 120) } : {}),
  });
  const seconds = (durationMs / 1000).toFixed(1);
  console.log(locale === 'zh-CN' ? `\n全部完成，用时 ${seconds} 秒。` : `\nAll done in ${seconds} s.`);
}

main().catch((error: NodeJS.ErrnoException) => {
  if (error.code?.startsWith('ERR_PARSE_ARGS')) {
    // Node's own words; what follows the first sentence is about something nobody here needs.
    console.error(`${error.message.split('. ')[0]}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const expected =
    error instanceof WalkFailed || error instanceof ApiError || error instanceof ConnectionLost;
  console.error(expected ? `\n${error.message}` : error);
  process.exitCode = 1;
});
