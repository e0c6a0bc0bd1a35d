import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Keys } from './config.ts';

const KeyFile = z.object({
  masterKey: z.string().refine((text) => Buffer.from(text, 'base64').length === 32),
  signInSecret: z.string().min(32),
});

/** The data folder's key file is there, and holds no keys. */
export class BrokenKeyFile extends Error {
  override readonly name = 'BrokenKeyFile';
}

/** The data folder has no key file, and it is not the moment to make one. */
export class NoKeyFile extends Error {
  override readonly name = 'NoKeyFile';
}

/**
 * The keys of a gateway that was given none: made on its first start and kept in its data folder, readable by
 * its owner alone. Good for trying out; who runs real hosts keeps keys apart from the data they protect.
 * Throws `BrokenKeyFile`, and never makes new keys in the place of old ones: what these sealed would be lost.
 */
export function localKeys(directory: string): Keys {
  const file = keyFileOf(directory);
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const made = {
      masterKey: randomBytes(32).toString('base64'),
      signInSecret: randomBytes(32).toString('base64'),
    };
    createWhole(file, `${JSON.stringify(made, null, 2)}\n`);
  }
  return keysIn(file, directory);
}

/**
 * The same, for whoever works on what a gateway has sealed already: keys made now would open nothing of it. Throws
 * `NoKeyFile` where there are none.
 */
export function keptKeys(directory: string): Keys {
  const file = keyFileOf(directory);
  if (!existsSync(file))
    throw new NoKeyFile(
      `there are no keys in ${directory}: set PAIFANG_MASTER_KEY and PAIFANG_SIGN_IN_SECRET, or PAIFANG_DATA_DIR, as the gateway has them`,
    );
  return keysIn(file, directory);
}

function keyFileOf(directory: string): string {
  return path.join(directory, 'keys.json');
}

/** The file appears with all of its text or not at all; one that somebody else created meanwhile stays. */
function createWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    const descriptor = openSync(draft, 'w', 0o600);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // Unlike a rename, a link never takes the place of a file that is there.
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function keysIn(file: string, directory: string): Keys {
  try {
    const { masterKey, signInSecret } = KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { masterKeys: [Buffer.from(masterKey, 'base64')], signInSecret };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new BrokenKeyFile(
      `${file} holds no keys, and without its own keys ${directory} cannot be read: put back a copy of the file, or remove ${directory} to start anew`,
    );
  }
}
