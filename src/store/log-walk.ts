import { type Check, digestOfPayload, type LinkedColumns, type LogChain } from './log-chain.ts';

/**
 * What can be wrong with a log. ALTERED: an event is not as it was written. MISSING: one is gone. INSERTED: one was put in
 * that nobody wrote. REORDERED: one stands in another's place. TRUNCATED: the log does not begin or end where its
 * sealed head, or an anchor, says. FORKED: an anchor knows another event at its place. REDACTED_WITHOUT_ACT: a
 * payload was taken out, and no event of the log tells of it. UNKNOWN_KEY: a hash names a master key that is not given.
 */
export const logFaults = [
  'ALTERED',
  'MISSING',
  'INSERTED',
  'REORDERED',
  'TRUNCATED',
  'FORKED',
  'REDACTED_WITHOUT_ACT',
  'UNKNOWN_KEY',
] as const;
export type LogFault = (typeof logFaults)[number];

/** The first place at which a log is broken. */
export interface LogBreak {
  readonly fault: LogFault;
  readonly position: bigint;
  /** What stands there, if anything does. */
  readonly eventId?: string;
}

/** An event with everything that the chain is about. */
export interface ChainRow extends LinkedColumns {
  readonly hash: string | null;
  readonly payload: unknown;
  readonly payloadSalt: string | null;
  readonly redactedBy: string | null;
  readonly redactionSeal: string | null;
}

/** What events of the log tell of purges, and what is found of them. */
export interface Redactions {
  /** The event that tells of each exit: where it stands, and how many events it says were redacted. */
  readonly acts: ReadonlyMap<string, { readonly position: bigint; readonly rows: number }>;
  /** How many events are redacted by each exit. */
  readonly found: ReadonlyMap<string, number>;
  /** Whether some of what was redacted may be gone by age. */
  readonly isPartial: boolean;
}

/** Where a walk stands: the last position it has seen, with its hash. */
export interface WalkPlace {
  readonly position: bigint;
  readonly hash: string | null;
}

/** What is found of one event. Why a link is broken is found by looking around it: `whyBroken`. */
export type RowCheck = 'HOLDS' | 'LINK_BROKEN' | LogFault;

/** Checks one event of the chain in its place after `before`. */
export function checkRow(
  chain: LogChain,
  before: WalkPlace,
  row: ChainRow,
  redactions: Redactions,
): RowCheck {
  if (row.accountPosition !== before.position + 1n) return 'MISSING';
  if (row.hash === null) return 'LINK_BROKEN';
  const link: Check = chain.checkLink(row.hash, before.hash, row);
  if (link !== 'HOLDS') return link === 'UNKNOWN_KEY' ? link : 'LINK_BROKEN';
  const payload = checkPayload(chain, row, redactions);
  return payload === 'HOLDS' ? checkAct(row, redactions) : payload;
}

function checkPayload(chain: LogChain, row: ChainRow, { acts }: Redactions): RowCheck {
  const { id, hash, payload, payloadSalt, payloadDigest, redactedBy, redactionSeal } = row;
  if (payloadSalt !== null) {
    const isWhole = redactedBy === null && redactionSeal === null;
    return isWhole && digestOfPayload(payloadSalt, payload) === payloadDigest ? 'HOLDS' : 'ALTERED';
  }
  const act = redactedBy === null ? undefined : acts.get(redactedBy);
  if (redactedBy === null || redactionSeal === null || !act || act.position <= row.accountPosition)
    return 'REDACTED_WITHOUT_ACT';
  const seal = chain.checkRedaction(redactionSeal, { id, hash, redactedBy, payload });
  if (seal === 'UNKNOWN_KEY') return seal;
  return seal === 'HOLDS' ? 'HOLDS' : 'ALTERED';
}

/** An event that tells of a purge tells how many events were redacted: as many are to be found, unless some have gone by age. */
function checkAct(
  { accountPosition, subjectId }: ChainRow,
  { acts, found, isPartial }: Redactions,
): RowCheck {
  const act = subjectId === null ? undefined : acts.get(subjectId);
  if (act?.position !== accountPosition || subjectId === null) return 'HOLDS';
  const rows = found.get(subjectId) ?? 0;
  if (rows > act.rows) return 'REDACTED_WITHOUT_ACT';
  return rows === act.rows || isPartial ? 'HOLDS' : 'ALTERED';
}

/**
 * Why a link does not hold, by what stands here and after it. ALTERED: the event that was written in this place is nowhere,
 * so that it was changed, or the rest has moved up over it. Else it is somewhere else, and what stands here is another of
 * the log's (REORDERED) or none (INSERTED).
 */
export function whyBroken(
  chain: LogChain,
  before: WalkPlace,
  rows: readonly ChainRow[],
): 'ALTERED' | 'INSERTED' | 'REORDERED' {
  const [here] = rows;
  let next = rows.find((row) => isAfter(chain, before, row));
  if (!here || !next) return 'ALTERED';
  let place = before;
  for (let step = 1; step < rows.length; step += 1) {
    place = { position: place.position + 1n, hash: next.hash };
    if (isAfter(chain, place, here)) return 'REORDERED';
    // Where one was put in, the others have moved on by one.
    next = rows.slice(step, step + 2).find((row) => isAfter(chain, place, row));
    if (!next) return step === rows.length - 1 ? 'INSERTED' : 'REORDERED';
  }
  return 'REORDERED';
}

/** Whether this was written as the event after this place, wherever it stands now. */
function isAfter(chain: LogChain, { position, hash }: WalkPlace, row: ChainRow): boolean {
  const written = { ...row, accountPosition: position + 1n };
  return row.hash !== null && chain.checkLink(row.hash, hash, written) === 'HOLDS';
}
