import type pg from 'pg';
import type { CivilDate } from '../../kernel/civil-time.ts';
import type { HostRuleSet } from '../../policy/hosts/rule-set.ts';
import { MOST_REFUSALS } from '../../policy/hosts/vocabulary.ts';
import type { Outage } from '../../policy/outage.ts';
import type { HostId } from '../../programs/host.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { Subject } from '../../programs/program.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import {
  FactReads,
  type FiledFacts,
  type FiledRows,
  filedFacts,
  filedStatement,
  openSubject,
} from './fact-reads.ts';
import type { HostRuleReads, RefusalRow } from './host-rule-reads.ts';
import { pastRows, whoseKeyIs } from './past-rows.ts';
import type { Times } from './times.ts';

/** The sealed part of what verdicts depend on, and what hosts say, that can be read at any time. */
export type TimedFactReads = Pick<FactReads, 'subject' | 'filed' | 'outages'>;
export type TimedHostRuleReads = Pick<HostRuleReads, 'setsOn' | 'refusals'>;

const FILED = filedStatement(
  `${pastRows('Material', '(entry."programId" IS NULL OR entry."programId" = ANY($4::text[]))')}
   WHERE "programId" IS NULL OR "programId" = ANY($4::text[])`,
  `${pastRows('Ruling', whoseKeyIs('Ruling', 'programId', '$4::text[]'))}
   WHERE "programId" = ANY($4::text[])`,
);

/** What verdicts of one account depended on: as it was true at one instant, as far as recorded by another. */
export class PastFactReads implements TimedFactReads, TimedHostRuleReads {
  readonly #pool: pg.Pool;
  readonly #cipher: FieldCipher;
  readonly #accountId: string;
  readonly #times: Times;
  readonly #present: FactReads;

  constructor(pool: pg.Pool, cipher: FieldCipher, accountId: string, times: Times) {
    this.#pool = pool;
    this.#cipher = cipher;
    this.#accountId = accountId;
    this.#times = times;
    this.#present = new FactReads(pool, cipher, accountId);
  }

  async subject(): Promise<Subject | undefined> {
    const [row] = await this.#rows<{ sealedDetails: string }>(
      'subject',
      `SELECT "sealedDetails" FROM ${pastRows('Subject', 'entry."rowId" = $1')}`,
    );
    return row && openSubject(this.#cipher, this.#accountId, row.sealedDetails);
  }

  async filed(programIds: readonly string[]): Promise<FiledFacts> {
    const [found] = await this.#rows<FiledRows>('filed', FILED, programIds);
    return filedFacts(this.#cipher, found);
  }

  /** As they are known now, whatever time is asked about: outages keep no past. */
  outages(platform: PlatformId): Promise<readonly Outage[]> {
    return this.#present.outages(platform);
  }

  /** The sets that were in force that day, as far as they had been published. */
  async setsOn(hostIds: readonly HostId[], day: CivilDate): Promise<readonly HostRuleSet[]> {
    const { rows } = await this.#pool.query<HostRuleSet>({
      name: 'past-sets-in-force',
      text: `SELECT DISTINCT ON ("hostId") "hostId", version, "effectiveFrom", rules FROM "HostRuleSet"
             WHERE "hostId" = ANY($1::text[]) AND "effectiveFrom" <= $2 AND "publishedAt" <= $3
             ORDER BY "hostId", version DESC`,
      values: [hostIds, day, this.#times.knownAt],
    });
    return rows;
  }

  refusals(programIds: readonly string[]): Promise<readonly RefusalRow[]> {
    return this.#rows<RefusalRow>(
      'latest-refusals',
      `SELECT "programId", "hostId", "decidedAt" FROM (
         SELECT "programId", "hostId", "decidedAt",
                row_number() OVER (PARTITION BY "programId", "hostId" ORDER BY "decidedAt" DESC) AS nth
         FROM ${pastRows('Review', whoseKeyIs('Review', 'programId', '$4::text[]'))}
         WHERE "hostId" IS NOT NULL AND state = 'REFUSED' AND "decidedAt" IS NOT NULL
       ) AS refusal WHERE nth <= ${MOST_REFUSALS}`,
      programIds,
    );
  }

  async #rows<Row extends object>(name: string, text: string, ...values: readonly unknown[]): Promise<Row[]> {
    const { asOf, knownAt } = this.#times;
    const result = await this.#pool.query<Row>({
      name: `past-facts-${name}`,
      text,
      values: [this.#accountId, asOf, knownAt, ...values],
    });
    return result.rows;
  }
}
