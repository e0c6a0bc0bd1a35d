import type { MeasureTaken } from '../push-news.ts';

/** What a platform holds against a program, as it says it. */
export interface Violation {
  /** The platform's own number of it. */
  readonly reference: string;
  readonly words: string;
  /** Where in the program, by the platform. */
  readonly page?: string;
  /** Addresses of pictures at the platform. */
  readonly pictures: readonly string[];
  /** What its reviewer said to the fix, if there was one. */
  readonly answer?: { readonly words: string; readonly pictures: readonly string[] };
  /** The platform's own number of how it stands, where what it means is not published. */
  readonly hostState?: string;
}

/** What a platform has on record against a program, as its pushes would have told it. */
export interface OnRecord {
  /** Each of them may have been pushed, or may be yet: what is numbered has the number that its push has. */
  readonly told: readonly MeasureTaken[];
  /** The platform says that nothing is in force against the program. */
  readonly isFree?: true;
}

/** What is on record against a program: for reading up on it, and for what a push that was lost would have said. */
export interface ViolationDesk {
  list(appId: string): Promise<readonly Violation[]>;
  onRecord(appId: string): Promise<OnRecord>;
}
