import type { LocalizedText } from '../kernel/localized.ts';
import type { AgreementVersion } from './agreement.ts';
import type { ClauseId } from './clause.ts';
import type { Facts } from './facts.ts';
import type { Operation } from './operation.ts';
import type { Finding } from './verdict.ts';

/** What a rule may look at besides the facts: the agreement in force and the instant asked about. */
export interface RuleContext {
  readonly operation: Operation;
  readonly at: Date;
  readonly agreement: AgreementVersion;
}

/** A check that cites its clauses. Pure: the same facts give the same findings; a rule that throws is a bug. */
export interface Rule {
  /** What it forbids or asks for: `documents-accepted`. */
  readonly id: string;
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly operations: readonly Operation[];
  /** Where it decides only a part of what its clauses say: which part is left, and to whom. */
  readonly partial?: LocalizedText;
  /** It never decides: every finding is a question to a person (ASKS), or a warning. */
  readonly onlyAsks?: true;
  check(facts: Facts, context: RuleContext): readonly Finding[];
}
