/** What a sandbox on its own is told when it starts. */
export interface SandboxSettings {
  /** 0: any that is free. */
  readonly wechatPort: number;
  readonly baiduPort: number;
  /** Where events go, without a path. */
  readonly pushBaseUrl: string;
  readonly reviewAfterMs: number;
}

/** A flag or a variable that makes no sense. The message says which, and what was expected. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

type Texts = Readonly<Record<string, string | boolean | undefined>>;

/** A flag wins over its variable. Throws `Misuse`. */
export function readSettings(flags: Texts, env: Texts): SandboxSettings {
  const textOf = (flag: string, variable: string, usual: string) => {
    const given = flags[flag];
    if (typeof given === 'string') return { name: `--${flag}`, text: given };
    const set = env[variable];
    return { name: variable, text: typeof set === 'string' && set !== '' ? set : usual };
  };
  return {
    wechatPort: wholeNumber(textOf('wechat-port', 'SANDBOX_WECHAT_PORT', '4001'), 65_535),
    baiduPort: wholeNumber(textOf('baidu-port', 'SANDBOX_BAIDU_PORT', '4002'), 65_535),
    pushBaseUrl: address(textOf('push-to', 'SANDBOX_PUSH_TO', 'http://127.0.0.1:4000')),
    reviewAfterMs: wholeNumber(textOf('review-ms', 'SANDBOX_REVIEW_MS', '1500'), 86_400_000),
  };
}

interface Given {
  readonly name: string;
  readonly text: string;
}

function wholeNumber({ name, text }: Given, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) throw new Misuse(`${name} is a whole number of at most ${most}, not ${text}`);
  return number;
}

function address({ name, text }: Given): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Misuse(`${name} is an address such as http://127.0.0.1:4000, not ${text}`);
  }
  return text.replace(/\/+$/, '');
}
