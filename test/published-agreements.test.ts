import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const src = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.includes('generated'),
);

/** What the code alone knows of an agreement is its first versions: those that were published since are kept. */
const FROM_THE_CODE =
  /(?:evaluate|explain|smallestRemedies)\(\s*variantOf\(|[^.]variantOf\([^)]*\)\.agreement|\{[^{}=;]*\bagreement\b[^{}=;]*\} = variantOf\(/;

describe('what is in force', () => {
  it('is read with everything that is published: nothing is judged by the agreements of the code alone', () => {
    expect(files.length).toBeGreaterThan(300);
    const found = files.filter((file) => FROM_THE_CODE.test(readFileSync(path.join(src, file), 'utf8')));
    expect(found).toEqual([]);
  });
});
