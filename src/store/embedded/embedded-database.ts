import { existsSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './directory-lock.ts';
import type { ExecuteProtocol } from './pglite-stream.ts';

/** PostgreSQL inside this process (PGlite, in a worker thread). It has one session and does not fsync. */
export interface EmbeddedDatabase {
  readonly execute: ExecuteProtocol;
  close(): Promise<void>;
}

/** The thread of the embedded database is gone. `code` is that of the error that ended it, where there was one. */
export class EmbeddedDatabaseEnded extends Error {
  override readonly name = 'EmbeddedDatabaseEnded';
  readonly code?: string;

  constructor(why: string, code?: string) {
    super(`the embedded database is not running any more (${why}): start the gateway again`);
    if (code !== undefined) this.code = code;
  }
}

/** A data folder for nobody else and nothing to keep: what tests use. */
export const IN_MEMORY = 'memory://';

/** A migrated, empty database, made by the build. Loading it is several times faster than making one. */
const SNAPSHOT = new URL('../../../dist/empty-database.tar.gz', import.meta.url);

const THREAD = new URL('./pglite-worker.mjs', import.meta.url);

export async function openEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  const inMemory = directory === IN_MEMORY;
  const unlock = inMemory ? async () => {} : await lockDirectory(directory);
  const dataFolder = inMemory ? directory : path.join(directory, 'postgres');
  const fresh = inMemory || !existsSync(path.join(dataFolder, 'PG_VERSION'));
  try {
    const snapshot = fresh && existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT) : undefined;
    const thread = await startThread(THREAD, { directory: dataFolder, snapshot });
    return {
      execute: (message) => thread.call({ message: new Uint8Array(message) }),
      async close() {
        try {
          await thread.close();
        } finally {
          await unlock();
        }
      },
    };
  } catch (error) {
    await unlock();
    throw inMemory ? error : withDiskFull(error, directory);
  }
}

/** PostgreSQL lays down its log in files of 16 MiB; without room for one, PGlite fails to start and does not say why. */
function withDiskFull(error: unknown, directory: string): unknown {
  const { bavail, bsize } = statfsSync(directory);
  const room = bavail * bsize;
  if (room >= 16 * 2 ** 20 || !(error instanceof Error)) return error;
  return Object.assign(error, { code: 'ENOSPC' });
}

interface Reply {
  readonly id: number;
  readonly reply: Uint8Array;
  readonly failure?: { readonly message: string; readonly code?: string };
}

interface Caller {
  resolve(reply: Uint8Array): void;
  reject(error: Error): void;
}

export interface DatabaseThread {
  /** Rejects with `EmbeddedDatabaseEnded`, at once, where the thread ends or has ended. */
  call(request: { readonly message?: Uint8Array; readonly close?: true }): Promise<Uint8Array>;
  /** Closes the database, unless the thread has ended already, and ends the thread. */
  close(): Promise<void>;
}

/** Resolves when the thread says that it is ready; rejects with what ended it before that. */
export async function startThread(file: URL, workerData: object): Promise<DatabaseThread> {
  const worker = new Worker(file, { workerData });
  const waiting = new Map<number, Caller>();
  let ended: EmbeddedDatabaseEnded | undefined;
  const end = (why: string, code?: string) => {
    ended ??= new EmbeddedDatabaseEnded(why, code);
    for (const caller of waiting.values()) caller.reject(ended);
    waiting.clear();
  };
  worker.on('error', (error: NodeJS.ErrnoException) => end(error.message, error.code));
  worker.on('exit', (code) => end(`its thread ended with ${code}`));

  const ask = (id: number, request?: object) =>
    new Promise<Uint8Array>((resolve, reject) => {
      if (ended) return reject(ended);
      waiting.set(id, { resolve, reject });
      if (request) worker.postMessage({ id, ...request });
    });
  worker.on('message', ({ id, reply, failure }: Reply) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (!failure) return caller?.resolve(reply);
    const { message, code } = failure;
    caller?.reject(Object.assign(new Error(message), code === undefined ? {} : { code }));
  });

  // The thread's first word answers a question that nobody asked.
  let last = 0;
  try {
    await ask(last);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  const call: DatabaseThread['call'] = (request) => {
    last += 1;
    return ask(last, request);
  };
  return {
    call,
    async close() {
      try {
        if (!ended) await call({ close: true });
      } finally {
        await worker.terminate();
      }
    },
  };
}
