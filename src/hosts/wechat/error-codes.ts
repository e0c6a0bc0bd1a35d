import type { CodeMeaning, CodeMeanings } from '../http-call.ts';

const operator: CodeMeaning = { kind: 'ASK_OPERATOR' };
const input: CodeMeaning = { kind: 'FIX_INPUT' };
const final: CodeMeaning = { kind: 'FINAL' };
const DAY_MS = 86_400_000;

/**
 * WeChat's errcodes of the calls we make, and what may be done after each. Source: the tables of the pages on
 * tokens, code management and registration at https://developers.weixin.qq.com/doc/oplatform/openApi/.
 * Codes that are not here are to be expected: the caller is told that they are unknown, never that all is well.
 */
export const wechatCodes: CodeMeanings = {
  '-1': { kind: 'UNSURE', retryAfterMs: 5_000 },
  '45009': { kind: 'RETRY', retryAfterMs: DAY_MS },
  '45011': { kind: 'RETRY', retryAfterMs: 60_000 },
  '61005': { kind: 'RETRY', retryAfterMs: 600_000 },
  '61006': { kind: 'RETRY', retryAfterMs: 600_000 },
  '61039': { kind: 'RETRY', retryAfterMs: 60_000 },
  '9402202': { kind: 'RETRY', retryAfterMs: 30_000 },

  // What the developer gave does not fit the form: a template id that is no number, say.
  '47001': { kind: 'FIX_INPUT' },

  // Proof of an appeal that WeChat does not have, or has no longer.
  '40007': input,

  // A QR code: of a page that is not there, or of a program that is not released.
  '40129': input,
  '41030': final,

  // Access of the gateway to WeChat, and of the gateway to the program.
  '40001': operator,
  '40013': operator,
  '40014': operator,
  '40125': operator,
  '41001': operator,
  '41004': operator,
  '41018': operator,
  '41021': operator,
  '42001': operator,
  '42006': operator,
  '42007': operator,
  '43001': operator,
  '43002': operator,
  '43003': operator,
  '44002': operator,
  '48001': operator,
  '61003': operator,
  '61004': operator,
  '61007': operator,
  '61009': operator,
  '61010': operator,
  '61011': operator,
  '61014': operator,
  '61015': operator,
  '61023': operator,
  '86000': operator,
  '89254': operator,

  // Registration.
  '61070': { kind: 'FIX_INPUT', clause: 'wechat/2.7' },
  '86004': { kind: 'FIX_INPUT', clause: 'wechat/2.7' },
  '89247': { kind: 'UNSURE' },
  '89248': input,
  '89249': { kind: 'RETRY', retryAfterMs: 3_600_000 },
  '89250': input,
  '89253': input,
  '89255': input,

  // Code.
  '61040': input,
  '80066': input,
  '80067': input,
  '80082': input,
  '85013': input,
  '85014': input,
  '85043': input,
  '85044': input,
  '85045': input,
  '85046': input,
  '85047': input,
  '85048': input,
  '85051': input,
  '85086': input,
  '85087': input,
  '85310': input,
  '85311': input,
  '85312': input,
  '86001': input,
  '86002': input,
  '9402203': input,

  // Review and release.
  '85006': input,
  '85007': input,
  '85008': { kind: 'FIX_INPUT', clause: 'wechat/2.8' },
  '85009': { kind: 'FINAL', clause: 'wechat/2.6' },
  '85010': input,
  '85011': input,
  '85012': final,
  '85019': final,
  '85020': final,
  '85023': { kind: 'FIX_INPUT', clause: 'wechat/2.8' },
  '85052': final,
  '85058': final,
  '85077': { kind: 'FIX_INPUT', clause: 'wechat/2.8' },
  '85085': { kind: 'FINAL', clause: 'wechat/2.6' },
  '85092': input,
  '85093': input,
  '85094': input,
  '86007': { kind: 'FINAL', clause: 'wechat/2.5' },
  '86008': { kind: 'FINAL', clause: 'wechat/2.5' },
  '86009': { kind: 'FINAL', clause: 'wechat/2.5' },
  '86010': { kind: 'FINAL', clause: 'wechat/2.5' },
  '87006': final,
  '87012': final,
  '87013': { kind: 'FINAL', clause: 'wechat/2.6' },
  '9400001': final,
};

/** The codes that say: this token is not, or no longer, valid. The host has not acted. */
export const tokenRejections: ReadonlySet<string> = new Set(['40001', '40014', '42001', '42006']);
