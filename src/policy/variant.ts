import type { LocalizedText } from '../kernel/localized.ts';
import type { CategoryList } from '../programs/category.ts';
import type { Host } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Agreement } from './agreement.ts';
import type { ClauseId } from './clause.ts';
import type { ClauseMoves, MoveGaps } from './clause-moves.ts';
import type { ContestTerms } from './contest-terms.ts';
import type { Overwrites } from './foreign-change.ts';
import type { HostRuleSet } from './hosts/rule-set.ts';
import type { Endings, TransitionTable } from './lifecycle.ts';
import type { OutageClauses } from './outage.ts';
import type { Rule } from './rule.ts';
import type { TermsChange } from './terms-change.ts';

/** One platform's answers to the questions that every platform must answer. */
export interface PolicyVariant {
  readonly platform: PlatformId;
  readonly name: LocalizedText;
  readonly agreement: Agreement;
  /** How its changes bind who goes on; left out where only an explicit acceptance does. */
  readonly termsChange?: TermsChange;
  /** The hosts that the platform publishes, as they are first put into the database. */
  readonly hosts: readonly Host[];
  readonly categoryLists: readonly CategoryList[];
  readonly rules: readonly Rule[];
  readonly transitions: TransitionTable;
  readonly endings: Endings;
  /** The clauses that the transition table carries out. */
  readonly clauseMoves: ClauseMoves;
  readonly moveGaps?: MoveGaps;
  /** What of the gateway's acts would take the place of what is done in the platform's own console. */
  readonly overwrites: Overwrites;
  /** Whether verification comes before anything is public (wechat/3.1: no; baidu/2.2: yes). */
  readonly verificationBeforeRelease: boolean;
  /** After which step the platform hands out credentials (wechat/2.1, baidu/2.1). */
  readonly credentialsAfter: 'REGISTRATION' | 'ADMISSION';
  /** Whether one e-mail address can register one program only (wechat/2.1). */
  readonly emailMustBeUnique: boolean;
  /** The clauses that bind a program to a host's own rules; left out where the agreement has none. */
  readonly hostRuleClauses?: readonly [ClauseId, ...ClauseId[]];
  /** What hosts have published of their own rules, as they are first put into the database. */
  readonly hostRuleSets?: readonly HostRuleSet[];
  /** The causes of outages that stop the clock of what is owed; left out where the agreement has no such clause. */
  readonly outageClauses?: OutageClauses;
  /** What appeals and fixes need on the platform's wire; left out where its documents ask for nothing. */
  readonly contests?: ContestTerms;
  /** The kinds of content that each submission must declare absent; empty where the agreement names none. */
  readonly contentKinds: readonly { readonly code: string; readonly name: LocalizedText }[];
}
