/** Who does something for an account: what use cases need to know of a viewer, and the log writes down. */
export interface Actor {
  readonly accountId: string;
  /** `member:…`, `token:…`, `host:…` or `gateway`. */
  readonly label: string;
  /** The person, where one acted: only a person can accept an agreement explicitly. */
  readonly personId?: string;
}
