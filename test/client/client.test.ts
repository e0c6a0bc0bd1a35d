import { afterEach, describe, expect, it } from '@jest/globals';
import { createApiClient } from '../../src/client/api-client.ts';
import { ApiError, ConnectionLost } from '../../src/client/api-error.ts';
import { HereDocument, ReviewStatusDocument } from '../../src/client/generated/graphql.ts';
import { createLiveClient } from '../../src/client/live-client.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

let gateway: StandIn | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

describe('the client over HTTP', () => {
  it('answers what the server answers', async () => {
    gateway = await startStandIn({ cursor: () => 'e7' });
    expect(await createApiClient({ url: gateway.url }).execute(HereDocument)).toEqual({ cursor: 'e7' });
  });

  it('throws the server’s errors, with the operation that was asked', async () => {
    gateway = await startStandIn({
      cursor: () => {
        throw new Error('sign in first');
      },
    });
    const asking = createApiClient({ url: gateway.url }).execute(HereDocument);
    await expect(asking).rejects.toThrow(ApiError);
    await expect(asking).rejects.toThrow('Here: sign in first (at cursor)');
  });

  it('says that nobody answers, and where', async () => {
    const asking = createApiClient({ url: 'http://127.0.0.1:1' }).execute(HereDocument);
    await expect(asking).rejects.toThrow(ConnectionLost);
    await expect(asking).rejects.toThrow(/127\.0\.0\.1:1\/graphql: no answer/);
  });

  it('signs in, and signs what follows with the session', async () => {
    const seen: (string | null)[] = [];
    const answer = async (input: unknown, init?: RequestInit): Promise<Response> => {
      seen.push(new Headers(init?.headers).get('authorization'));
      return String(input).endsWith('/auth/sign-in/email')
        ? Response.json({}, { headers: { 'set-auth-token': 'session' } })
        : Response.json({ data: { cursor: 'e1' } });
    };
    const client = createApiClient({ url: 'http://gateway.example', fetch: answer as typeof fetch });
    await client.signIn('demo@paifang.example', 'secret');
    await client.execute(HereDocument);
    expect(seen).toEqual([null, 'Bearer session']);
  });

  it('throws the reason for which a sign-in or a file is refused', async () => {
    const answer = async () =>
      Response.json({ error: { code: 'INVALID_FILE', message: 'not a PNG' } }, { status: 400 });
    const client = createApiClient({ url: 'http://gateway.example', fetch: answer as typeof fetch });
    const file = { name: '图标.png', mediaType: 'image/png', content: new Uint8Array() };
    await expect(client.uploadFile(file)).rejects.toThrow('POST /files: not a PNG');
    await expect(client.signIn('a@b.example', 'x')).rejects.toThrow('POST /auth/sign-in/email: not a PNG');
  });
});

describe('the client over WebSocket', () => {
  it('throws `ConnectionLost` where it cuts its own connection', async () => {
    gateway = await startStandIn({
      async *reviewStatus() {
        yield { reviewStatus: { cursor: 'e1', type: 'SUBMITTED', hosts: [], payload: {} } };
        await new Promise(() => {});
      },
    });
    const live = createLiveClient({ url: gateway.url, token: undefined });
    const events = live.subscribe(ReviewStatusDocument, {});
    const first = await events.next();
    expect(first.value?.reviewStatus.cursor).toBe('e1');
    const next = events.next();
    live.cut();
    await expect(next).rejects.toThrow(ConnectionLost);
    await live.close();
  });

  it('throws `ApiError` where the server refuses', async () => {
    gateway = await startStandIn({
      reviewStatus: () => {
        throw new Error('a cursor of another gateway');
      },
    });
    const live = createLiveClient({ url: gateway.url, token: undefined });
    const next = live.subscribe(ReviewStatusDocument, { after: 'e9' }).next();
    await expect(next).rejects.toThrow(ApiError);
    await expect(next).rejects.toThrow('ReviewStatus: a cursor of another gateway');
    await live.close();
  });
});
