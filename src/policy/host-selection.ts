import type { CivilDate } from '../kernel/civil-time.ts';
import type { Host } from '../programs/host.ts';
import type { HostSelection } from '../programs/program.ts';

/**
 * The hosts that a program goes to on a day, of those that its platform publishes. No choice is consent to
 * every host on offer on that day, one that joined since included; an explicit choice never grows (baidu/3.6).
 * A host that is chosen and not on offer is left out.
 */
export function selectedHosts(
  published: readonly Host[],
  selection: HostSelection,
  day: CivilDate,
): readonly Host[] {
  const onOffer = published.filter(({ offeredFrom }) => offeredFrom <= day);
  if (selection.mode === 'UNSPECIFIED') return onOffer;
  return onOffer.filter(({ id }) => selection.hostIds.includes(id));
}
