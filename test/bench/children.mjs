import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// Each server, and the load, is a process of its own: its processor time can be told apart, and none waits for
// another's garbage collection.

/** Starts a file of this folder. It says `ready` when it is up. */
export async function startChild(file, settings, nodeFlags = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(settings)], {
    execArgv: ['--no-warnings', ...nodeFlags],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let died = (_error) => {};
  const death = new Promise((_resolve, reject) => {
    died = reject;
  });
  death.catch(() => {});
  child.once('exit', (code) => died(new Error(`${file} ended with code ${code}`)));
  const answer = async () => (await Promise.race([once(child, 'message'), death]))[0];
  const started = await answer();
  return {
    started,
    async ask(question) {
      child.send(question);
      return answer();
    },
    async stop() {
      if (child.connected) child.send({ kind: 'stop' });
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** In a child: its settings. */
export function settings() {
  return JSON.parse(process.argv[2]);
}

/**
 * In a child: says that it is up, and answers what the parent asks. `cpu`: the microseconds used so far. `memory`: its bytes in
 * memory, after the garbage is collected where the process was started with `--expose-gc`.
 */
export function serveParent(started, { stop = async () => {}, ...answers } = {}) {
  process.on('message', async (question) => {
    if (question.kind === 'cpu') {
      const { user, system } = process.cpuUsage();
      process.send(user + system);
    } else if (question.kind === 'memory') {
      for (let n = 0; n < 3; n += 1) globalThis.gc?.();
      process.send(process.memoryUsage().rss);
    } else if (question.kind === 'stop') {
      await stop();
      process.exit();
    } else process.send(await answers[question.kind](question));
  });
  process.once('disconnect', () => process.exit());
  process.send(started);
}
