import { entry, final, input, later, operator } from '../../code-entry.ts';
import type { CodeMeaning, CodeMeanings } from '../../code-meaning.ts';

/** `quota_type` 2 of `package/auditquota`; on which day a week begins is not published, so this is the latest. */
const WEEK_MS = 604_800_000;

const serviceDown: CodeMeaning = later(
  5_000,
  '宿主的此项服务暂不可用；网关会先查询是否已办理',
  'this service of the host is down for now: it is asked whether it acted',
  { unsure: true },
);
const baseInfoFirst: CodeMeaning = input(
  '名称和服务类目须先通过审核，才能提交版本',
  'name and category have to pass before a version can be handed in',
  { clause: 'baidu/2.6', problem: 'STATE' },
);
const noFastTrack: CodeMeaning = final('没有快审额度', 'there is no quota for reviews out of turn', {
  clause: 'baidu/2.4',
  problem: 'QUOTA_USED',
});
const noTemplate: CodeMeaning = input(
  '模板不存在、已下线或超出数量',
  'the template does not exist, is withdrawn, or there are too many',
  { problem: 'NOT_FOUND' },
);
const noRecovery = (chinese: string, english: string): CodeMeaning =>
  final(chinese, english, { clause: 'baidu/3.4' });

/** Templates, packages, review, release, codes for testers, and traffic. Which code answers an illegal state is not published. */
export const packageCodes: CodeMeanings = {
  '2003': operator('模板数量已达上限', 'there are as many templates as there can be', {
    problem: 'QUOTA_USED',
  }),
  '40016': input('模板描述不合要求', 'the description of the template is not as it has to be'),
  '47002': later(5_000, '二维码暂未生成', 'the code could not be drawn now'),
  '470018': input('二维码的宽度超出范围', 'the width of the code is out of range'),
  '470019': final(
    '该版本不在审核、开发或线上，不能生成二维码',
    'the package is not in review, in development or online, so there is no code for it',
  ),
  '470020': final('小程序没有线上版本', 'nothing of the program is online'),
  '470022': later(5_000, '小程序正在创建', 'the program is being created'),
  '50051': input('内容与当前相同', 'what was sent is what is there already', { problem: 'ALREADY_EXISTS' }),
  '50052': entry('WAIT_FOR_HOST', '正在审核中', 'it is in review already', { tooLong: true }),
  '68001': noFastTrack,
  '68002': noFastTrack,
  '68003': noFastTrack,
  '68004': noFastTrack,
  '69001': baseInfoFirst,
  '69002': baseInfoFirst,
  '69003': baseInfoFirst,
  '69004': input('ext_json 含有无法解析的字符', 'ext_json has characters that cannot be read'),
  '69005': input('版本包不存在', 'there is no such package', { problem: 'NOT_FOUND' }),
  '69006': noTemplate,
  '69007': noTemplate,
  '69008': noTemplate,
  '69009': serviceDown,
  '69010': input('模板文件解析出错', 'the files of the template cannot be read'),
  '69011': serviceDown,
  '69012': serviceDown,
  '69013': later(
    WEEK_MS,
    '本周的送审次数已用完，至迟一周后恢复',
    'the submissions of this week are used up: there are new ones within a week',
    {
      clause: 'baidu/2.4',
      problem: 'QUOTA_USED',
      tooLong: true,
    },
  ),

  '30007': operator('没有申请恢复的权限', 'the gateway may not ask for the recovery'),
  '40028': noRecovery('没有主体', 'there is no subject'),
  '40032': noRecovery('没有线上或已通过的版本', 'nothing is online or approved'),
  '40045': noRecovery('小程序的状态不能申请恢复', 'the program is not in a state to be recovered'),
  '110001': serviceDown,
  '110002': operator('没有开启流量的权限', 'the gateway may not open the traffic'),
  '110003': operator('没有下线流量的权限', 'the gateway may not close the traffic'),
  '110004': final('流量本就正常', 'the traffic is open already', { problem: 'ALREADY_EXISTS' }),
  '110005': final('流量已经下线', 'the traffic is closed already', { problem: 'ALREADY_EXISTS' }),
};
