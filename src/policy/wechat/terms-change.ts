import type { TermsChange } from '../terms-change.ts';

/** The terms may change without notice, and use after the change accepts it; who does not agree stops (wechat/7.2). */
export const wechatTermsChange: TermsChange = { noticeFirst: false, declineStops: 'ONCE_EFFECTIVE' };
