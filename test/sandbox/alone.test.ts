import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Misuse, readSettings } from '../../src/sandbox/settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run sandbox` runs, once it is built. */
class Alone {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, ['dist/sandbox/main.js', ...args], { cwd: ROOT, env: {} });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.output += text.toString();
      });
    }
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
  }

  async says(pattern: RegExp): Promise<readonly string[]> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      await new Promise((heard) => this.child.stdout?.once('data', heard));
    }
  }
}

let alone: Alone | undefined;
afterEach(async () => {
  alone?.child.kill('SIGKILL');
  await alone?.exited;
});

describe('the sandbox on its own', () => {
  it('serves both platforms on loopback, says where, and ends on Ctrl-C', async () => {
    alone = new Alone('--wechat-port', '0', '--baidu-port', '0', '--push-to', 'http://127.0.0.1:9');
    const [, wechat = ''] = await alone.says(/WeChat 微信 {3}(http:\/\/127\.0\.0\.1:\d+) /);
    const [, baidu = ''] = await alone.says(/Baidu {2}百度 {3}(http:\/\/127\.0\.0\.1:\d+) /);
    await alone.says(/Ctrl-C 停止/);
    expect(await (await fetch(`${wechat}/wxa/queryquota`)).json()).toMatchObject({ errcode: 41001 });
    expect(await (await fetch(`${baidu}/rest/2.0/smartapp/app/info`)).json()).toMatchObject({
      error_code: 110,
    });
    expect(await (await fetch(`${baidu}/sandbox/`)).text()).toContain('Baidu 沙箱');
    alone.child.kill('SIGINT');
    expect(await alone.exited).toBe(0);
  });

  it('says which port is taken, and leaves nothing that listens', async () => {
    alone = new Alone('--wechat-port', '0', '--baidu-port', '0');
    const [, port = ''] = await alone.says(/Baidu {2}百度 {3}http:\/\/127\.0\.0\.1:(\d+) /);
    const second = new Alone('--wechat-port', '0', '--baidu-port', port);
    expect(await second.exited).toBe(1);
    expect(second.output).toContain(`port ${port} is taken`);
  });

  it('explains a flag that makes no sense', async () => {
    alone = new Alone('--review-ms', 'soon');
    expect(await alone.exited).toBe(2);
    expect(alone.output).toContain('--review-ms is a whole number of at most 86400000, not soon');
  });
});

describe('the settings of the sandbox', () => {
  it('are those of the flags, then those of the environment, then the usual ones', () => {
    const settings = readSettings(
      { 'wechat-port': '5001' },
      { SANDBOX_WECHAT_PORT: '6001', SANDBOX_BAIDU_PORT: '6002', SANDBOX_PUSH_TO: '' },
    );
    expect(settings).toEqual({
      wechatPort: 5001,
      baiduPort: 6002,
      pushBaseUrl: 'http://127.0.0.1:4000',
      reviewAfterMs: 1500,
    });
  });

  it.each([
    [{ 'baidu-port': '65536' }, '--baidu-port'],
    [{ 'push-to': 'gateway:4000' }, '--push-to'],
  ])('refuse %j', (flags, named) => {
    expect(() => readSettings(flags, {})).toThrow(Misuse);
    expect(() => readSettings(flags, {})).toThrow(named);
  });
});
