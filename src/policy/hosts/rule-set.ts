import type { CivilDate } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { HostId } from '../../programs/host.ts';
import type { Operation } from '../operation.ts';

/** The operations at which a host has a say of its own. */
export const hostRuleOperations = ['SUBMIT', 'RELEASE'] as const satisfies readonly Operation[];
export type HostRuleOperation = (typeof hostRuleOperations)[number];

export const hostRuleEffects = ['BLOCKS', 'ASKS', 'WARNS'] as const;
export type HostRuleEffect = (typeof hostRuleEffects)[number];

/** What a host may name as the way out. WAIT_UNTIL has an expression of type timestamp. */
export type HostRuleRemedy =
  | { readonly kind: 'EDIT_MANIFEST'; readonly field: string }
  | { readonly kind: 'CHOOSE_CATEGORY' }
  | { readonly kind: 'CREATE_VERSION' }
  | { readonly kind: 'PASS_VERIFICATION' }
  | { readonly kind: 'WAIT_UNTIL'; readonly until: string }
  | { readonly kind: 'ASK_A_PERSON' };

export const hostRuleRemedies = [
  'EDIT_MANIFEST',
  'CHOOSE_CATEGORY',
  'CREATE_VERSION',
  'PASS_VERIFICATION',
  'WAIT_UNTIL',
  'ASK_A_PERSON',
] as const satisfies readonly HostRuleRemedy['kind'][];

/** One rule of a host. The expression is CEL over `vocabulary.ts` and is true where all is well. */
export interface HostRule {
  /** Unique in the set: `no-credit-category`. */
  readonly id: string;
  readonly expression: string;
  /** The host's own code for its reason: `CREDIT_NOT_TAKEN`. It is the finding's code. */
  readonly reasonCode: string;
  readonly message: LocalizedText;
  readonly remedy?: HostRuleRemedy;
  readonly operations: readonly HostRuleOperation[];
  /** ASKS: a person has to look. Where the host reviews for itself, that person is its reviewer. */
  readonly effect: HostRuleEffect;
  /** The document that says so. */
  readonly source: string;
}

/** A host's own rules in one version. Immutable once published (baidu/3.6). */
export interface HostRuleSet {
  readonly hostId: HostId;
  /** Counts up by one from 1. */
  readonly version: number;
  readonly effectiveFrom: CivilDate;
  /** None: the host has no rules of its own. */
  readonly rules: readonly HostRule[];
}

/** The set in force on a day: of those that have begun, the one published last. */
export function ruleSetOn(sets: readonly HostRuleSet[], day: CivilDate): HostRuleSet | undefined {
  return sets
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .reduce<HostRuleSet | undefined>(
      (latest, set) => (latest && latest.version > set.version ? latest : set),
      undefined,
    );
}
