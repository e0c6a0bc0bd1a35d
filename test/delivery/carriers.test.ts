import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CarrierError, Message } from '../../src/delivery/carrier.ts';
import { createFileCarrier } from '../../src/delivery/file-carrier.ts';
import { createHttpCarrier, type HttpCarrierConfig } from '../../src/delivery/http-carrier.ts';
import { isPrivateAddress } from '../../src/delivery/private-addresses.ts';
import { createSmtpCarrier } from '../../src/delivery/smtp-carrier.ts';
import { openSmsProvider, type TestSmsProvider } from './sms-provider.ts';
import { openSmtpServer, type TestSmtpServer } from './smtp-server.ts';

const message: Message = {
  id: 'ndl_1',
  to: '+8613800138000',
  from: { 'zh-CN': '百度', en: 'Baidu' },
  subject: { 'zh-CN': '协议"修订"', en: 'Terms revised' },
  body: { 'zh-CN': '新条款将于 12 月生效', en: 'New terms in December' },
};

function failure(sending: Promise<void>): Promise<CarrierError> {
  return sending.then(
    () => {
      throw new Error('it was taken');
    },
    (error: CarrierError) => error,
  );
}

describe('a provider over HTTP', () => {
  let provider: TestSmsProvider;
  const config = (more: Partial<HttpCarrierConfig> = {}): HttpCarrierConfig => ({
    url: provider.url,
    headers: { authorization: 'Bearer secret-of-the-house' },
    body: { mobile: '{{to}}', params: ['{{subject}}', '{{unknown}}'], text: '{{text}}', retries: 0 },
    timeoutMs: 2_000,
    privateAddresses: true,
    ...more,
  });
  beforeAll(async () => {
    provider = await openSmsProvider();
  });
  afterAll(() => provider.close());
  beforeEach(() => {
    provider.status = 200;
    provider.words = 'ok';
    provider.calls.length = 0;
    provider.taken.clear();
  });

  it('is called as its documentation says, with the id of the message as the key (baidu/7)', async () => {
    await createHttpCarrier(config()).send(message);
    expect(provider.calls).toMatchObject([
      {
        headers: {
          authorization: 'Bearer secret-of-the-house',
          'idempotency-key': 'ndl_1',
          'content-type': 'application/json; charset=utf-8',
        },
        body: {
          mobile: '+8613800138000',
          params: ['协议"修订"', '{{unknown}}'],
          text: '【百度】协议"修订"：新条款将于 12 月生效',
          retries: 0,
        },
      },
    ]);
  });

  it.each([500, 503, 429, 408, 409])('that answers %i may take it another time', async (status) => {
    provider.status = status;
    expect(await failure(createHttpCarrier(config()).send(message))).toMatchObject({ kind: 'UNREACHABLE' });
  });

  it.each([400, 401, 302])('that answers %i refuses, and is not followed elsewhere', async (status) => {
    provider.status = status;
    expect(await failure(createHttpCarrier(config()).send(message))).toMatchObject({ kind: 'REFUSED' });
    expect(provider.calls).toHaveLength(1);
  });

  it('that repeats what it was sent betrays neither the number nor the password', async () => {
    provider.status = 400;
    provider.words = 'bad number +8613800138000 for Bearer secret-of-the-house';
    const { words } = await failure(createHttpCarrier(config()).send(message));
    expect(words).toBe('HTTP 400: bad number [hidden] for [hidden]');
  });

  it('that hangs up may have taken it: the same key makes it once', async () => {
    provider.status = 0;
    expect(await failure(createHttpCarrier(config()).send(message))).toMatchObject({ kind: 'UNREACHABLE' });
    provider.status = 200;
    await createHttpCarrier(config()).send(message);
    expect(provider.calls).toHaveLength(2);
    expect([...provider.taken.keys()]).toEqual(['ndl_1']);
  });

  it.each(['127.0.0.1', 'localhost'])('at %s is not called unless that was configured', async (host) => {
    const url = provider.url.replace('127.0.0.1', host);
    const refused = await failure(createHttpCarrier(config({ url, privateAddresses: false })).send(message));
    expect(refused).toMatchObject({
      kind: 'REFUSED',
      words: expect.stringContaining('PAIFANG_SMS_PRIVATE_ADDRESSES'),
    });
    expect(provider.calls).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '[::1]',
    '64:ff9b::a00:1',
    '192.88.99.1',
    'fec0::1',
    '::ffff:0:10.0.0.1',
    '2001::1',
    'x',
  ])('%s is the house’s own, or taken to be', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(['1.1.1.1', '223.5.5.5', '2400:3200::1', '::ffff:1.1.1.1'])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('a mail server', () => {
  let server: TestSmtpServer;
  const mail = { ...message, to: 'chen@noodles.example' };
  const carrier = () =>
    createSmtpCarrier({ url: server.url, from: 'Paifang <notices@paifang.example>', timeoutMs: 2_000 });
  beforeAll(async () => {
    server = await openSmtpServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.answer = '250 OK';
    server.mails.length = 0;
  });

  it('takes the notice in both languages, under the same message id at every attempt', async () => {
    await carrier().send(mail);
    await carrier().send(mail);
    const ids = server.mails.map(({ data }) => /^Message-ID: (.+)$/im.exec(data)?.[1]);
    expect(ids).toEqual(['<ndl_1@paifang.example>', '<ndl_1@paifang.example>']);
    expect(server.mails[0]).toMatchObject({
      from: expect.stringContaining('<notices@paifang.example>'),
      to: expect.stringContaining('<chen@noodles.example>'),
    });
  });

  it('that refuses for good is told from one that will take it later', async () => {
    server.answer = '550 no such mailbox chen@noodles.example';
    expect(await failure(carrier().send(mail))).toMatchObject({
      kind: 'REFUSED',
      words: expect.not.stringContaining('chen@'),
    });
    server.answer = '450 try again';
    expect(await failure(carrier().send(mail))).toMatchObject({ kind: 'UNREACHABLE' });
  });

  it('that is not there may be there later', async () => {
    const gone = createSmtpCarrier({ url: 'smtp://127.0.0.1:1', from: 'a@b.example', timeoutMs: 1_000 });
    expect(await failure(gone.send(mail))).toMatchObject({ kind: 'UNREACHABLE' });
  });
});

describe('the folder of messages', () => {
  it('has one file a message, however often it is sent, for its owner alone', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'paifang-outbox-'));
    try {
      const outbox = path.join(folder, 'outbox');
      await createFileCarrier(outbox).send(message);
      await createFileCarrier(outbox).send(message);
      expect(await readdir(outbox)).toEqual(['ndl_1.json']);
      const file = path.join(outbox, 'ndl_1.json');
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(message);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('that cannot be written may be later', async () => {
    expect(await failure(createFileCarrier('/dev/null/outbox').send(message))).toMatchObject({
      kind: 'UNREACHABLE',
    });
  });
});
