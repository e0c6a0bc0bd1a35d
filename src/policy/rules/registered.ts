import type { LocalizedText } from '../../kernel/localized.ts';
import type { PlatformId } from '../../programs/platform.ts';
import { type AxisTable, isOpen, type RegistrationStanding } from '../lifecycle.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { unpassed } from './platform-check.ts';

type AtPlatform = Pick<Rule, 'clauses'> & { readonly platform: PlatformId };

/** Nothing can be verified, submitted, withdrawn, released or read before the platform has registered the program. */
export function registered({ clauses, platform }: AtPlatform): Rule {
  return {
    id: 'registered',
    clauses,
    operations: ['VERIFY', 'SUBMIT', 'WITHDRAW', 'RELEASE', 'READ_PLATFORM_DATA'],
    check({ registration }) {
      const state = registration?.state ?? 'NONE';
      if (state === 'REGISTERED') return [];
      return [
        {
          effect: 'BLOCKS',
          code: 'NOT_REGISTERED',
          message: causes[state],
          path: 'registration.state',
          remedy:
            state === 'REQUESTED' ? { kind: 'AWAIT_PLATFORM', platform } : { kind: 'REGISTER', platform },
        },
      ];
    },
  };
}

const causes: Readonly<Record<'NONE' | 'REQUESTED' | 'REFUSED' | 'LEFT', LocalizedText>> = {
  NONE: { 'zh-CN': '小程序尚未在该平台注册', en: 'the program is not registered on this platform' },
  REQUESTED: {
    'zh-CN': '注册申请已提出，平台尚未答复',
    en: 'registration has been requested; the platform has not answered yet',
  },
  REFUSED: { 'zh-CN': '平台已拒绝该小程序的注册', en: 'the platform has refused to register the program' },
  LEFT: {
    'zh-CN': '账号已退出该平台，注册已终止',
    en: 'the account has left this platform, and the registration ended with that',
  },
};

export const ASKED_FOR_ONCE = 'asked-for-once';

/** A program gets one identity on a platform; `moves` says from where it may be asked for (wechat/2.1, baidu/2.1). */
export function askedForOnce({
  clauses,
  moves,
}: Pick<Rule, 'clauses'> & { readonly moves: AxisTable<RegistrationStanding> }): Rule {
  return {
    id: ASKED_FOR_ONCE,
    clauses,
    operations: ['REGISTER'],
    check({ registration }) {
      const standing = registration?.state ?? 'NOT_REGISTERED';
      return isOpen(moves, standing, 'request') ? [] : [notAgain[standing]];
    },
  };
}

const notAgain: Readonly<Record<RegistrationStanding, Finding>> = {
  REGISTERED: closed('ALREADY_REGISTERED', {
    'zh-CN': '该程序已在此平台注册，不能再次注册',
    en: 'the program is registered on this platform already; it is registered once',
  }),
  REQUESTED: closed('REGISTRATION_UNDER_WAY', {
    'zh-CN': '该程序在此平台的注册申请已提出，平台尚未答复',
    en: 'registration on this platform has been requested already; the platform has not answered yet',
  }),
  // Where the table of a platform does not let a refused registration be asked for again.
  REFUSED: closed('REGISTRATION_REFUSED', {
    'zh-CN': '平台已拒绝该程序的注册，不能再次申请',
    en: 'the platform has refused to register the program, and does not let it be asked for again',
  }),
  // Where the table of a platform does not let a program come back.
  LEFT: closed('REGISTRATION_ENDED', {
    'zh-CN': '账号已退出该平台，不能再次注册',
    en: 'the account has left this platform, which does not register it again',
  }),
  NOT_REGISTERED: closed('REGISTRATION_CLOSED', {
    'zh-CN': '该平台不接受注册',
    en: 'the platform takes no registrations',
  }),
};

function closed(code: string, message: LocalizedText): Finding {
  return { effect: 'BLOCKS', code, message, path: 'registration.state' };
}

/** The platform's check of the developer that comes before its credentials, and so before any use of them. */
export function admitted({ clauses, platform }: AtPlatform): Rule {
  return {
    id: 'admitted',
    clauses,
    operations: ['SUBMIT', 'WITHDRAW', 'RELEASE', 'READ_PLATFORM_DATA'],
    check({ registration }) {
      return unpassed(registration?.admission ?? 'NONE', {
        code: 'NOT_ADMITTED',
        path: 'registration.admission',
        name: { 'zh-CN': '准入认证', en: 'admission verification' },
        neededFor: { 'zh-CN': '使用平台密钥', en: "use of the platform's credentials" },
        platform,
        remedy: { kind: 'PASS_ADMISSION', platform },
      });
    },
  };
}
