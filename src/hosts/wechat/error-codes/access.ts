import type { CodeMeanings } from '../../code-meaning.ts';
import { entry, final, input, later, operator } from './entry.ts';

/** Tokens, tickets, permissions, the form of a call and its quota. Source: the pages on tokens, and the tables of the SDKs. */
export const accessCodes: CodeMeanings = {
  '-1': later(5_000, '微信系统繁忙；稍后自动重试', 'WeChat is busy: it is tried again in a moment', {
    unsure: true,
  }),
  '45009': entry(
    'RETRY_LATER',
    '当日接口调用次数已用完；次日恢复',
    'the calls of the day are used up: there are more tomorrow',
    {
      problem: 'QUOTA_USED',
      retryAfterMs: 3_600_000,
    },
  ),
  '45011': later(
    60_000,
    '每分钟调用次数已用完；一分钟后重试',
    'the calls of the minute are used up: it is tried again after a minute',
    {
      problem: 'QUOTA_USED',
    },
  ),
  '48006': entry(
    'RETRY_LATER',
    '本月清零接口调用次数的机会已用完',
    'the calls of the month that reset a quota are used up',
    {
      problem: 'QUOTA_USED',
      renewal: 'NEXT_MONTH',
    },
  ),

  '40001': entry(
    'REFRESH_TOKEN',
    '令牌无效或不是最新；自动换取新令牌',
    'the token is not valid or not the latest: another is fetched',
  ),
  '40014': entry('REFRESH_TOKEN', '令牌无效；自动换取新令牌', 'the token is not valid: another is fetched'),
  '42001': entry('REFRESH_TOKEN', '令牌已过期；自动换取新令牌', 'the token has expired: another is fetched'),
  '42006': entry(
    'REFRESH_TOKEN',
    '第三方平台令牌已过期；自动换取新令牌',
    'the platform’s own token has expired: another is fetched',
  ),
  '42007': operator(
    '用户修改了密码，授权失效；请小程序管理员重新授权',
    'its owner changed the password, which ended the authorisation: they authorise again',
    {
      problem: 'NOT_AUTHORISED',
    },
  ),
  '61005': later(
    600_000,
    '票据已过期；等待微信的下一次推送（约十分钟）',
    'the ticket has expired: the next is pushed within ten minutes',
  ),
  '61006': later(
    600_000,
    '票据无效；等待微信的下一次推送（约十分钟）',
    'the ticket is not valid: the next is pushed within ten minutes',
  ),

  '40013': operator('AppID 有误；请检查配置', 'the app id is wrong: check the configuration'),
  '40125': operator('AppSecret 有误；请检查配置', 'the app secret is wrong: check the configuration'),
  '40164': operator('调用方 IP 不在白名单中', 'the address of the caller is not on the list'),
  '41001': operator('缺少令牌', 'the token is missing'),
  '41004': operator('缺少 AppSecret', 'the app secret is missing'),
  '41018': operator('缺少第三方平台 AppID', 'the platform’s app id is missing'),
  '41021': operator('缺少第三方平台令牌', 'the platform’s token is missing'),
  '43001': operator('该接口须用 GET 调用', 'this is to be called by GET'),
  '43002': operator('该接口须用 POST 调用', 'this is to be called by POST'),
  '43003': operator(
    '该接口须用 HTTPS 调用；请检查地址配置',
    'this is to be called by HTTPS: check the configured address',
  ),
  '44002': operator('请求体为空', 'the body of the request is empty'),
  '45035': operator('调用方 IP 不在白名单中', 'the address of the caller is not on the list'),
  '48001': operator(
    '第三方平台没有该接口的权限；请在授权中加入相应权限集',
    'the permission set of this call is missing: it is to be granted in the authorisation',
    {
      problem: 'NOT_AUTHORISED',
    },
  ),
  '61003': operator(
    '小程序没有授权给本平台；请其管理员授权',
    'the program has not authorised this platform: its owner does so',
    {
      problem: 'NOT_AUTHORISED',
    },
  ),
  '61004': operator(
    '网关的出口 IP 不在第三方平台白名单中',
    'the address of the gateway is not on the platform’s list',
  ),
  '61007': operator(
    '小程序没有把该权限集授权给本平台',
    'the program has not granted this permission set to the platform',
    {
      problem: 'NOT_AUTHORISED',
    },
  ),
  '61009': operator('授权码无效；请重新授权', 'the authorisation code is not valid: it is authorised anew', {
    problem: 'NOT_AUTHORISED',
  }),
  '61010': operator('授权码已过期；请重新授权', 'the authorisation code has expired: it is authorised anew', {
    problem: 'NOT_AUTHORISED',
  }),
  '61011': operator('第三方平台 AppID 有误', 'the platform’s app id is wrong'),
  '61014': operator('该接口须用第三方平台令牌调用', 'this is to be called with the platform’s own token'),
  '61015': operator('该接口须用小程序的授权令牌调用', 'this is to be called with the program’s token'),
  '61023': operator(
    '刷新令牌无效；从授权方列表找回，或请小程序重新授权',
    'the refresh token is not valid: it is won back from the list of authorisers, or authorised anew',
    {
      problem: 'NOT_AUTHORISED',
    },
  ),
  '86000': operator(
    '该接口只能由第三方平台代小程序调用',
    'only a third-party platform calls this on behalf of a program',
  ),
  '40170': operator('授权方列表一次最多取 500 条', 'the list of authorisers is read by 500 at most'),
  '76004': final('该请求编号的记录只保留七天', 'what is known of that request is kept for seven days', {
    problem: 'NOT_FOUND',
  }),

  '40005': input('上传的文件类型不支持', 'files of this type are not taken'),
  '40006': input(
    '上传的文件大小不符（图片至多 2 MB，视频至多 10 MB）',
    'the file is too large: 2 MB of a picture, 10 MB of a video',
  ),
  '40007': input(
    '素材编号无效或已过期；请重新上传',
    'the id of the file is not valid or has expired: upload it again',
  ),
  '40097': input('参数有误', 'a parameter is wrong'),
  '41005': input('缺少上传的文件', 'the file is missing'),
  '47001': input('提交的数据格式有误', 'what was sent is not of the form that is expected'),
  '47002': input(
    '提交的数据编码有误（须为 UTF-8 原文）',
    'what was sent is not encoded as is expected: plain UTF-8',
  ),
};
