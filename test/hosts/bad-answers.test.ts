import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformConnector } from '../../src/hosts/connector.ts';
import { HostError } from '../../src/hosts/host-error.ts';
import { type Answer, type LiteralHost, loseTheAnswer } from '../support/literal-host.ts';
import { APP_ID, grant, no, OAUTH, ok, openBaiduWire, RETRIEVE, smartapp, TP_TOKEN } from './baidu-desk.ts';
import { openWechatWire } from './wechat-wire.ts';

/** What a host answers with, and what it answers with may not do. */
interface Desk {
  readonly host: LiteralHost;
  readonly connector: PlatformConnector;
  readonly appId: string;
  /** A call that reads and one that acts, by their paths. */
  readonly paths: { readonly reads: string; readonly acts: string };
  act(): Promise<unknown> | undefined;
  refusal(code: unknown): object;
}

const desks: readonly (readonly [string, () => Promise<Desk>])[] = [
  [
    'WeChat',
    async () => {
      const { host, connector } = await openWechatWire();
      return {
        host,
        connector,
        appId: 'wxa1',
        paths: { reads: '/wxa/getversioninfo', acts: '/cgi-bin/wxopen/deletecategory' },
        act: () => connector.categories?.remove('wxa1', { ids: ['1', '2'], names: [] }),
        refusal: (errcode) => ({ errcode, errmsg: 'something' }),
      };
    },
  ],
  [
    'Baidu',
    async () => {
      const wire = await openBaiduWire();
      await wire.authorise();
      return {
        host: wire.host,
        connector: wire.connector,
        appId: APP_ID,
        paths: { reads: smartapp('package/get'), acts: smartapp('app/pause') },
        act: () => wire.connector.service?.pause(APP_ID),
        refusal: (errno) => ({ errno, msg: 'something' }),
      };
    },
  ],
];

const raw =
  (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);
/** The request as the host has it, token and all, in a page about what went wrong. */
const mirrored =
  (status: number): Answer =>
  (response, { path, query, body }) =>
    response.writeHead(status).end(`<html>${path} ${JSON.stringify(query)} ${body}</html>`);
const halfABody: Answer = (response) => {
  response.writeHead(200, { 'content-length': '500' });
  response.write('{"errno":0,"da', () => response.destroy());
};

type Kind = 'LOST' | 'ASK_OPERATOR' | 'RETRY';

/** LOST: nobody knows whether it acted. A read may then be repeated, and an act is asked after. */
const answers: readonly (readonly [string, Kind, (desk: Desk) => Answer])[] = [
  ['500 and a page', 'LOST', () => mirrored(500)],
  ['503 and nothing', 'LOST', () => raw(503, '')],
  ['200 and a page', 'LOST', () => mirrored(200)],
  ['200 and nothing', 'LOST', () => raw(200, '')],
  ['half a body', 'LOST', () => halfABody],
  ['a connection that is cut after it has read', 'LOST', () => loseTheAnswer],
  ['a list', 'LOST', () => raw(200, '[]')],
  ['null', 'LOST', () => raw(200, 'null')],
  ['bytes that are no text', 'LOST', () => raw(200, Buffer.from('ff00fe8080', 'hex'))],
  ['a body that is not packed as it says', 'LOST', () => raw(200, 'plain', { 'content-encoding': 'gzip' })],
  ['more than 1 MB', 'LOST', () => raw(200, JSON.stringify({ a: 'x'.repeat(1_100_000) }))],
  [
    'JSON a hundred thousand deep',
    'LOST',
    () => raw(200, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}x`),
  ],
  ['403 and a page', 'ASK_OPERATOR', () => mirrored(403)],
  ['302 to elsewhere', 'ASK_OPERATOR', () => raw(302, '', { location: 'http://127.0.0.1:9/elsewhere' })],
  ['429 and a page', 'RETRY', () => raw(429, 'slow down')],
  ...['99999999', '__proto__', 'constructor', 'toString', -0.5, true, { a: 1 }, ['x']].map(
    (code) =>
      [
        `the code ${JSON.stringify(code)}, which is unknown`,
        'LOST',
        ({ refusal }: Desk) => refusal(code),
      ] as const,
  ),
];

/** What a call fails with, if it fails in a way that its caller can act upon. */
async function errorOf(call: Promise<unknown> | undefined): Promise<HostError> {
  const failure = await (call ?? Promise.resolve()).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(HostError);
  return failure as HostError;
}

/** Whatever anybody might write into a log. */
const all = (error: HostError) =>
  [
    inspect(error, { depth: 20 }),
    error.stack,
    error.message,
    JSON.stringify(error.detail),
    JSON.stringify(error.trouble),
  ].join();

describe.each(desks)('when %s answers with', (_platform, open) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await open();
  });
  afterEach(() => desk.host.close());

  it.each(answers)('%s, the caller is told what to do, and nothing leaks', async (_what, kind, answer) => {
    const made = answer(desk);
    const { connector, appId, paths, host } = desk;
    host.on(paths.reads, made);
    host.on(paths.acts, made);
    const reads = await errorOf(connector.versions?.inPlace(appId));
    const acts = await errorOf(desk.act());
    expect([reads.detail.kind, acts.detail.kind]).toEqual(
      kind === 'LOST' ? ['RETRY', 'ASK_FIRST'] : [kind, kind],
    );
    expect(acts.trouble.mayHaveActed).toBe(kind === 'LOST');
    for (const error of [reads, acts]) {
      expect(error.trouble.explanation['zh-CN']).not.toBe('');
      expect(all(error)).not.toMatch(/access-1|access-token|component-1|component-secret|refresh-|ticket-1/);
    }
  });
});

describe('when Baidu is asked for tokens, and', () => {
  const bad: readonly (readonly [string, Answer])[] = [
    ['says no more than that all is well', ok({})],
    ['gives an empty token', { ...grant(1), access_token: '' }],
    ['gives a token for ever', { ...grant(1), expires_in: 1e300 }],
    ['gives a token that was over before', { ...grant(1), expires_in: -1 }],
    ['gives no refresh token', { access_token: '45.x', expires_in: 3600 }],
    ['mirrors what it was sent', mirrored(502)],
    ['cuts the connection', loseTheAnswer],
    ['refuses in its own envelope', { error: 'invalid_client', error_description: 'client_id' }],
    ['refuses in that of its gateway', { error_code: 6, error_msg: 'No permission' }],
    ['refuses in that of its calls', no(40008)],
  ];

  it.each(bad)(
    '%s, nothing is kept, nothing leaks, and the next time is as the first',
    async (_what, answer) => {
      const wire = await openBaiduWire();
      await wire.push({ event: 'AUTHORIZED', appId: APP_ID, authorizationCode: 'authorisation-code' });
      wire.host.on(smartapp('package/get'), ok([]));
      wire.host.on(RETRIEVE, answer);
      const look = () => wire.connector.versions?.inPlace(APP_ID);

      wire.host.on(TP_TOKEN, answer);
      expect(all(await errorOf(look()))).not.toMatch(/ticket-1|authorisation-code/);
      wire.host.on(TP_TOKEN, ok({ access_token: '42.tp-token', expires_in: 2_592_000 }));
      wire.host.on(OAUTH, answer);
      expect(all(await errorOf(look()))).not.toMatch(/42\.tp-token|authorisation-code|ticket-1/);
      expect(wire.host.requestsTo(smartapp('package/get'))).toHaveLength(0);
      wire.host.on(OAUTH, grant(1));
      await look();
      expect(wire.lastTo(OAUTH).query.code).toBe('authorisation-code');
      await wire.close();
    },
  );

  it('does not answer in time, the call is given up', async () => {
    const wire = await openBaiduWire({ timeoutMs: 50 });
    await wire.authorise();
    wire.host.on(smartapp('app/pause'), () => undefined);
    const { detail } = await errorOf(wire.connector.service?.pause(APP_ID));
    expect(detail).toMatchObject({ kind: 'ASK_FIRST', words: 'no answer in time' });
    await wire.close();
  });
});
