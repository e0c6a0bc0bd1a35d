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

  it('keeps events for ever unless it is told for how many days, a week at least', () => {
    expect(readConfig({})).not.toHaveProperty('eventRetentionDays');
    expect(readConfig({ PAIFANG_EVENT_RETENTION_DAYS: '7' })).toMatchObject({ eventRetentionDays: 7 });
    for (const days of ['6', '0', '-1', '7.5', 'a week']) {
      expect(() => readConfig({ PAIFANG_EVENT_RETENTION_DAYS: days })).toThrow(
        /PAIFANG_EVENT_RETENTION_DAYS/,
      );
    }
  });

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

describe('what nodes wake each other by', () => {
  const DATABASE_URL = 'postgresql://u@db/p';

  it('is the database, unless a Redis or a NATS is named', () => {
    expect(readConfig({ DATABASE_URL })).not.toHaveProperty('wakeUps');
    const carrierAt = (PAIFANG_WAKE_UPS: string) =>
      readConfig({ DATABASE_URL, PAIFANG_WAKE_UPS }).wakeUps?.carrier;
    expect(carrierAt('redis://u:p@cache:6379/2')).toBe('REDIS');
    expect(carrierAt('rediss://:p@cache')).toBe('REDIS');
    expect(carrierAt('nats://token@bus:4222')).toBe('NATS');
    expect(carrierAt('tls://u:p@bus')).toBe('NATS');
  });

  it.each([
    'cache:6379',
    'http://u:hidden@cache',
    'redis://',
    'redis:///0',
    'redis://u:hidden@cache/name',
    'redis://u:hidden@cache?db=1',
    'redis://u:hidden%@cache',
    'nats://u:hidden@bus/subject',
  ])('is not %s, and the fault says what is expected and repeats no password', (PAIFANG_WAKE_UPS) => {
    const faults = faultsOf({ DATABASE_URL, PAIFANG_WAKE_UPS });
    expect(faults).toEqual([expect.stringMatching(/^PAIFANG_WAKE_UPS: is redis:.* or nats:/)]);
    expect(faults[0]).not.toContain('hidden');
  });

  it('is nothing where the database is embedded, since only one process can have that', () => {
    expect(faultsOf({ PAIFANG_WAKE_UPS: 'redis://cache' })).toEqual([
      expect.stringMatching(/^PAIFANG_WAKE_UPS: .*set DATABASE_URL$/),
    ]);
  });
});

describe('who connects, and how much of it a node takes', () => {
  it('trusts no proxy and has the limits of the documents, unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({
      trustedProxies: [],
      streamLimits: {
        unsentBytes: 1_048_576,
        perCredential: 1_000,
        unsignedPerAddress: 1_000,
        signInWithinMs: 10_000,
      },
    });
    const told = readConfig({
      PAIFANG_TRUSTED_PROXIES: 'loopback, 10.0.0.7,10.1.0.0/16,fd00::/8',
      PAIFANG_STREAM_UNSENT_BYTES: '262144',
      PAIFANG_STREAMS_PER_CREDENTIAL: '50',
      PAIFANG_UNSIGNED_SOCKETS_PER_ADDRESS: '20',
      PAIFANG_SOCKET_SIGN_IN_SECONDS: '5',
    });
    expect(told).toMatchObject({
      trustedProxies: ['loopback', '10.0.0.7', '10.1.0.0/16', 'fd00::/8'],
      streamLimits: {
        unsentBytes: 262_144,
        perCredential: 50,
        unsignedPerAddress: 20,
        signInWithinMs: 5_000,
      },
    });
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/0', '10.1', '10.0.0.7/', '*', 'true'])(
    'does not take %s for a proxy, and says what one looks like',
    (wrong) => {
      expect(faultsOf({ PAIFANG_TRUSTED_PROXIES: `10.0.0.7,${wrong}` })).toEqual([
        expect.stringMatching(
          /^PAIFANG_TRUSTED_PROXIES: ".+" is no IP address and no range; name .*10\.0\.0\.7/,
        ),
      ]);
    },
  );

  it.each([
    ['PAIFANG_STREAM_UNSENT_BYTES', '1000', 131_072, 67_108_864],
    ['PAIFANG_STREAM_UNSENT_BYTES', '1MB', 131_072, 67_108_864],
    ['PAIFANG_STREAMS_PER_CREDENTIAL', '0', 1, 100_000],
    ['PAIFANG_UNSIGNED_SOCKETS_PER_ADDRESS', '-1', 1, 100_000],
    ['PAIFANG_SOCKET_SIGN_IN_SECONDS', '61', 1, 60],
    ['PAIFANG_SOCKET_SIGN_IN_SECONDS', '2.5', 1, 60],
  ])('refuses %s=%s in one line that says what it may be', (name, wrong, from, to) => {
    expect(faultsOf({ [name]: wrong })).toEqual([
      expect.stringMatching(`^${name}: "${wrong}" is no whole number of .* from ${from} to ${to}; give one`),
    ]);
  });
});

describe('where the metrics are read', () => {
  it('is nowhere unless a port is given, and then on loopback', () => {
    expect(readConfig({}).metrics).toBeUndefined();
    expect(readConfig({ PAIFANG_METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
  });

  it('is open to others only with a token', () => {
    const beyond = { PAIFANG_METRICS_PORT: '9464', PAIFANG_METRICS_HOST: '0.0.0.0' };
    expect(faultsOf(beyond)).toEqual([expect.stringMatching(/^PAIFANG_METRICS_TOKEN: /)]);
    expect(faultsOf({ ...beyond, PAIFANG_METRICS_TOKEN: 'short' })).toEqual([
      expect.stringMatching(/^PAIFANG_METRICS_TOKEN: .*32/),
    ]);
    const token = 't'.repeat(32);
    expect(readConfig({ ...beyond, PAIFANG_METRICS_TOKEN: token }).metrics?.token).toBe(token);
  });
});
