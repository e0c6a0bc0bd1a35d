import { describe, expect, it } from '@jest/globals';
import { BadConfig, readConfig } from '../src/config.ts';

const real = {
  PAIFANG_HOSTS: 'real',
  PAIFANG_PUBLIC_URL: 'https://paifang.example/',
  PAIFANG_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  PAIFANG_SIGN_IN_SECRET: 's'.repeat(32),
  WECHAT_COMPONENT_APP_ID: 'wx1',
  WECHAT_COMPONENT_APP_SECRET: 'secret',
  WECHAT_MESSAGE_TOKEN: 'token',
  WECHAT_ENCODING_AES_KEY: 'a'.repeat(43),
  BAIDU_TP_KEY: 'tp',
  BAIDU_TP_APP_ID: '17',
  BAIDU_MESSAGE_TOKEN: 'token',
  BAIDU_ENCODING_AES_KEY: 'b'.repeat(43),
};

function faultsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof BadConfig) return error.faults;
    throw error;
  }
}

describe('who carries notices', () => {
  const faultsOf = (environment: Record<string, string>) => {
    try {
      readConfig(environment);
      return [];
    } catch (error) {
      return (error as BadConfig).faults;
    }
  };

  it('is a folder in the sandbox, and who is named elsewhere', () => {
    const { delivery } = readConfig({});
    expect(delivery).toMatchObject({ sms: { kind: 'FILE' }, email: { kind: 'FILE' } });
    const named = readConfig({
      PAIFANG_SMS: 'http',
      PAIFANG_SMS_URL: 'https://sms.example/send',
      PAIFANG_EMAIL: 'none',
    });
    expect(named.delivery).toMatchObject({
      sms: { kind: 'HTTP', privateAddresses: false, timeoutMs: 10_000 },
    });
    expect(named.delivery.email).toBeUndefined();
  });

  it('is refused with one line for each fault', () => {
    expect(
      faultsOf({
        PAIFANG_SMS: 'http',
        PAIFANG_SMS_HEADERS: '{"Content-Type": "text/plain"}',
        PAIFANG_SMS_BODY: '{"text": "{{text}}"}',
        PAIFANG_EMAIL: 'smtp',
      }).map((line) => line.split(':')[0]),
    ).toEqual(['PAIFANG_SMS_HEADERS', 'PAIFANG_SMS_BODY']);
    expect(faultsOf({ PAIFANG_SMS: 'http', PAIFANG_EMAIL: 'smtp' })).toEqual([
      'PAIFANG_SMS_URL: is not set; PAIFANG_SMS=http needs it',
      'PAIFANG_SMTP_URL: is not set; PAIFANG_EMAIL=smtp needs it',
      'PAIFANG_SMTP_FROM: is not set; PAIFANG_EMAIL=smtp needs it',
    ]);
  });
});

describe('the configuration', () => {
  it('needs nothing at all to try the gateway out', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      database: { kind: 'EMBEDDED', directory: 'data' },
      hosts: { kind: 'SANDBOX', wechatPort: 4001, baiduPort: 4002 },
    });
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('reads what real hosts need, and keeps the keys that were valid before', () => {
    const config = readConfig({
      ...real,
      WECHAT_PREVIOUS_ENCODING_AES_KEYS: `${'c'.repeat(43)}, ${'d'.repeat(43)}`,
    });
    expect(config.publicUrl).toBe('https://paifang.example');
    expect(config.hosts).toMatchObject({
      kind: 'REAL',
      wechat: {
        baseUrl: 'https://api.weixin.qq.com',
        encodingAesKeys: ['a'.repeat(43), 'c'.repeat(43), 'd'.repeat(43)],
      },
      baidu: { baseUrl: 'https://openapi.baidu.com', redirectBaseUrl: 'https://paifang.example' },
    });
    expect(config.keys?.masterKeys).toEqual([Buffer.alloc(32, 1)]);
  });

  it.each(Object.keys(real).filter((name) => name !== 'PAIFANG_HOSTS'))(
    'names %s, and only it, where real hosts lack it',
    (name) => {
      const faults = faultsOf({ ...real, [name]: undefined });
      expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name}: is not set`))]);
    },
  );

  it('never repeats a secret that is wrong', () => {
    const secret = 'not-a-key-but-secret';
    for (const name of ['PAIFANG_MASTER_KEY', 'PAIFANG_SIGN_IN_SECRET', 'WECHAT_ENCODING_AES_KEY']) {
      const faults = faultsOf({ ...real, [name]: secret });
      expect(faults).toHaveLength(1);
      expect(faults[0]).not.toContain(secret);
    }
  });

  it('lets the sandbox, with its published password, listen on loopback only', () => {
    expect(faultsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringMatching(/^HOST: .*loopback only/)]);
    expect(faultsOf({ ...real, HOST: '0.0.0.0' })).toEqual([]);
  });

  it.each(['https://paifang.example', 'http://192.168.1.2:4000', 'http://127.0.0.1.example:4000'])(
    'does not let the sandbox be reached from elsewhere, as at %s',
    (url) => {
      expect(faultsOf({ PAIFANG_PUBLIC_URL: url })).toEqual([
        expect.stringMatching(/^PAIFANG_PUBLIC_URL: .*loopback only/),
      ]);
    },
  );

  it.each(['http://127.0.0.1:4000', 'http://localhost:4000/', 'http://[::1]:4000'])(
    'lets the sandbox be reached at %s',
    (url) => expect(faultsOf({ PAIFANG_PUBLIC_URL: url })).toEqual([]),
  );

  it('wants both of its own keys, or neither', () => {
    const { PAIFANG_MASTER_KEY } = real;
    expect(faultsOf({ PAIFANG_MASTER_KEY })).toEqual([expect.stringMatching(/^PAIFANG_SIGN_IN_SECRET: /)]);
  });
});
