import type { Clock } from '../kernel/clock.ts';
import type { Perform } from '../onboarding/perform.ts';
import type { DutyRecords } from './records.ts';

/** What a use case of duties needs of the outside world. */
export interface DutyDeps {
  readonly clock: Clock;
  readonly perform: Perform<DutyRecords>;
}
