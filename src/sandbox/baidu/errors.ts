/**
 * Codes and texts of refusals. The codes are Baidu's; texts are Baidu's where they are published and short
 * ones of ours elsewhere. Which code an illegal move of a package gets is not published: 40001 and 50052
 * stand for it here (simulator-defined).
 */
export const errorTexts = {
  2003: '模板数量已达上限',
  40000: '重复操作',
  40001: '参数错误',
  40002: '回调域名未注册',
  40007: '第三方平台无此权限',
  40008: 'IP不在白名单',
  40016: '模板描述有误',
  40045: '小程序状态不支持此操作',
  41000: '参数类型错误',
  45000: '小程序不存在',
  45003: '类目正在审核中',
  47000: '图片格式无效',
  47003: '图片尺寸超过限制',
  47004: '名称修改次数已达上限',
  47005: '头像修改次数已达上限',
  47006: '简介修改次数已达上限',
  47007: '类目修改次数已达上限',
  47008: '图片来源非法',
  50001: 'ticket获取失败',
  50002: 'client_id不存在',
  50003: 'ticket无效',
  50016: '账号已注册',
  50020: '账号正在审核中，请耐心等待审核结果',
  50024: '小程序名称已经被占用',
  50025: '小程序名称非法',
  50032: '无授权关系',
  50033: '主体资质未审核通过',
  50038: '请先完成高级认证',
  50052: '已在审核中',
  50060: '小程序类目上限为5个',
  50061: '类目id不正确',
  50062: 'categorys格式非法',
  50063: '资质信息不正确',
  64001: '已完成真实性认证',
  69001: '小程序名称未审核通过',
  69002: '小程序类目未审核通过',
  69003: '小程序名称和类目未审核通过',
  69004: 'ext_json无法解析',
  69005: '代码包不存在',
  69006: '模板不存在',
  69013: '当前周期送审次数已用完',
  110002: '无流量控制权限',
  110004: '流量已开启',
  110005: '流量已下线',
  470013: '至少传递一个要被操作的服务域名类型',
  470014: '域名格式非法',
  470015: '被操作的域名不能为空',
  470016: '域名不在第三方平台域名内',
  470017: '删除的域名没有设置过',
  470018: '二维码宽度超出范围',
  470019: '仅支持审核、开发和线上版本的代码包',
  470020: '没有线上代码包',
  470021: '版本号有误',
} as const;

export type BaiduErrno = keyof typeof errorTexts;

/** Refused by the business behind the gateway: `{errno, msg}`. */
export class BaiduRefusal extends Error {
  override readonly name = 'BaiduRefusal';
  readonly errno: BaiduErrno;

  constructor(errno: BaiduErrno) {
    super(errorTexts[errno]);
    this.errno = errno;
  }
}

export const gatewayTexts = {
  3: 'Unsupported openapi method',
  100: 'Invalid parameter',
  110: 'Access token invalid or no longer valid',
  111: 'Access token expired',
} as const;

/** Refused by the gateway in front of it: `{error_code, error_msg}`. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly code: keyof typeof gatewayTexts;

  constructor(code: keyof typeof gatewayTexts) {
    super(gatewayTexts[code]);
    this.code = code;
  }
}

/** Refused by the token endpoint: `{error, error_description}`. */
export class OauthRefusal extends Error {
  override readonly name = 'OauthRefusal';
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'expired_token'
    | 'unsupported_grant_type';

  constructor(error: OauthRefusal['error'], description: string) {
    super(description);
    this.error = error;
  }
}

/** Refuses with 40001 what is missing although the call cannot do without it. */
export function required<Value>(value: Value | undefined, errno: BaiduErrno = 40001): Value {
  if (value === undefined) throw new BaiduRefusal(errno);
  return value;
}
