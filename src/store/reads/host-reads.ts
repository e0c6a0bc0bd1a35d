import type pg from 'pg';
import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { HostId } from '../../programs/host.ts';
import type { OpenHostReview } from '../../review/decide.ts';
import { shownTo } from '../closed-tests.ts';
import type { HostReviewRow } from './read-rows.ts';

const SEEN_BY_HOST = `
  review.id, review."hostId", review.platform, review.state, review.words, review."reasonCode",
  coalesce(review.findings, '[]'::jsonb) AS findings,
  review."openedAt", review."decidedAt", program.id AS "programId", program.name AS "programName", program.manifest,
  version.number AS "versionNumber", version.description AS "versionDescription"
  FROM "Review" AS review
  JOIN "Package" AS package ON package.id = review."packageId"
  JOIN "Program" AS program ON program.id = review."programId"
  JOIN "Version" AS version ON version.id = package."versionId"
  WHERE review."hostId" = $1 AND ${shownTo('review."programId"', '$1', '$2')}`;

/**
 * What one partner host may read: its own reviews, across all accounts, but for programs in a closed test to which it is
 * not invited (wechat/7.1, baidu/8.1). The host and the day are in every statement.
 */
export class HostReads {
  readonly hostId: HostId;
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(pool: pg.Pool, hostId: HostId, clock: Clock) {
    this.#pool = pool;
    this.hostId = hostId;
    this.#clock = clock;
  }

  /** Up to `limit` reviews after the one with the id `after`, the oldest first; in one state, or in any. */
  async reviews(
    state: string | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<HostReviewRow[]> {
    return this.#rows(
      'host-reviews-page',
      `SELECT ${SEEN_BY_HOST} AND ($3::text IS NULL OR review.state = $3) AND ($4::text IS NULL OR review.id > $4)
       ORDER BY review.id LIMIT $5`,
      state ?? null,
      after ?? null,
      limit,
    );
  }

  async reviewsById(ids: readonly string[]): Promise<HostReviewRow[]> {
    return this.#rows('host-reviews-by-id', `SELECT ${SEEN_BY_HOST} AND review.id = ANY($3::text[])`, ids);
  }

  async #rows(name: string, text: string, ...values: readonly unknown[]): Promise<HostReviewRow[]> {
    const result = await this.#pool.query<HostReviewRow>({
      name: `read-${name}`,
      text,
      values: [this.hostId, civilDateAt(this.#clock.now()), ...values],
    });
    return result.rows;
  }
}

/** Finds a review for its own host to decide; see `DecideDeps.hostReview`. */
export function createHostReviewLookup(
  pool: pg.Pool,
  clock: Clock,
): (hostId: HostId, reviewId: string) => Promise<OpenHostReview | undefined> {
  return async (hostId, reviewId) => {
    const { rows } = await pool.query<OpenHostReview>({
      name: 'read-host-review-to-decide',
      text: `SELECT id, "accountId", "packageId", "programId", platform, "hostId", "openedAt"
             FROM "Review" AS review WHERE "hostId" = $1 AND id = $3 AND ${shownTo('review."programId"', '$1', '$2')}`,
      values: [hostId, civilDateAt(clock.now()), reviewId],
    });
    return rows[0];
  };
}
