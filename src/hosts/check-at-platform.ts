/**
 * What was begun at the platform. `mark` is the connector's own: by it, the answer is told from what was so before.
 * `url`: where a person goes on.
 */
export interface CheckBegun {
  readonly mark: string;
  readonly url?: string;
}

/** What came of it. A later mark takes the place of the one that was asked with. */
export type CheckReport =
  | { readonly state: 'IN_REVIEW'; readonly mark: string }
  | { readonly state: 'PASSED' }
  | { readonly state: 'DECLINED'; readonly words: string };
