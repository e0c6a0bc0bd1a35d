import type pg from 'pg';
import type { CivilDate } from '../../kernel/civil-time.ts';
import type { HostRuleSet } from '../../policy/hosts/rule-set.ts';
import { MOST_REFUSALS } from '../../policy/hosts/vocabulary.ts';
import type { HostId } from '../../programs/host.ts';

/** A rule set as it is selected; `rules` is JSON that was checked before it was written. */
export type RuleSetRow = HostRuleSet;

/** The set in force of each of the hosts $1 on the day $2. */
export const SETS_IN_FORCE = `
  SELECT DISTINCT ON ("hostId") "hostId", version, "effectiveFrom", rules
  FROM "HostRuleSet" WHERE "hostId" = ANY($1::text[]) AND "effectiveFrom" <= $2
  ORDER BY "hostId", version DESC`;

export interface RefusalRow {
  readonly programId: string;
  readonly hostId: HostId;
  readonly decidedAt: Date;
}

/**
 * The latest refusals of the programs $1 by hosts, as many of each pair as rules are told of. What a host says while it,
 * or its platform, is out does not count against the developer (baidu/8.2).
 */
export const LATEST_REFUSALS = `
  SELECT "programId", "hostId", "decidedAt" FROM (
    SELECT "programId", "hostId", "decidedAt",
           row_number() OVER (PARTITION BY "programId", "hostId" ORDER BY "decidedAt" DESC) AS nth
    FROM "Review"
    WHERE "programId" = ANY($1::text[]) AND "hostId" IS NOT NULL AND state = 'REFUSED' AND "decidedAt" IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM "HostOutage" AS outage
        WHERE outage.platform = "Review".platform
          AND (outage."hostId" IS NULL OR outage."hostId" = "Review"."hostId")
          AND outage."from" <= "Review"."decidedAt"
          AND (outage.until IS NULL OR "Review"."decidedAt" < outage.until))
  ) AS refusal WHERE nth <= ${MOST_REFUSALS}`;

export function refusalsByHost(refusals: readonly RefusalRow[]): ReadonlyMap<HostId, readonly Date[]> {
  const byHost = new Map<HostId, Date[]>();
  for (const { hostId, decidedAt } of refusals) {
    const group = byHost.get(hostId) ?? [];
    byHost.set(hostId, group);
    group.push(decidedAt);
  }
  return byHost;
}

/** Hosts' own rules, read for many questions at once. What hosts publish is public. */
export class HostRuleReads {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async setsOn(hostIds: readonly HostId[], day: CivilDate): Promise<readonly HostRuleSet[]> {
    return this.#rows<RuleSetRow>('sets-in-force', SETS_IN_FORCE, hostIds, day);
  }

  /** Up to `limit` sets of a host, the latest first, those before the version `before`. */
  async setsOf(hostId: HostId, before: number | undefined, limit: number): Promise<readonly HostRuleSet[]> {
    return this.#rows<RuleSetRow>(
      'sets-of-host',
      `SELECT "hostId", version, "effectiveFrom", rules FROM "HostRuleSet"
       WHERE "hostId" = $1 AND ($2::int IS NULL OR version < $2) ORDER BY version DESC LIMIT $3`,
      hostId,
      before ?? null,
      limit,
    );
  }

  /** Refusals of programs; whose they are is for the caller to have checked. */
  async refusals(programIds: readonly string[]): Promise<readonly RefusalRow[]> {
    return this.#rows<RefusalRow>('latest-refusals', LATEST_REFUSALS, programIds);
  }

  async #rows<Row extends object>(name: string, text: string, ...values: readonly unknown[]): Promise<Row[]> {
    const result = await this.#pool.query<Row>({ name: `read-${name}`, text, values: [...values] });
    return result.rows;
  }
}
