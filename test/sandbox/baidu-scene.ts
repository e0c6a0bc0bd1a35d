import { decryptMessage, isSigned } from '../../src/kernel/message-crypto.ts';
import { type BaiduSandboxOptions, startBaiduSandbox } from '../../src/sandbox/baidu/server.ts';
import { askUntil, type RawPush, Receiver, StandingClock } from './receiver.ts';

const TP_KEY = 'OdxUiUVpVxH2Ai7G02cIjXGnnnMEUntD';
const TOKEN = 'sim-token';
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

type Json = Readonly<Record<string, unknown>>;

/** A picture of 1 x 1 pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Verifies and decrypts as a platform must, from the documents. */
function openPush({ body }: RawPush): { readonly event: string; readonly message: Json } {
  const { Nonce, TimeStamp, Encrypt, MsgSignature } = JSON.parse(body) as Record<string, string>;
  if (!isSigned(MsgSignature ?? '', TOKEN, TimeStamp ?? '', Nonce ?? '', Encrypt ?? '')) {
    throw new Error('a push with a wrong MsgSignature');
  }
  const message = JSON.parse(decryptMessage(Encrypt ?? '', KEY).message) as Record<string, string>;
  return { event: message.MsgType ?? message.event?.trim() ?? '', message };
}

/** A sandbox, a receiver of its pushes, and the calls that every test begins with. */
export async function baiduScene(changes: Partial<BaiduSandboxOptions> = {}) {
  const clock = new StandingClock('2026-03-02T02:00:00Z');
  const receiver = new Receiver(openPush);
  const sandbox = await startBaiduSandbox({
    port: 0,
    clock,
    tpKey: TP_KEY,
    tpAppId: 17328232,
    messageToken: TOKEN,
    encodingAesKey: KEY,
    pushBaseUrl: await receiver.listen(),
    ticketEveryMs: 0,
    reviewAfterMs: 0,
    registrationAfterMs: 0,
    uploadAfterMs: 0,
    pushGapMs: 0,
    templates: [{ templateId: 754, userVersion: '2.2.2.2', userDesc: '点餐' }],
    ...changes,
  });

  async function get(path: string, query: Record<string, string> = {}): Promise<Json> {
    const response = await fetch(`${sandbox.url}${path}?${new URLSearchParams(query)}`);
    return (await response.json()) as Json;
  }

  async function post(path: string, token: string, body: Record<string, string> | FormData): Promise<Json> {
    const form = body instanceof FormData ? body : new URLSearchParams(body);
    const response = await fetch(`${sandbox.url}${path}?access_token=${token}`, {
      method: 'POST',
      body: form,
    });
    return (await response.json()) as Json;
  }

  async function control(path: string, body: Json): Promise<Json> {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await (await fetch(`${sandbox.url}${path}`, init)).json()) as Json;
  }

  async function tpToken(): Promise<string> {
    sandbox.pushTicket();
    const { message } = await receiver.next('ticket');
    const query = { client_id: TP_KEY, ticket: String(message.Ticket) };
    const { data } = await get('/public/2.0/smartapp/auth/tp/token', query);
    return String((data as Json).access_token);
  }

  /** The administrator opens the page and agrees; the address they are sent back to. */
  async function consent(tp: string, userId: string): Promise<URL> {
    const { data } = await get('/rest/2.0/smartapp/tp/createpreauthcode', { access_token: tp });
    const query = new URLSearchParams({
      client_id: TP_KEY,
      pre_auth_code: String((data as Json).pre_auth_code),
      redirect_uri: 'https://gateway.example/back?registration=7',
      type: '1',
      user_id: userId,
    });
    const page = await (await fetch(`${sandbox.url}/mappconsole/tp/authorization?${query}`)).text();
    const inputs = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)];
    const form = new URLSearchParams(
      Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')])),
    );
    const agreed = await fetch(`${sandbox.url}/mappconsole/tp/authorization`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    return new URL(agreed.headers.get('location') ?? '');
  }

  async function uploadImage(tp: string, type: string, bytes: Uint8Array = PIXEL): Promise<Json> {
    const form = new FormData();
    form.set('multipartFile', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'picture.png');
    form.set('type', type);
    return post('/file/2.0/smartapp/upload/image', tp, form);
  }

  /** What a registration sends, with pictures that were uploaded before. */
  async function papers(tp: string, authorizationCode: string): Promise<Record<string, string>> {
    const icon = String((await uploadImage(tp, '1')).data);
    const licence = String((await uploadImage(tp, '2')).data);
    return {
      authorization_code: authorizationCode,
      app_name: '某某小吃',
      app_desc: '附近的小吃点餐',
      app_avatar: icon,
      app_category: JSON.stringify([{ sub_category_id: 2, qualis: [{ id: 1, addr: licence }] }]),
      org_name: '杭州某某餐饮有限公司',
      org_code: '91330100MA27XXXX0A',
      org_license: licence,
      org_type: '3',
      org_sub_type: '2',
    };
  }

  async function appToken(tp: string, code: string): Promise<Json> {
    const query = { access_token: tp, code, grant_type: 'app_to_tp_authorization_code' };
    return get('/rest/2.0/oauth/token', query);
  }

  /** A registered app and its tokens. */
  async function app() {
    const tp = await tpToken();
    const back = await consent(tp, 'user-1');
    const body = await papers(tp, back.searchParams.get('authorization_code') ?? '');
    await post('/rest/2.0/smartapp/account/register', tp, body);
    const { message } = await receiver.next('ACCOUNT_AND_APP_CREATE_AUDIT_PASS');
    await receiver.next('APP_CATEGORY_AUDIT_PASS');
    const tokens = await appToken(tp, String(message.authorizationCode));
    return {
      tp,
      appId: Number(message.appId),
      token: String(tokens.access_token),
      refresh: String(tokens.refresh_token),
    };
  }

  async function packages(token: string): Promise<readonly Json[]> {
    const { data } = await get('/rest/2.0/smartapp/package/get', { access_token: token });
    return data as Json[];
  }

  /** Uploads, and waits until the package has its id. */
  async function upload(token: string, version = '1.0.0', ext: Json = {}): Promise<string> {
    await post('/rest/2.0/smartapp/package/upload', token, {
      template_id: '754',
      ext_json: JSON.stringify({ extEnable: true, directCommit: false, ...ext }),
      user_version: version,
      user_desc: 'first',
    });
    const rows = await askUntil(
      () => packages(token),
      (all) => all.at(-1)?.package_id !== undefined,
    );
    return String(rows.at(-1)?.package_id);
  }

  async function submit(token: string, id: string): Promise<Json> {
    const body = { package_id: id, content: '送审', remark: '备注' };
    return post('/rest/2.0/smartapp/package/submitaudit', token, body);
  }

  async function release(token: string, id: string): Promise<Json> {
    return post('/rest/2.0/smartapp/package/release', token, { package_id: id });
  }

  /** The token of an app that was there before, and has just authorised the platform. */
  async function existing(appName = '某某老店') {
    const tp = await tpToken();
    const appId = sandbox.authorize({ appName });
    const { message } = await receiver.next('AUTHORIZED');
    const tokens = await appToken(tp, String(message.authorizationCode));
    return { tp, appId, token: String(tokens.access_token), refresh: String(tokens.refresh_token) };
  }

  /** From the upload to the release of an approved version; its id. */
  async function publish(token: string, version: string): Promise<string> {
    const id = await upload(token, version);
    await submit(token, id);
    await receiver.next('PACKAGE_AUDIT_PASS');
    await release(token, id);
    return id;
  }

  async function close(): Promise<void> {
    await sandbox.close();
    await receiver.close();
  }

  return {
    ...{
      TP_KEY,
      TOKEN,
      KEY,
      clock,
      receiver,
      sandbox,
      get,
      post,
      control,
      tpToken,
      consent,
      uploadImage,
      papers,
    },
    ...{ appToken, app, packages, upload, submit, release, existing, publish, close },
  };
}

export type BaiduScene = Awaited<ReturnType<typeof baiduScene>>;
