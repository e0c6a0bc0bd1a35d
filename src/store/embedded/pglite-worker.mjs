// The embedded database runs in a thread of its own, since a long query would hold up everything else in
// the process. Plain JavaScript, because Node itself loads a worker's file, before any transform.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const { directory, snapshot } = workerData;
const database = new PGlite(directory, snapshot ? { loadDataDir: new Blob([snapshot]) } : {});
try {
  await database.waitReady;
  parentPort.postMessage({ id: 0, reply: new Uint8Array() });
} catch (error) {
  parentPort.postMessage({ id: 0, failure: failureOf(error) });
}

parentPort.on('message', async ({ id, message, close }) => {
  try {
    if (close) {
      await database.close();
      parentPort.postMessage({ id, reply: new Uint8Array() });
      return;
    }
    const reply = new Uint8Array(await database.execProtocolRaw(message));
    parentPort.postMessage({ id, reply }, [reply.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, failure: failureOf(error) });
  }
});

/** An error's `code` does not cross from thread to thread by itself. */
function failureOf(error) {
  // What PGlite's file system throws carries WASI's numbers: 51 is a full disk.
  const code = error?.code ?? (error?.errno === 51 ? 'ENOSPC' : undefined);
  return { message: error?.message ?? String(error?.name ?? error), code };
}
