import type { LocalizedText } from '../kernel/localized.ts';
import type { Operation } from './operation.ts';

/** `wechat/2.6`, `baidu/3.4(2)`: the platform and the agreement's own number. */
export type ClauseId = string;

/**
 * Where a clause shows up. GATE: an operation waits for a condition. LIMIT: how often. LIFECYCLE: which
 * moves exist. DUTY: something to do, with proof. MEASURE: what the platform may do. NOTICE: how a party
 * learns of a change. TERM: a fact to ask for.
 */
export const clauseKinds = ['GATE', 'LIMIT', 'LIFECYCLE', 'DUTY', 'MEASURE', 'NOTICE', 'TERM'] as const;
export type ClauseKind = (typeof clauseKinds)[number];

/** One numbered paragraph of an agreement. Titles and summaries are ours; the text is not reproduced. */
export interface Clause {
  readonly id: ClauseId;
  /** The agreement's own number: `2.6`, `4.4(3)`, and `0.1` for the first paragraph of its preamble. */
  readonly number: string;
  readonly kind: ClauseKind;
  /** Printed in bold, wholly or in part: the agreements' own way of pointing at limits and disclaimers. */
  readonly emphasised: boolean;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /**
   * SHA-256, hex, of the clause's text in Chinese as it was read, in UTF-8: its number as printed stays;
   * white space, mark-up and link targets are taken out. A definition set below a clause belongs to it.
   * Headings are left out but that of `baidu/7`, which carries the number.
   */
  readonly sourceHash: string;
  /**
   * Of a GATE or a LIMIT: the operations that it binds. All of them where it says nothing, so that a clause
   * which no rule carries out yet holds up every answer and not a lucky few.
   */
  readonly binds?: readonly Operation[];
}
