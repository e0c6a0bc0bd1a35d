import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Keys } from './config.ts';

const KeyFile = z.object({ masterKey: z.string(), signInSecret: z.string() });

/**
 * The keys of a gateway that was given none: made on its first start and kept in its data folder, readable by
 * its owner alone. Good for trying out; who runs real hosts keeps keys apart from the data they protect.
 */
export function localKeys(directory: string): Keys {
  const file = path.join(directory, 'keys.json');
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const made = {
      masterKey: randomBytes(32).toString('base64'),
      signInSecret: randomBytes(32).toString('base64'),
    };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  const { masterKey, signInSecret } = KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { masterKeys: [Buffer.from(masterKey, 'base64')], signInSecret };
}
