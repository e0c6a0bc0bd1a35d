import { entry, final, input, later, operator } from '../../code-entry.ts';
import type { CodeMeanings } from '../../code-meaning.ts';

/** Registration on behalf, and the filing with the authority. Sources: the pages of `fastregisterweapp` and of `wxa/icp/*`. */
export const registrationAndFilingCodes: CodeMeanings = {
  '61070': input(
    '公司名称与法定代表人微信不一致',
    'the name of the company and the representative’s account do not go together',
    {
      clause: 'wechat/2.7',
    },
  ),
  '86004': input('法定代表人的微信号无效', 'the representative’s account is not valid', {
    clause: 'wechat/2.7',
  }),
  '89247': later(
    60_000,
    '微信内部错误；先查询再重试',
    'an internal error of WeChat: it is asked whether it acted',
    { unsure: true },
  ),
  '89248': input('企业代码类型有误', 'the kind of the company’s code is wrong'),
  '89249': entry(
    'WAIT_FOR_HOST',
    '已有注册任务在进行（24 小时内）',
    'a registration is running already; it lasts for 24 hours',
    {
      retryAfterMs: 3_600_000,
    },
  ),
  '89250': input('没有该注册任务', 'there is no such registration', { problem: 'NOT_FOUND' }),
  '89251': entry(
    'WAIT_FOR_HOST',
    '等待法定代表人完成人脸识别',
    'the representative has yet to have their face recognised',
    { retryAfterMs: 60_000 },
  ),
  '89252': entry('WAIT_FOR_HOST', '微信正在核验', 'WeChat is checking', { retryAfterMs: 60_000 }),
  '89253': input('缺少参数', 'a parameter is missing'),
  '89254': operator(
    '本平台的权限集不完整，不能代注册',
    'the permission sets of this platform are not complete: it cannot register programs',
  ),
  '89255': input('企业代码长度有误', 'the company’s code has a wrong length'),
  '41033': final('该小程序不是由接口创建', 'the program was not created by this interface', {
    problem: 'NOT_POSSIBLE',
  }),

  '86202': input(
    '备案信息有误；逐项说明见宿主答复',
    'what is filed is wrong: the host says of each field what',
  ),
  '86301': later(
    60_000,
    '备案服务异常；稍后重试',
    'the filing service is out of order: it is tried again in a moment',
    { unsure: true },
  ),
  '86302': input('证件图片与文字不一致', 'the picture of a paper and its text do not go together'),
  '86308': input('证件有效期有误', 'the validity of a paper is wrong'),
  '86324': entry('WAIT_FOR_HOST', '备案正在审批', 'the filing is being decided upon', { tooLong: true }),
  '86328': input('证件图片无法识别', 'the picture of a paper cannot be read'),
  '86330': final('备案当前不能撤回', 'the filing cannot be taken back now'),
  '86358': entry(
    'WAIT_FOR_HOST',
    '有未完成的备案订单',
    'there is an order for a filing that is not finished',
    { tooLong: true },
  ),
  '86368': final('没有备案申请', 'there is no application for a filing', { problem: 'NOT_FOUND' }),
};
