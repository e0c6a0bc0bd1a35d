import { type MaterialState, materialStates } from '../programs/category.ts';
import {
  type CheckState,
  checkStates,
  type RegistrationState,
  registrationStates,
} from '../programs/registration.ts';
import { type AppealState, appealStates, type RectificationState, rectificationStates } from './appeal.ts';
import type { ClauseId } from './clause.ts';
import { type ConsoleState, consoleStates } from './foreign-change.ts';
import { type EnforcementState, enforcementStates } from './measure.ts';

/**
 * The axes on which a program and its versions move at a platform and its hosts. They move independently; which
 * moves exist is said by each platform's transition table, and what is not in the table cannot happen.
 */
export const packageStates = ['NONE', 'UPLOADING', 'UPLOADED', 'FAILED'] as const;
export type PackageState = (typeof packageStates)[number];

export const reviewStates = [
  'NOT_SUBMITTED',
  'IN_REVIEW',
  'DELAYED',
  'APPROVED',
  'REJECTED',
  'WITHDRAWN',
] as const;
export type ReviewState = (typeof reviewStates)[number];

/** The states in which the platform has a version on its desk. */
export const underReview = ['IN_REVIEW', 'DELAYED'] as const satisfies readonly ReviewState[];

/** Whether the platform has it on its desk: it can be taken back, and has still to be decided. */
export function isUnderReview(state: string): boolean {
  return underReview.some((one) => one === state);
}

/** A host's own word on a version that its platform has approved (baidu/3.6). */
export const confirmationStates = ['NOT_NEEDED', 'WAITING', 'PENDING', 'CONFIRMED', 'REFUSED'] as const;
export type ConfirmationState = (typeof confirmationStates)[number];

/**
 * STAGED: public to a part of the users. PAUSED: the service is closed, and the version keeps its place.
 * ROLLING_BACK: users still get it. ROLLED_BACK: they get an earlier version again.
 */
export const releaseStates = [
  'NOT_RELEASED',
  'RELEASING',
  'STAGED',
  'RELEASED',
  'PAUSED',
  'ROLLING_BACK',
  'ROLLED_BACK',
  'SUPERSEDED',
] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** Where a program is on the way to an identity; one for which nothing was asked has no registration on file. */
export const registrationStandings = ['NOT_REGISTERED', ...registrationStates] as const;
export type RegistrationStanding = RegistrationState | 'NOT_REGISTERED';

/** Where a paper is; one that was not handed in is not on file. */
export const materialStandings = ['NOT_FILED', ...materialStates] as const;
export type MaterialStanding = MaterialState | 'NOT_FILED';

/** How a program stands with one platform. */
export interface ProgramAxes {
  readonly registration: RegistrationStanding;
  /** The check that comes before credentials (baidu/2.1). */
  readonly admission: CheckState;
  /** The further check of who the developer is (wechat/3.1, baidu/2.2). */
  readonly verification: CheckState;
}

/** How a version stands at one host. */
export interface VersionAxes {
  readonly package: PackageState;
  readonly review: ReviewState;
  readonly confirmation: ConfirmationState;
  readonly release: ReleaseState;
}

/** How a program stands at a host by what was done against it. */
export interface EnforcementAxes {
  readonly enforcement: EnforcementState;
}

/** Whether somebody changed something in the platform's own console that nobody here has accepted. */
export interface ConsoleAxes {
  readonly console: ConsoleState;
}

export interface AxisStates extends ProgramAxes, VersionAxes, EnforcementAxes, ConsoleAxes {
  /** Of one paper on file. */
  readonly material: MaterialStanding;
  /** Of one appeal against a measure. */
  readonly appeal: AppealState;
  /** Of one fix that a measure asks for. */
  readonly rectification: RectificationState;
}
export type Axis = keyof AxisStates;

/** Every word of every axis, and the axes in the order of the way. */
export const statesOf: { readonly [A in Axis]: readonly AxisStates[A][] } = {
  registration: registrationStandings,
  admission: checkStates,
  verification: checkStates,
  material: materialStandings,
  package: packageStates,
  review: reviewStates,
  confirmation: confirmationStates,
  release: releaseStates,
  enforcement: enforcementStates,
  console: consoleStates,
  appeal: appealStates,
  rectification: rectificationStates,
};
export const axes = Object.keys(statesOf) as readonly Axis[];

/**
 * Where each axis begins. At a host the platform speaks for, there is no word to wait for; at one with a review of its
 * own there is, where the platform has such hosts.
 */
export const startsOf: { readonly [A in Axis]: readonly AxisStates[A][] } = {
  registration: ['NOT_REGISTERED'],
  admission: ['NONE'],
  verification: ['NONE'],
  material: ['NOT_FILED'],
  package: ['NONE'],
  review: ['NOT_SUBMITTED'],
  confirmation: ['NOT_NEEDED', 'WAITING'],
  release: ['NOT_RELEASED'],
  enforcement: ['FREE'],
  console: ['AS_LEFT'],
  appeal: ['OPENED'],
  rectification: ['ORDERED'],
};

/** What can happen on an axis; the words are ours, the connectors translate. */
export const steps = [
  'request',
  'register',
  'leave',
  'begin',
  'pass',
  'decline',
  'expire',
  'file',
  'replace',
  'verify',
  'upload',
  'uploaded',
  'uploadFailed',
  'submit',
  'approve',
  'reject',
  'delay',
  'withdraw',
  'resubmit',
  'ask',
  'confirm',
  'refuse',
  'release',
  'released',
  'releaseFailed',
  'staged',
  'widen',
  'unstage',
  'pause',
  'resume',
  'rollBack',
  'rolledBack',
  'rollBackFailed',
  'restore',
  'supersede',
  'takeOffline',
  'contest',
  'stand',
  'letGo',
  'answer',
  'uphold',
  'overturn',
  'rectify',
  'accept',
  'notice',
  'acknowledge',
  'settle',
] as const;
export type Step = (typeof steps)[number];

/** For each axis: in this state, this step leads there. An axis that a platform does not have is empty. */
export type TransitionTable = {
  readonly [A in Axis]: AxisTable<AxisStates[A]>;
};
export type AxisTable<State extends string> = Readonly<
  Partial<Record<State, Readonly<Partial<Record<Step, State>>>>>
>;

/** The clause by which a state is final: nothing leads out of it. What no clause ends can be left. */
export type Endings = { readonly [A in Axis]?: Readonly<Partial<Record<AxisStates[A], ClauseId>>> };

/** The state that a step leads to, or undefined where the table has no such move. */
export function after<A extends Axis>(
  table: TransitionTable,
  axis: A,
  state: AxisStates[A],
  step: Step,
): AxisStates[A] | undefined {
  const rows: AxisTable<AxisStates[A]> = table[axis];
  return rows[state]?.[step];
}

/** Whether a step is open in a state: the table has it, and it leads somewhere else. */
export function isOpen<State extends string>(moves: AxisTable<State>, state: State, step: Step): boolean {
  const to = moves[state]?.[step];
  return to !== undefined && to !== state;
}

/**
 * Whether the very same version may be handed in once more: it was taken back, or had been public and was rolled back.
 * That is another package of it, which begins at the beginning of every axis of a version; the first stays as it ended.
 */
export function mayBeResubmitted(
  table: TransitionTable,
  { review, release }: Pick<VersionAxes, 'review' | 'release'>,
): boolean {
  return (
    after(table, 'review', review, 'resubmit') !== undefined ||
    after(table, 'release', release, 'resubmit') !== undefined
  );
}

/** Whether a platform has the axis at all: WeChat has no admission. */
export function hasAxis(table: TransitionTable, axis: Axis): boolean {
  return Object.keys(table[axis]).length > 0;
}
