import { entry, final, input, later } from '../code-entry.ts';
import type { CodeMeaning, CodeMeanings } from '../code-meaning.ts';

const notInTime = (chinese: string, english: string): CodeMeaning =>
  entry(
    'FIX_INPUT',
    `法定代表人未在 24 小时内${chinese}`,
    `the representative did not ${english} within 24 hours`,
    {
      problem: 'STATE',
    },
  );
const DAY_MS = 86_400_000;
/** What the authority's list says of who registers: the paper is put right there, or here. */
const listed = { clause: 'wechat/2.7' };
const limit = (chinese: string, english: string): CodeMeaning =>
  final(`${chinese}已达上限`, `${english} has as many programs as it may have`, { problem: 'QUOTA_USED' });
const barred = (chinese: string, english: string): CodeMeaning =>
  final(`${chinese}被微信限制注册`, `WeChat lets ${english} register nothing`, { problem: 'NOT_POSSIBLE' });

/**
 * What the `status` of a registration means that did not go through: of a company, of a person and on trial, which is
 * pushed, and of the task of a person's, which is asked for. Source: the table of `notify_third_fasteregister`.
 */
export const registrationStatuses: CodeMeanings = {
  '-1': input('企业与法定代表人不一致', 'company and representative do not go together', listed),
  '100001': notInTime('完成身份核验', 'have the identity checked'),
  '100002': notInTime('完成人脸识别', 'have the face recognised'),
  '100003': notInTime('确认', 'confirm'),
  '101': final('企业已注销', 'the company is dissolved', listed),
  '102': input('查不到该企业，或其信息未更新', 'the company is not found, or not up to date', listed),
  '103': input('法定代表人姓名不一致', 'the representative has another name', listed),
  '104': input('法定代表人证件号不一致', 'the representative has another number of identity', listed),
  '105': later(
    15 * DAY_MS,
    '法定代表人证件信息尚未更新，须 5 至 15 个工作日',
    'the data of the representative are not up to date yet, which takes 5 to 15 working days',
    { ...listed, tooLong: true },
  ),
  '1000': input('所填信息不一致', 'the data do not go together', listed),
  '1001': limit('主体', 'the subject'),
  '1002': barred('主体', 'the subject'),
  '1003': limit('管理员', 'the administrator'),
  '1004': barred('管理员', 'the administrator'),
  '1005': limit('管理员手机号', 'the phone number of the administrator'),
  '1006': barred('管理员手机号', 'the phone number of the administrator'),
  '1007': limit('管理员证件号', 'the identity of the administrator'),
  '1008': barred('管理员证件号', 'the identity of the administrator'),
};
