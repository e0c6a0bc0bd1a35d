import type { ClauseMoves, MoveGaps } from '../clause-moves.ts';

/** The moves of `transitions.ts` by the clause that they carry out. */
export const wechatClauseMoves: ClauseMoves = {
  'wechat/2.2': ['registration.register'],
  // Testers see what is uploaded; everybody else what is released.
  'wechat/2.3': ['package.upload', 'release.release', 'release.released'],
  'wechat/2.4': ['review.submit', 'review.approve', 'review.reject'],
  'wechat/4.10': ['registration.leave'],
  'wechat/3.1': ['verification.begin', 'verification.pass', 'verification.decline', 'verification.expire'],
};

export const wechatMoveGaps: MoveGaps = {
  'wechat/2.4': {
    'zh-CN': '审核的结果；由腾讯还是其委托的第三方审核，接口不说明',
    en: 'what comes of the review; whether Tencent or a third party examines, its interface does not tell',
  },
};
