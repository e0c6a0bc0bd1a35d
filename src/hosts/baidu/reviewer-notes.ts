import type { ReviewerDesk } from '../desks/review.ts';

/**
 * What `package/submitaudit` has fields for: an account for the reviewer, and a remark. Its page names no limits; the one
 * account that there is has a name and a password.
 */
export const baiduReviewer: ReviewerDesk = {
  takes: ['testAccount', 'remark'],
  faults: ({ testAccount }) =>
    testAccount && (testAccount.name === '' || testAccount.password === '')
      ? [
          {
            field: 'testAccount',
            message: {
              'zh-CN': '测试账号须同时有用户名和密码',
              en: 'an account for the reviewer has a name and a password',
            },
          },
        ]
      : [],
};
