import type pg from 'pg';
import type { HostId } from '../../programs/host.ts';
import type { OpenHostReview } from '../../review/decide.ts';
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
  WHERE review."hostId" = $1`;

/** What one partner host may read: its own reviews, across all accounts. The host is in every statement. */
export class HostReads {
  readonly hostId: HostId;
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool, hostId: HostId) {
    this.#pool = pool;
    this.hostId = hostId;
  }

  /** Up to `limit` reviews after the one with the id `after`, the oldest first; in one state, or in any. */
  async reviews(
    state: string | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<HostReviewRow[]> {
    return this.#rows(
      'host-reviews-page',
      `SELECT ${SEEN_BY_HOST} AND ($2::text IS NULL OR review.state = $2) AND ($3::text IS NULL OR review.id > $3)
       ORDER BY review.id LIMIT $4`,
      state ?? null,
      after ?? null,
      limit,
    );
  }

  async reviewsById(ids: readonly string[]): Promise<HostReviewRow[]> {
    return this.#rows('host-reviews-by-id', `SELECT ${SEEN_BY_HOST} AND review.id = ANY($2::text[])`, ids);
  }

  async #rows(name: string, text: string, ...values: readonly unknown[]): Promise<HostReviewRow[]> {
    const result = await this.#pool.query<HostReviewRow>({
      name: `read-${name}`,
      text,
      values: [this.hostId, ...values],
    });
    return result.rows;
  }
}

/** Finds a review for its own host to decide; see `DecideDeps.hostReview`. */
export function createHostReviewLookup(
  pool: pg.Pool,
): (hostId: HostId, reviewId: string) => Promise<OpenHostReview | undefined> {
  return async (hostId, reviewId) => {
    const { rows } = await pool.query<OpenHostReview>({
      name: 'read-host-review-to-decide',
      text: `SELECT id, "accountId", "packageId", "programId", platform, "hostId", "openedAt"
             FROM "Review" WHERE "hostId" = $1 AND id = $2`,
      values: [hostId, reviewId],
    });
    return rows[0];
  };
}
