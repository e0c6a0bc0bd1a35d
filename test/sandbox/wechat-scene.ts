import { XMLParser } from 'fast-xml-parser';
import { decryptMessage, isSigned } from '../../src/kernel/message-crypto.ts';
import { startWechatSandbox, type WechatSandboxOptions } from '../../src/sandbox/wechat/server.ts';
import { askUntil, type RawPush, Receiver, StandingClock } from './receiver.ts';

const COMPONENT = 'wx6ac4e2ed0ac0f7a1';
const SECRET = 'component-secret';
const TOKEN = 'message-token';
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

export const COMPANY = {
  name: '杭州某某餐饮有限公司',
  code: '91330100MA27XXXX0A',
  code_type: 1,
  legal_persona_wechat: 'zhangsan',
  legal_persona_name: '张三',
  component_phone: '13800000000',
};

export const COMMIT = {
  template_id: 7,
  ext_json: '{"extAppid":"","ext":{"shop":"一号店"}}',
  user_version: '1.0.0',
  user_desc: 'first',
};

type Json = Readonly<Record<string, unknown>>;

interface UploadedForm {
  readonly field?: string;
  readonly name?: string;
  /** How long the file is. */
  readonly bytes?: number;
  readonly texts?: Readonly<Record<string, string>>;
}
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false });

/** Verifies and decrypts as a platform must, from the documents. */
function openPush({ query, body }: RawPush): {
  readonly event: string;
  readonly message: Record<string, string>;
} {
  const { xml } = parser.parse(body) as { xml: { Encrypt: string } };
  const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  if (!isSigned(query.get('msg_signature') ?? '', TOKEN, timestamp, nonce, xml.Encrypt)) {
    throw new Error('a push with a wrong msg_signature');
  }
  const { message, receiverId } = decryptMessage(xml.Encrypt, KEY);
  if (receiverId !== COMPONENT) throw new Error(`a push for ${receiverId}`);
  const fields = (parser.parse(message) as { xml: Record<string, string> }).xml;
  return { event: fields.InfoType ?? fields.Event ?? '', message: fields };
}

/** A sandbox, a receiver of its pushes, and the calls that every test begins with. */
export async function wechatScene(changes: Partial<WechatSandboxOptions> = {}) {
  const clock = new StandingClock('2026-03-02T02:00:00Z');
  const receiver = new Receiver(openPush);
  const sandbox = await startWechatSandbox({
    port: 0,
    clock,
    componentAppId: COMPONENT,
    componentAppSecret: SECRET,
    messageToken: TOKEN,
    encodingAesKey: KEY,
    pushBaseUrl: await receiver.listen(),
    ticketEveryMs: 0,
    reviewAfterMs: 0,
    registrationAfterMs: 0,
    scanAfterMs: 0,
    pushGapMs: 0,
    templates: [
      { templateId: 7, userVersion: '3.1', userDesc: '点餐', pages: ['pages/index', 'pages/order'] },
    ],
    ...changes,
  });

  async function get(pathAndQuery: string): Promise<Json> {
    return (await (await fetch(`${sandbox.url}${pathAndQuery}`)).json()) as Json;
  }

  async function post(pathAndQuery: string, body: unknown): Promise<Json> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${sandbox.url}${pathAndQuery}`, { method: 'POST', headers, body: text });
    return (await response.json()) as Json;
  }

  /** A form with a file in it. */
  async function upload(
    path: string,
    token: string,
    { field = 'media', name = 'a.png', bytes = 3, texts = {} }: UploadedForm = {},
  ): Promise<Json> {
    const form = new FormData();
    for (const [key, value] of Object.entries(texts)) form.set(key, value);
    form.set(field, new Blob([new Uint8Array(bytes)]), name);
    const response = await fetch(`${sandbox.url}${path}?access_token=${token}`, {
      method: 'POST',
      body: form,
    });
    return (await response.json()) as Json;
  }

  async function componentToken(): Promise<string> {
    sandbox.pushTicket();
    const { message } = await receiver.next('component_verify_ticket');
    const answer = await post('/cgi-bin/component/api_component_token', {
      component_appid: COMPONENT,
      component_appsecret: SECRET,
      component_verify_ticket: message.ComponentVerifyTicket,
    });
    return String(answer.component_access_token);
  }

  /** The tokens of a program that was there before and has just authorised the platform. */
  async function programToken() {
    const component = await componentToken();
    const appid = sandbox.authorize({ nickName: '某某小吃' });
    const { message } = await receiver.next('authorized');
    const { authorization_info: info } = await post(
      `/cgi-bin/component/api_query_auth?component_access_token=${component}`,
      { component_appid: COMPONENT, authorization_code: message.AuthorizationCode },
    );
    const { authorizer_access_token: token, authorizer_refresh_token: refresh } = info as Record<
      string,
      string
    >;
    return { component, appid, token: String(token), refresh: String(refresh) };
  }

  /** Uploads, and waits until the privacy scan is over. */
  async function commit(token: string, changes: Json = {}): Promise<void> {
    await post(`/wxa/commit?access_token=${token}`, { ...COMMIT, ...changes });
    await askUntil(
      () => get(`/wxa/security/get_code_privacy_info?access_token=${token}`),
      ({ errcode }) => errcode !== 61039,
    );
  }

  /** A submission under the first category that the program may use. */
  async function submit(token: string, changes: Json = {}): Promise<Json> {
    const { category_list: list } = await get(`/wxa/get_category?access_token=${token}`);
    const [category] = list as Json[];
    return post(`/wxa/submit_audit?access_token=${token}`, { item_list: [category], ...changes });
  }

  /** From the upload to the release of an approved version. */
  async function publish(token: string, user_version: string): Promise<void> {
    await commit(token, { user_version });
    await submit(token);
    await receiver.next('weapp_audit_success');
    await post(`/wxa/release?access_token=${token}`, {});
  }

  async function close(): Promise<void> {
    await sandbox.close();
    await receiver.close();
  }

  return {
    TOKEN,
    COMPONENT,
    SECRET,
    clock,
    receiver,
    sandbox,
    get,
    post,
    upload,
    componentToken,
    programToken,
    commit,
    submit,
    publish,
    close,
  };
}

export type WechatScene = Awaited<ReturnType<typeof wechatScene>>;
