import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHostCaller, type HttpCall } from '../../src/hosts/http-call.ts';
import { type Answer, type LiteralHost, loseTheAnswer, startLiteralHost } from '../support/literal-host.ts';
import { failureOf } from './subjects.ts';

let host: LiteralHost;
beforeEach(async () => {
  host = await startLiteralHost();
});
afterEach(() => host.close());

function caller(baseUrl = host.url, timeoutMs = 5_000) {
  return createHostCaller({
    platform: 'HOST',
    baseUrl,
    limits: { timeoutMs },
    meanings: { '7': { retry: 'FINAL', clause: 'host/1.1' } },
    codeOf: ({ code, words }) => (code ? { code: String(code), words: String(words) } : undefined),
  });
}

const read: HttpCall = { method: 'GET', path: '/call', effect: 'READS' };
const act: HttpCall = { method: 'POST', path: '/call', effect: 'ACTS', body: { json: {} } };

const raw =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

const halfABody: Answer = (response) => {
  response.writeHead(200, { 'content-length': '500' });
  response.write('{"code"', () => response.destroy());
};

const unclear: readonly (readonly [string, Answer])[] = [
  ['the socket is closed after the request was read', loseTheAnswer],
  ['the answer is HTML', raw(200, '<html>busy</html>')],
  ['the answer is half a body', halfABody],
  ['the answer is a list', raw(200, '[]')],
  ['the answer is longer than 1 MB', raw(200, JSON.stringify({ a: 'x'.repeat(1_100_000) }))],
  ['the host fails with 502', raw(502, '<html>bad gateway</html>')],
  ['the code is unknown', { code: 99, words: 'something new' }],
];

describe.each(unclear)('when %s', (_, answer) => {
  it('a read may be repeated', async () => {
    host.on('/call', answer);
    expect((await failureOf(caller()(read))).mayHaveActed).toBeUndefined();
  });
  it('an act has to be asked after', async () => {
    host.on('/call', answer);
    expect((await failureOf(caller()(act))).mayHaveActed).toBe(true);
  });
});

describe('a call', () => {
  it('whose answer repeats what was sent is told without its secrets, however short and however encoded', async () => {
    const page = 'no: pass=a%26b c, "pass":"a&b c", a&b+c, pass=a%26b+c, pw=12, page=12, token=0123456789';
    host.on('/call', raw(404, page));
    const query = { page: '7', access_token: '0123456789' };
    const { words } = await failureOf(caller()({ ...act, query, secrets: ['a&b c', '12', ''] }));
    expect(words).toBe(
      'HTTP 404, not the JSON that was expected: no: pass=a%26b c, "pass":"[hidden]", a&b+c, pass=[hidden], ' +
        'pw=[hidden], page=[hidden], token=[hidden]',
    );
  });

  it.each([
    [
      '{"access_token":"45.new\\/token","expires_in":3600} trailing',
      '{"access_token":[hidden]","expires_in":3600} trailing',
    ],
    ['{"refresh_token":"46.new-tok', '{"refresh_token":[hidden]'],
    ['{"data":{"pre_auth_code" : "new-code"', '{"data":{"pre_auth_code" : [hidden]"'],
    [
      '["{\\"client_secret\\":\\"new\\\\/token\\",\\"a\\":1}"]',
      '["{\\"client_secret\\":[hidden]",\\"a\\":1}"]',
    ],
    ['?code=new-code&page=1', '?code=[hidden]&page=1'],
    ['access_token%22%3A%22new-token%22 for', 'access_token%22%3A[hidden] for'],
    ['<VerifyTicket><![CDATA[new-ticket]]></VerifyTicket>', '<VerifyTicket>[hidden]]]></VerifyTicket>'],
    [
      '{"errcode":40001,"error_code":110,"Password":1234',
      '{"errcode":40001,"error_code":110,"Password":[hidden]',
    ],
  ])('whose answer %s cannot be read is told without what is named a secret there', async (answer, told) => {
    host.on('/call', raw(200, answer));
    const { words } = await failureOf(caller()(read));
    expect(words).toBe(`HTTP 200, not the JSON that was expected: ${told}`);
  });

  it('whose secret lies across the end of what is shown is told without the first part of it', async () => {
    const token = 's3cr3t'.repeat(40);
    host.on('/call', raw(502, `${'x'.repeat(150)} ${token} and on`));
    const { words } = await failureOf(caller()({ ...act, query: { access_token: token } }));
    expect(words).not.toContain('s3cr3t');
  });

  it.each([
    ['is cut off', raw(200, 'new-token-1 new-to')],
    ['comes with 403', raw(403, '{"t":"new-token-1"}')],
    ['comes with 404 and a page', raw(404, 'new-token-1')],
    ['comes with 502', raw(502, 'new-token-1')],
    ['is a list', raw(200, '["new-token-1"]')],
  ])('that yields a token is told without a word of its answer, which %s', async (_what, answer) => {
    host.on('/call', answer);
    const { words } = await failureOf(caller()({ ...read, yieldsCredential: true }));
    expect(words).not.toMatch(/new-/);
    expect(words).toMatch(/\d+ characters, which may hold a token/);
  });

  it('that the host does not answer in time is given up', async () => {
    host.on('/call', () => {});
    expect(await failureOf(caller(host.url, 20)(act))).toMatchObject({
      mayHaveActed: true,
      words: 'no answer in time',
    });
  });

  it('that cannot have been sent may be repeated, even if it acts', async () => {
    const gone = await startLiteralHost();
    await gone.close();
    expect(await failureOf(caller(gone.url)(act))).toMatchObject({
      retry: 'RETRY_NOW',
      words: 'no answer (ECONNREFUSED)',
    });
  });

  it('that a known code refuses says what the code means and the clause behind it', async () => {
    host.on('/call', { code: 7, words: 'never' });
    expect(await failureOf(caller()(act))).toEqual({
      platform: 'HOST',
      call: 'POST /call',
      retry: 'FINAL',
      clause: 'host/1.1',
      code: '7',
      words: 'never',
    });
  });

  it('that is throttled waits as long as the host says', async () => {
    host.on('/call', raw(429, 'slow down', { 'retry-after': '30' }));
    expect(await failureOf(caller()(act))).toMatchObject({ retry: 'RETRY_LATER', retryAfterMs: 30_000 });
  });

  it('that meets a wrong address is for the operator', async () => {
    host.on('/call', raw(404, '<html>not here</html>'));
    expect((await failureOf(caller()(read))).retry).toBe('ASK_OPERATOR');
  });

  it('is not redirected, since the token in its address would travel along', async () => {
    host.on('/call', raw(302, '', { location: '/elsewhere' }));
    expect((await failureOf(caller()(read))).retry).toBe('ASK_OPERATOR');
    expect(host.requestsTo('/elsewhere')).toHaveLength(0);
  });

  it('does not repeat secrets in its error, though the host does', async () => {
    host.on('/call', raw(502, 'cannot serve ?access_token=tok-123456 with s3cr3t-s3cr3t'));
    const call = { ...act, query: { access_token: 'tok-123456' }, secrets: ['s3cr3t-s3cr3t'] };
    const { words } = await failureOf(caller()(call));
    expect(words).toContain('[hidden]');
    expect(words).not.toMatch(/tok-123456|s3cr3t/);
  });
});

describe('a call that is not made', () => {
  it('because five in a row had no answer, may be repeated, even if it acts', async () => {
    host.on('/call', loseTheAnswer);
    const call = caller();
    for (let n = 0; n < 5; n += 1) await failureOf(call(read));
    expect(await failureOf(call(act))).toMatchObject({ retry: 'RETRY_LATER', retryAfterMs: 30_000 });
    expect(host.seen).toHaveLength(5);
  });

  it.each([
    ['429', raw(429, '{"code":0}', { 'retry-after': '30' })],
    ['503', raw(503, 'later', { 'retry-after': '30' })],
  ])('because the host asked for a pause with %s, has left nothing on the wire', async (_status, answer) => {
    host.on('/call', answer);
    const call = caller();
    expect((await failureOf(call(read))).retryAfterMs).toBe(30_000);
    const next = await failureOf(call(act));
    expect(next.retry).toBe('RETRY_LATER');
    expect(next.retryAfterMs).toBeGreaterThan(25_000);
    expect(host.seen).toHaveLength(1);
  });
});

describe('a picture', () => {
  const PNG = Buffer.from('89504e470d0a1a0aff00', 'hex');
  const answers =
    (type: string, content: Buffer | string): Answer =>
    (response) =>
      response.writeHead(200, { 'content-type': type }).end(content);
  const image = () => caller().image(read);

  it('comes to the last byte as the host sent it', async () => {
    host.on('/call', answers('image/png; charset=binary', PNG));
    expect(await image()).toEqual({ mediaType: 'image/png', bytes: PNG });
  });

  it.each([
    ['says it is one and is not', answers('image/png', '<svg onload="alert(1)"/>')],
    ['is of a kind that is not shown', answers('image/svg+xml', '<svg/>')],
    ['says it is another than it is', answers('image/jpeg', PNG)],
    ['is JSON that refuses nothing', { fine: true }],
  ] as const)('that %s is for the operator to look into', async (_what, answer) => {
    host.on('/call', answer);
    expect((await failureOf(image())).retry).toBe('ASK_OPERATOR');
  });

  it('of more than 1 MB is not read', async () => {
    host.on('/call', answers('image/png', Buffer.concat([PNG, Buffer.alloc(1_100_000)])));
    expect(await failureOf(image())).toMatchObject({
      retry: 'RETRY_NOW',
      words: 'the answer is longer than 1 MB',
    });
  });

  it('that is refused is refused in the words of the host', async () => {
    host.on('/call', { code: 7, words: 'never' });
    expect(await failureOf(image())).toMatchObject({ retry: 'FINAL', code: '7', words: 'never' });
  });
});
