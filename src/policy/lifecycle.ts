/**
 * The axes on which a version moves at a platform and its hosts. They move independently; which moves
 * exist is said by each platform's transition table, and what is not in the table cannot happen.
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

/** A host's own word on a version that its platform has approved (baidu/3.6). */
export const confirmationStates = ['NOT_NEEDED', 'WAITING', 'PENDING', 'CONFIRMED', 'REFUSED'] as const;
export type ConfirmationState = (typeof confirmationStates)[number];

export const releaseStates = ['NOT_RELEASED', 'RELEASING', 'RELEASED', 'SUPERSEDED'] as const;
export type ReleaseState = (typeof releaseStates)[number];

export interface AxisStates {
  readonly package: PackageState;
  readonly review: ReviewState;
  readonly confirmation: ConfirmationState;
  readonly release: ReleaseState;
}
export type Axis = keyof AxisStates;

/** What can happen on an axis; the words are ours, the connectors translate. */
export const steps = [
  'upload',
  'uploaded',
  'uploadFailed',
  'submit',
  'approve',
  'reject',
  'delay',
  'withdraw',
  'ask',
  'confirm',
  'refuse',
  'release',
  'released',
  'releaseFailed',
  'supersede',
] as const;
export type Step = (typeof steps)[number];

/** For each axis: in this state, this step leads there. */
export type TransitionTable = {
  readonly [A in Axis]: Readonly<
    Partial<Record<AxisStates[A], Readonly<Partial<Record<Step, AxisStates[A]>>>>>
  >;
};

/** The state that a step leads to, or undefined where the table has no such move. */
export function after<A extends Axis>(
  table: TransitionTable,
  axis: A,
  state: AxisStates[A],
  step: Step,
): AxisStates[A] | undefined {
  const moves: Readonly<Partial<Record<Step, AxisStates[A]>>> | undefined = table[axis][state];
  return moves?.[step];
}
