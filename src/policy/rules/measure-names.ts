import type { LocalizedText } from '../../kernel/localized.ts';
import type { MeasureGround, MeasureKind } from '../measure.ts';

const kinds: Readonly<Record<MeasureKind, LocalizedText>> = {
  SHORT_TERM: { 'zh-CN': '短期封禁', en: 'a short-term block' },
  LONG_TERM: { 'zh-CN': '长期封禁', en: 'a long-term block' },
  PERMANENT: { 'zh-CN': '永久封禁', en: 'a permanent block' },
  OTHER: { 'zh-CN': '以其他方式限制或禁止发布', en: 'another refusal or limit of publication' },
  REVIEW_SERVICE_PAUSED: { 'zh-CN': '暂停审核服务', en: 'a pause of the review service' },
  REVIEW_SERVICE_ENDED: { 'zh-CN': '终止审核服务', en: 'the end of the review service' },
  USE_LIMITED: { 'zh-CN': '使用受限', en: 'limited use' },
  DATA_ACCESS_RESTRICTED: { 'zh-CN': '限制获取平台数据', en: 'a restriction of access to data' },
  SERVICE_DECLINED: { 'zh-CN': '不予提供服务', en: 'service declined' },
  SUBMISSION_REFUSED: { 'zh-CN': '拒绝提交的审核', en: 'refusal of submissions' },
  TAKEN_OFFLINE: { 'zh-CN': '下线', en: 'being taken offline' },
  CHANGES_DEMANDED: { 'zh-CN': '要求修改', en: 'a demand for changes' },
  SERVICE_PAUSED: { 'zh-CN': '暂停服务', en: 'a pause of the service' },
  SERVICE_ENDED: { 'zh-CN': '终止服务', en: 'the end of the service' },
  AGREEMENT_ENDED: { 'zh-CN': '解除协议', en: 'the end of the agreement' },
  WARNING: { 'zh-CN': '警告', en: 'a warning' },
  FUNCTIONS_LIMITED: { 'zh-CN': '限制功能', en: 'a limit of functions' },
  TRAFFIC_OFF: { 'zh-CN': '流量下线', en: 'traffic switched off' },
  PROGRAM_OFFLINE: { 'zh-CN': '下线该小程序', en: 'the program taken offline' },
  ALL_PROGRAMS_OFFLINE: { 'zh-CN': '下线全部小程序', en: 'all programs taken offline' },
  SERVICE_REFUSED: { 'zh-CN': '拒绝再提供任何服务', en: 'refusal of all service' },
};

const grounds: Readonly<Record<MeasureGround, LocalizedText>> = {
  BREACH_OF_LAW: { 'zh-CN': '违反法律法规', en: 'a breach of the law' },
  BREACH_OF_AGREEMENT: { 'zh-CN': '违反协议或平台规则', en: 'a breach of the agreement or its rules' },
  AUTHORITY_DEMAND: { 'zh-CN': '司法、政府或监管部门要求', en: 'a demand of a court or an authority' },
  UNLAWFUL_OR_INFRINGING: { 'zh-CN': '涉嫌违法或侵权', en: 'unlawful or infringing content or acts' },
  HARM_TO_RUNNING: { 'zh-CN': '可能影响平台正常运行', en: 'harm to the running of the platform' },
  OTHER_HARM: { 'zh-CN': '其他损害', en: 'other harm' },
  LEGAL_REQUIREMENT: { 'zh-CN': '法律法规因素', en: 'requirements of the law' },
  REGULATORY_REQUIREMENT: { 'zh-CN': '监管要求', en: 'requirements of supervision' },
  PRODUCT_POLICY: { 'zh-CN': '产品政策变化', en: 'a change of product policy' },
  FREQUENT_SUBMISSIONS: { 'zh-CN': '过于频繁提交', en: 'too frequent submissions' },
  MALICIOUS_SUBMISSIONS: { 'zh-CN': '恶意干扰运营', en: 'malicious interference by submissions' },
  LOSS_CAUSED: { 'zh-CN': '给平台造成损失', en: 'a loss caused to the platform' },
  REVIEW_STANDARD: { 'zh-CN': '不符合审核标准', en: 'what the review standards ask for is not met' },
  INCOMPLETE_DATA: { 'zh-CN': '信息不完整或不准确', en: 'incomplete or inaccurate information' },
  FALSE_MATERIAL: { 'zh-CN': '资料不真实', en: 'untrue material' },
  PLATFORM_CHOICE: { 'zh-CN': '平台自行决定', en: 'the platform’s own choice' },
  HOST_RULES: { 'zh-CN': '违反宿主自身规则', en: 'the host’s own rules' },
};

/** What was done, as a person reads it: a noun phrase. */
export function nameOfMeasure(kind: MeasureKind): LocalizedText {
  return kinds[kind];
}

/** Why, as a person reads it: a noun phrase. */
export function nameOfGround(ground: MeasureGround): LocalizedText {
  return grounds[ground];
}
