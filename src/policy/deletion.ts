import type { ClauseId } from './clause.ts';

/** ANONYMISED: nobody can be told from the data any more. DELETED: beyond recovery. */
export const deletionMethods = ['ANONYMISED', 'DELETED'] as const;
export type DeletionMethod = (typeof deletionMethods)[number];

/** How data go that a platform asks to be deleted, as an agreement version lays it down. */
export interface DeletionTerms {
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly methods: readonly [DeletionMethod, ...DeletionMethod[]];
  /** Whether the platform is owed a confirmation in writing. */
  readonly writtenConfirmation: boolean;
}
