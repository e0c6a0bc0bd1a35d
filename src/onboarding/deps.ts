import type { Clock } from '../kernel/clock.ts';
import type { Perform } from './perform.ts';
import type { OnboardingRecords } from './records.ts';

/** What a use case of onboarding needs of the outside world. */
export interface OnboardingDeps {
  readonly clock: Clock;
  readonly perform: Perform<OnboardingRecords>;
}
