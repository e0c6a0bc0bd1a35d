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

/** What is on record against a program. What is done about it is told by pushes; this is for reading up on it. */
export interface ViolationDesk {
  list(appId: string): Promise<readonly Violation[]>;
}
