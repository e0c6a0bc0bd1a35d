import { afterEach, describe, expect, it } from '@jest/globals';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene | BaiduScene;
afterEach(() => scene.close());

const REST = '/rest/2.0/smartapp';

async function control(path: string, body: object) {
  const response = await fetch(`${scene.sandbox.url}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const page = async () => (await fetch(`${scene.sandbox.url}/sandbox/`)).text();

describe('WeChat sandbox: punished', () => {
  async function punished(punishment: object) {
    const wechat = await wechatScene();
    scene = wechat;
    const { token, appid } = await wechat.programToken();
    const { answer } = await control('measures', { app: appid, reason: '诱导分享', ...punishment });
    const call = (path: string, body: object = {}) =>
      wechat.post(`${path}?access_token=${token}`, body as never);
    return { wechat, token, appid: String(appid), id: String(answer.reference), call };
  }

  it('pushes the punishment and the record, hides the program and takes nothing on until it is over', async () => {
    const { wechat, id, appid, call } = await punished({ kind: 'OFFLINE', days: 3 });
    const { message: told } = await wechat.receiver.next('wxa_punish_event');
    expect(told).toMatchObject({
      appid,
      event_type: '3',
      illegal_reason: '诱导分享',
      detail: '{"suspended_days":3}',
    });
    const { message: record } = await wechat.receiver.next('wxa_illegal_record');
    expect(record).toMatchObject({ illegal_record_id: id, appid, illegal_reason: '诱导分享' });
    expect(await call('/wxa/getillegalrecords')).toMatchObject({ records: [{ illegal_record_id: id }] });
    expect(await call('/wxa/getvisitstatus')).toMatchObject({ status: 0 });
    expect(await call('/wxa/submit_audit')).toMatchObject({ errcode: 86007 });
    expect(await call('/wxa/release')).toMatchObject({ errcode: 86007 });
    expect(wechat.sandbox.state().measures).toMatchObject([{ app: appid, inForce: true }]);
    wechat.clock.forward(3 * 86_400_000);
    expect(wechat.sandbox.state().measures).toMatchObject([{ app: appid, inForce: false }]);
  });

  it('takes an appeal with proof, one at a time, and pushes how it stands', async () => {
    const { wechat, token, id, appid, call } = await punished({ kind: 'ACCOUNT', days: 0 });
    const appeal = (proof_material_ids: unknown[]) =>
      call('/wxa/component/createappeal', {
        illegal_record_id: id,
        appeal_materials: [{ reason: '并无诱导', proof_material_ids }],
      });
    expect(await appeal([])).toMatchObject({ errcode: 40097 });
    expect(await appeal(['unknown'])).toMatchObject({ errcode: 40007 });
    const form = new FormData();
    form.set('media', new Blob(['x'], { type: 'image/png' }), 'proof.png');
    const url = `${wechat.sandbox.url}/cgi-bin/media/upload?type=image&access_token=${token}`;
    const { media_id } = (await (await fetch(url, { method: 'POST', body: form })).json()) as {
      media_id: string;
    };

    await control('measures/answers', { app: appid, outcomes: [{ outcome: 'wait' }] });
    expect(await appeal([media_id])).toMatchObject({ errcode: 0 });
    expect((await wechat.receiver.next('wxa_appeal_record')).message).toMatchObject({
      appeal_status: '1',
      appeal_from: '1',
    });
    expect(await appeal([media_id])).toMatchObject({ errcode: 40097 });
    expect(await page()).toContain('action="/sandbox/measures/decide"');
    await control('measures/decide', { app: appid, outcome: 'approve', reason: '申诉成立' });
    expect((await wechat.receiver.next('wxa_appeal_record')).message).toMatchObject({
      appeal_status: '2',
      audit_reason: '申诉成立',
    });
    expect(await call('/wxa/getappealrecords', { illegal_record_id: id })).toMatchObject({
      records: [{ appeal_status: 2, materials: [{ appeal_material: { reason: '并无诱导' } }] }],
    });
    expect(await call('/wxa/getvisitstatus')).toMatchObject({ status: 1 });
  });

  it('ends measures by hand, and does nothing that WeChat does not', async () => {
    const { appid, call } = await punished({ kind: 'OFFLINE' });
    expect((await control('measures/end', { app: appid })).status).toBe(200);
    expect(await call('/wxa/getvisitstatus')).toMatchObject({ status: 1 });
    expect((await control('measures', { app: appid, kind: 'TRAFFIC', reason: 'x' })).status).toBe(409);
    expect((await control('measures', { app: 'wx0', kind: 'OFFLINE', reason: 'x' })).status).toBe(404);
    expect((await control('measures', { app: appid, kind: 'SHOUT', reason: 'x' })).status).toBe(400);
    expect((await control('measures/decide', { app: appid, outcome: 'approve' })).status).toBe(409);
  });
});

describe('Baidu sandbox: punished', () => {
  async function registered() {
    const baidu = await baiduScene();
    scene = baidu;
    const { token, appId } = await baidu.app();
    const info = async () => (await baidu.get(`${REST}/app/info`, { access_token: token })).data as object;
    return { baidu, token, app: String(appId), info };
  }

  it('forces a program offline for its name, and brings it back once the fix is accepted', async () => {
    const { baidu, token, app, info } = await registered();
    const id = await baidu.upload(token);
    await control('measures', { app, kind: 'OFFLINE', reason: '名称不合规' });
    const { message } = await baidu.receiver.next('APP_FORCE_OFFLINE');
    expect(message).toMatchObject({
      reason: '名称不合规',
      offlineReason: 1,
      illegalFields: 'appName,appDesc',
    });
    expect(await info()).toMatchObject({ status: 5, app_offline_info: [{ offline_reason: 1 }] });
    expect(await baidu.release(token, id)).not.toMatchObject({ errno: 0 });

    await control('measures/answers', { app, outcomes: [{ outcome: 'wait' }] });
    const update = () => baidu.post(`${REST}/app/offline/update`, token, { app_name: '新名称' });
    expect(await update()).toMatchObject({ errno: 0, data: { examine_id: expect.any(Number) } });
    expect(await info()).toMatchObject({ audit_info: { audit_app_name_status: 1 } });
    expect(await update()).toMatchObject({ errno: 50052 });
    await control('measures/decide', { app, outcome: 'reject', reason: '仍不合规' });
    expect((await baidu.receiver.next('BASE_INFO_OFFLINE_AUDIT_FAIL')).message).toMatchObject({
      reason: '仍不合规',
    });
    expect(await info()).toMatchObject({ status: 5, audit_info: { audit_app_name_status: 3 } });
    expect(await update()).toMatchObject({ errno: 0 });
    await baidu.receiver.next('BASE_INFO_OFFLINE_AUDIT_SUCCESS');
    expect(await info()).toMatchObject({ status: 1 });
  });

  it('switches traffic off, and recovers it on request', async () => {
    const { baidu, token, app, info } = await registered();
    const recover = (audit_desc: string) =>
      baidu.post(`${REST}/appflow/applyRecovery`, token, { audit_desc });
    expect(await recover('已改正')).toMatchObject({ errno: 40045 });
    await control('measures', { app, kind: 'TRAFFIC', reason: '诱导关注' });
    await baidu.receiver.next('FLOW_CLOSE_NOTIFY');
    expect(await info()).toMatchObject({ status: 7 });
    expect(await baidu.get(`${REST}/app/violation`, { access_token: token })).toMatchObject({
      data: { problemDetails: [{ problemDesc: '诱导关注' }] },
    });
    expect(await recover('长'.repeat(101))).toMatchObject({ errno: 40001 });
    expect(await recover('已改正')).toMatchObject({ errno: 0 });
    await baidu.receiver.next('FLOW_CLOSE_AUDIT_PASS');
    expect(await info()).toMatchObject({ status: 1 });
    expect(await page()).toContain('诱导关注');
  });
});
