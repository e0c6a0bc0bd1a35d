import type { EventSource } from '../events/event.ts';
import type { CivilDate } from '../kernel/civil-time.ts';
import type { AppealState, HandInState, RectificationState } from '../policy/appeal.ts';
import type { EnforcementFact } from '../policy/measure.ts';
import type { HostId } from '../programs/host.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';
import type { PlatformId } from '../programs/platform.ts';

/** How a measure ended: its date came, whoever took it ended it, or an appeal or a fix did. */
export const measureEndings = ['DATE', 'PLATFORM', 'HOST', 'APPEAL', 'RECTIFICATION'] as const;
export type MeasureEnding = (typeof measureEndings)[number];

/** A measure that was taken. Its terms are those it was taken under. */
export interface Enforcement extends EnforcementFact {
  readonly accountId: string;
  readonly platform: PlatformId;
  readonly programId?: string;
  readonly hostId?: string;
  readonly rectifiable: boolean;
  /** The number that the one who took it gives it. */
  readonly reference?: string;
  /** What was said, whole. */
  readonly words?: string;
  readonly source: EventSource;
  /** `platform:…`, `host:…` or `gateway`, which heard it. */
  readonly takenBy: string;
  readonly until?: Date;
  readonly rectifyBy?: CivilDate;
  readonly endedAt?: Date;
  /** When time does the next thing to it. */
  readonly nextStepAt?: Date;
}

/** The same as it is taken; what is not said is left out or undefined. */
export type NewEnforcement = {
  readonly [Key in keyof Omit<Enforcement, 'id' | 'contested' | 'nextStepAt' | 'endedAt'>]:
    | Enforcement[Key]
    | (undefined extends Enforcement[Key] ? undefined : never);
};

export interface EnforcementEnd {
  readonly at: Date;
  readonly how: MeasureEnding;
  readonly by: string;
  readonly words?: string | undefined;
}

/** An appeal against a measure, as much as moving it needs. */
export interface Appeal {
  readonly id: string;
  readonly accountId: string;
  readonly enforcementId: string;
  readonly state: AppealState;
  readonly handIn: HandInState;
  /** The platform's own number of it, once it is known. */
  readonly reference?: string;
}

/** A fix that was handed in, as much as moving it needs. */
export interface Rectification {
  readonly id: string;
  readonly accountId: string;
  readonly enforcementId: string;
  readonly state: Exclude<RectificationState, 'ORDERED'>;
  readonly submittedAt: Date;
  readonly handIn: HandInState;
  readonly reference?: string;
}

/** Which of the two, where they go the same way. */
export type ContestKind = 'APPEAL' | 'FIX';

/** How far an appeal or a fix has come on its way to the platform; what is left out stays. */
export interface HandInChange {
  readonly handIn?: HandInState;
  readonly reference?: string | undefined;
  /** Null takes it away. */
  readonly trouble?: KeptTrouble | null;
}

/** What somebody handed in with what to show for it. */
export interface Statement {
  readonly statement: string;
  readonly evidenceFileIds: readonly string[];
  readonly by: string;
  readonly source: EventSource;
  readonly handIn: HandInState;
}

/** What was answered. */
export interface Answer {
  readonly words?: string | undefined;
  readonly source: EventSource;
  /** The platform's own number of the appeal. */
  readonly reference?: string | undefined;
  /** When it was answered; left out: now. */
  readonly at?: Date;
}

/** What measures, appeals and fixes read and write. */
export interface EnforcementRecords {
  /** Whether there is such an account, and it has to do with the platform. */
  hasAccount(accountId: string, platform: PlatformId): Promise<boolean>;
  /** Since when the account, or its program, is here; undefined where it is not. */
  hereSince(accountId: string, programId: string | undefined): Promise<Date | undefined>;
  /** Undefined where one with this number of the same taker is on file for the account. */
  addEnforcement(enforcement: NewEnforcement): Promise<Enforcement | undefined>;
  /** The one that this taker gave the number to: a platform and its hosts each have their own. */
  enforcementReferred(
    taker: { readonly platform: PlatformId; readonly hostId?: HostId },
    accountId: string,
    reference: string | undefined,
  ): Promise<Enforcement | undefined>;
  /** The measure, locked until the transaction ends: what is done about it is done one after the other. */
  lockEnforcement(id: string): Promise<Enforcement | undefined>;
  /** Those about a program that nobody has ended, locked, the oldest first. */
  lockMeasuresAgainst(platform: PlatformId, programId: string): Promise<readonly Enforcement[]>;
  /** Those about a program, ended or not, the oldest first. */
  measuresTaken(platform: PlatformId, programId: string): Promise<readonly Enforcement[]>;
  endEnforcement(id: string, end: EnforcementEnd): Promise<void>;
  changeEnforcement(
    id: string,
    change: { readonly contested?: boolean; readonly nextStepAt?: Date | null },
  ): Promise<void>;
  /** Appeals and fixes of a measure, the oldest first. */
  appealsAgainst(enforcementId: string): Promise<readonly Appeal[]>;
  addAppeal(enforcement: Enforcement, statement: Statement): Promise<string>;
  appeal(id: string): Promise<Appeal | undefined>;
  moveAppeal(id: string, state: AppealState, answer: Answer): Promise<void>;
  rectificationsOf(enforcementId: string): Promise<readonly Rectification[]>;
  addRectification(enforcement: Enforcement, statement: Statement): Promise<string>;
  rectification(id: string): Promise<Rectification | undefined>;
  moveRectification(id: string, state: Rectification['state'], answer: Answer): Promise<void>;
  /** What the platform turned away is said anew, and is handed in under another key. */
  restate(kind: ContestKind, id: string, statement: Statement): Promise<void>;
  changeHandIn(kind: ContestKind, id: string, change: HandInChange): Promise<void>;
}
