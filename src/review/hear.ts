import type { EventSource, EventType } from '../events/event.ts';
import type { PackageReport } from '../hosts/connector.ts';
import { done } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import { isUnderReview, type ReviewState, type Step } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import { openHostReviews, putOnline } from './at-hosts.ts';
import { isGoingBack } from './compare-versions.ts';
import { inVain, type Notebook } from './gave-way.ts';
import { reviewMovedElsewhere, wasTakenBack } from './moved-elsewhere.ts';
import { noteForeignChange } from './note-foreign-change.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import { isPublishedFromHere, publishedElsewhere } from './published-elsewhere.ts';
import type { PackageRecord, ReviewRecords } from './records.ts';

export interface HearDeps {
  readonly perform: Perform<ReviewRecords>;
  readonly now: () => Date;
  /** What a report is: OBSERVED, or SIMULATED where the hosts are the sandbox. */
  readonly hostSource: EventSource;
}

/**
 * Applies what a platform says of a package, through its transition table. What is already known changes
 * nothing, so a report may be heard any number of times; what the table does not allow is noted as an anomaly.
 * Resolves to the package as it is afterwards. `because`: the platform was asked, or has just done what it was told to.
 */
export async function applyReport(
  deps: HearDeps,
  packageId: string,
  accountId: string,
  report: PackageReport,
  because: 'ASKED' | 'DONE' = 'ASKED',
): Promise<PackageRecord | undefined> {
  const actor = { accountId, label: 'gateway' };
  const outcome = await deps.perform(
    { actor, name: 'applyReport', input: { packageId, report } },
    async (records) => {
      const pack = await records.lockPackage(packageId);
      if (!pack) return done(undefined);
      const hearing = new Hearing(deps, records, pack, because === 'DONE');
      await hearing.hear(report);
      return done(hearing.pack);
    },
  );
  return outcome.ok ? outcome.value : undefined;
}

/** The review that each reported state amounts to, with the step that leads there. */
const reviewReports: Partial<
  Record<PackageReport['state'], { step: Step; target: ReviewState; type: EventType }>
> = {
  IN_REVIEW: { step: 'submit', target: 'IN_REVIEW', type: 'REVIEW_STARTED' },
  DELAYED: { step: 'delay', target: 'DELAYED', type: 'REVIEW_DELAYED' },
  APPROVED: { step: 'approve', target: 'APPROVED', type: 'REVIEW_APPROVED' },
  RELEASED: { step: 'approve', target: 'APPROVED', type: 'REVIEW_APPROVED' },
  REJECTED: { step: 'reject', target: 'REJECTED', type: 'REVIEW_REJECTED' },
  WITHDRAWN: { step: 'withdraw', target: 'WITHDRAWN', type: 'REVIEW_WITHDRAWN' },
};

/** By what stands in the way of a package whose platform says what its transition table does not allow: no call failed. */
const LOOK_UP = 'look up';

/** One report being applied: the package as it changes on the way. */
class Hearing {
  readonly #deps: HearDeps;
  readonly #records: ReviewRecords;
  readonly #isOurDoing: boolean;
  #pack: PackageRecord;

  constructor(deps: HearDeps, records: ReviewRecords, pack: PackageRecord, isOurDoing: boolean) {
    this.#deps = deps;
    this.#records = records;
    this.#isOurDoing = isOurDoing;
    this.#pack = pack;
  }

  /** The package as it is by now. */
  get pack(): PackageRecord {
    return this.#pack;
  }

  async hear(report: PackageReport): Promise<void> {
    const { state } = report;
    if (state === 'ABSENT') return;
    if (state === 'UPLOADING') return this.#noteUpload('UPLOADING');
    if (state === 'UPLOAD_FAILED') return this.#noteUploadFailure(report.words);
    const at = this.#cameToBe(report);
    await this.#records.trueSince(at, () => this.#noteUpload('UPLOADED', at));
    // A withdrawn version is an uploaded one again at platforms that have no word for withdrawn.
    if (state === 'UPLOADED') {
      if (
        this.#pack.goal === 'WITHDRAWN' ||
        (await wasTakenBack(this.#records, this.#pack, report, this.#deps.now()))
      )
        await this.#noteReview('WITHDRAWN', undefined, undefined, undefined);
      return;
    }
    await this.#noteReview(state, 'words' in report ? report.words : undefined, report.reference, at);
    if (state === 'RELEASED' && this.#pack.review === 'APPROVED' && !this.#pack.online) {
      await this.#published(at);
    }
  }

  async #published(at: Date | undefined): Promise<void> {
    const { programId, platform } = this.#pack;
    const packages = await this.#records.packagesOf(programId, platform);
    // Gone back to from here: what gives way to it has the job that says so.
    if (isGoingBack(packages)) return;
    const places = await this.#records.distributionsOf(programId, platform);
    const isFromHere = isPublishedFromHere(this.#pack, places);
    await this.#records.trueSince(at, async () => {
      await this.#change({ online: true, goal: null, stagedPercentage: null });
      if (!isFromHere) return;
      await this.#takeOthersOffline();
      await putOnline(this.#records, this.#pack, at ?? this.#deps.now(), this.#deps.hostSource);
    });
    if (!isFromHere) await publishedElsewhere({ ...this.#notebook(), occurredAt: at }, this.#pack);
  }

  #notebook(): Notebook {
    return { records: this.#records, source: this.#deps.hostSource, now: this.#deps.now() };
  }

  /**
   * When it came to be as reported: by the report, or, where a decision is reported, by the push that made us ask. What
   * is older than the submission was about another; nothing lies ahead.
   */
  #cameToBe(report: PackageReport): Date | undefined {
    const { newsAt, submittedAt } = this.#pack;
    const isDecision = ['APPROVED', 'REJECTED', 'DELAYED'].includes(report.state);
    const at = 'at' in report ? report.at : isDecision ? newsAt : undefined;
    const now = this.#deps.now();
    if (at === undefined || at < submittedAt) return undefined;
    return at > now ? now : at;
  }

  /** A platform has one package of a program online: the one that it published last. */
  async #takeOthersOffline(): Promise<void> {
    const { id, programId, platform } = this.#pack;
    for (const other of await this.#records.packagesOf(programId, platform)) {
      if (!other.online || other.id === id) continue;
      await this.#records.changePackage(other.id, { online: false, ...inVain(other) });
    }
  }

  async #noteUpload(target: 'UPLOADING' | 'UPLOADED', at?: Date): Promise<void> {
    if (this.#pack.state === 'NONE' || this.#pack.state === 'FAILED')
      await this.#movePackage('upload', 'UPLOADING', { at });
    if (target === 'UPLOADED' && this.#pack.state === 'UPLOADING')
      await this.#movePackage('uploaded', 'UPLOADED', { at });
  }

  async #noteUploadFailure(words: string): Promise<void> {
    if (this.#pack.state === 'FAILED') return;
    await this.#noteUpload('UPLOADING');
    await this.#movePackage('uploadFailed', 'FAILED', { words });
    await this.#change({ goal: null });
  }

  async #movePackage(
    step: Step,
    target: 'UPLOADING' | 'UPLOADED' | 'FAILED',
    { words, at }: { readonly words?: string; readonly at?: Date | undefined },
  ): Promise<void> {
    const from = this.#pack.state;
    const move = moveOf(this.#pack.platform, 'package', from, step, target);
    if (move === 'ALREADY') return;
    if (move === 'ILLEGAL') return this.#noteAnomaly('package', from, target);
    await this.#change({ state: move.to });
    this.#record(`PACKAGE_${target}`, { axis: 'package', from, to: move.to, words: words ?? null }, at);
  }

  async #noteReview(
    state: PackageReport['state'],
    words: string | undefined,
    reference: string | undefined,
    at: Date | undefined,
  ): Promise<void> {
    const heard = reviewReports[state];
    if (!heard) return;
    // A decision implies that the review began, though nobody may have looked while it was open.
    if (this.#pack.review === 'NOT_SUBMITTED' && heard.target !== 'IN_REVIEW') {
      await this.#moveReview(
        { step: 'submit', target: 'IN_REVIEW', type: 'REVIEW_STARTED' },
        undefined,
        reference,
        at,
      );
    }
    // Delayed is still in review: a platform that says the latter says nothing new.
    if (heard.target === 'IN_REVIEW' && this.#pack.review === 'DELAYED') return;
    await this.#moveReview(heard, words, reference, at);
  }

  async #moveReview(
    { step, target, type }: { step: Step; target: ReviewState; type: EventType },
    words: string | undefined,
    reference: string | undefined,
    at: Date | undefined,
  ): Promise<void> {
    const from = this.#pack.review;
    const move = moveOf(this.#pack.platform, 'review', from, step, target);
    if (move === 'ALREADY') return;
    if (move === 'ILLEGAL') return this.#noteAnomaly('review', from, target);
    const foreign = this.#isOurDoing ? undefined : reviewMovedElsewhere(this.#pack, from, move.to);
    const settled = !isUnderReview(target) && this.#pack.goal !== 'RELEASED';
    await this.#records.trueSince(at, async () => {
      await this.#change({
        review: move.to,
        trouble: null,
        newsAt: null,
        ...(reference ? { reference } : {}),
        ...(settled ? { goal: null } : {}),
      });
      const decision = { state: move.to, words, source: this.#deps.hostSource, at };
      if (from === 'NOT_SUBMITTED') await this.#records.openReview(this.#pack, undefined, decision);
      else await this.#records.decideReview(this.#pack.id, undefined, decision);
    });
    this.#record(type, { axis: 'review', from, to: move.to, words: words ?? null }, at);
    if (foreign) await noteForeignChange(this.#notebook(), this.#pack, foreign);
    if (move.to === 'APPROVED')
      await openHostReviews(this.#records, this.#pack, this.#deps.now(), this.#deps.hostSource);
  }

  /** Said once for each surprise: a platform that keeps saying it is heard at every look. */
  async #noteAnomaly(axis: 'package' | 'review', from: string, to: string): Promise<void> {
    const words = `${axis}: ${from} -> ${to}`;
    if (this.#pack.trouble?.call === LOOK_UP && this.#pack.trouble.words === words) return;
    await this.#change({ trouble: { call: LOOK_UP, words } });
    this.#record('ANOMALY_NOTICED', { axis, from, to });
  }

  async #change(change: Parameters<ReviewRecords['changePackage']>[1]): Promise<void> {
    await this.#records.changePackage(this.#pack.id, change);
    const { goal, trouble, newsAt, goalDetail: _, stagedPercentage: staged, ...rest } = change;
    const { goal: oldGoal, goalDetail, trouble: oldTrouble, newsAt: oldNews, ...others } = this.#pack;
    const { stagedPercentage: oldStaged, ...kept } = others;
    const nextStaged = staged === undefined ? oldStaged : staged;
    const nextGoal = goal === undefined ? oldGoal : goal;
    const nextTrouble = trouble === undefined ? oldTrouble : trouble;
    this.#pack = {
      ...kept,
      ...rest,
      ...(nextGoal ? { goal: nextGoal } : {}),
      ...(goal === undefined && goalDetail ? { goalDetail } : {}),
      ...(nextStaged == null ? {} : { stagedPercentage: nextStaged }),
      ...(nextTrouble ? { trouble: nextTrouble } : {}),
      ...(oldNews && newsAt !== null ? { newsAt: oldNews } : {}),
    };
  }

  #record(type: EventType, payload: Readonly<Record<string, unknown>>, occurredAt?: Date): void {
    this.#records.record({
      type,
      ...aboutPackage(this.#pack),
      subjectId: this.#pack.id,
      source: this.#deps.hostSource,
      occurredAt,
      payload: { ...packagePayload(this.#pack), ...payload },
    });
  }
}
