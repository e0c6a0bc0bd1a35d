import { entry, final, input, later, operator } from '../../code-entry.ts';
import type { CodeMeaning, CodeMeanings } from '../../code-meaning.ts';

const busy: CodeMeaning = later(
  5_000,
  '宿主繁忙或内部出错；网关会先查询是否已办理',
  'the host is busy, or failed inside: it is asked whether it acted',
  { unsure: true },
);
const tokenOver: CodeMeaning = entry(
  'REFRESH_TOKEN',
  '令牌无效或已过期',
  'the token is not valid, or no longer',
);
const notAuthorised: CodeMeaning = operator(
  '小程序未授权本平台，或授权已变更；请小程序所有者重新授权',
  'the program is not authorised, or no longer: its owner has to authorise it anew',
  { problem: 'NOT_AUTHORISED' },
);
const noAccess: CodeMeaning = operator(
  '凭证被拒或无权限访问',
  'the credential is refused, or may not do this',
);
const wrongParameter: CodeMeaning = input('参数有误', 'a parameter is wrong');

/**
 * The openapi gateway in front (`error_code`; its list is that of Baidu's other services, and unconfirmed for this one),
 * OAuth (`error`), and access to calls and programs (`errno`).
 */
export const accessCodes: CodeMeanings = {
  '2': busy,
  '3': operator('宿主没有此接口或请求方法', 'the host has no such call, or not by this method'),
  '4': later(60_000, '调用过于频繁', 'too many calls', { problem: 'QUOTA_USED' }),
  '5': operator('本机地址不在宿主的白名单中', 'the address of the gateway is not on the host’s list'),
  '6': operator('无权访问此数据', 'the gateway may not have this'),
  '100': wrongParameter,
  '110': tokenOver,
  '111': tokenOver,

  invalid_client: operator('第三方平台的身份无效', 'the identity of the gateway is not valid'),
  invalid_grant: operator('授权码或刷新令牌无效', 'the code or the refresh token is not valid', {
    problem: 'NOT_AUTHORISED',
  }),
  invalid_request: operator('换取令牌的请求有误', 'the request for a token is wrong'),
  unsupported_grant_type: operator('换取令牌的方式有误', 'tokens are not to be had in this way'),
  expired_token: operator('授权码或刷新令牌已过期', 'the code or the refresh token has expired', {
    problem: 'NOT_AUTHORISED',
  }),

  '-1024': final('业务异常；原因见宿主原话', 'the host refuses it; its own words say why'),
  '404': operator('接口不存在', 'there is no such call'),
  '405': notAuthorised,
  '500': busy,
  '501': busy,
  '1000': busy,
  '2002': wrongParameter,
  '5000': busy,
  '6001': noAccess,
  '6002': busy,
  '30001': wrongParameter,
  '40000': final('记录已存在', 'it is there already', { problem: 'ALREADY_EXISTS' }),
  '40001': wrongParameter,
  '40002': operator(
    '回跳地址不在登记的域名下',
    'the address to come back to is not below a domain that is registered',
  ),
  '40004': later(60_000, '授权页访问过于频繁', 'the consent page was opened too often', {
    problem: 'QUOTA_USED',
  }),
  '40007': operator('第三方平台没有此项权限', 'the gateway does not have this permission'),
  '40008': operator('本机地址不在宿主的白名单中', 'the address of the gateway is not on the host’s list'),
  '41000': input('参数类型有误', 'a parameter is of the wrong type'),
  '44000': noAccess,
  '44001': noAccess,
  '44002': tokenOver,
  '44003': tokenOver,
  '44004': noAccess,
  '45000': final('小程序不存在', 'there is no such program', { problem: 'NOT_FOUND' }),
  '45001': notAuthorised,
  '45002': notAuthorised,
  '46000': busy,
  '50001': operator('未能取得票据', 'the ticket could not be had'),
  '50002': operator('第三方平台的密钥不存在', 'the key of the gateway does not exist'),
  '50003': later(
    600_000,
    '票据无效；宿主每十分钟推送新票据',
    'the ticket is not valid: another is pushed every ten minutes',
    {
      problem: 'GATEWAY_ACCESS',
    },
  ),
  '50006': operator('授权页缺少来源', 'the consent page was opened without saying from where'),
  '50029': later(3_600_000, '调用次数已达上限', 'the number of calls is used up', { problem: 'QUOTA_USED' }),
  '50031': busy,
  '50050': busy,
  '50032': notAuthorised,
  '50041': operator(
    '账号已授权其他第三方平台，须先解绑',
    'the account has authorised another gateway, and has to end that first',
    { problem: 'NOT_AUTHORISED' },
  ),
  '50044': operator('权限与其他第三方平台冲突', 'the permission conflicts with that of another gateway', {
    problem: 'NOT_AUTHORISED',
  }),
  '50057': operator('小程序未授予账号管理权限', 'the program has not granted the management of its account', {
    problem: 'NOT_AUTHORISED',
  }),
};
