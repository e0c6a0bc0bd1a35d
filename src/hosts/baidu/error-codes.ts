import { type CodeMeaning, type CodeMeanings, tokenRejectionsIn } from '../code-meaning.ts';

const operator: CodeMeaning = { retry: 'ASK_OPERATOR' };
const token: CodeMeaning = { retry: 'REFRESH_TOKEN' };
const input: CodeMeaning = { retry: 'FIX_INPUT' };
const final: CodeMeaning = { retry: 'FINAL' };
const busy: CodeMeaning = { retry: 'RETRY_LATER', unsure: true, retryAfterMs: 5_000 };
const papers: CodeMeaning = { retry: 'FIX_INPUT', clause: 'baidu/2.5' };
const category: CodeMeaning = { retry: 'FIX_INPUT', clause: 'baidu/2.6' };

/**
 * Baidu's codes of the calls we make (`errno`, the gateway's `error_code` and OAuth's `error`), and what may
 * be done after each. Sources: the tables of https://smartprogram.baidu.com/docs/third/ and the enumeration
 * of Baidu's Java SDK. Which code answers an illegal state of a package is not published.
 */
export const baiduCodes: CodeMeanings = {
  // The openapi gateway, which stands in front.
  '2': busy,
  '3': operator,
  '4': { retry: 'RETRY_LATER', retryAfterMs: 60_000 },
  '5': operator,
  '6': operator,
  '100': input,
  '110': token,
  '111': token,

  // Busy, or broken for now.
  '500': busy,
  '501': busy,
  '1000': busy,
  '5000': busy,
  '6002': busy,
  '50031': busy,
  '50050': busy,
  '69009': busy,
  '69011': busy,
  '69012': busy,
  '50029': { retry: 'RETRY_LATER', retryAfterMs: 3_600_000 },

  // Access of the gateway to Baidu, and of the gateway to the program.
  '404': operator,
  '405': operator,
  '6001': operator,
  '40002': operator,
  '40007': operator,
  '40008': operator,
  '44000': operator,
  '44001': operator,
  '44002': token,
  '44003': token,
  '44004': operator,
  '45001': operator,
  '45002': operator,
  '50001': operator,
  '50002': operator,
  '50003': { retry: 'RETRY_LATER', retryAfterMs: 600_000 },
  '50006': operator,
  '50032': operator,
  '50041': operator,
  '50044': operator,
  '50057': operator,
  invalid_client: operator,
  invalid_grant: operator,
  invalid_request: operator,
  expired_token: operator,

  // What was sent.
  '2002': input,
  '30001': input,
  '40000': final,
  '40001': input,
  '40006': input,
  '41000': input,
  '45000': final,
  '45003': { retry: 'FINAL', clause: 'baidu/2.6' },
  '47000': input,
  '47001': input,
  '47003': input,
  '47008': input,

  // A QR code: of a package that is none any more, of a program of which nothing is online, or still being drawn.
  '47002': { retry: 'RETRY_LATER', retryAfterMs: 5_000 },
  '470018': input,
  '470019': final,
  '470020': final,
  '470022': { retry: 'RETRY_LATER', retryAfterMs: 5_000 },

  // Registration.
  '40017': { retry: 'FINAL', clause: 'baidu/2.5' },
  '50016': final,
  '50017': input,
  '50018': { retry: 'FINAL', clause: 'baidu/2.5' },
  '50020': final,
  '50021': input,
  '50022': papers,
  '50023': papers,
  '50024': input,
  '50025': input,
  '50027': input,
  '50033': { retry: 'FINAL', clause: 'baidu/2.1' },
  '50038': { retry: 'FINAL', clause: 'baidu/2.2' },
  '50061': category,
  '50062': category,
  '50063': papers,
  '64001': final,

  // Recovery of traffic: no subject, nothing that could be public, not in a state to be recovered; 30007 no permission.
  '30007': operator,
  '40028': { retry: 'FINAL', clause: 'baidu/3.4' },
  '40032': { retry: 'FINAL', clause: 'baidu/3.4' },
  '40045': { retry: 'FINAL', clause: 'baidu/3.4' },

  // Packages, review and release.
  '50051': input,
  '50052': final,
  '68001': { retry: 'FINAL', clause: 'baidu/2.4' },
  '68002': { retry: 'FINAL', clause: 'baidu/2.4' },
  '68003': { retry: 'FINAL', clause: 'baidu/2.4' },
  '68004': { retry: 'FINAL', clause: 'baidu/2.4' },
  '69001': category,
  '69002': category,
  '69003': category,
  '69004': input,
  '69005': input,
  '69006': input,
  '69007': input,
  '69008': input,
  '69010': input,
  '69013': { retry: 'FINAL', clause: 'baidu/2.4' },
};

/** The codes that say: this token is not, or no longer, valid. The host has not acted. */
export const tokenRejections: ReadonlySet<string> = tokenRejectionsIn(baiduCodes);
