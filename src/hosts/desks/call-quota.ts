/** How often a call may be made in a day, by the platform's own count. */
export interface CallQuota {
  readonly limit: number | 'UNLIMITED';
  readonly used: number;
  readonly remaining: number | 'UNLIMITED';
}

/** A call that a platform refused, as it remembers it. Never with its query or its body, which carry secrets. */
export interface RememberedCall {
  readonly at: Date;
  readonly path: string;
  /** What it answered, word for word. */
  readonly answer: string;
  /** From which address the call came. */
  readonly from?: string;
}

/** What an operator does about the calls themselves. */
export interface CallQuotaDesk {
  /** `path`: as the platform names it. */
  read(path: string): Promise<CallQuota>;
  /** Begins the counts anew. Platforms count these, too. `appId`: of one program; left out: the gateway's own. */
  reset(appId?: string): Promise<void>;
  /** The same without a token, for when none can be had any more. */
  resetBySecret(appId?: string): Promise<void>;
  /** `reference`: the number that stands behind the words of a refusal. */
  explain(reference: string): Promise<RememberedCall>;
  /** Has the platform begin to push tickets, where none come in. */
  startTickets(): Promise<void>;
}
