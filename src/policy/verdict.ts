import type { LocalizedText } from '../kernel/localized.ts';
import type { PaperName, SubjectType } from '../programs/category.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ClauseId } from './clause.ts';
import type { ManifestEdit } from './manifest-change.ts';
import type { Operation } from './operation.ts';
import type { RulingAnswer, RulingQuestion } from './ruling.ts';

/** What would turn a finding away. The kind says what to do; the fields say with what. */
export type Remedy =
  /** Of the version in force, or of `agreementVersion`, where it is another one that has to be agreed to. */
  | {
      readonly kind: 'ACCEPT_DOCUMENTS';
      readonly documents: readonly string[];
      readonly agreementVersion?: string;
    }
  /** As a subject of this type, where a set of remedies depends on it. */
  | { readonly kind: 'DECLARE_SUBJECT'; readonly subjectType?: SubjectType }
  | { readonly kind: 'GIVE_GUARDIAN_CONSENT' }
  /** Any one of these sets of papers is enough. */
  | { readonly kind: 'ADD_MATERIAL'; readonly anyOf: readonly (readonly PaperName[])[] }
  | { readonly kind: 'RENEW_MATERIAL'; readonly materialId: string; readonly paper: PaperName }
  /** The paper is handed in; the platform goes by it once it has been verified (baidu/2.5). */
  | { readonly kind: 'AWAIT_MATERIAL_CHECK'; readonly materialId: string; readonly paper: PaperName }
  /** The member signs a confidentiality undertaking (wechat/4.9). */
  | { readonly kind: 'SIGN_UNDERTAKING'; readonly memberId: string }
  /** Any that suits; `category` is the one that a set of remedies was tried with. */
  | {
      readonly kind: 'CHOOSE_CATEGORY';
      readonly platform: PlatformId;
      readonly category?: readonly string[];
    }
  /** This edit, or any one of `or`. */
  | ({ readonly kind: 'EDIT_MANIFEST'; readonly or?: readonly ManifestEdit[] } & ManifestEdit)
  | { readonly kind: 'DECLARE_CONTENT'; readonly missing: readonly string[] }
  | { readonly kind: 'REGISTER'; readonly platform: PlatformId }
  /** Say which e-mail address it is to be registered under. */
  | { readonly kind: 'GIVE_EMAIL' }
  | { readonly kind: 'USE_ANOTHER_EMAIL' }
  | { readonly kind: 'PASS_ADMISSION'; readonly platform: PlatformId }
  | { readonly kind: 'PASS_VERIFICATION'; readonly platform: PlatformId }
  | { readonly kind: 'PASS_REVIEW'; readonly versionId: string }
  /** The version has come to its end; what was wrong is put right in a new one. */
  | { readonly kind: 'CREATE_VERSION' }
  /** Wait for the end of the review that is open, or withdraw it. */
  | { readonly kind: 'END_OPEN_REVIEW'; readonly platform: PlatformId }
  | { readonly kind: 'AWAIT_PLATFORM'; readonly platform: PlatformId }
  | { readonly kind: 'AWAIT_HOST' }
  /** Do what is owed, and prove it. */
  | { readonly kind: 'FULFIL_OBLIGATION'; readonly obligationId: string }
  /** Pay, and say so with evidence. */
  | { readonly kind: 'PAY_FEE'; readonly feeId: string }
  /** Appeal against the measure, or have a fix accepted; or whoever took it ends it. */
  | { readonly kind: 'CONTEST_MEASURE'; readonly enforcementId: string }
  /** Accept what was done in the platform's own console. */
  | { readonly kind: 'ACKNOWLEDGE_FOREIGN_CHANGE'; readonly foreignChangeId: string }
  | { readonly kind: 'WAIT_UNTIL'; readonly until: Date }
  /** `ruling` is what the person is asked; a rule need not say it, a verdict does wherever an answer can be recorded. */
  | { readonly kind: 'ASK_A_PERSON'; readonly ruling?: AskedQuestion };

/** What a person is asked, and where: as an answer to it names it. */
export interface AskedQuestion extends RulingQuestion {
  readonly platform?: PlatformId;
  readonly citations?: readonly Citation[];
  /** The ruling that has answered it with no: it has to be revoked before there can be another. */
  readonly rulingId?: string;
}

/** BLOCKS makes the verdict NO, ASKS makes it NEEDS_HUMAN, LACKS makes it UNKNOWN, WARNS leaves it. */
export const findingEffects = ['BLOCKS', 'ASKS', 'LACKS', 'WARNS'] as const;
export type FindingEffect = (typeof findingEffects)[number];

/** A rule of a host's own set, as it was when the verdict was given. */
export interface HostRuleCitation {
  readonly hostId: HostId;
  /** Of the host's rule set. */
  readonly version: number;
  readonly rule: string;
  /** The document that the host names for it. */
  readonly source: string;
}

/** What a rule found, before it is known which agreement version it is cited from. */
export interface Finding {
  readonly effect: FindingEffect;
  /** Stable, for programs: `DOCUMENTS_NOT_ACCEPTED`. */
  readonly code: string;
  /** What is wrong, where, and what was expected. */
  readonly message: LocalizedText;
  /** Where in the facts: `manifest.serverDomains[1]`, `materials[mat_…]`. */
  readonly path?: string;
  readonly remedy?: Remedy;
  /** Set where the rule is a host's own. */
  readonly hostRule?: HostRuleCitation;
  /** Which of the rule's clauses this finding is about; all of them where it says nothing. */
  readonly clauses?: readonly ClauseId[];
  /** The version that `clauses` are cited from; left out: the one in force. */
  readonly agreementVersion?: string;
}

/** A clause as it was when the verdict was given. */
export interface Citation {
  readonly clause: ClauseId;
  readonly agreementVersion: string;
  readonly sourceHash: string;
}

/** A fact that a rule looked at: where it stands, and what it is. Never its value, which can be personal. */
export interface Evidence {
  /** `manifest.dataItems[0].consentMoment`, `materials[mat_…]`, `acceptances[wechat:terms]`. */
  readonly path: string;
  readonly materialId?: string;
  readonly document?: { readonly id: string; readonly version: string };
  /** What a person has judged, who and when. */
  readonly ruling?: {
    readonly id: string;
    readonly answer: RulingAnswer;
    readonly by: string;
    readonly at: Date;
  };
}

export interface CitedFinding extends Omit<Finding, 'clauses' | 'agreementVersion'> {
  readonly rule: string;
  readonly citations: readonly Citation[];
  /** What the rule looked at, told where a verdict is explained; rulings that it went by always are. */
  readonly evidence?: readonly Evidence[];
}

export const verdictAnswers = ['YES', 'NO', 'NEEDS_HUMAN', 'UNKNOWN'] as const;
export type VerdictAnswer = (typeof verdictAnswers)[number];

/** The answer for one (operation, program, platform, instant). */
export interface Verdict {
  readonly answer: VerdictAnswer;
  readonly operation: Operation;
  readonly platform: PlatformId;
  readonly agreementVersion: string;
  readonly at: Date;
  readonly findings: readonly CitedFinding[];
  /** The rules that were asked and found nothing against it. */
  readonly passed: readonly PassedRule[];
}

export interface PassedRule {
  readonly rule: string;
  readonly citations: readonly Citation[];
  /** What the rule looked at, told where a verdict is explained; rulings that it went by always are. */
  readonly evidence?: readonly Evidence[];
}
