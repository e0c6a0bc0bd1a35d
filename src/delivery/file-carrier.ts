import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Carrier, CarrierError } from './carrier.ts';

/**
 * For development: each message becomes one JSON file, `<id>.json`, readable by its owner. The same message again is
 * the same file.
 */
export function createFileCarrier(directory: string): Carrier {
  return {
    async send(message) {
      const file = path.join(directory, `${message.id}.json`);
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeFile(`${file}.part`, `${JSON.stringify(message, null, 2)}\n`, { mode: 0o600 });
        await rename(`${file}.part`, file);
      } catch (cause) {
        throw new CarrierError('UNREACHABLE', `${directory}: ${(cause as Error).message}`, { cause });
      }
    },
  };
}
