import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type pg from 'pg';
import { ACCOUNT_STREAMS } from '../events/stream.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LogAnchor } from './verify-log.ts';

/**
 * Notes the heads of the accounts' logs down in a file, outside of the database: one JSON object a line, `accountId`,
 * `position`, `hash` and `at`. Who can change the database and not the file cannot take a log back to before its last
 * line without being found.
 */
export class LogAnchors {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #file: string;
  readonly #noted: Map<string, string>;

  constructor(pool: pg.Pool, clock: Clock, file: string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#file = file;
    this.#noted = new Map([...readAnchors(file)].map(([accountId, { hash }]) => [accountId, hash]));
  }

  /** Adds a line for each account whose log has grown since; resolves to how many. */
  async note(): Promise<number> {
    const { rows } = await this.#pool.query<{ accountId: string; position: string; hash: string }>(
      `SELECT substr(stream, $1::int) AS "accountId", head AS position, hash FROM "StreamHead"
       WHERE stream LIKE $2 AND hash IS NOT NULL ORDER BY stream`,
      [ACCOUNT_STREAMS.length + 1, `${ACCOUNT_STREAMS}%`],
    );
    const grown = rows.filter(({ accountId, hash }) => this.#noted.get(accountId) !== hash);
    if (grown.length === 0) return 0;
    const at = this.#clock.now();
    appendWhole(this.#file, grown.map((row) => `${JSON.stringify({ ...row, at })}\n`).join(''));
    for (const { accountId, hash } of grown) this.#noted.set(accountId, hash);
    return grown.length;
  }
}

/** The last line of each account; of a file that is not there, none. Half a line is what a process that died left. */
export function readAnchors(file: string): ReadonlyMap<string, LogAnchor> {
  const anchors = new Map<string, LogAnchor>();
  if (!existsSync(file)) return anchors;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const anchor = anchorIn(line);
    if (anchor) anchors.set(anchor.accountId, { position: BigInt(anchor.position), hash: anchor.hash });
  }
  return anchors;
}

function isWhole(file: string): boolean {
  return !existsSync(file) || /(^|\n)$/.test(readFileSync(file, 'utf8'));
}

function anchorIn(line: string): { accountId: string; position: string; hash: string } | undefined {
  try {
    const { accountId, position, hash } = JSON.parse(line) as Record<string, unknown>;
    const isOurs =
      typeof accountId === 'string' && typeof hash === 'string' && /^\d+$/.test(String(position));
    return isOurs ? { accountId, position: String(position), hash } : undefined;
  } catch {
    return undefined;
  }
}

function appendWhole(file: string, lines: string): void {
  const text = isWhole(file) ? lines : `\n${lines}`;
  const descriptor = openSync(file, 'a', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
