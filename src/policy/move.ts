import type { PlatformId } from '../programs/platform.ts';
import { type Axis, type AxisStates, after, type Step } from './lifecycle.ts';
import { variantOf } from './variants.ts';

/**
 * Where a step leads on one axis. ALREADY: it is there, or the step leaves it where it is. ILLEGAL: the
 * platform's table has no such move, which is noted as an anomaly and never applied.
 */
export type Move<State> = { readonly to: State } | 'ALREADY' | 'ILLEGAL';

export function moveOf<A extends Axis>(
  platform: PlatformId,
  axis: A,
  from: AxisStates[A],
  step: Step,
  target: AxisStates[A],
): Move<AxisStates[A]> {
  if (from === target) return 'ALREADY';
  const to = after(variantOf(platform).transitions, axis, from, step);
  if (to === undefined) return 'ILLEGAL';
  return to === from ? 'ALREADY' : { to };
}
