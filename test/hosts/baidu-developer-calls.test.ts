import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createBaiduConnector } from '../../src/hosts/baidu/connector.ts';
import type { PlatformConnector } from '../../src/hosts/connector.ts';
import { loseTheAnswer } from '../support/literal-host.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { APP_ID, type BaiduWire, ENCODING_AES_KEY, no, ok, openBaiduWire, smartapp } from './baidu-desk.ts';
import { failureOf, handClock, manifest } from './subjects.ts';

let wire: BaiduWire;
beforeEach(async () => {
  wire = await openBaiduWire();
  await wire.authorise();
  wire.host.on('/file/2.0/smartapp/upload/image', ok('https://b.bdstatic.com/1.png'));
});
afterEach(() => wire.close());

const asProgram = '45.access-token-1';
const asPlatform = '42.tp-token';
const contest = {
  kind: 'FIX',
  appId: APP_ID,
  key: 'fix_1',
  handedIn: false,
  statement: '已整改',
  evidence: [],
  manifest,
  icon: { name: 'icon.png', mediaType: 'image/png', bytes: Uint8Array.of(1) },
} as const;
const offline = { status: 5, app_offline_info: [{ offline_reason: 1, illegal_fields: 'appName,appDesc' }] };

interface Call {
  readonly name: string;
  /** What stands behind `/rest/2.0/smartapp/`. */
  readonly call: string;
  readonly method: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly replies?: unknown;
  readonly before?: Readonly<Record<string, object>>;
  readonly token?: string;
  ask(connector: PlatformConnector): Promise<unknown> | undefined;
  readonly answer?: unknown;
  readonly acts?: true;
}

/** Each call as its page has it: what is sent, to the letter, and what is read out of the documented answer. */
const calls: readonly Call[] = [
  {
    name: 'a permission that is given up',
    call: 'app/cancel/mobileauth',
    method: 'POST',
    form: {},
    ask: ({ guardedInterfaces }) => guardedInterfaces?.withdraw?.(APP_ID, 'getPhoneNumber'),
    acts: true,
  },
  {
    name: 'whether a name can be had',
    call: 'app/checknamewithqual',
    method: 'GET',
    query: { app_name: '百度点餐' },
    replies: { checkResult: 2, checkWords: '百度', requiredFields: ['authorization'], optionalFields: [] },
    ask: ({ nameCheck }) => nameCheck?.check(APP_ID, '百度点餐'),
    answer: { usable: false, words: 'sensitive words: 百度 (authorization)' },
  },
  {
    name: 'traffic that is closed',
    call: 'appflow/control',
    method: 'POST',
    form: { type: '2' },
    ask: ({ traffic }) => traffic?.close(APP_ID),
    acts: true,
  },
  {
    name: 'traffic that is opened',
    call: 'appflow/control',
    method: 'POST',
    form: { type: '1' },
    ask: ({ traffic }) => traffic?.open(APP_ID),
    acts: true,
  },
  {
    name: 'pages of the web',
    call: 'app/modifywebstatus',
    method: 'POST',
    form: { web_status: '1' },
    ask: ({ webPages }) => webPages?.set(APP_ID, true),
  },
  {
    name: 'whether there are pages of the web',
    call: 'app/info',
    method: 'GET',
    replies: { app_id: 1452365, web_status: '2' },
    ask: ({ webPages }) => webPages?.state(APP_ID),
    answer: 'OFF',
  },
  {
    name: 'the grades of all programs',
    call: 'app/grade',
    method: 'GET',
    query: { page_no: '1' },
    token: asPlatform,
    replies: {
      pageNo: 1,
      pageSize: 100,
      total: 2,
      totalPage: 1,
      dataList: [
        { app_id: 1452365, app_key: 'k1', grade: 'A' },
        { app_id: '9', app_key: 'k2', app_grade: '未评级' },
      ],
    },
    ask: ({ grades }) => grades?.list(),
    answer: [
      { appId: APP_ID, grade: 'A' },
      { appId: '9', grade: '未评级' },
    ],
  },
  {
    name: 'the face of the legal person',
    call: 'auth/faceauthen',
    method: 'GET',
    replies: { qrcode: 'data:image/png;base64,iVBORw0KGgo=', timeout: 1_767_225_601, legal_face_status: 6 },
    ask: ({ developerChecks }) => developerChecks?.face?.(APP_ID),
    answer: {
      picture: 'data:image/png;base64,iVBORw0KGgo=',
      until: new Date('2026-01-01T00:00:01Z'),
      state: 'WAITING',
    },
  },
  {
    name: 'a fix of what a program was forced offline for',
    call: 'app/offline/update',
    method: 'POST',
    form: {
      app_name: manifest.name,
      app_desc: manifest.introduction,
      photo_addr: 'https://b.bdstatic.com/1.png',
    },
    before: { 'app/info': offline },
    replies: { examine_id: 7 },
    ask: ({ contests }) =>
      contests.handIn({
        ...contest,
        measure: { kind: 'PROGRAM_OFFLINE', words: '名称违规', from: new Date(0) },
      }),
    answer: { reference: '7' },
    acts: true,
  },
  {
    name: 'a recovery after traffic was closed',
    call: 'appflow/applyRecovery',
    method: 'POST',
    form: { audit_desc: '已整改' },
    before: { 'app/info': { status: 7 } },
    ask: ({ contests }) =>
      contests.handIn({
        ...contest,
        measure: { kind: 'TRAFFIC_OFF', words: '诱导分享', from: new Date(0) },
      }),
    answer: {},
    acts: true,
  },
];

function lay({ before = {}, call, replies }: Call): void {
  for (const [name, data] of Object.entries(before)) wire.host.on(smartapp(name), ok(data));
  wire.host.on(smartapp(call), ok(replies));
}

describe('on the wire of Baidu, for developers and their programs', () => {
  it.each(calls)('$name is asked for and answered as documented', async (call) => {
    lay(call);
    expect(await call.ask(wire.connector)).toEqual(call.answer);
    const { method, query, form } = wire.lastTo(smartapp(call.call));
    expect({ method, query, form }).toEqual({
      method: call.method,
      query: { ...call.query, access_token: call.token ?? asProgram },
      form: call.form ?? {},
    });
  });

  it.each(calls)('$name that is refused is told by its code', async (call) => {
    lay(call);
    wire.host.on(smartapp(call.call), no(40007));
    const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    expect(failure).toMatchObject({
      call: `${call.method} ${smartapp(call.call)}`,
      code: '40007',
      retry: 'ASK_OPERATOR',
    });
  });

  it.each(calls)('$name whose answer got lost is asked after where it acts', async (call) => {
    lay(call);
    wire.host.on(smartapp(call.call), loseTheAnswer);
    const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    expect(failure.mayHaveActed === true).toBe(call.acts === true);
  });

  it('traffic that is so already is left as it is', async () => {
    wire.host.on(smartapp('appflow/control'), no(110004));
    await wire.connector.traffic?.open(APP_ID);
    wire.host.on(smartapp('appflow/control'), no(110005));
    await wire.connector.traffic?.close(APP_ID);
    expect(await failureOf(wire.connector.traffic?.open(APP_ID) ?? Promise.resolve())).toMatchObject({
      code: '110005',
    });
  });

  it.each([
    [0, { usable: true }],
    [1, { usable: false, words: 'duplicate' }],
    [9, { usable: false, words: 'checkResult 9' }],
  ])('a name with the result %i is %j', async (checkResult, expected) => {
    wire.host.on(smartapp('app/checknamewithqual'), ok({ checkResult }));
    expect(await wire.connector.nameCheck?.check(APP_ID, '点餐')).toEqual(expected);
  });

  it('only the permission that there is a call for is given up', async () => {
    const asked = wire.connector.guardedInterfaces?.withdraw?.(APP_ID, 'getLocation');
    expect(await failureOf(asked ?? Promise.resolve())).toMatchObject({ retry: 'FIX_INPUT' });
    expect(wire.host.requestsTo(smartapp('app/cancel/mobileauth'))).toHaveLength(0);
  });
});

describe('a member host that asks Baidu', () => {
  const TOKEN = '/oauth/2.0/token';
  const host = () =>
    createBaiduConnector(
      {
        baseUrl: wire.host.url,
        consentBaseUrl: 'https://smartprogram.baidu.com',
        clientId: 'tpkey',
        tpAppId: '17328232',
        messageToken: 'token',
        encodingAesKeys: [ENCODING_AES_KEY],
        redirectBaseUrl: 'https://gateway.example',
        memberHost: { apiKey: 'host-key', secretKey: 'host-secret' },
      },
      createMemoryVault(),
      handClock(),
    );
  const desk = () => {
    const { memberHost } = host();
    if (!memberHost) throw new Error('it has a key');
    return memberHost;
  };
  const applist = '/rest/2.0/smartapp/osa/func/applist';
  beforeEach(() => {
    wire.host.on(TOKEN, { access_token: '24.host-token', expires_in: 2_592_000 });
  });

  it('does so with a key of its own, which is in no error', async () => {
    const path = smartapp('oss/app/info');
    wire.host.on(path, ok([{ app_id: 1452365, app_name: '点餐', status: 1, category: [] }]));
    expect(await desk().programs([APP_ID, '9'])).toEqual([{ appId: APP_ID, name: '点餐', hostState: '1' }]);
    expect(wire.lastTo(TOKEN).query).toEqual({
      grant_type: 'client_credentials',
      client_id: 'host-key',
      client_secret: 'host-secret',
      scope: 'smartapp_snsapi_base',
    });
    expect(wire.lastTo(path).query).toEqual({ access_token: '24.host-token', app_ids: `${APP_ID},9` });
    wire.host.on(TOKEN, { error: 'invalid_client', error_description: 'bad host-secret' });
    const failure = await failureOf(desk().programs([APP_ID]));
    expect(failure).toMatchObject({ code: 'invalid_client' });
    expect(JSON.stringify(failure)).not.toContain('host-secret');
  });

  it('learns the packages of a program, but for those that are still uploaded', async () => {
    const rows = [{ package_id: 55106, version: '1.4.0', status: 1 }, { version: '1.5.0' }];
    wire.host.on(smartapp('oss/package/get'), ok(rows));
    const found = [{ packageId: '55106', versionNumber: '1.4.0', hostState: '1' }];
    expect(await desk().packages(APP_ID)).toEqual(found);
    expect(wire.lastTo(smartapp('oss/package/get')).query).toMatchObject({ app_id: APP_ID });
    wire.host.on(smartapp('oss/package/getdetail'), ok(rows[0]));
    expect(await desk().package(APP_ID, '55106')).toEqual(found[0]);
    expect(wire.lastTo(smartapp('oss/package/getdetail')).query).toMatchObject({
      app_id: APP_ID,
      package_id: '55106',
    });
  });

  it('learns which programs run on it, page by page', async () => {
    wire.host.on(
      applist,
      ok({ total: 2, hasMore: true, dataList: [{ osType: 1, appKey: 'k1' }] }),
      ok({ total: 2, hasMore: false, dataList: [{ osType: 1, appKey: 'k2' }] }),
    );
    expect(await desk().compatible({ version: '11.20', system: 'ANDROID' })).toEqual(['k1', 'k2']);
    expect(wire.host.requestsTo(applist).map(({ body }) => JSON.parse(body))).toEqual([
      { hostVersion: '11.20', osType: 1, pageSize: 200, pageNo: 1 },
      { hostVersion: '11.20', osType: 1, pageSize: 200, pageNo: 2 },
    ]);
  });

  it('that has no key asks nothing', () => {
    expect(wire.connector.memberHost).toBeUndefined();
  });
});
