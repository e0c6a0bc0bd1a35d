import { type CodeMeanings, tokenRejectionsIn } from '../code-meaning.ts';
import { accessCodes } from './error-codes/access.ts';
import { packageCodes } from './error-codes/packages.ts';
import { settingsCodes } from './error-codes/settings.ts';

/**
 * Baidu's codes of the calls we make (`errno`, the gateway's `error_code` and OAuth's `error`), and what may
 * be done after each. Sources: the tables of https://smartprogram.baidu.com/docs/third/ and the enumeration
 * of Baidu's Java SDK. Codes that are not here are to be expected: the caller is told that they are unknown, never that
 * all is well.
 */
export const baiduCodes: CodeMeanings = { ...accessCodes, ...packageCodes, ...settingsCodes };

/** The codes that say: this token is not, or no longer, valid. The host has not acted. */
export const tokenRejections: ReadonlySet<string> = tokenRejectionsIn(baiduCodes);
