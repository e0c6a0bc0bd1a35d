import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APP_ID, type BaiduWire, openBaiduWire } from './baidu-desk.ts';

let wire: BaiduWire;
beforeAll(async () => {
  wire = await openBaiduWire();
});
afterAll(() => wire.close());

const at = new Date('2026-03-03T03:00:00Z');
const push = (event: string, more: object = {}) =>
  wire.push({ event, appId: 1452365, tpAppId: 17328232, eventTime: '2026-03-03 11:00:00', ...more });
const about = { appId: APP_ID };

/** All 64 of Baidu's enumeration, by what they are news of. */
const names: Readonly<Record<string, string>> = {
  AUTHORISED: 'AUTHORIZED UPDATE_AUTHORIZED',
  AUTHORISATION_ENDED: 'UNAUTHORIZED',
  REGISTRATION_MOVED: `
    ACCOUNT_AND_APP_CREATE_AUDIT_PASS ACCOUNT_AND_APP_CREATE_AUDIT_FAIL APP_CREATE_FAIL
    APP_CREATE_SUCCESS_AND_AUTH_FAIL REGISTER_AUTH_SUCCESS`,
  VERIFICATION_MOVED: 'ADVANCED_AUDIT_CHANGED ANNUAL_REVIEW_PENDING ANNUAL_REVIEW_OVERDUE ANNUAL_REVIEW_PASS',
  PAPERS_MOVED: 'APP_CATEGORY_AUDIT_PASS APP_CATEGORY_AUDIT_FAIL',
  REVIEW_MOVED: `
    PACKAGE_AUDIT_PASS PACKAGE_AUDIT_FAIL BATCH_UPLOAD_SUBMIT_SUCCESS BATCH_UPLOAD_SUBMIT_FAIL
    BATCH_TASK_UPLOAD_PACKAGE_SUCCESS BATCH_TASK_UPLOAD_PACKAGE_FAIL BATCH_TASK_UPLOAD_SUBMIT_AUDIT_FAIL
    BATCH_TASK_UPLOAD_RELEASE_SUCCESS BATCH_TASK_UPLOAD_RELEASE_FAIL`,
  SETTINGS_DECIDED: `
    APP_NAME_AUDIT_PASS APP_NAME_AUDIT_FAIL APP_NAME_CLEAR APP_ICON_AUDIT_PASS APP_ICON_AUDIT_FAIL
    APP_DESC_AUDIT_PASS APP_DESC_AUDIT_FAIL APPLY_APP_MOBILE_AUTH_PASS APPLY_APP_MOBILE_AUTH_REJECT
    APP_MOBILE_AUTH_CANCEL`,
  SERVICE_MOVED: 'APP_SERVER_PAUSE APP_SERVER_RESUME',
  MEASURE_TOLD: `
    APP_FORCE_OFFLINE TIME_LIMIT_RECTIFY_NOTIFY FLOW_CLOSE_NOTIFY BASE_INFO_OFFLINE_AUDIT_SUCCESS
    BASE_INFO_OFFLINE_AUDIT_FAIL FLOW_CLOSE_AUDIT_PASS FLOW_CLOSE_AUDIT_FAIL APP_PAY_CLOSE`,
  OTHER: `
    CREATE_APP_AUTH_CANCEL APP_PAYMENT_CREATE_ACCOUNT_PASS APP_PAYMENT_CREATE_ACCOUNT_FAIL
    APP_PAYMENT_CREATE_PAYMENT_PASS APP_PAYMENT_CREATE_PAYMENT_FAIL APP_PAYMENT_UPDATE_DEVELOP_CONFIG_PASS
    APP_PAYMENT_UPDATE_DEVELOP_CONFIG_FAIL AUDIT_SUB_CHAIN_PASS AUDIT_SUB_CHAIN_FAILED BRAND_WORD_AUDIT_FAIL
    BRAND_WORD_AUDIT_SUCCESS APP_SEARCH_PATH_AUDIT_PASS APP_SEARCH_PATH_AUDIT_FAIL SERVER_RESOURCE_PASS
    SERVER_RESOURCE_REJECT SERVER_RESOURCE_WAIT SERVER_RESOURCE_CANCEL SERVER_RESOURCE_DELIVER_WAIT
    SERVER_RESOURCE_DELETE ARTICLE_MOUNT_AUDIT_SUCCESS ARTICLE_MOUNT_AUDIT_FAIL`,
};
const rows = Object.entries(names).flatMap(([kind, list]) =>
  list
    .trim()
    .split(/\s+/)
    .map((event) => [event, kind] as const),
);

describe('an event of Baidu', () => {
  it('is one of 64', () => {
    expect(new Set(rows.map(([event]) => event)).size).toBe(64);
  });

  it.each(rows)('%s is %s, with a blank in front or without', async (event, kind) => {
    const more = { authorizationCode: 'code-1', userId: 'reg_1' };
    expect(await push(event, more)).toMatchObject({ kind });
    expect(await push(` ${event}`, more)).toMatchObject({ kind });
  });

  it('that is in no document is kept and shown', async () => {
    expect(await push('SOMETHING_NEW')).toEqual({ kind: 'OTHER', ...about });
    expect(await wire.push({ event: 'SOMETHING_NEW' })).toEqual({ kind: 'OTHER' });
    expect(await wire.push({})).toEqual({ kind: 'OTHER' });
    for (const event of ['constructor', '__proto__', 'toString', '']) {
      expect(await push(event)).toEqual({ kind: 'OTHER', ...about });
    }
  });

  it.each(rows.filter(([, kind]) => kind !== 'REGISTRATION_MOVED'))(
    '%s that names no program does nothing',
    async (event) => {
      expect(await wire.push({ event })).toEqual({ kind: 'OTHER' });
    },
  );

  it('about a package says when it moved, by the clock of China', async () => {
    expect(await push('PACKAGE_AUDIT_PASS', { packageId: 1 })).toEqual({
      kind: 'REVIEW_MOVED',
      ...about,
      at,
    });
  });

  const decided = (decision: object) => ({
    kind: 'SETTINGS_DECIDED',
    decisions: [{ ...about, at, ...decision }],
  });

  it('about a name says which, and why not, however it is spelt', async () => {
    expect(await push('APP_NAME_AUDIT_PASS', { appName: '点餐' })).toEqual(
      decided({ setting: 'NAME', accepted: true, subject: '点餐' }),
    );
    expect(await push('APP_NAME_AUDIT_FAIL', { appName: '点餐', reson: '名称过泛' })).toEqual(
      decided({ setting: 'NAME', accepted: false, subject: '点餐', words: '名称过泛' }),
    );
    expect(await push('APP_NAME_CLEAR', { beforeAppName: '点餐', appName: '点餐1' })).toEqual(
      decided({ setting: 'NAME', accepted: false, subject: '点餐' }),
    );
  });

  it('about the numbers of users says which call is allowed', async () => {
    expect(await push('APPLY_APP_MOBILE_AUTH_REJECT', { reason: '场景不符' })).toEqual(
      decided({
        setting: 'GUARDED_INTERFACE',
        subject: 'getPhoneNumber',
        accepted: false,
        words: '场景不符',
      }),
    );
  });

  it('about a service that is closed does not say by whom, so that it is no measure', async () => {
    expect(await push('APP_SERVER_PAUSE')).toEqual({ kind: 'SERVICE_MOVED', ...about, at });
  });

  it('about a ban of payments is told whole, for a person to read (baidu/3.4)', async () => {
    expect(await push('APP_PAY_CLOSE', { reason: '交易违规' })).toMatchObject({
      told: { act: 'UNREAD', words: 'APP_PAY_CLOSE\n交易违规' },
    });
  });
});
