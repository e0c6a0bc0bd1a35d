/** One account's newest twenty programs, where each is distributed, and what was last said of it there. */
export const PORTFOLIO = `query Portfolio {
  programs(first: 20) {
    nodes {
      id
      name
      distributions {
        id
        platform
        confirmation
        release
        host { id platform name confirmation }
        latestReview { id reviewer state words source openedAt decidedAt }
      }
    }
  }
}`;

/** The same answer, written by the database in one statement: as fast as the data can be had at all. */
export const PORTFOLIO_SQL = `
SELECT json_build_object('data', json_build_object('programs', json_build_object('nodes', json_agg(node))))::text AS body
FROM (
  SELECT p.id, p.name, (
    SELECT json_agg(distribution) FROM (
      SELECT d.id, d.platform, d.confirmation, d.release, host, "latestReview"
      FROM "Distribution" AS d
      JOIN (SELECT id, platform, "nameZh" AS name, confirmation FROM "Host") AS host ON host.id = d."hostId"
      LEFT JOIN LATERAL (
        SELECT r.id, r.reviewer, r.state, r.words, r.source, r."openedAt", r."decidedAt" FROM "Review" AS r
        WHERE r."packageId" = d."packageId" AND (r."hostId" = d."hostId" OR r."hostId" IS NULL)
        ORDER BY r."hostId" IS NULL, r."openedAt" DESC, r.id DESC LIMIT 1) AS "latestReview" ON true
      WHERE d."programId" = p.id ORDER BY d.platform, d."hostId") AS distribution) AS distributions
  FROM "Program" AS p WHERE p."accountId" = $1 ORDER BY p.id DESC LIMIT 20) AS node`;

/** The answer as data: instants are compared, not the many ways of writing them. */
export function portfolioOf(body) {
  return JSON.parse(body, (key, value) =>
    (key === 'openedAt' || key === 'decidedAt') && value !== null ? Date.parse(value) : value,
  );
}
