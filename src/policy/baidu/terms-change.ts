import type { TermsChange } from '../terms-change.ts';

/**
 * Notice goes out before each material change, and use after it accepts; who does not agree stops at once (baidu/7).
 * The revised terms hold from publication (baidu/0.3), notice or not: without it they have to be accepted explicitly.
 */
export const baiduTermsChange: TermsChange = { noticeFirst: true, declineStops: 'AT_ONCE' };
