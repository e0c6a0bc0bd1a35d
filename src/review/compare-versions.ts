import type { VersionInPlace, VersionsInPlace } from '../hosts/desks/live-version.ts';
import { isUnderReview, type ReviewState } from '../policy/lifecycle.ts';
import type { ForeignChangeRecord, ForeignFinding, ForeignPlace } from './foreign-change-records.ts';
import type { DistributionRecord, PackageGoal, PackageRecord } from './records.ts';
import { liveReleaseOf } from './release-axis.ts';

/** What the gateway believes of a program at a platform. */
export interface Belief {
  readonly packages: readonly PackageRecord[];
  readonly places: readonly DistributionRecord[];
  /** Those that stand, and the latest of those that ended. */
  readonly changes: readonly ForeignChangeRecord[];
  /** A measure hides the program, so that its service says nothing of who closed it. */
  readonly isHidden: boolean;
}

/** What the platform says that it has. */
export interface AtPlatform extends VersionsInPlace {
  /** Left out where it was not asked, or has no calls for it. */
  readonly service?: 'SERVING' | 'PAUSED' | undefined;
}

export interface Comparison {
  /** What is not the gateway's doing, and was not noticed before. */
  readonly found: readonly ForeignFinding[];
  /** Changes that were noticed and stand no longer: something else is where they were. */
  readonly over: readonly ForeignChangeRecord[];
  /** A rollback that was noticed while it was under way, and what it has led to. */
  readonly completed?: {
    readonly change: ForeignChangeRecord;
    readonly live: VersionInPlace;
    readonly content: string;
    readonly ours: PackageRecord | undefined;
  };
  /** Packages of ours of which the platform says what is not known here: each is looked at on its own. */
  readonly toLookAt: readonly string[];
  /** A package of ours that is public here, while the platform has nothing public at all. */
  readonly missing?: PackageRecord;
}

/** Compares what a platform says that it has with what the gateway believes. Pure; asks nobody and changes nothing. */
export function compareVersions(belief: Belief, there: AtPlatform): Comparison {
  const look = new Look(belief, there);
  const found = [look.trial(), look.review(), look.live(), look.service()].filter((one) => one !== undefined);
  const completed = look.completed();
  return {
    found: completed ? found.filter(({ place }) => place !== 'LIVE') : found,
    over: look.over().filter(({ id }) => id !== completed?.change.id),
    toLookAt: look.toLookAt(),
    ...(completed ? { completed } : {}),
    ...look.missing(),
  };
}

/** Of a live version that is about to give way to an earlier one. */
export const ROLLING_BACK = 'ROLLING_BACK';

class Look {
  readonly #belief: Belief;
  readonly #there: AtPlatform;

  constructor(belief: Belief, there: AtPlatform) {
    this.#belief = belief;
    this.#there = there;
  }

  /** The version that testers get. One that is also in review, or public, is told as that. */
  trial(): ForeignFinding | undefined {
    const { trial } = this.#there;
    if (!trial || this.#ours(trial) || this.#isToldElsewhere(trial)) return undefined;
    const isAccepted = this.#belief.changes.some(
      (change) => change.acknowledgedAt !== undefined && isAbout(change, trial),
    );
    if (isAccepted || this.#stands('TRIAL')?.content === this.#content('TRIAL')) return undefined;
    return { place: 'TRIAL', kind: 'UPLOADED', content: this.#content('TRIAL'), ...told(trial) };
  }

  review(): ForeignFinding | undefined {
    const { review } = this.#there;
    if (!review || !isStanding(this.#there) || this.#ours(review)) return undefined;
    const content = this.#content('REVIEW');
    if (this.#stands('REVIEW')?.content === content) return undefined;
    return { place: 'REVIEW', kind: 'SUBMITTED', content, hostState: review.state, ...told(review) };
  }

  live(): ForeignFinding | undefined {
    const { live } = this.#there;
    const content = this.#content('LIVE');
    if (!live || isGoingBack(this.#belief.packages) || this.#stands('LIVE')?.content === content)
      return undefined;
    const online = this.#online();
    const insteadOf = online ? { insteadOfId: online.id } : {};
    const ours = this.#ours(live);
    if (!ours) {
      const kind = this.#wasThereBefore(live) ? 'ROLLED_BACK' : 'RELEASED';
      return { place: 'LIVE', kind, content, ...insteadOf, ...told(live) };
    }
    const isNews = live.isLeaving && ours.id === online?.id;
    if (!isNews) return undefined;
    return { place: 'LIVE', kind: 'ROLLED_BACK', content, hostState: ROLLING_BACK, ...insteadOf };
  }

  service(): ForeignFinding | undefined {
    const { service } = this.#there;
    if (!service || this.#belief.isHidden || this.#isAtWork('PAUSED') || this.#isAtWork('SERVING')) {
      return undefined;
    }
    const known = this.#stands('SERVICE')?.content;
    const expected = this.#expectedService() ?? known ?? (this.#there.live ? 'SERVING' : undefined);
    if (expected === undefined || service === expected || service === known) return undefined;
    const kind = service === 'PAUSED' ? 'PAUSED' : 'RESUMED';
    return { place: 'SERVICE', kind, content: service };
  }

  /** Of the changes that stand those whose place has something else by now. A review that was taken back stays that. */
  over(): readonly ForeignChangeRecord[] {
    return this.#belief.changes.filter((change) => {
      const { place, content, endedAt } = change;
      if (endedAt || place === 'TAKEN_BACK') return false;
      if (place === 'SERVICE' && this.#there.service === undefined) return false;
      return content !== this.#content(place);
    });
  }

  completed(): Comparison['completed'] {
    const change = this.#stands('LIVE');
    const { live } = this.#there;
    if (change?.hostState !== ROLLING_BACK || !live || live.isLeaving) return undefined;
    // It was called off: users have the version still that was to give way.
    const ours = this.#ours(live);
    if (ours && ours.id === this.#online()?.id) return undefined;
    return { change, live, content: this.#content('LIVE'), ours };
  }

  toLookAt(): readonly string[] {
    const { live, review } = this.#there;
    const online = this.#online();
    const published = live && this.#ours(live);
    const examined = review && this.#ours(review);
    const isElsewhere =
      published && published.id !== online?.id && !isGoingBack(this.#belief.packages) && !this.completed();
    return [
      ...(isElsewhere ? [published.id] : []),
      ...(examined && saysOtherwise(examined, review.state) ? [examined.id] : []),
      ...this.#belief.packages
        .filter((pack) => isUnderReview(pack.review) && pack.id !== examined?.id)
        .map(({ id }) => id),
    ];
  }

  missing(): Pick<Comparison, 'missing'> {
    const online = this.#online();
    const isGone =
      online && !this.#there.live && !this.#belief.isHidden && !isGoingBack(this.#belief.packages);
    return isGone ? { missing: online } : {};
  }

  /** Whether what testers get is in review as well, or public. */
  #isToldElsewhere(trial: VersionInPlace): boolean {
    const { review, live } = this.#there;
    return isSame(trial, live) || (isSame(trial, review) && isStanding(this.#there));
  }

  #content(place: ForeignPlace): string {
    const { trial, review, live, service } = this.#there;
    switch (place) {
      case 'TRIAL':
        return trial && !this.#isToldElsewhere(trial) ? this.#nameOf(trial) : '';
      case 'REVIEW': {
        // Handed in twice, it is another review each time; one of ours goes by our own name of it.
        const nth = review && !this.#ours(review) ? review.reference : '';
        return review && isStanding(this.#there) ? this.#nameOf(review, nth) : '';
      }
      case 'LIVE':
        return this.#nameOf(live, live?.isLeaving ? ROLLING_BACK : '');
      case 'SERVICE':
        return service ?? '';
      case 'TAKEN_BACK':
        return '';
    }
  }

  #nameOf(version: VersionInPlace | undefined, more = ''): string {
    const ours = version && this.#ours(version);
    if (ours) return contentOfOurs(ours.id, more);
    return version ? JSON.stringify([version.versionNumber, version.description, more]) : '';
  }

  #ours({ key }: VersionInPlace): PackageRecord | undefined {
    return key === undefined ? undefined : this.#belief.packages.find(({ id }) => id === key);
  }

  #online(): PackageRecord | undefined {
    return this.#belief.packages.find(({ online }) => online);
  }

  #stands(place: ForeignPlace): ForeignChangeRecord | undefined {
    return this.#belief.changes.find((change) => change.place === place && !change.endedAt);
  }

  #isAtWork(goal: PackageGoal): boolean {
    return this.#belief.packages.some((pack) => pack.goal === goal);
  }

  #wasThereBefore(live: VersionInPlace): boolean {
    return this.#belief.changes.some(
      (change) => change.place === 'LIVE' && change.endedAt !== undefined && isAbout(change, live),
    );
  }

  /** By what is public of ours; undefined where nothing is. */
  #expectedService(): AtPlatform['service'] {
    const releases = this.#belief.places.map(liveReleaseOf);
    if (releases.includes('PAUSED')) return 'PAUSED';
    return releases.includes('RELEASED') ? 'SERVING' : undefined;
  }
}

/** Whether the platform has the review on its desk, or has approved what is not public yet. */
export function isStanding({ review, live }: VersionsInPlace): boolean {
  if (!review) return false;
  return review.state === 'APPROVED' ? !isSame(review, live) : isUnderReview(review.state);
}

/** Whether the platform was told from here to go back to an earlier version. */
export function isGoingBack(packages: readonly PackageRecord[]): boolean {
  return packages.some(({ goal, goalDetail }) => goal === 'ROLLED_BACK' && goalDetail?.asked);
}

/** How something of ours is told from anything else that could be in its place. */
export function contentOfOurs(packageId: string, more = ''): string {
  return JSON.stringify([packageId, more]);
}

function told({ versionNumber, description, at }: VersionInPlace) {
  return { hostVersion: versionNumber, hostDescription: description, hostAt: at };
}

function isSame(one: VersionInPlace, other: VersionInPlace | undefined): boolean {
  if (!other) return false;
  return (
    one.key === other.key &&
    one.versionNumber === other.versionNumber &&
    one.description === other.description
  );
}

function isAbout({ hostVersion, hostDescription }: ForeignFinding, version: VersionInPlace): boolean {
  return hostVersion === version.versionNumber && hostDescription === version.description;
}

/** A delay is a review that goes on, and a platform may have no word for it. */
function saysOtherwise({ review }: PackageRecord, state: ReviewState): boolean {
  if (isUnderReview(review) && isUnderReview(state)) return review !== state && state === 'DELAYED';
  return review !== state;
}
