import { civilDateAt, startOfDay } from '../../kernel/civil-time.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/** Who reads personal data that the platform provides is bound to secrecy: by an undertaking, on that day. */
export function readerBound({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'reader-bound',
    clauses,
    operations: ['READ_PLATFORM_DATA'],
    check({ reader }, { at }) {
      if (!reader) return [noReader];
      const { memberId, undertaking } = reader;
      const remedy = { kind: 'SIGN_UNDERTAKING', memberId } as const;
      if (!undertaking) {
        return unbound('UNDERTAKING_MISSING', remedy, {
          'zh-CN': `成员 ${memberId} 尚未签署保密承诺，不能读取平台提供的个人信息`,
          en: `member ${memberId} has signed no confidentiality undertaking, and may not read personal data that the platform provides`,
        });
      }
      const { signedOn, validUntil } = undertaking;
      const today = civilDateAt(at);
      if (today < signedOn) {
        return unbound(
          'UNDERTAKING_NOT_YET_VALID',
          { kind: 'WAIT_UNTIL', until: startOfDay(signedOn) },
          {
            'zh-CN': `成员 ${memberId} 的保密承诺自 ${signedOn} 起才有效`,
            en: `the confidentiality undertaking of member ${memberId} is valid only from ${signedOn}`,
          },
        );
      }
      if (validUntil === undefined || today <= validUntil) return [];
      return unbound('UNDERTAKING_EXPIRED', remedy, {
        'zh-CN': `成员 ${memberId} 的保密承诺已过期，最后有效日为 ${validUntil}`,
        en: `the confidentiality undertaking of member ${memberId} has expired: its last day was ${validUntil}`,
      });
    },
  };
}

function unbound(code: string, remedy: Finding['remedy'] & object, message: Finding['message']): Finding[] {
  return [{ effect: 'BLOCKS', code, message, path: 'reader.undertaking', remedy }];
}

const noReader: Finding = {
  effect: 'LACKS',
  code: 'READER_NOT_NAMED',
  message: { 'zh-CN': '未指明由哪个成员读取', en: 'it is not said which member is to read' },
  path: 'reader',
};
