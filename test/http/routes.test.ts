import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Viewer } from '../../src/accounts/viewer.ts';
import { PushRefused } from '../../src/hosts/host-error.ts';
import { registerFiles } from '../../src/http/files.ts';
import { registerHealth } from '../../src/http/health.ts';
import { registerPushes } from '../../src/http/pushes.ts';
import { ScriptedPlatform } from '../support/scripted-platform.ts';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]);
const TOO_LARGE = Buffer.concat([PNG, Buffer.alloc(6 * 1024 * 1024)]);
let app: FastifyInstance;
let databaseUp = true;
const stored: { platform: string; address: string; key: string }[] = [];
const consents: unknown[] = [];
const files = new Map<string, { accountId: string; name: string; mediaType: string; content: Buffer }>();
let storeFails = false;
let wakeUpsArrive = true;
const counted: string[] = [];

beforeAll(async () => {
  app = Fastify();
  registerHealth(app, {
    needed: {
      database: async () => {
        if (!databaseUp) throw new Error('no database');
      },
    },
    useful: { wakeUps: () => wakeUpsArrive },
  });
  const connector = new ScriptedPlatform('WECHAT');
  await registerPushes(app, {
    platforms: ['WECHAT'],
    watch: {
      acknowledged: (_platform, outcome) => counted.push(outcome),
      refused: (_platform, fault) => counted.push(fault),
      notStored: () => counted.push('NOT_STORED'),
    },
    deps: {
      now: () => new Date(0),
      connectorOf: () => connector,
      async storePush(platform, address, { key }) {
        if (storeFails) throw new Error('disk full');
        stored.push({ platform, address, key });
        return true;
      },
      claimLane: async () => undefined,
      notePushFailed: async () => 'GIVEN_UP',
      programOfApp: async () => undefined,
      notePushApplied: async () => {},
      jobsAbout: async () => [],
      noteNews: async () => {},
      enqueue: async () => {},
      hearMeasure: async () => 'NO_SUCH_MEASURE',
      hearSetting: async () => 'UNKNOWN_APP',
      hearVerificationDue: async () => {},
      hearAuthorisation: async () => 'AUTHORISED',
      hearRevocation: async () => {},
    },
    takeConsent: async (...consent) => {
      const { status } = consent[2];
      if (status !== undefined) throw new PushRefused(status === '400' ? 400 : 403, 'why');
      consents.push(consent);
    },
  });
  await registerFiles(app, {
    async viewerOf(headers): Promise<Viewer> {
      const role = headers.get('x-role');
      if (role === null) return { kind: 'nobody' };
      if (role === 'PLATFORM') return { kind: 'platform', platform: 'WECHAT', credentialId: 'c' };
      if (role === 'HOST') return { kind: 'host', hostId: 'tieba', credentialId: 'c' };
      return {
        kind: 'token',
        accountId: headers.get('x-account') ?? 'a',
        tokenId: 't',
        role: role as 'VIEWER',
      };
    },
    shownTo: async () => undefined,
    isBoundTo: async (accountId, platform) => accountId === 'a' && platform === 'WECHAT',
    async put(accountId, { name, mediaType, content }) {
      const id = `file_${files.size + 1}`;
      files.set(id, { accountId, name, mediaType, content: Buffer.from(content) });
      return { id, name, mediaType, bytes: content.length, sha256: '0' };
    },
    async get(accountId, id) {
      const file = files.get(id);
      if (file?.accountId !== accountId) return undefined;
      return { id, ...file, bytes: file.content.length, sha256: '0' };
    },
  });
});
afterAll(() => app.close());

describe('health', () => {
  it('is live as long as the process answers, and ready while its database does', async () => {
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ready' });
    databaseUp = false;
    const answer = await app.inject('/health/ready');
    databaseUp = true;
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not ready', failed: ['database'] });
  });

  it('is ready without what it can do its work without, and says so', async () => {
    wakeUpsArrive = false;
    const answer = await app.inject('/health/ready');
    wakeUpsArrive = true;
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ready', without: ['wakeUps'] }]);
  });
});

describe('pushes', () => {
  const push = (url: string, payload: string, type = 'text/xml') =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });

  it('are taken at both addresses, with any content type, and acknowledged to the letter', async () => {
    for (const [url, address] of [
      ['/hosts/wechat/events?msg_signature=x', 'events'],
      ['/hosts/wechat/messages/wx1', 'wx1'],
      ['/hosts/wechat/messages', 'messages'],
    ] as const) {
      const answer = await push(url, 'signed a', 'application/json');
      expect([answer.statusCode, answer.body]).toEqual([200, 'success']);
      expect(stored.at(-1)).toEqual({ platform: 'WECHAT', address, key: 'signed a' });
    }
  });

  it('that are forged learn only that they were not taken', async () => {
    const answer = await push('/hosts/wechat/events', 'forged');
    expect([answer.statusCode, answer.body]).toEqual([403, 'refused']);
    expect(new PushRefused(403, 'why').message).toBe('why');
  });

  it('that are too large are not read', async () => {
    const before = stored.length;
    expect((await push('/hosts/wechat/events', `signed ${'x'.repeat(300_000)}`)).statusCode).toBe(413);
    expect(stored).toHaveLength(before);
  });

  it('that could not be stored are not acknowledged, so the platform sends them again', async () => {
    storeFails = true;
    const answer = await push('/hosts/wechat/events', 'signed b');
    storeFails = false;
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('success');
    expect(counted.at(-1)).toBe('NOT_STORED');
  });

  it('of an unknown platform find nobody', async () => {
    expect((await push('/hosts/nowhere/events', 'signed')).statusCode).toBe(404);
  });

  it('and people who come back from a consent page are told that it was received', async () => {
    const answer = await app.inject('/hosts/wechat/consent/reg_1?authorization_code=abc');
    expect(answer.body).toContain('已收到');
    expect(consents).toEqual([['WECHAT', 'reg_1', { authorization_code: 'abc' }]]);
  });

  it.each([400, 403])(
    'and people whose return is refused with %i are told so, and not why',
    async (status) => {
      const before = consents.length;
      const answer = await app.inject(`/hosts/wechat/consent/reg_1?status=${status}`);
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.body).toContain('此链接无效');
      expect(answer.body).toContain('This link is not valid');
      expect(answer.body).not.toContain('why');
      expect(consents).toHaveLength(before);
    },
  );

  it.each(['a%00b', 'a%2Fb', 'x'.repeat(65)])('and there is no consent page for `%s`', async (id) => {
    expect((await app.inject(`/hosts/wechat/consent/${id}`)).statusCode).toBe(404);
  });
});

describe('files', () => {
  const put = (headers: Record<string, string>, payload: Buffer = PNG) =>
    app.inject({
      method: 'POST',
      url: '/files',
      payload,
      headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent('执照.png'), ...headers },
    });

  it('are kept for a developer, and handed back to the same account alone', async () => {
    const answer = await put({ 'x-role': 'DEVELOPER', 'x-account': 'a' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ name: '执照.png', mediaType: 'image/png', bytes: PNG.length });
    const { id } = answer.json<{ id: string }>();
    const get = (account: string) =>
      app.inject({ url: `/files/${id}`, headers: { 'x-role': 'VIEWER', 'x-account': account } });
    expect((await get('a')).rawPayload.equals(PNG)).toBe(true);
    expect((await get('a')).headers['content-disposition']).toContain('attachment');
    expect((await get('b')).statusCode).toBe(404);
  });

  it.each([
    ['nobody', {}, 401],
    ['a viewer', { 'x-role': 'VIEWER' }, 403],
    ['a partner host', { 'x-role': 'HOST' }, 403],
  ])('are not taken from %s', async (_who, headers, status) => {
    expect((await put(headers as Record<string, string>)).statusCode).toBe(status);
    // Not even their size is looked at: it is refused before a byte of it is kept.
    const large = Buffer.alloc(6 * 1024 * 1024);
    expect((await put(headers as Record<string, string>, large)).statusCode).toBe(status);
  });

  it('are taken from a platform for an account that its agreement binds, which alone can have them back (wechat/2.6)', async () => {
    const pdf = Buffer.from('%PDF-1.7 invoice');
    const store = (url: string) =>
      app.inject({
        method: 'POST',
        url,
        headers: { 'x-role': 'PLATFORM', 'content-type': 'application/pdf', 'x-file-name': 'invoice.pdf' },
        payload: pdf,
      });
    const answer = await store('/files?account=a');
    expect(answer.statusCode).toBe(201);
    const { id } = answer.json<{ id: string }>();
    const get = (headers: Record<string, string>) => app.inject({ url: `/files/${id}`, headers });
    expect((await get({ 'x-role': 'VIEWER', 'x-account': 'a' })).rawPayload.equals(pdf)).toBe(true);
    expect((await get({ 'x-role': 'VIEWER', 'x-account': 'b' })).statusCode).toBe(404);
    expect((await get({ 'x-role': 'PLATFORM' })).statusCode).toBe(404);
    const count = files.size;
    for (const url of ['/files?account=b', '/files', '/files?account=a&account=b']) {
      expect((await store(url)).statusCode).toBe(404);
    }
    expect(files.size).toBe(count);
  });

  it.each([
    ['empty', Buffer.alloc(0), 'image/png', 400, 'INVALID_FILE', 'body'],
    ['something else inside', Buffer.from('<script>'), 'image/png', 400, 'INVALID_FILE', 'body'],
    ['another kind than they say', PNG, 'application/pdf', 400, 'INVALID_FILE', 'body'],
    ['of a kind that no platform takes', PNG, 'text/html', 415, 'FILE_TYPE', 'content-type'],
    ['larger than any platform takes', TOO_LARGE, 'image/png', 413, 'FILE_TOO_LARGE', 'body'],
    ['no video, though they say so', PNG, 'video/mp4', 400, 'INVALID_FILE', 'body'],
  ] as const)(
    'that are %s are refused with the reason, in Chinese and in English, and nothing is kept',
    async (_what, content, type, status, code, path) => {
      const before = files.size;
      for (const [language, script] of [
        ['zh-CN,zh;q=0.9', /\p{Script=Han}/u],
        ['en-GB', /^[^\p{Script=Han}]+$/u],
        // In no language that there are texts in, or in any: as in GraphQL.
        ['fr', /\p{Script=Han}/u],
        ['fr, en;q=0.8, zh;q=0.5', /^[^\p{Script=Han}]+$/u],
      ] as const) {
        const headers = { 'x-role': 'DEVELOPER', 'content-type': type, 'accept-language': language };
        const answer = await put(headers, content);
        expect(answer.statusCode).toBe(status);
        expect(answer.json()).toEqual({ error: { code, path, message: expect.stringMatching(script) } });
      }
      expect(files.size).toBe(before);
    },
  );

  it('that a reviewer is to be shown are videos, too, which may be twice as large', async () => {
    const film = Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypmp42'), TOO_LARGE]);
    const answer = await put({ 'x-role': 'DEVELOPER', 'content-type': 'video/mp4' }, film);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ mediaType: 'video/mp4', bytes: film.length });
  });

  it.each(['', '../etc/passwd', 'a%00b', '%E0%A4%A'])('are not called `%s`', async (name) => {
    const answer = await put({ 'x-role': 'DEVELOPER', 'x-file-name': name });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'INVALID_NAME', path: 'x-file-name' } });
  });
});
