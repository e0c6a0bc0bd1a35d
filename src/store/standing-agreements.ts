import type pg from 'pg';
import type { AgreementVersion } from '../policy/agreement.ts';
import { withPublished } from '../policy/published.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import { variantOf, variants } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';

/** Runs one statement; within a transaction, or on a connection of the pool. */
export type RunStatement = <Row extends object>(sql: string, ...values: readonly unknown[]) => Promise<Row[]>;

interface PublishedRow {
  readonly id: string;
  readonly platform: PlatformId;
}

const PUBLISHED = `SELECT id, platform FROM "AgreementVersion"
  WHERE state = 'PUBLISHED' AND ($1::timestamptz IS NULL OR "publishedAt" <= $1) ORDER BY "effectiveFrom"`;
const CONTENTS = 'SELECT id, content FROM "AgreementVersion" WHERE id = ANY($1::text[])';

/**
 * What was published, by the ids of the rows. It can be kept for as long as the process lives: a published version does
 * not change, and which there are is read anew each time.
 */
const contents = new Map<string, AgreementVersion>();

/** Variants as they are with what was published, by the ids of that: what a verdict has to ask is remembered by them. */
const known = new Map<string, PolicyVariant>();
const MOST_KNOWN = 64;

/**
 * The agreements with everything that is published at one time: in one statement, and one more where this process has
 * not seen a version before. Two nodes that ask after a publication answer the same.
 */
export class StandingAgreements {
  readonly #run: RunStatement;
  readonly #knownAt: Date | undefined;
  #rows: Promise<readonly PublishedRow[]> | undefined;

  /** With an instant: those that were published by then. */
  constructor(run: RunStatement, knownAt?: Date) {
    this.#run = run;
    this.#knownAt = knownAt;
  }

  async variantOf(platform: PlatformId): Promise<PolicyVariant> {
    const rows = await this.#published();
    const ids = rows.filter((row) => row.platform === platform).map(({ id }) => id);
    const name = `${platform} ${ids.join(' ')}`;
    const found = known.get(name);
    if (found) return found;
    const variant = withPublished(variantOf(platform), ids.flatMap(contentOf));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, variant);
    return variant;
  }

  /** Those of all platforms, in the order in which they are registered. */
  all(): Promise<readonly PolicyVariant[]> {
    return Promise.all(variants.map(({ platform }) => this.variantOf(platform)));
  }

  #published(): Promise<readonly PublishedRow[]> {
    this.#rows ??= this.#read();
    return this.#rows;
  }

  async #read(): Promise<readonly PublishedRow[]> {
    const rows = await this.#run<PublishedRow>(PUBLISHED, this.#knownAt ?? null);
    const unseen = rows.map(({ id }) => id).filter((id) => !contents.has(id));
    if (unseen.length > 0) {
      const found = await this.#run<{ id: string; content: AgreementVersion }>(CONTENTS, unseen);
      for (const { id, content } of found) contents.set(id, content);
    }
    return rows;
  }
}

/** As they are outside a transaction; with an instant: as far as they were published by then. */
export function standingAgreements(pool: pg.Pool, knownAt?: Date): StandingAgreements {
  return new StandingAgreements(async <Row extends object>(sql: string, ...values: readonly unknown[]) => {
    const name = sql === PUBLISHED ? 'read-published-agreements' : 'read-agreement-contents';
    const { rows } = await pool.query<Row>({ name, text: sql, values: [...values] });
    return rows;
  }, knownAt);
}

function contentOf(id: string): AgreementVersion[] {
  const content = contents.get(id);
  return content ? [content] : [];
}
