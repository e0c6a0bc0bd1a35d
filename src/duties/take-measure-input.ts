import type { CivilDate } from '../kernel/civil-time.ts';
import type { MeasureGround, MeasureKind, MeasureScope } from '../policy/measure.ts';

/** A measure as it is told. */
export interface TakeMeasureInput {
  readonly accountId: string;
  readonly kind: MeasureKind;
  /** One that the agreement names for this kind. */
  readonly ground?: MeasureGround;
  readonly scope: MeasureScope;
  readonly programId?: string;
  readonly hostId?: string;
  /** Of scope FUNCTION: the platform's names of them. */
  readonly functions?: readonly string[];
  /** Left out: from now on. */
  readonly from?: Date;
  readonly until?: Date;
  /** What is said to the developer, whole; at most 10,000 characters. */
  readonly words?: string;
  /** By which day something is to be put right. */
  readonly rectifyBy?: CivilDate;
  /** The taker's own number of it: told twice, it is taken once; told of another measure, that one is refused. */
  readonly reference?: string;
}
