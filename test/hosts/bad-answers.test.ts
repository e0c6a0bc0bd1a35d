import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformConnector } from '../../src/hosts/connector.ts';
import { HostError } from '../../src/hosts/host-error.ts';
import type { AnswerFault, HostWatch } from '../../src/hosts/host-watch.ts';
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

/** What was counted of the calls. */
let counted: AnswerFault[] = [];
const watch: HostWatch = {
  called: () => {},
  badAnswer: (_platform, fault) => counted.push(fault),
  breakerMoved: () => {},
};
beforeEach(() => {
  counted = [];
});

const desks: readonly (readonly [string, () => Promise<Desk>])[] = [
  [
    'WeChat',
    async () => {
      const { host, connector } = await openWechatWire({ watch });
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
      const wire = await openBaiduWire({ watch });
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
const answers: readonly (readonly [string, Kind, AnswerFault, (desk: Desk) => Answer])[] = [
  ['500 and a page', 'LOST', 'SERVER_ERROR', () => mirrored(500)],
  ['503 and nothing', 'LOST', 'SERVER_ERROR', () => raw(503, '')],
  ['200 and a page', 'LOST', 'NOT_JSON', () => mirrored(200)],
  ['200 and nothing', 'LOST', 'NOT_JSON', () => raw(200, '')],
  ['half a body', 'LOST', 'BROKEN_OFF', () => halfABody],
  ['a connection that is cut after it has read', 'LOST', 'NO_ANSWER', () => loseTheAnswer],
  ['a list', 'LOST', 'NOT_JSON', () => raw(200, '[]')],
  ['null', 'LOST', 'NOT_JSON', () => raw(200, 'null')],
  ['bytes that are no text', 'LOST', 'NOT_JSON', () => raw(200, Buffer.from('ff00fe8080', 'hex'))],
  [
    'a body that is not packed as it says',
    'LOST',
    'BROKEN_OFF',
    () => raw(200, 'plain', { 'content-encoding': 'gzip' }),
  ],
  ['more than 1 MB', 'LOST', 'TOO_LONG', () => raw(200, JSON.stringify({ a: 'x'.repeat(1_100_000) }))],
  [
    'JSON a hundred thousand deep',
    'LOST',
    'NOT_JSON',
    () => raw(200, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}x`),
  ],
  ['403 and a page', 'ASK_OPERATOR', 'UNEXPECTED_STATUS', () => mirrored(403)],
  [
    '302 to elsewhere',
    'ASK_OPERATOR',
    'UNEXPECTED_STATUS',
    () => raw(302, '', { location: 'http://127.0.0.1:9/elsewhere' }),
  ],
  ['429 and a page', 'RETRY', 'TOO_MANY_CALLS', () => raw(429, 'slow down')],
  ...['99999999', '__proto__', 'constructor', 'toString', -0.5, true, { a: 1 }, ['x']].map(
    (code) =>
      [
        `the code ${JSON.stringify(code)}, which is unknown`,
        'LOST',
        'UNKNOWN_CODE',
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

  it.each(answers)(
    '%s, the caller is told what to do, nothing leaks, and it is counted',
    async (_what, kind, fault, answer) => {
      const made = answer(desk);
      const { connector, appId, paths, host } = desk;
      host.on(paths.reads, made);
      host.on(paths.acts, made);
      const reads = await errorOf(connector.versions?.inPlace(appId));
      const acts = await errorOf(desk.act());
      const isForOperator = kind === 'ASK_OPERATOR';
      expect([reads.isPassing, acts.isPassing]).toEqual([!isForOperator, !isForOperator]);
      expect([reads.endsGoal, acts.endsGoal]).toEqual([false, false]);
      expect(reads.trouble.mayHaveActed).toBe(false);
      expect(acts.trouble.mayHaveActed).toBe(kind === 'LOST');
      expect(counted).toEqual([fault, fault]);
      for (const error of [reads, acts]) {
        expect(error.trouble.explanation['zh-CN']).not.toBe('');
        expect(all(error)).not.toMatch(
          /access-1|access-token|component-1|component-secret|refresh-|ticket-1/,
        );
      }
    },
  );
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
    const wire = await openBaiduWire({ timeoutMs: 500, watch });
    await wire.authorise();
    wire.host.on(smartapp('app/pause'), () => undefined);
    const { detail } = await errorOf(wire.connector.service?.pause(APP_ID));
    expect(detail).toMatchObject({ mayHaveActed: true, words: 'no answer in time' });
    expect(counted).toEqual(['TIMEOUT']);
    await wire.close();
  });

  it('answers with a success of another shape, that is counted as well', async () => {
    const wire = await openBaiduWire({ watch });
    await wire.authorise();
    wire.host.on(smartapp('package/get'), ok('no list'));
    expect((await errorOf(wire.connector.versions?.inPlace(APP_ID))).detail.retry).toBe('ASK_OPERATOR');
    expect(counted).toEqual(['OTHER_SHAPE']);
    await wire.close();
  });

  it('refuses as its documents say, nothing is counted', async () => {
    const wire = await openBaiduWire({ watch });
    await wire.authorise();
    wire.host.on(smartapp('app/pause'), no(40008));
    await errorOf(wire.connector.service?.pause(APP_ID));
    expect(counted).toEqual([]);
    await wire.close();
  });
});

describe('when WeChat is asked for tokens, and', () => {
  const component = (name: string) => `/cgi-bin/component/${name}`;
  const COMPONENT = component('api_component_token');
  const QUERY = component('api_query_auth');
  const LIST = component('api_get_authorizer_list');
  const RENEW = component('api_authorizer_token');
  type Given = { token: string; refresh: string; expires_in: unknown };
  const fine: Given = { token: 'access-1', refresh: 'refresh-1', expires_in: 7200 };
  const componentToken = ({ token, expires_in }: Given) => ({ component_access_token: token, expires_in });
  const tokens = ({ token, refresh, expires_in }: Given) => ({
    authorizer_access_token: token,
    authorizer_refresh_token: refresh,
    expires_in,
  });
  const authorised = (given: Given) => ({
    authorization_info: { authorizer_appid: 'wxa1', ...tokens(given) },
  });
  const listed = (refresh_token: string) => ({
    total_count: 1,
    list: [{ authorizer_appid: 'wxa1', refresh_token }],
  });
  const gives = (given: Partial<Given>): ((make: (given: Given) => object) => Answer) => {
    return (make) => make({ ...fine, ...given });
  };
  const always = (answer: Answer) => () => answer;

  const bad: readonly (readonly [string, (make: (given: Given) => object) => Answer])[] = [
    ['says no more than that all is well', always({ errcode: 0, errmsg: 'ok' })],
    ['gives empty tokens', gives({ token: '', refresh: '' })],
    ['gives tokens for ever', gives({ expires_in: 1e300 })],
    ['gives tokens that were over before', gives({ expires_in: -1 })],
    ['does not say for how long in a number', gives({ expires_in: 'for long' })],
    ['mirrors what it was sent', always(mirrored(502))],
    ['cuts the connection', always(loseTheAnswer)],
    ['refuses', always({ errcode: 61004, errmsg: 'access clientip is not registered' })],
  ];
  let wire: Awaited<ReturnType<typeof openWechatWire>>;
  beforeEach(async () => {
    wire = await openWechatWire();
    wire.host.on('/wxa/getversioninfo', { errcode: 0, errmsg: 'ok' });
    wire.host.on('/wxa/get_latest_auditstatus', { errcode: 85058, errmsg: 'no audit' });
  });
  afterEach(() => wire.host.close());

  it.each(bad)(
    '%s, nothing is kept, nothing leaks, and the next time is as the first',
    async (_what, answer) => {
      const { host, connector } = wire;
      const look = () => connector.versions?.inPlace('wxa1');

      host.on(COMPONENT, answer(componentToken));
      expect(all(await errorOf(look()))).not.toMatch(/component-secret|ticket-1|code-1/);
      host.on(COMPONENT, componentToken({ ...fine, token: 'component-1' }));
      host.on(QUERY, answer(authorised));
      host.on(
        LIST,
        answer(({ refresh }) => listed(refresh)),
      );
      host.on(RENEW, answer(tokens));
      expect(all(await errorOf(look()))).not.toMatch(
        /component-1|component-secret|ticket-1|code-1|refresh-1/,
      );
      expect(host.requestsTo('/wxa/getversioninfo')).toHaveLength(0);
      host.on(QUERY, authorised(fine));
      await look();
      expect(JSON.parse(host.requestsTo(QUERY).at(-1)?.body ?? '')).toMatchObject({
        authorization_code: 'code-1',
      });
      expect(host.requestsTo('/wxa/getversioninfo')[0]?.query).toMatchObject({ access_token: 'access-1' });
    },
  );

  it('has an empty token in the list of all who gave their permission, that one is not shown to it', async () => {
    const { host, connector } = wire;
    host.on(QUERY, { errcode: 61010, errmsg: 'code is expired' });
    host.on(LIST, listed(''));
    host.on(RENEW, tokens({ ...fine, expires_in: '7200' }));
    expect((await errorOf(connector.versions?.inPlace('wxa1'))).detail.code).toBe('61003');
    expect(host.requestsTo(RENEW)).toHaveLength(0);
    host.on(LIST, listed('refresh-1'));
    await connector.versions?.inPlace('wxa1');
    expect(host.requestsTo('/wxa/getversioninfo')).toHaveLength(1);
  });
});

/** A success as it is documented, and what becomes of it on the way. */
const spoilt: readonly (readonly [string, (success: object) => Answer])[] = [
  ['is cut off', (success) => raw(200, JSON.stringify(success).slice(0, -2))],
  ['has a comment behind it', (success) => raw(200, `${JSON.stringify(success)}<!-- web-7 -->`)],
  ['comes with 403', (success) => raw(403, JSON.stringify(success))],
  ['comes with 502', (success) => raw(502, JSON.stringify(success))],
  ['comes in a list', (success) => raw(200, JSON.stringify([success]))],
];
const NEW = 'n3w-s3cret';

describe.each(spoilt)('a token that %s is in no error', (_what, spoil) => {
  let close: () => Promise<void> = async () => {};
  afterEach(() => close());
  const component = (name: string) => `/cgi-bin/component/${name}`;
  const tokens = { authorizer_access_token: NEW, authorizer_refresh_token: NEW, expires_in: 7200 };
  const toWechat: readonly (readonly [string, object, (connector: PlatformConnector) => unknown])[] = [
    [
      component('api_component_token'),
      { component_access_token: NEW, expires_in: 7200 },
      ({ versions }) => versions?.inPlace('wxa1'),
    ],
    [
      component('api_query_auth'),
      { authorization_info: { authorizer_appid: 'wxa1', ...tokens } },
      ({ authorisation }) => authorisation?.redeem('code-2'),
    ],
    [
      component('api_get_authorizer_list'),
      { total_count: 1, list: [{ authorizer_appid: 'wxa2', refresh_token: NEW }] },
      ({ versions }) => versions?.inPlace('wxa2'),
    ],
    [component('api_authorizer_token'), tokens, ({ versions }) => versions?.inPlace('wxa2')],
    [
      component('api_create_preauthcode'),
      { pre_auth_code: NEW, expires_in: 1800 },
      ({ authorisation }) => authorisation?.page({ returnTo: 'https://gateway.example', device: 'COMPUTER' }),
    ],
  ];
  it.each(toWechat)('that WeChat gives by %s', async (path, success, act) => {
    const { host, connector } = await openWechatWire();
    close = host.close;
    host.on(component('api_get_authorizer_list'), {
      total_count: 1,
      list: [{ authorizer_appid: 'wxa2', refresh_token: 'refresh-2' }],
    });
    host.on(path, spoil(success));
    const error = await errorOf(act(connector) as Promise<unknown>);
    expect(host.requestsTo(path)).not.toHaveLength(0);
    expect(all(error)).not.toContain(NEW);
  });

  const toBaidu: readonly (readonly [string, object, (connector: PlatformConnector) => unknown])[] = [
    [TP_TOKEN, ok({ access_token: NEW, expires_in: 2_592_000 }), ({ versions }) => versions?.inPlace(APP_ID)],
    [
      OAUTH,
      { access_token: NEW, refresh_token: NEW, expires_in: 3600 },
      ({ versions }) => versions?.inPlace(APP_ID),
    ],
    [
      RETRIEVE,
      ok({ authorization_code: NEW, expires_in: 18_000 }),
      ({ versions }) => versions?.inPlace('1452366'),
    ],
    [
      smartapp('tp/createpreauthcode'),
      ok({ pre_auth_code: NEW, expires_in: 1200 }),
      ({ authorisation }) => authorisation?.page({ returnTo: 'https://gateway.example', device: 'COMPUTER' }),
    ],
  ];
  it.each(toBaidu)('that Baidu gives by %s', async (path, success, act) => {
    const wire = await openBaiduWire();
    close = wire.close;
    await wire.authorise();
    wire.host.on(path, spoil(success));
    const error = await errorOf(act(wire.connector) as Promise<unknown>);
    expect(wire.host.requestsTo(path)).not.toHaveLength(0);
    expect(all(error)).not.toContain(NEW);
  });
});
