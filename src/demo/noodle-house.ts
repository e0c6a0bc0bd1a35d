import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** From the sources and from the build alike: the build holds code only. */
const FOLDER = new URL('../../src/demo/noodle-house/', import.meta.url);

/** A paper as the folder describes it; `file` is a file in it. */
export interface PaperOnDisk {
  readonly paper: string;
  readonly holder: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly file: string;
}

/** A restaurant's ordering program, as its owner keeps it: what the demo publishes. */
export interface NoodleHouse {
  /** The settings of a version, as both platforms' `ext.json` has them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly materials: { readonly account: readonly PaperOnDisk[]; readonly program: readonly PaperOnDisk[] };
}

/** `Declared` names the types of `subject.json` and `manifest.json`, which are the API's own. */
export async function readNoodleHouse<
  Declared extends { readonly subject: unknown; readonly manifest: unknown },
>(): Promise<NoodleHouse & Declared> {
  const [subject, manifest, settings, materials] = await Promise.all(
    ['subject', 'manifest', 'ext', 'materials'].map(async (name) =>
      JSON.parse(await readFile(fileURLToPath(new URL(`${name}.json`, FOLDER)), 'utf8')),
    ),
  );
  return { subject, manifest, settings, materials } as NoodleHouse & Declared;
}

export function readPaper({ file }: PaperOnDisk): Promise<Uint8Array> {
  return readFile(fileURLToPath(new URL(file, FOLDER)));
}
