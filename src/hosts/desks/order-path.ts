/** The page on which a user finds their orders, as the platform has it. */
export interface OrderPath {
  readonly path: string;
  /** The platform's own number of how it stands; no page says what they mean. */
  readonly hostState: string;
  readonly words?: string;
}

/** How the page with a user's orders is told to the platform, which looks at it. */
export interface OrderPathDesk {
  /** One page for one or several programs of the gateway. */
  apply(appIds: readonly string[], path: string): Promise<void>;
  /** Undefined where there is none. */
  read(appId: string, of: 'LIVE' | 'IN_REVIEW'): Promise<OrderPath | undefined>;
}
