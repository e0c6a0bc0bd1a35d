import { afterEach, describe, expect, it } from '@jest/globals';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

async function program() {
  scene = await wechatScene();
  const { token, appid, component } = await scene.programToken();
  const get = (path: string) => scene.get(`${path}?access_token=${token}`);
  const post = (path: string, body: object = {}) => scene.post(`${path}?access_token=${token}`, body);
  const state = async () => ((await get('/wxa/icp/get_icp_entrance_info')).info as { status: number }).status;
  return { token, appid, component, get, post, state };
}

async function filing(
  token: string,
  post: (path: string, body?: object) => Promise<Readonly<Record<string, unknown>>>,
) {
  const { task_id } = await post('/wxa/icp/create_icp_verifytask');
  const { message } = await scene.receiver.next('notify_icpfiling_verify_result');
  expect(message).toMatchObject({ task_id, result: '3', along_with_auth_result: '9' });
  const texts = { type: 'image', icp_order_field: 'commitment_letter' };
  const { media_id } = await scene.upload('/wxa/icp/upload_icp_media', token, { texts });
  return {
    icp_subject: { base_info: {}, organize_info: {}, principal_info: {} },
    icp_applets: {
      base_info: {
        service_content_types: [2],
        nrlx_details: [{ type: 7 }],
        comment: '为附近的居民提供小吃点餐与配送服务，不含其他内容',
      },
      principal_info: { verify_task_id: task_id },
    },
    icp_materials: { commitment_letter: [media_id] },
  };
}

describe('WeChat sandbox: the filing with the authorities', () => {
  it('is looked at by the platform and by the authority, and cancelled in the end', async () => {
    const { token, appid, get, post, state } = await program();
    expect(await state()).toBe(6);
    expect(await post('/wxa/icp/cancel_icp_filing', { cancel_type: 4 })).toMatchObject({ errcode: 40097 });
    await post('/wxa/icp/cancel_icp_filing', { cancel_type: 2 });
    while ((await state()) !== 1024);
    scene.sandbox.scriptChanges(appid, 'icp', [
      { outcome: 'reject', reason: '照片不清晰' },
      { outcome: 'approve' },
      { outcome: 'wait' },
    ]);
    const papers = await filing(token, post);
    const apply = () => post('/wxa/icp/apply_icp_filing', papers);
    const heard = async () =>
      (await scene.receiver.next('notify_apply_icpfiling_result')).message.beian_status;
    expect(await apply()).toMatchObject({ errcode: 0 });
    expect(await heard()).toBe('3');
    expect(await get('/wxa/icp/get_icp_entrance_info')).toMatchObject({
      info: { status: 3, available: 1, audit_data: [{ error: '照片不清晰' }] },
    });
    await apply();
    expect(await heard()).toBe('4');
    expect(await apply()).toMatchObject({ errcode: 86324 });
    expect(await post('/wxa/icp/cancel_apply_icp_filing')).toMatchObject({ errcode: 86330 });
    scene.sandbox.decideChange(appid, 'icp', { outcome: 'approve' });
    expect(await heard()).toBe('6');
    expect(await get('/wxa/icp/get_online_icp_order')).toMatchObject({ icp_materials: papers.icp_materials });
  });

  it('is taken back while it is with the platform', async () => {
    const { token, appid, post, state } = await program();
    expect(await post('/wxa/icp/cancel_apply_icp_filing')).toMatchObject({ errcode: 86368 });
    scene.sandbox.scriptChanges(appid, 'icp', [{ outcome: 'wait' }]);
    await post('/wxa/icp/apply_icp_filing', await filing(token, post));
    expect(await state()).toBe(2);
    expect(await post('/wxa/icp/cancel_apply_icp_filing')).toMatchObject({ errcode: 0 });
    expect(await state()).toBe(1024);
    expect(scene.sandbox.state().changes).toContainEqual(
      expect.objectContaining({ what: 'icp', state: 'TAKEN_BACK', open: false }),
    );
  });

  it('tells of everything that is missing at once', async () => {
    const { post, appid } = await program();
    scene.sandbox.scriptChanges(appid, 'icp-face', [{ outcome: 'reject' }]);
    const { task_id } = await post('/wxa/icp/create_icp_verifytask');
    expect((await scene.receiver.next('notify_icpfiling_verify_result')).message).toMatchObject({
      result: '2',
    });
    expect(await post('/wxa/icp/query_icp_verifytask', { task_id })).toMatchObject({
      is_finish: true,
      face_status: 2,
    });
    const refused = await post('/wxa/icp/apply_icp_filing', {
      icp_applets: { base_info: { comment: '短' }, principal_info: { verify_task_id: task_id } },
    });
    expect(refused.errcode).toBe(86202);
    expect((refused.hints as { err_field: string }[]).map(({ err_field }) => err_field)).toEqual([
      'icp_subject.base_info',
      'icp_subject.organize_info',
      'icp_subject.principal_info',
      'icp_applets.base_info.service_content_types',
      'icp_applets.base_info.nrlx_details',
      'icp_applets.base_info.comment',
      'icp_applets.principal_info.verify_task_id',
      'icp_materials.commitment_letter',
    ]);
  });

  it('has lists to choose from', async () => {
    const { get } = await program();
    for (const list of [
      'certificate_types',
      'district_code',
      'nrlx_types',
      'service_content_types',
      'subject_types',
    ])
      expect((await get(`/wxa/icp/query_icp_${list}`)).items).not.toHaveLength(0);
  });

  it('goes together with the verification', async () => {
    const { token, appid, post } = await program();
    scene.sandbox.setFacts(appid, { verified: false });
    const papers = await filing(token, post);
    expect(await post('/wxa/sec/submit_auth_and_icp', papers)).toMatchObject({ errcode: 47001 });
    const { procedure_id } = await post('/wxa/sec/submit_auth_and_icp', { ...papers, auth_data: {} });
    const heard: (string | undefined)[] = [];
    while (heard.at(-1) !== '26')
      heard.push((await scene.receiver.next('notify_3rd_wxa_auth_and_icp')).message.procedure_status);
    expect(heard).toEqual(['19', '24', '26']);
    expect(await post('/wxa/sec/query_auth_and_icp', { procedure_id })).toMatchObject({
      procedure_status: 26,
      icp_audit: { status: 6 },
    });
  });
});

describe('WeChat sandbox: other registrations', () => {
  it('makes the program of a natural person, or says why not', async () => {
    scene = await wechatScene();
    const component = await scene.componentToken();
    const call = (action: string, body: object) =>
      scene.post(`/wxa/component/fastregisterpersonalweapp?action=${action}&access_token=${component}`, body);
    scene.sandbox.scriptRegistrations('李四', [{ outcome: 'reject', code: 1007, reason: 'limit' }]);
    const person = { idname: '李四', wxuser: 'lisi' };
    expect(await call('create', { idname: '李四' })).toMatchObject({ errcode: 89253 });
    const first = await call('create', person);
    expect((await scene.receiver.next('notify_third_fasteregister')).message).toMatchObject({
      status: '1007',
    });
    expect(await call('query', { taskid: first.taskid })).toMatchObject({ status: 1007 });
    const { taskid } = await call('create', person);
    const { message } = await scene.receiver.next('notify_third_fasteregister');
    expect(message).toMatchObject({ status: '0', info: { idname: '李四', wxuser: 'lisi' } });
    expect(await call('query', { taskid })).toMatchObject({ status: 12, appid: message.appid });
    expect(await call('query', { taskid: 'x' })).toMatchObject({ errcode: 89250 });
    expect(await call('search', person)).toMatchObject({ errcode: 40097 });
  });

  it('makes a program on trial, and converts it', async () => {
    scene = await wechatScene();
    const component = await scene.componentToken();
    const made = await scene.post(`/wxa/component/fastregisterbetaweapp?access_token=${component}`, {
      name: '试用小吃',
      openid: 'o1',
    });
    const { message } = await scene.receiver.next('notify_third_fastregisterbetaapp');
    expect(message).toMatchObject({ status: '0', info: { unique_id: made.unique_id, name: '试用小吃' } });
    const { list } = await scene.post(
      `/cgi-bin/component/api_get_authorizer_list?access_token=${component}`,
      {
        component_appid: scene.COMPONENT,
        offset: 0,
        count: 1,
      },
    );
    const [{ refresh_token }] = list as [{ refresh_token: string }];
    const { authorizer_access_token: token } = await scene.post(
      `/cgi-bin/component/api_authorizer_token?access_token=${component}`,
      {
        component_appid: scene.COMPONENT,
        authorizer_appid: message.appid,
        authorizer_refresh_token: refresh_token,
      },
    );
    const verify_info = {
      enterprise_name: '杭州某某餐饮有限公司',
      code: '91330100MA27XXXX0A',
      code_type: 1,
      legal_persona_wechat: 'zhangsan',
      legal_persona_name: '张三',
    };
    const convert = () => scene.post(`/wxa/verifybetaweapp?access_token=${token}`, { verify_info });
    expect(await convert()).toMatchObject({ errcode: 0 });
    expect((await scene.receiver.next('notify_third_fastverifybetaapp')).message).toMatchObject({
      appid: message.appid,
      status: '0',
    });
    expect(await convert()).toMatchObject({ errcode: 40097 });
  });

  it('warns before a verification runs out', async () => {
    const { appid } = await program();
    expect(await scene.post('/sandbox/apps/expiring', { appid, days: 30 })).toEqual({ ok: true });
    expect((await scene.receiver.next('notify_3rd_wxa_wxverify')).message).toMatchObject({
      appid,
      expired: '30',
    });
    expect(await scene.post('/sandbox/apps/expiring', { appid, days: 1 })).toHaveProperty('error');
  });
});
