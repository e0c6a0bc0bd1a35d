import { entry, final, input, later, operator } from '../../code-entry.ts';
import type { CodeMeaning, CodeMeanings } from '../../code-meaning.ts';

const category = (chinese: string, english: string): CodeMeaning =>
  input(chinese, english, { clause: 'baidu/2.6' });
const papers = (chinese: string, english: string): CodeMeaning =>
  input(chinese, english, { clause: 'baidu/2.5' });
/** When there are more of them is not published. */
const changesUsed = (chinese: string, english: string): CodeMeaning =>
  final(chinese, english, { problem: 'QUOTA_USED' });

/**
 * Name, picture, introduction, category, papers, addresses and registration. 50060 is the limit of categories in the documents and a
 * failure to create an account in Baidu's Java SDK; 50061 to 50063 are in the documents only.
 */
export const settingsCodes: CodeMeanings = {
  '45003': entry('WAIT_FOR_HOST', '有类目正在审核', 'a category is in review', {
    clause: 'baidu/2.6',
    tooLong: true,
  }),
  '40006': input('文件超过允许的大小', 'the file is larger than it may be'),
  '47000': input('图片格式无效', 'the picture is of no kind that is taken'),
  '47001': later(5_000, '图片上传失败', 'the picture could not be taken in'),
  '47003': input('图片尺寸超过限制', 'the picture is larger than it may be'),
  '47004': changesUsed('修改名称的次数已用完', 'the changes of the name are used up'),
  '47005': changesUsed('修改头像的次数已用完', 'the changes of the picture are used up'),
  '47006': changesUsed('修改简介的次数已用完', 'the changes of the introduction are used up'),
  '47007': changesUsed('修改类目的次数已用完', 'the changes of the categories are used up'),
  '47008': input('图片不是从宿主的上传接口取得', 'the picture does not come from the host’s own upload'),
  '470011': changesUsed('修改服务器域名的次数已用完', 'the changes of the servers are used up'),
  '470012': changesUsed('修改业务域名的次数已用完', 'the changes of the addresses of pages are used up'),
  '470013': input('至少填写一类服务器域名', 'one kind of addresses has to be there at least'),
  '470014': input(
    '域名格式不合法，须以 http://、https:// 或 wss:// 开头',
    'the address begins with http://, https:// or wss://',
  ),
  '470015': input('域名不能为空', 'an address is empty'),
  '470016': operator(
    '域名未在第三方平台登记，也不是其子域名',
    'the address is not registered for the gateway, nor below one that is',
  ),
  '470017': input('要删除的域名本未设置', 'an address that is to be taken away is not there', {
    problem: 'NOT_FOUND',
  }),
  '470021': input('基础库版本有误', 'there is no such version of the base library'),
  '50013': final('暂不支持小游戏', 'games are not taken', { problem: 'NOT_POSSIBLE' }),
  '50060': category(
    '类目最多五个，或账号创建失败',
    'there are five categories at most; or an account could not be created',
  ),
  '50061': category('类目不存在', 'there is no such category'),
  '50062': category('类目格式有误', 'the categories are not written as they have to be'),
  '50063': papers('类目资质有误', 'the papers for the category are wrong'),

  '40017': final('主体名称已被拉黑', 'the name of the subject is barred', {
    clause: 'baidu/2.5',
    problem: 'MEASURE',
  }),
  '50016': final('账号已注册', 'the account is registered already', { problem: 'ALREADY_EXISTS' }),
  '50017': input('账户名已存在', 'there is an account of this name', { problem: 'ALREADY_EXISTS' }),
  '50018': final('该身份证号已申请过账号', 'this person has an account already', {
    clause: 'baidu/2.5',
    problem: 'ALREADY_EXISTS',
  }),
  '50020': entry('WAIT_FOR_HOST', '账号正在审核', 'the account is in review', { tooLong: true }),
  '50021': input('修改内容与当前相同', 'what was sent is what is there already', {
    problem: 'ALREADY_EXISTS',
  }),
  '50022': papers('姓名与身份证号不符', 'the name is not that of the identity card'),
  '50023': papers('该资质的开号数量已达上限', 'as many accounts as may be go by this paper already'),
  '50024': input('小程序名称已被占用', 'the name is taken', { problem: 'ALREADY_EXISTS' }),
  '50025': input('小程序名称不合法', 'the name is not one that is taken'),
  '50027': input(
    '账号已是某小程序的管理员或成员，须先解除',
    'the account is a member of a program, and has to leave it first',
  ),
  '50033': final('主体资质未通过审核', 'the subject has not passed its review', { clause: 'baidu/2.1' }),
  '50038': final('须先完成真实性认证', 'the verification has to be done first', { clause: 'baidu/2.2' }),
  '64001': final('已完成真实性认证', 'the verification is done already', { problem: 'ALREADY_EXISTS' }),
};
