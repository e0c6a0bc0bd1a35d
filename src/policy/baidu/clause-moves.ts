import type { ClauseMoves, MoveGaps } from '../clause-moves.ts';

/** The moves of `transitions.ts` by the clause that they carry out. */
export const baiduClauseMoves: ClauseMoves = {
  'baidu/2.2': ['verification.pass', 'review.submit', 'review.approve', 'review.reject'],
  'baidu/3.1': ['release.release', 'release.released'],
  'baidu/3.6': ['confirmation.ask', 'confirmation.confirm', 'confirmation.refuse'],
};

export const baiduMoveGaps: MoveGaps = {
  'baidu/2.2': {
    'zh-CN': '审核的结果；由平台还是第三方审核，接口不说明',
    en: 'what comes of the review; whether the platform or a third party examines, its interface does not tell',
  },
};
