import { hkdfSync } from 'node:crypto';

/** One master key, and what is derived from it. The master key itself encrypts nothing. */
export interface MasterKey {
  /** 8 hex digits, one-way from the key: they stand in each cell and say which key opens it. */
  readonly id: string;
  /** A key of 32 bytes for one purpose; the same purpose gives the same key. */
  subKey(purpose: string): Buffer;
}

export interface KeyRing {
  /** What seals. */
  readonly current: MasterKey;
  /** The current one first, then those that only open. */
  readonly all: readonly MasterKey[];
  find(id: string): MasterKey | undefined;
}

const MASTER_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;

/** Throws where a key has not 32 bytes, none is given, or the same one is given twice. */
export function createKeyRing(masterKeys: readonly Uint8Array[]): KeyRing {
  const all = masterKeys.map(createMasterKey);
  const [current] = all;
  if (!current) throw new Error('no master key given: expected at least the one that seals');
  const byId = new Map(all.map((key) => [key.id, key]));
  if (byId.size < all.length) {
    throw new Error('two master keys are the same: give the new one first and each previous one once');
  }
  return { current, all, find: (id) => byId.get(id) };
}

function createMasterKey(bytes: Uint8Array, position: number): MasterKey {
  if (bytes.length !== MASTER_KEY_BYTES) {
    throw new Error(
      `master key ${position + 1} has ${bytes.length} bytes, expected ${MASTER_KEY_BYTES} random ones (\`openssl rand -base64 32\`)`,
    );
  }
  const master = Buffer.from(bytes);
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', master, '', `paifang/encryption/1/${purpose}`, length));
  // As many as there are encrypted columns.
  const subKeys = new Map<string, Buffer>();
  return {
    id: derive('key-id', KEY_ID_BYTES).toString('hex'),
    subKey(purpose) {
      const known = subKeys.get(purpose);
      if (known) return known;
      const key = derive(`sub-key/${purpose}`, MASTER_KEY_BYTES);
      subKeys.set(purpose, key);
      return key;
    },
  };
}
