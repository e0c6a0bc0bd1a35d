import type { CivilDate } from '../kernel/civil-time.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { HostSelection } from '../programs/program.ts';
import { invalidInput, notFound, type Problem } from './problem.ts';

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

/** Which hosts a question or an act is about: what was named, and what is known where nothing was. */
export interface HostsAsked {
  /** Of all platforms. */
  readonly published: readonly Host[];
  /** Left out: the hosts that the program is to go to on that day. */
  readonly hostIds?: readonly HostId[] | undefined;
  /** What was chosen for the program, on the platforms where anything was. */
  readonly selections: readonly HostSelection[];
  /** The platforms where the program is registered, or is about to be. */
  readonly registeredOn: readonly PlatformId[];
  readonly day: CivilDate;
  /** Of the list of ids in the input: `input.hostIds`. */
  readonly path: string;
}

/** The hosts that are meant, in the published order; where any is named that cannot be, all faults and no host. */
export interface HostsMeant {
  readonly hosts: readonly Host[];
  readonly problems: readonly Problem[];
}

/**
 * The hosts that are meant. Where none is named, those chosen, on every platform where the program is registered or
 * hosts were chosen; on all platforms where neither is so yet (baidu/3.6).
 */
export function hostsMeant({
  published,
  hostIds,
  selections,
  registeredOn,
  day,
  path,
}: HostsAsked): HostsMeant {
  if (hostIds) {
    const problems = hostIdFaults(hostIds, published, path, day);
    return { hosts: problems.length > 0 ? [] : published.filter(({ id }) => hostIds.includes(id)), problems };
  }
  const known = new Set([...registeredOn, ...selections.map(({ platform }) => platform)]);
  const hosts = [...new Set(published.map(({ platform }) => platform))]
    .filter((platform) => known.size === 0 || known.has(platform))
    .flatMap((platform) =>
      selectedHosts(
        published.filter((host) => host.platform === platform),
        selections.find((selection) => selection.platform === platform) ?? { platform, mode: 'UNSPECIFIED' },
        day,
      ),
    );
  return { hosts, problems: hosts.length > 0 ? [] : [nowhere(day, path)] };
}

/**
 * What is wrong with hosts that are named: none at all, one that there is not, or, where a day is given, one that its
 * platform does not offer yet on it (baidu/3.6). The same words wherever hosts are named.
 */
export function hostIdFaults(
  hostIds: readonly HostId[],
  published: readonly Host[],
  path: string,
  day?: CivilDate,
): readonly Problem[] {
  if (hostIds.length === 0) return [noneNamed(path)];
  return hostIds.flatMap((id, index): Problem[] => {
    const host = published.find((one) => one.id === id);
    const place = `${path}[${index}]`;
    if (!host) return [noSuchHost(id, published, place)];
    return day !== undefined && host.offeredFrom > day ? [notOnOffer(host, day, place)] : [];
  });
}

/** The one answer to a host that there is not. `published`: the hosts that could have been meant. */
export function noSuchHost(id: HostId, published: readonly Host[], path: string): Problem {
  const known = published.map((host) => host.id).join(', ');
  return {
    ...notFound({ 'zh-CN': '宿主', en: 'host' }, path),
    message: {
      'zh-CN': `此处没有宿主“${id}”；可选：${known}`,
      en: `there is no host \`${id}\` here; there are: ${known}`,
    },
  };
}

function noneNamed(path: string): Problem {
  return invalidInput(
    {
      'zh-CN': '宿主列表为空：请至少列出一个宿主，或省略此列表',
      en: 'the list of hosts is empty: name at least one, or leave the list out',
    },
    path,
  );
}

function notOnOffer({ id, offeredFrom }: Host, day: CivilDate, path: string): Problem {
  return invalidInput(
    {
      'zh-CN': `宿主“${id}”自 ${offeredFrom} 起才可分发，${day} 尚不可选`,
      en: `host \`${id}\` is on offer from ${offeredFrom}, and not yet on ${day}`,
    },
    path,
  );
}

function nowhere(day: CivilDate, path: string): Problem {
  return invalidInput(
    {
      'zh-CN': `${day} 该程序没有可去的宿主：所选宿主当日均尚不可分发`,
      en: `the program goes to no host on ${day}: none of those it is to go to is on offer that day`,
    },
    path,
  );
}
