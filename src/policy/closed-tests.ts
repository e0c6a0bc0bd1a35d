import type { CivilDate } from '../kernel/civil-time.ts';
import type { Material } from '../programs/category.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Audience, DisclosureFact } from './facts.ts';

/** A closed test of a program to which a platform has invited its developer (wechat/7.1, baidu/8.1). */
export interface ClosedTest {
  readonly platform: PlatformId;
  /** The one host at which it is tested; left out: every host of the platform. */
  readonly hostId?: HostId;
  /** From this day on it is over, and no secret any more. */
  readonly endedOn?: CivilDate;
  /** The platform's written consent, as it was recorded; while it holds, the test may be shown. */
  readonly consent?: Pick<Material, 'validFrom' | 'validUntil' | 'state'>;
}

type Place = Pick<Host, 'id' | 'platform'>;

/** Whether the test is to be kept secret on that day: it goes on, and no consent holds. */
export function isSecret({ endedOn, consent }: ClosedTest, day: CivilDate): boolean {
  if (endedOn !== undefined && endedOn <= day) return false;
  if (!consent || consent.state === 'SUPERSEDED' || day < consent.validFrom) return true;
  return consent.validUntil !== undefined && consent.validUntil < day;
}

/**
 * Whether a host may see anything of a program that has these closed tests: while one is secret, only a host that is
 * itself invited. The store asks the same of the database; a test holds the two together.
 */
export function isShownTo(tests: readonly ClosedTest[], host: Place, day: CivilDate): boolean {
  const secret = tests.filter((test) => isSecret(test, day));
  return secret.length === 0 || secret.some((test) => invites(test, host));
}

/**
 * What it is to show somebody the program as it is at a host, by what is on file about tests of that host's platform.
 * A host that is not invited is an outsider at its own place, too. Consent is for the rule to find among the papers.
 */
export function disclosureAt(
  tests: readonly ClosedTest[],
  host: Place,
  audience: Audience,
  day: CivilDate,
): DisclosureFact {
  const going = tests.filter(
    ({ platform, endedOn }) => platform === host.platform && (endedOn === undefined || day < endedOn),
  );
  const isOutsider = going.length > 0 && !going.some((test) => invites(test, host));
  return {
    audience: audience === 'THIS_HOST' && isOutsider ? 'OTHER_HOST' : audience,
    underBeta: going.length > 0,
  };
}

function invites({ platform, hostId }: ClosedTest, host: Place): boolean {
  return platform === host.platform && (hostId === undefined || hostId === host.id);
}
