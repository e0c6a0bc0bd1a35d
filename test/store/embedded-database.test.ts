import { describe, expect, it } from '@jest/globals';
import {
  EmbeddedDatabaseEnded,
  IN_MEMORY,
  openEmbeddedDatabase,
  startThread,
} from '../../src/store/embedded/embedded-database.ts';

/** A thread that says it is ready and then does `work` with every message. */
function threadThat(work: string) {
  const script = `
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, message, close }) => { ${work} });
    parentPort.postMessage({ id: 0, reply: new Uint8Array() });`;
  const wrapped = `import { createRequire } from 'node:module';
    const require = createRequire('file:///');${script}`;
  return startThread(new URL(`data:text/javascript,${encodeURIComponent(wrapped)}`), {});
}

const message = new Uint8Array([1]);

describe('the thread of the embedded database', () => {
  it.each([
    ['throws', `throw Object.assign(new Error('went wrong'), { code: 'EIO' })`, /went wrong/],
    ['exits', 'process.exit(3)', /its thread ended with 3/],
  ])('that %s rejects every waiting call and every later one, and still closes', async (_, work, why) => {
    const thread = await threadThat(work);
    const calls = [thread.call({ message }), thread.call({ message })];
    const outcomes = await Promise.allSettled(calls);
    for (const outcome of [...outcomes, ...(await Promise.allSettled([thread.call({ message })]))]) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { name: 'EmbeddedDatabaseEnded', message: expect.stringMatching(why) },
      });
    }
    await thread.close();
  });

  it('that ends while it closes does not leave the closer waiting', async () => {
    const thread = await threadThat('process.exit(3)');
    await expect(thread.close()).rejects.toThrow(EmbeddedDatabaseEnded);
  });

  it('that ends before it is ready says why', async () => {
    const broken = new URL(`data:text/javascript,${encodeURIComponent(`throw new Error('no memory')`)}`);
    await expect(startThread(broken, {})).rejects.toThrow(/no memory/);
  });

  it('hands on the code of an error', async () => {
    const thread = await threadThat(
      `parentPort.postMessage({ id, failure: { message: 'no room', code: 'ENOSPC' } })`,
    );
    await expect(thread.call({ message })).rejects.toMatchObject({ message: 'no room', code: 'ENOSPC' });
    await expect(thread.close()).rejects.toThrow('no room');
  });
});

describe('the embedded database', () => {
  it('answers nobody after it was closed', async () => {
    const database = await openEmbeddedDatabase(IN_MEMORY);
    await database.close();
    await expect(database.execute(message)).rejects.toThrow(EmbeddedDatabaseEnded);
  });
});
