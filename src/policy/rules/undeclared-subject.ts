import type { Finding, FindingEffect } from '../verdict.ts';

/** What a rule that depends on who the developer is finds when nobody has said so. */
export function undeclaredSubject(effect: FindingEffect): Finding {
  return {
    effect,
    code: 'SUBJECT_NOT_DECLARED',
    message: {
      'zh-CN': '尚未填写开发者主体（个人或组织及其法定名称）',
      en: 'it is not declared who the developer is: a person or an organisation, and the legal name',
    },
    path: 'subject',
    remedy: { kind: 'DECLARE_SUBJECT' },
  };
}
