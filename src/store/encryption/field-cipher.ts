import { createHmac } from 'node:crypto';
import {
  openDeterministic,
  openRandomised,
  sealDeterministic,
  sealRandomised,
} from './authenticated-encryption.ts';
import { createKeyRing, type MasterKey } from './key-ring.ts';

/** HMAC-SHA-256 under a key of one purpose: who has no master key can make none. */
export interface Mac {
  /** Of the master key. */
  readonly keyId: string;
  /** 32 bytes. */
  digest(text: string): Buffer;
}

/** Where a cell stands. A cell that was moved to another place cannot be opened there. */
export interface CellContext {
  readonly table: string;
  readonly column: string;
  /** Give it wherever the row has its id before it is written; then opening needs it too. */
  readonly rowId?: string;
}

/** Encrypts single columns at rest. Each cell says which master key opens it, so keys can be rotated. */
export interface FieldCipher {
  /** Random each time. `pf1.r.<key id>.<base64url>`; 4/3 of the bytes of the plain text and 52 characters. */
  seal(context: CellContext, plain: string): string;
  /**
   * The same text for the same context and plain text, for columns that are searched by equality or are unique.
   * Shows which cells of the column are equal. Leave `rowId` out, or no search will find it.
   */
  sealForLookup(context: CellContext, plain: string): string;
  /** What `sealForLookup` gives under the current key, and gave under each previous one: search for any of them. */
  lookupForms(context: CellContext, plain: string): readonly [string, ...string[]];
  /** Opens both kinds. Throws `Unsealable`. */
  open(context: CellContext, sealed: string): string;
  /** As `seal`, for files: 43 bytes longer than the plain ones. */
  sealBytes(context: CellContext, plain: Uint8Array): Buffer;
  /** Throws `Unsealable`. */
  openBytes(context: CellContext, sealed: Uint8Array): Buffer;
  /** Keyed digests for one purpose: the current key's first, then the previous ones'. */
  macs(purpose: string): readonly [Mac, ...Mac[]];
  /** Whether a cell is under the current key. Seal again what is not; then the previous key can be dropped. */
  isCurrent(sealed: string | Uint8Array): boolean;
}

/** A cell that is not cipher text of this place, or was changed, or whose key is not here. It says nothing of the content. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable';
}

/** RANDOM and LOOKUP are text, BYTES is not. The letter is part of what is authenticated. */
type Mode = 'r' | 'd' | 'b';

const TEXT = /^pf1\.([rd])\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;
const BYTES_HEADER = /^pf1\.b\.([0-9a-f]{8})\.$/;
const BYTES_HEADER_LENGTH = 'pf1.b.00000000.'.length;

/**
 * @param masterKeys Of 32 random bytes each. The first seals and opens; the others, which were first before, only
 * open. Throws where one has another length or is given twice.
 */
export function createFieldCipher(masterKeys: readonly Uint8Array[]): FieldCipher {
  const ring = createKeyRing(masterKeys);

  const lookupUnder = (key: MasterKey, context: CellContext, plain: string) => {
    const sealed = sealDeterministic(lookupKeys(key, context), associated('d', key, context), utf8(plain));
    return `${header('d', key)}${sealed.toString('base64url')}`;
  };
  const keyFor = (context: CellContext, id: string): MasterKey => {
    const key = ring.find(id);
    if (key) return key;
    throw new Unsealable(
      `${place(context)}: sealed under master key ${id}, which is not given; add it to the previous keys`,
    );
  };

  return {
    seal(context, plain) {
      const key = ring.current;
      const sealed = sealRandomised(randomKey(key, context), associated('r', key, context), utf8(plain));
      return `${header('r', key)}${sealed.toString('base64url')}`;
    },
    sealForLookup: (context, plain) => lookupUnder(ring.current, context, plain),
    lookupForms(context, plain) {
      const previous = ring.all.slice(1).map((key) => lookupUnder(key, context, plain));
      return [lookupUnder(ring.current, context, plain), ...previous];
    },
    open(context, sealed) {
      const [, mode, id = '', body = ''] = TEXT.exec(sealed) ?? [];
      if (mode !== 'r' && mode !== 'd') throw new Unsealable(`${place(context)}: not a sealed cell`);
      const key = keyFor(context, id);
      const bytes = Buffer.from(body, 'base64url');
      // Node ignores stray bits in the last character: two texts must not stand for one cell.
      const opened = bytes.toString('base64url') === body ? openCell(mode, key, context, bytes) : undefined;
      return checked(context, opened).toString('utf8');
    },
    sealBytes(context, plain) {
      const key = ring.current;
      const sealed = sealRandomised(randomKey(key, context), associated('b', key, context), plain);
      return Buffer.concat([Buffer.from(header('b', key), 'latin1'), sealed]);
    },
    openBytes(context, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const id = keyIdOfBytes(bytes);
      if (id === undefined) throw new Unsealable(`${place(context)}: not sealed bytes`);
      return checked(
        context,
        openCell('b', keyFor(context, id), context, bytes.subarray(BYTES_HEADER_LENGTH)),
      );
    },
    macs(purpose) {
      const previous = ring.all.slice(1).map((key) => macUnder(key, purpose));
      return [macUnder(ring.current, purpose), ...previous];
    },
    isCurrent(sealed) {
      const id = typeof sealed === 'string' ? TEXT.exec(sealed)?.[2] : keyIdOfBytes(Buffer.from(sealed));
      return id === ring.current.id;
    },
  };
}

function macUnder(key: MasterKey, purpose: string): Mac {
  const macKey = key.subKey(JSON.stringify(['mac', purpose]));
  return { keyId: key.id, digest: (text) => createHmac('sha256', macKey).update(text, 'utf8').digest() };
}

function openCell(mode: Mode, key: MasterKey, context: CellContext, sealed: Buffer): Buffer | undefined {
  const data = associated(mode, key, context);
  return mode === 'd'
    ? openDeterministic(lookupKeys(key, context), data, sealed)
    : openRandomised(randomKey(key, context), data, sealed);
}

function checked(context: CellContext, opened: Buffer | undefined): Buffer {
  if (opened) return opened;
  throw new Unsealable(`${place(context)}: the cell was changed, or belongs to another row, column or table`);
}

function randomKey(key: MasterKey, { table, column }: CellContext): Buffer {
  return key.subKey(JSON.stringify(['random', table, column]));
}

function lookupKeys(key: MasterKey, { table, column }: CellContext) {
  return {
    macKey: key.subKey(JSON.stringify(['lookup-mac', table, column])),
    encryptionKey: key.subKey(JSON.stringify(['lookup-encryption', table, column])),
  };
}

/** What is authenticated beside the content. JSON, so that no two contexts run together into the same bytes. */
function associated(mode: Mode, key: MasterKey, { table, column, rowId }: CellContext): Buffer {
  return utf8(JSON.stringify(['pf1', mode, key.id, table, column, rowId ?? null]));
}

function header(mode: Mode, key: MasterKey): string {
  return `pf1.${mode}.${key.id}.`;
}

function keyIdOfBytes(bytes: Buffer): string | undefined {
  return BYTES_HEADER.exec(bytes.toString('latin1', 0, BYTES_HEADER_LENGTH))?.[1];
}

function place({ table, column, rowId }: CellContext): string {
  return rowId === undefined ? `${table}.${column}` : `${table}.${column} of ${rowId}`;
}

function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
