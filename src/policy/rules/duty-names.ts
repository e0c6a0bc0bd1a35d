import type { LocalizedText } from '../../kernel/localized.ts';
import type { DutyKind } from '../duty.ts';

const names: Readonly<Record<DutyKind, LocalizedText>> = {
  RENEW_MATERIAL: { 'zh-CN': '在到期前更新资料', en: 'renew a paper before it expires' },
  REPORT_CHANGE: { 'zh-CN': '提交变更后的资料', en: 'tell the platform of a change' },
  SHOW_COMPLIANCE: { 'zh-CN': '配合合规审查并提供说明', en: 'show that personal data are treated as agreed' },
  CHECK_SECURITY: { 'zh-CN': '定期检查安全措施', en: 'check the security measures' },
  ANSWER_RIGHTS_REQUEST: { 'zh-CN': '协助处理终端用户的权利请求', en: 'answer an end user’s request' },
  DELETE_DATA: { 'zh-CN': '按要求删除数据', en: 'delete data on demand' },
  TELL_OF_INCIDENT: { 'zh-CN': '通报数据安全事件', en: 'tell of an unauthorised access' },
  DELETE_ON_LEAVING: {
    'zh-CN': '停止使用后删除全部数据',
    en: 'delete everything obtained from the platform',
  },
  KEEP_PHONE_ON_FILE: { 'zh-CN': '登记接收通知的手机号', en: 'keep a phone on file for notices' },
  STOP_USE: { 'zh-CN': '停止使用服务', en: 'stop using the service' },
  RECTIFY: { 'zh-CN': '限期整改', en: 'put right what was objected to' },
  PAY_FEE: { 'zh-CN': '支付审核服务费', en: 'pay the review fee' },
};

/** What is to be done, as a person reads it: a noun phrase in Chinese, what follows "the duty to" in English. */
export function nameOfDuty(kind: DutyKind): LocalizedText {
  return names[kind];
}
