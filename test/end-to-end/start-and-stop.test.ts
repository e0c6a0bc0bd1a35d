import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.ts';
import { emptyFolder, GatewayProcess } from '../support/gateway-process.ts';

let data: ReturnType<typeof emptyFolder>;
let running: GatewayProcess[] = [];
let ports: Record<string, string>;

beforeEach(async () => {
  data = emptyFolder();
  running = [];
  ports = {
    PORT: String(await freePort()),
    SANDBOX_WECHAT_PORT: String(await freePort()),
    SANDBOX_BAIDU_PORT: String(await freePort()),
    PAIFANG_DATA_DIR: data.folder,
  };
});
afterEach(async () => {
  for (const gateway of running) await gateway.kill();
  data.remove();
});

function start(environment: Record<string, string> = {}, ...args: string[]): GatewayProcess {
  const gateway = new GatewayProcess({ ...ports, ...environment }, ...args);
  running.push(gateway);
  return gateway;
}

describe('the program', () => {
  it('starts on an empty folder, answers, stops on Ctrl-C, and has everything again at the next start', async () => {
    const first = start({}, '--no-demo');
    await first.says('Ctrl-C stops it');
    const base = `http://127.0.0.1:${ports.PORT}`;
    expect(await (await fetch(`${base}/health/ready`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    const signIn = () =>
      fetch(`${base}/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: base },
        body: JSON.stringify({ email: 'demo@paifang.example', password: 'paifang-demo-only' }),
      });
    expect((await signIn()).status).toBe(200);
    expect(statSync(path.join(data.folder, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(await first.interrupt()).toBe(0);

    const second = start({}, '--no-demo');
    await second.says('Ctrl-C stops it');
    expect((await signIn()).status).toBe(200);
    expect(await second.interrupt()).toBe(0);
  });

  it('does not share its data folder with a second process', async () => {
    const first = start({}, '--no-demo');
    await first.says('Ctrl-C stops it');
    const second = start({ PORT: String(await freePort()) }, '--no-demo');
    expect(await second.exited).toBe(1);
    expect(second.output.trim().split('\n')).toEqual([
      expect.stringContaining('is in use by another process'),
    ]);
  });

  it('says in one line that its port is taken', async () => {
    const squatter = createServer().listen(Number(ports.PORT), '127.0.0.1');
    try {
      const gateway = start({}, '--no-demo');
      expect(await gateway.exited).toBe(1);
      expect(gateway.output.trim()).toContain(`port ${ports.PORT} is taken`);
    } finally {
      squatter.close();
    }
  });

  it('refuses bad configuration with one line a fault, and touches nothing', async () => {
    const gateway = start({ PORT: '99999', PAIFANG_HOSTS: 'real', PAIFANG_MASTER_KEY: 'short' });
    expect(await gateway.exited).toBe(1);
    const lines = gateway.output.trim().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^PORT: /),
        expect.stringMatching(/^PAIFANG_MASTER_KEY: .*32 random bytes/),
        expect.stringMatching(/^WECHAT_COMPONENT_APP_ID: is not set/),
        expect.stringMatching(/^BAIDU_TP_KEY: is not set/),
      ]),
    );
    expect(gateway.output).not.toMatch(/\bat .*\.js/);
  });

  it('does not start with real hosts where the sandbox left its demo account', async () => {
    const keys = {
      PAIFANG_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      PAIFANG_SIGN_IN_SECRET: 's'.repeat(32),
    };
    const sandbox = start(keys, '--no-demo');
    await sandbox.says('Ctrl-C stops it');
    expect(await sandbox.interrupt()).toBe(0);

    const real = start({
      ...keys,
      PAIFANG_HOSTS: 'real',
      PAIFANG_PUBLIC_URL: 'https://paifang.example',
      WECHAT_COMPONENT_APP_ID: 'wx1',
      WECHAT_COMPONENT_APP_SECRET: 'secret',
      WECHAT_MESSAGE_TOKEN: 'token',
      WECHAT_ENCODING_AES_KEY: 'a'.repeat(43),
      BAIDU_TP_KEY: 'tp',
      BAIDU_TP_APP_ID: '17',
      BAIDU_MESSAGE_TOKEN: 'token',
      BAIDU_ENCODING_AES_KEY: 'b'.repeat(43),
    });
    expect(await real.exited).toBe(1);
    expect(real.output.trim().split('\n')).toEqual([
      expect.stringMatching(/^PAIFANG_HOSTS=real: .*give real hosts a database of their own$/),
    ]);
  });

  it('says in one line that its key file is broken, and leaves it alone', async () => {
    const file = path.join(data.folder, 'keys.json');
    writeFileSync(file, '');
    const gateway = start();
    expect(await gateway.exited).toBe(1);
    expect(gateway.output.trim().split('\n')).toEqual([expect.stringContaining('put back a copy')]);
    expect(statSync(file).size).toBe(0);
  });

  it.each([
    ['--wrong', "Unknown option '--wrong'"],
    ['--locale=fr', '--locale is zh-CN or en, not fr'],
  ])('answers %s with one line and its help', async (argument, line) => {
    const gateway = start({}, argument);
    expect(await gateway.exited).toBe(2);
    const [first, , help] = gateway.output.split('\n');
    expect(first).toBe(line);
    expect(help).toBe('paifang: starts the gateway');
    expect(gateway.output).not.toMatch(/\bat .*\.js/);
  });

  it('says in one line that nothing answers at DATABASE_URL', async () => {
    const gateway = start({ DATABASE_URL: `postgresql://nobody@127.0.0.1:${await freePort()}/none` });
    expect(await gateway.exited).toBe(1);
    expect(gateway.output.trim().split('\n')).toEqual([expect.stringMatching(/^DATABASE_URL: /)]);
  });
});
