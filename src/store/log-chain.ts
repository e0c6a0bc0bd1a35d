import { createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { FieldCipher, Mac } from './encryption/field-cipher.ts';

/**
 * The chain of an account's events. Each has a hash: a keyed digest over the hash before it and over all that is written
 * of it. So what is changed, removed, put in or moved afterwards, by somebody who has the database and not the master
 * key, no longer fits. The head of the stream has the last hash, under a seal that is keyed, too.
 *
 * A hash is `c1.<id of the master key>.<base64url of HMAC-SHA-256>`. `c1` names the form of what is digested: a form that
 * changes gets another name, and the old one stays known.
 */
const FORM = 'c1';
const TAG = /^c1\.([0-9a-f]{8})\.[A-Za-z0-9_-]{43}$/;
const SALT_BYTES = 16;

/** All that is written of an event but its payload, for which the digest stands. */
export interface LinkedColumns {
  readonly id: string;
  readonly accountId: string;
  readonly accountPosition: bigint;
  readonly hostId: string | null;
  readonly hostPosition: bigint | null;
  readonly type: string;
  readonly programId: string | null;
  readonly versionId: string | null;
  readonly subjectId: string | null;
  readonly payloadDigest: string | null;
  readonly source: string;
  readonly actor: string;
  readonly occurredAt: Date;
  readonly at: Date;
}

/** The state of an account's stream that its seal covers. */
export interface SealedHead {
  readonly stream: string;
  /** The last position. */
  readonly head: bigint;
  /** Of the event there; null: none is chained yet. */
  readonly hash: string | null;
  /** The last position from before the chain. */
  readonly chainedAfter: bigint;
  /** The last position that is no longer kept, and its hash. */
  readonly floor: bigint;
  readonly floorHash: string | null;
}

export interface HeadUnderSeal extends SealedHead {
  readonly seal: string | null;
}

/** What is left of an event's payload after a purge, and by which. */
export interface Redaction {
  readonly id: string;
  readonly hash: string | null;
  readonly redactedBy: string;
  readonly payload: unknown;
}

/** UNKNOWN_KEY: it names a master key that is not given. */
export type Check = 'HOLDS' | 'BROKEN' | 'UNKNOWN_KEY';

export interface LogChain {
  /** The hash of an event that comes after the one with `previous`; null: the first. */
  linkOf(previous: string | null, event: LinkedColumns): string;
  checkLink(hash: string, previous: string | null, event: LinkedColumns): Check;
  sealOf(head: SealedHead): string;
  /** A head from before the chain has no seal yet, and nothing that one would cover. */
  checkHead(head: HeadUnderSeal): Check;
  redactionSealOf(redaction: Redaction): string;
  checkRedaction(seal: string, redaction: Redaction): Check;
}

export function createLogChain(cipher: Pick<FieldCipher, 'macs'>): LogChain {
  const links = tagsUnder(cipher.macs('event-link'));
  const seals = tagsUnder(cipher.macs('stream-head'));
  const redactions = tagsUnder(cipher.macs('event-redaction'));
  return {
    linkOf: (previous, event) => links.tag(linkText(previous, event)),
    checkLink: (hash, previous, event) => links.check(hash, linkText(previous, event)),
    sealOf: (head) => seals.tag(headText(head)),
    checkHead(head) {
      if (head.seal !== null) return seals.check(head.seal, headText(head));
      return head.hash === null && head.head === head.chainedAfter ? 'HOLDS' : 'BROKEN';
    },
    redactionSealOf: (redaction) => redactions.tag(redactionText(redaction)),
    checkRedaction: (seal, redaction) => redactions.check(seal, redactionText(redaction)),
  };
}

/**
 * What stands for a payload in the chain. The salt is kept beside the payload and goes with it: from then on the digest
 * says nothing about what was there, not even to who guesses it.
 */
export function digestOfPayload(salt: string, payload: unknown): string {
  return createHmac('sha256', salt).update(canonicalJson(payload), 'utf8').digest('base64url');
}

export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('base64url');
}

function tagsUnder(macs: readonly [Mac, ...Mac[]]) {
  const under = ({ keyId, digest }: Mac, text: string) =>
    `${FORM}.${keyId}.${digest(text).toString('base64url')}`;
  return {
    tag: (text: string) => under(macs[0], text),
    // Who verifies has the database before them: how long a comparison takes tells them nothing.
    check(told: string, text: string): Check {
      const keyId = TAG.exec(told)?.[1];
      if (keyId === undefined) return 'BROKEN';
      const mac = macs.find((one) => one.keyId === keyId);
      if (!mac) return 'UNKNOWN_KEY';
      return under(mac, text) === told ? 'HOLDS' : 'BROKEN';
    },
  };
}

/** JSON arrays, so that no two lists of columns run together into one text. */
function linkText(previous: string | null, event: LinkedColumns): string {
  return JSON.stringify([
    FORM,
    previous,
    event.id,
    event.accountId,
    String(event.accountPosition),
    event.hostId,
    event.hostPosition === null ? null : String(event.hostPosition),
    event.type,
    event.programId,
    event.versionId,
    event.subjectId,
    event.payloadDigest,
    event.source,
    event.actor,
    event.occurredAt,
    event.at,
  ]);
}

function headText({ stream, head, hash, chainedAfter, floor, floorHash }: SealedHead): string {
  return JSON.stringify([FORM, stream, String(head), hash, String(chainedAfter), String(floor), floorHash]);
}

function redactionText({ id, hash, redactedBy, payload }: Redaction): string {
  return JSON.stringify([FORM, id, hash, redactedBy, canonicalJson(payload)]);
}
