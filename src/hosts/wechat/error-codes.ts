import { type CodeMeanings, tokenRejectionsIn } from '../code-meaning.ts';
import { accessCodes } from './error-codes/access.ts';
import { codeAndReviewCodes } from './error-codes/code-and-review.ts';
import { registrationAndFilingCodes } from './error-codes/registration-and-filing.ts';
import { settingsCodes } from './error-codes/settings.ts';

/**
 * WeChat's errcodes, and what may be done after each. Source: the tables of the pages on tokens, code management,
 * registration, categories, privacy and filing at https://developers.weixin.qq.com/doc/oplatform/openApi/.
 * Codes that are not here are to be expected: the caller is told that they are unknown, never that all is well.
 */
export const wechatCodes: CodeMeanings = {
  ...accessCodes,
  ...codeAndReviewCodes,
  ...registrationAndFilingCodes,
  ...settingsCodes,
};

/** The codes that say: this token is not, or no longer, valid. The host has not acted. */
export const tokenRejections: ReadonlySet<string> = tokenRejectionsIn(wechatCodes);
