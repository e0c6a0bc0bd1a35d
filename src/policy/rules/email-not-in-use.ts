import type { Rule } from '../rule.ts';

/** A program is registered under an e-mail address that no other registration on the platform uses. */
export function emailNotInUse({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'email-not-in-use',
    clauses,
    partial: {
      'zh-CN': '只知经本网关登记的邮箱；其余由平台核对',
      en: 'the addresses that were registered through this gateway; the platform knows the others',
    },
    operations: ['REGISTER'],
    check({ emailInUse }) {
      if (emailInUse === false) return [];
      if (emailInUse === undefined) {
        return [
          {
            effect: 'LACKS',
            code: 'EMAIL_NOT_CHECKED',
            message: {
              'zh-CN': '此问题未附注册邮箱，无法判断其是否已被其他注册使用；请附上邮箱再问，注册时也会核对',
              en: 'no e-mail address comes with this question, so whether another registration uses it is unknown: ask again with one; it is checked at registration, too',
            },
            path: 'emailInUse',
            remedy: { kind: 'GIVE_EMAIL' },
          },
        ];
      }
      return [
        {
          effect: 'BLOCKS',
          code: 'EMAIL_IN_USE',
          message: {
            'zh-CN': '该邮箱已绑定此平台上的其他注册，须使用未绑定的邮箱',
            en: 'the e-mail address is bound to another registration on this platform; an unbound one is needed',
          },
          path: 'emailInUse',
          remedy: { kind: 'USE_ANOTHER_EMAIL' },
        },
      ];
    },
  };
}
