import type { Audience } from '../policy/facts.ts';
import type { Operation } from '../policy/operation.ts';
import type { HostId } from '../programs/host.ts';

/** What is asked about a program, of all its hosts at once. */
export interface ShippingQuestion {
  readonly operation: Operation;
  /** When the rules are asked. */
  readonly at: Date;
  /** When the facts were so: now, or at the instant of the past. */
  readonly factsAt: Date;
  /** Left out: the hosts that the program is to go to at that instant. */
  readonly hostIds?: readonly HostId[];
  readonly absentContent: readonly string[];
  /** REGISTER: the address, as `emailAddress` gives it. Left out: whether it is in use is unknown. */
  readonly email?: string;
  /** READ_PLATFORM_DATA: the member who is to read. */
  readonly readerId?: string | undefined;
  /** DISCLOSE: to whom. */
  readonly audience: Audience;
  /** What paths of problems begin with: `input.`, or nothing where these are arguments. */
  readonly prefix: string;
}
