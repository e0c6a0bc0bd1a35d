import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './directory-lock.ts';
import type { ExecuteProtocol } from './pglite-stream.ts';

/** PostgreSQL inside this process (PGlite, in a worker thread). It has one session and does not fsync. */
export interface EmbeddedDatabase {
  readonly execute: ExecuteProtocol;
  close(): Promise<void>;
}

/** A data folder for nobody else and nothing to keep: what tests use. */
export const IN_MEMORY = 'memory://';

/** A migrated, empty database, made by the build. Loading it is several times faster than making one. */
const SNAPSHOT = new URL('../../../dist/empty-database.tar.gz', import.meta.url);

export async function openEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  const inMemory = directory === IN_MEMORY;
  const unlock = inMemory ? async () => {} : await lockDirectory(directory);
  const dataFolder = inMemory ? directory : path.join(directory, 'postgres');
  const fresh = inMemory || !existsSync(path.join(dataFolder, 'PG_VERSION'));
  try {
    const thread = await startThread(
      dataFolder,
      fresh && existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT) : undefined,
    );
    return {
      execute: (message) => thread.call({ message: new Uint8Array(message) }),
      async close() {
        await thread.call({ close: true });
        await thread.stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface Reply {
  readonly id: number;
  readonly reply: Uint8Array;
  readonly error?: string;
}

async function startThread(directory: string, snapshot: Buffer | undefined) {
  const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), {
    workerData: { directory, snapshot },
  });
  await new Promise<void>((ready, failed) => {
    worker.once('message', () => ready());
    worker.once('error', failed);
  });
  const waiting = new Map<number, { resolve(reply: Uint8Array): void; reject(error: Error): void }>();
  worker.on('message', ({ id, reply, error }: Reply) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(reply);
    else caller?.reject(new Error(error));
  });
  worker.on('error', (error: Error) => {
    for (const caller of waiting.values()) caller.reject(error);
    waiting.clear();
  });
  let last = 0;
  return {
    call(request: { message?: Uint8Array; close?: true }): Promise<Uint8Array> {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, ...request });
      });
    },
    stop: () => worker.terminate(),
  };
}
