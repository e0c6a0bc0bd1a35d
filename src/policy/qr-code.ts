import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { ChecksWanted, StandingAxes } from './headline.ts';
import type { ReleaseState } from './lifecycle.ts';
import type { Problem } from './problem.ts';

/** Whom a QR code lets in: the testers whom the developer named, or all end users. */
export const qrAudiences = ['TESTERS', 'EVERYBODY'] as const;
export type QrAudience = (typeof qrAudiences)[number];

/**
 * Whether a program has a QR code at a host, and for whom it opens. It has one from its registration on (wechat/2.2), and
 * until something is public there it opens for testers only (wechat/2.3), as it does while the service is paused. A
 * platform that gives no credentials before admission (baidu/2.1) draws nothing before that. `live`: where the version
 * stands that is public there, which need not be the one that was handed in last; undefined: none is.
 */
export function qrCodeAt(
  { credentialsAfter }: Pick<ChecksWanted, 'credentialsAfter'>,
  { registration, admission, enforcement }: Pick<StandingAxes, 'registration' | 'admission' | 'enforcement'>,
  live: ReleaseState | undefined,
): Outcome<QrAudience, Problem> {
  if (registration !== 'REGISTERED') {
    return refused({
      code: 'STATE',
      currentState: registration,
      message: {
        'zh-CN': '程序尚未在该平台注册完成，没有二维码：请先注册',
        en: 'the program is not registered on the platform, so it has no QR code: register it first',
      },
    });
  }
  if (credentialsAfter === 'ADMISSION' && admission === 'NONE') {
    return refused({
      code: 'STATE',
      currentState: admission,
      message: {
        'zh-CN': '平台尚未完成准入认证，不提供二维码：请等待认证结果',
        en: 'the platform has not admitted the developer yet and draws no QR code before that: wait for its answer',
      },
    });
  }
  if (enforcement !== 'FREE') {
    return refused({
      code: 'STATE',
      currentState: enforcement,
      message: {
        'zh-CN': '程序因处置措施不可见，二维码不能打开它：请见 enforcements',
        en: 'a measure hides the program, so its QR code opens nothing: see `enforcements`',
      },
    });
  }
  return done(live !== undefined && live !== 'PAUSED' ? 'EVERYBODY' : 'TESTERS');
}
