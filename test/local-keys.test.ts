import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BrokenKeyFile, localKeys } from '../src/local-keys.ts';
import { emptyFolder } from './support/gateway-process.ts';

let data: ReturnType<typeof emptyFolder>;
beforeEach(() => {
  data = emptyFolder();
});
afterEach(() => data.remove());

describe('the keys in the data folder', () => {
  it('are made once, for their owner alone, and nothing else is left beside them', () => {
    const made = localKeys(data.folder);
    expect(localKeys(data.folder)).toEqual(made);
    expect(readdirSync(data.folder)).toEqual(['keys.json']);
    expect(statSync(path.join(data.folder, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"masterKey": "AAAA'],
    ['of other things', '{}'],
    ['with a short key', JSON.stringify({ masterKey: 'AAAA', signInSecret: 's'.repeat(44) })],
  ])('in a file that is %s are a fault that says what to do, and are never replaced', (_, text) => {
    const file = path.join(data.folder, 'keys.json');
    writeFileSync(file, text);
    expect(() => localKeys(data.folder)).toThrow(BrokenKeyFile);
    expect(() => localKeys(data.folder)).toThrow(/put back a copy of the file, or remove [^\n]*$/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
