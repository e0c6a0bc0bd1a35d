import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectoryInUse, lockDirectory } from '../../src/store/embedded/directory-lock.ts';

const BUILT = new URL('../../dist/store/embedded/directory-lock.js', import.meta.url).href;

describe('a data folder', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'paifang-lock-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it('that is open is refused to a second opener, with what to do', async () => {
    const unlock = await lockDirectory(directory);
    const second = lockDirectory(directory);
    await expect(second).rejects.toThrow(DirectoryInUse);
    await expect(second).rejects.toThrow(
      `${directory} is in use by another process: stop that one, or choose another folder with PAIFANG_DATA_DIR`,
    );
    await unlock();
    await (await lockDirectory(directory))();
  });

  it('of another process is refused while that one lives; after its sudden death it is taken over', async () => {
    const other = await lockInAnotherProcess(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUse);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(existsSync(path.join(directory, 'lock.sock'))).toBe(true);
    const unlock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUse);
    await unlock();
  });

  it('is locked at any depth, also where a socket beside the data would have too long a path', async () => {
    const deep = path.join(directory, ...Array.from({ length: 20 }, () => 'a-folder-name'));
    const unlock = await lockDirectory(deep);
    expect(existsSync(path.join(deep, 'lock.sock'))).toBe(false);
    await expect(lockDirectory(deep)).rejects.toThrow(DirectoryInUse);
    const neighbour = await lockDirectory(path.join(deep, 'neighbour'));
    await neighbour();
    await unlock();
    await (await lockDirectory(deep))();
  });

  it('is made where there is none, for its owner alone', async () => {
    const fresh = path.join(directory, 'fresh');
    await (await lockDirectory(fresh))();
    expect(statSync(fresh).mode & 0o777).toBe(0o700);
  });
});

async function lockInAnotherProcess(directory: string): Promise<ChildProcess> {
  const script = `
    const { lockDirectory } = await import(${JSON.stringify(BUILT)});
    await lockDirectory(${JSON.stringify(directory)});
    console.log('locked');
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
