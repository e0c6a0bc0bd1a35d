import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servedPaths as baiduPaths } from '../../src/sandbox/baidu/calls.ts';
import { servedPaths as wechatPaths } from '../../src/sandbox/wechat/calls.ts';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a careless or hostile caller may put where a value belongs. */
const JUNK = [null, true, -1, 1e300, '', 'x', '0', [], [[]], [null], {}, { a: { b: [] } }, '<xml>', '\u0000'];
/** Every name of a field that some call reads. */
const FIELDS =
  `action action_name address api_name appKey app_ids appid appid_list app_desc app_id app_name app_version appeal_materials
  audit_desc auditid audit_id auth_data authorization_code batch_req cancel_type categories category_type categorys
  certicates cgi_path client_id client_secret code commitment_letter component_appid component_appsecret component_secret content
  count draft_id ext_json feedback_info first grant_type gray_percentage head_img_media_id hostVersion icp_applets icp_materials
  icp_subject id_list idname illegal_record_id image_url info_type item_list name nick_name offset order_path osType
  owner_setting package_id page pageNo pageSize page_size preview_info privacy_ver procedure_id qual_materials reason refresh_token remark request_domain
  requestdomain rid scene second setting_list signature start store_expire_timestamp task_id taskid template_id
  template_type type ugc_declare user_desc user_version userstr verify_info verify_type version web_status webviewdomain
  wechatid width wxuser`.split(/\s+/);

/** Values take turns, so that each field meets a few of them. */
const ROUNDS = 5;

function junk(seed: number): Json {
  return Object.fromEntries(
    FIELDS.map((field, index) => [field, JUNK[(seed * 7 + index * 3) % JUNK.length]]),
  );
}

describe('every call of the WeChat sandbox', () => {
  let scene: WechatScene;
  let tokens: readonly string[];
  beforeAll(async () => {
    scene = await wechatScene();
    const { token, component } = await scene.programToken();
    tokens = [token, component];
  });
  afterAll(() => scene.close());

  const ask = async (method: string, path: string, query: string, body?: string) => {
    const init = body === undefined ? { method } : { method, body };
    const answer = await fetch(`${scene.sandbox.url}${path}${query}`, init);
    expect(answer.status).toBe(200);
    const isPicture = answer.headers.get('content-type') === 'image/jpeg';
    return isPicture ? { errcode: 0 } : ((await answer.json()) as Json);
  };

  it.each(wechatPaths)('%s wants its method and a token, and survives junk', async (path) => {
    const [viaGet, viaPost] = [await ask('GET', path, ''), await ask('POST', path, '', '{}')];
    const codes = [viaGet.errcode, viaPost.errcode];
    // One of the two is refused for its method; the other for what it lacks: a token, or a field where none is needed.
    expect(codes.filter((code) => code === 43001 || code === 43002)).toHaveLength(1);
    expect(codes.filter((code) => code === 41001 || code === 41018)).toHaveLength(1);
    const method = viaGet.errcode === 43002 ? 'POST' : 'GET';
    for (const token of tokens) {
      for (let seed = 0; seed < ROUNDS; seed += 1) {
        const body = method === 'POST' ? JSON.stringify(junk(seed)) : undefined;
        const answer = await ask(method, path, `?access_token=${token}&action=create`, body);
        if (answer.errcode !== undefined) expect(typeof answer.errcode).toBe('number');
      }
    }
  });
});

function formOf(fields: Json): URLSearchParams {
  const texts = Object.entries(fields).map(([name, value]): [string, string] => {
    return [name, typeof value === 'string' ? value : JSON.stringify(value)];
  });
  return new URLSearchParams(texts);
}

/** The number in whichever of the three envelopes; 0 for an answer without one, or one in words. */
function refusalOf({ errno, error_code, error }: Json): unknown {
  return errno ?? error_code ?? (typeof error === 'string' ? 0 : undefined);
}

/** How the calls that need no token, since they are how one gets it, refuse to be called with nothing. */
const wantingIn: Readonly<Record<string, Json>> = {
  '/public/2.0/smartapp/auth/tp/token': { errno: 50002 },
  '/oauth/2.0/token': { error: 'unsupported_grant_type' },
};

describe('every call of the Baidu sandbox', () => {
  let scene: BaiduScene;
  let tokens: readonly string[];
  beforeAll(async () => {
    scene = await baiduScene();
    const { token, tp } = await scene.existing();
    tokens = [token, tp];
  });
  afterAll(() => scene.close());

  const ask = async (method: string, path: string, query: string, body?: URLSearchParams) => {
    const init = body === undefined ? { method } : { method, body };
    const answer = await fetch(`${scene.sandbox.url}${path}${query}`, init);
    expect(answer.status).toBe(200);
    const isPicture = answer.headers.get('content-type') === 'image/png';
    return isPicture ? { errno: 0 } : ((await answer.json()) as Json);
  };

  it.each(baiduPaths)('%s wants its method and a token, and survives junk', async (path) => {
    const answers = [await ask('GET', path, ''), await ask('POST', path, '')];
    expect(answers.filter(({ error_code }) => error_code === 3)).toHaveLength(1);
    const wanting = wantingIn[path] ?? { error_code: 110 };
    expect(answers).toContainEqual(expect.objectContaining(wanting));
    const method = answers[0]?.error_code === 3 ? 'POST' : 'GET';
    for (const token of tokens) {
      for (let seed = 0; seed < ROUNDS; seed += 1) {
        const form = formOf(junk(seed));
        const answer =
          method === 'POST'
            ? await ask('POST', path, `?access_token=${token}`, form)
            : await ask('GET', path, `?access_token=${token}&${form}`);
        expect(refusalOf(answer)).toEqual(expect.any(Number));
      }
    }
  });
});
