import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PackageReport } from '../../src/hosts/connector.ts';
import type { ReviewState } from '../../src/policy/lifecycle.ts';
import { lookAfterSeconds, SWEEP_SECONDS } from '../../src/review/looks.ts';
import { receivePush } from '../../src/review/pushes.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(() => {
  shop.queue.jobs.length = 0;
});
afterAll(() => shop.close());

const A_DAY_MS = 86_400_000;
/** At both: `baiduboxapp` goes by Baidu's word, `tieba` is asked for its own once Baidu has approved. */
const hostsOf = { WECHAT: ['wechat'], BAIDU: ['baiduboxapp', 'tieba'] } as const;
type Platform = keyof typeof hostsOf;

/** What happens at the platform, in this order; each tells of itself by a push. */
type Course = readonly PackageReport[];
const final = (state: 'APPROVED' | 'REJECTED'): PackageReport =>
  state === 'REJECTED'
    ? { state, reference: 'r', words: 'the menu is empty' }
    : { state: 'APPROVED', reference: 'r' };
const delayed: PackageReport = { state: 'DELAYED', reference: 'r', words: 'busy' };
const courses: readonly Course[] = [
  [final('APPROVED')],
  [final('REJECTED')],
  [delayed, final('APPROVED')],
  [delayed, final('REJECTED')],
];

/**
 * HAPPENS: the next thing, at the platform. ARRIVES: the push of one of the things that happened, for the first time or once
 * more, `anew` where it is wrapped anew and so cannot be told from another. IS_ASKED: the platform, by a poll. WORKS: the
 * gateway does what it has to do.
 */
type Step =
  | { readonly kind: 'HAPPENS' }
  | { readonly kind: 'IS_ASKED' }
  | { readonly kind: 'WORKS' }
  | { readonly kind: 'ARRIVES'; readonly which: number; readonly anew: boolean };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ kind: 'HAPPENS' }, { kind: 'IS_ASKED' }, { kind: 'WORKS' }),
  fc.record({ kind: fc.constant('ARRIVES' as const), which: fc.nat({ max: 1 }), anew: fc.boolean() }),
);

/** All pushes arrive, once, in their order, and are done before the next thing happens. */
const inOrder = (course: Course): Step[] =>
  course.flatMap((_, which): Step[] => [
    { kind: 'HAPPENS' },
    { kind: 'ARRIVES', which, anew: false },
    { kind: 'WORKS' },
  ]);

/** One submission of a new program, and what the steps make of it. */
class Submission {
  readonly #platform: Platform;
  readonly #course: Course;
  readonly #place: Restaurant;
  readonly #packageId: string;
  #happened = 0;
  #arrived = 0;
  /** What the review was after each step. */
  readonly seen: ReviewState[] = [];

  private constructor(platform: Platform, course: Course, place: Restaurant, packageId: string) {
    this.#platform = platform;
    this.#course = course;
    this.#place = place;
    this.#packageId = packageId;
  }

  static async begin(platform: Platform, course: Course): Promise<Submission> {
    const place = await openRestaurant(shop);
    await place.registered();
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: hostsOf[platform], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    await place.work();
    place.connectorOf(platform).news = { kind: 'REVIEW_MOVED', appId: `${platform}-${place.programId}` };
    return new Submission(platform, course, place, results[0]?.packageId ?? '');
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'HAPPENS') this.#happen();
    else if (step.kind === 'WORKS') await this.#place.work(100);
    else if (step.kind === 'IS_ASKED') await this.#look();
    else if (step.kind === 'ARRIVES' && step.which < this.#happened) await this.#push(step.which, step.anew);
    this.seen.push(await this.#review());
  }

  /** What has not happened yet happens now, no push of it comes through, and the table of looks is gone by. */
  async settle(): Promise<void> {
    while (this.#happened < this.#course.length) this.#happen();
    await this.#place.work(100);
    shop.clock.advance((lookAfterSeconds.package.DELAYED + SWEEP_SECONDS) * 1_000);
    const due = await shop.work.dueForALook(shop.clock.now(), A_DAY_MS);
    await shop.queue.send(due.filter(({ id }) => id === this.#packageId).map((job) => ({ job })));
    await this.#place.work(100);
  }

  /** How it ended: the axes, what the reviewer said, and what is final in the log. */
  async end(): Promise<object> {
    const { prisma } = shop.database;
    const { accountId } = this.#place.actor;
    const pack = await prisma.package.findUniqueOrThrow({ where: { id: this.#packageId } });
    const places = await prisma.distribution.findMany({
      where: { packageId: this.#packageId },
      orderBy: { hostId: 'asc' },
    });
    const reviews = await prisma.review.findMany({
      where: { packageId: this.#packageId },
      orderBy: { reviewer: 'asc' },
    });
    const types = await shop.eventTypes(accountId);
    return {
      pack: [pack.state, pack.review, pack.goal, pack.online, pack.trouble],
      places: places.map(({ hostId, confirmation, release }) => [hostId, confirmation, release]),
      reviews: reviews.map(({ reviewer, hostId, state, words }) => [reviewer, hostId, state, words]),
      // That a review is delayed is news as long as it lasts, and is not missed once it is over.
      events: types.filter((type) => type !== 'REVIEW_DELAYED').sort(),
    };
  }

  #happen(): void {
    const report = this.#course[this.#happened];
    if (!report) return;
    this.#place.connectorOf(this.#platform).reports.set(this.#packageId, report);
    this.#happened += 1;
  }

  async #push(which: number, anew: boolean): Promise<void> {
    this.#arrived += 1;
    const body = `signed ${this.#packageId} ${which}${anew ? ` ${this.#arrived}` : ''}`;
    await receivePush(this.#place.pushes, this.#platform, { address: 'messages', query: {}, body });
  }

  async #look(): Promise<void> {
    await shop.queue.send([{ job: { kind: 'PACKAGE', id: this.#packageId } }]);
  }

  async #review(): Promise<ReviewState> {
    const where = { id: this.#packageId };
    return (await shop.database.prisma.package.findUniqueOrThrow({ where })).review as ReviewState;
  }
}

async function played(platform: Platform, course: Course, steps: readonly Step[]): Promise<Submission> {
  const submission = await Submission.begin(platform, course);
  for (const step of steps) await submission.take(step);
  await submission.settle();
  return submission;
}

describe.each(['WECHAT', 'BAIDU'] as const)('a submission at %s', (platform) => {
  it.each(courses.map((course) => [course.map(({ state }) => state).join(', then '), course] as const))(
    'that is %s ends as it would with every push in its order, whatever order they come in, how often, and if at all',
    async (_words, course) => {
      const wanted = await (await played(platform, course, inOrder(course))).end();
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), async (steps) => {
          const submission = await played(platform, course, steps);
          expect(await submission.end()).toEqual(wanted);
          const decided = submission.seen.findIndex(
            (review) => review === 'APPROVED' || review === 'REJECTED',
          );
          // What is final is never undone.
          if (decided >= 0) expect(new Set(submission.seen.slice(decided)).size).toBe(1);
        }),
        { numRuns: 12 },
      );
    },
    120_000,
  );
});
