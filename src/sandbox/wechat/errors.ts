/**
 * The answers that WeChat gives to calls that it refuses. Where the documents give a text it is that
 * one; the others carry a short one of ours (inferred).
 */
export const errorTexts = {
  40001: 'invalid credential, access_token is invalid or not latest',
  40013: 'invalid appid',
  40066: 'invalid url',
  40007: 'invalid media_id',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40170: 'args count exceed count limit',
  41001: 'access_token missing',
  41004: 'appsecret missing',
  41018: 'component_appid missing',
  41030: 'invalid page',
  42001: 'access_token expired',
  42006: 'component_access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  41005: 'media data missing',
  44002: 'empty post data',
  47001: 'data format error',
  53300: 'category change count exceed limit',
  53303: 'invalid category parameter',
  53304: 'category already exists',
  53311: 'category material needed',
  61003: 'component is not authorized by this account',
  61004: 'access clientip is not registered',
  61005: 'component ticket is expired',
  61006: 'component ticket is invalid',
  61009: 'code is invalid',
  61010: 'code is expired',
  61011: 'invalid component',
  61014: 'must use component token for component api',
  61015: 'must use api token for authorizer api',
  61023: 'refresh_token is invalid',
  61039: 'privacy scan not finished, wait a minute',
  61040: 'privacy api is not authorized or not declared',
  85006: 'invalid tag',
  85007: 'invalid page path',
  85008: 'category is in invalid format',
  85009: 'already submit a version under auditing',
  85010: 'missing required data',
  85011: 'invalid title',
  85012: 'invalid audit id',
  85014: 'template not exist',
  85017: 'no domain to modify',
  85019: 'no version is under auditing',
  85020: 'status not allowed',
  85023: 'item size is not in valid range',
  85045: 'some path in ext_json not exist',
  85046: 'pagepath missing in tabbar list',
  85048: 'parse ext.json failed',
  85051: 'data too large',
  85052: 'app is already released',
  85058: 'no valid audit_id exist',
  85085: 'submit audit reach limit, please try later',
  85086: 'must commit before submit audit',
  85092: 'invalid preview_info format',
  86001: 'component experience version not exists',
  86002: 'miniprogram have not completed init procedure',
  86007: 'submit audit is forbidden for this miniprogram',
  86069: 'owner_setting is required',
  86070: 'notice_method is required',
  86071: 'invalid privacy_ver',
  86074: 'no live privacy setting',
  87012: 'forbid revert this version release',
  87013: 'no quota to undo code',
  89247: 'inner error',
  89248: 'invalid code type',
  89249: 'task running',
  89250: 'task not found',
  89251: 'waiting for face check',
  89253: 'missing parameter',
  89255: 'invalid code length',
} as const;

export type WechatErrcode = keyof typeof errorTexts;

/** A call that is refused. `fields` travel beside the code: some real failures carry zeroed ones. */
export class WechatRefusal extends Error {
  override readonly name = 'WechatRefusal';
  readonly errcode: WechatErrcode;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(errcode: WechatErrcode, fields: Readonly<Record<string, unknown>> = {}) {
    super(errorTexts[errcode]);
    this.errcode = errcode;
    this.fields = fields;
  }
}

/** Refuses with 47001 what is missing although the call cannot do without it. */
export function required<Value>(value: Value | undefined, errcode: WechatErrcode = 47001): Value {
  if (value === undefined) throw new WechatRefusal(errcode);
  return value;
}
