import type { CivilDate } from '../kernel/civil-time.ts';
import type { PlatformId } from './platform.ts';

/** Who a developer is before the law. Lists of categories differ by it (baidu/1.2 names the two kinds). */
export const subjectTypes = ['PERSON', 'ORGANISATION', 'OVERSEAS_ORGANISATION'] as const;
export type SubjectType = (typeof subjectTypes)[number];

/** The published name of a paper, without its book-title marks: `食品经营许可证`. */
export type PaperName = string;

/**
 * The papers that a category asks for. `human` stands for a row whose wording no structure of names
 * can hold; a verdict that depends on it is NEEDS_HUMAN.
 */
export type Requirement =
  | { readonly paper: PaperName }
  | { readonly anyOf: readonly Requirement[] }
  | { readonly allOf: readonly Requirement[] }
  | { readonly human: true };

export interface Category {
  /** The names of its levels as published, from the first down. */
  readonly path: readonly string[];
  /** Undefined where the list asks for nothing. */
  readonly requirement?: Requirement;
}

/** One published list. Which list holds is part of the agreement version that refers to it. */
export interface CategoryList {
  readonly platform: PlatformId;
  /** The kinds of subject for which the list is meant. */
  readonly subjects: readonly SubjectType[];
  /** The page that publishes it. */
  readonly source: string;
  /** The month or day of the copy that was read. */
  readonly asOf: string;
  readonly categories: readonly Category[];
}

/** Where a program stands on a platform's list. */
export interface ChosenCategory {
  readonly platform: PlatformId;
  readonly path: readonly string[];
}

/** A paper on file. Dates are the paper's own, both inclusive; no `validUntil` means it does not expire. */
export interface Material {
  readonly id: string;
  readonly paper: PaperName;
  /** The name the paper is made out to. */
  readonly holder: string;
  readonly fileId: string;
  readonly validFrom: CivilDate;
  readonly validUntil?: CivilDate;
  /**
   * EFFECTIVE: relied upon now. PENDING: handed in while an older one of the same kind is relied upon
   * until this one is verified (baidu/2.5). DECLINED: a platform that was shown it did not accept it, and goes by the
   * older one. SUPERSEDED: replaced.
   */
  readonly state: MaterialState;
}

export const materialStates = ['EFFECTIVE', 'PENDING', 'DECLINED', 'SUPERSEDED'] as const;
export type MaterialState = (typeof materialStates)[number];
