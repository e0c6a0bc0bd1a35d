import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The gateway as an operator has it, so often as it is started again. */
export class MortalGateway {
  #environment;
  #child;

  constructor(environment) {
    this.#environment = environment;
  }

  /** Resolves when it serves. */
  async start() {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: ROOT,
      env: { PATH, HOME, ...this.#environment },
    });
    this.#child = child;
    let output = '';
    await new Promise((ready, died) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => {
          output += text;
          if (output.includes('Ctrl-C stops it')) ready();
        });
      child.once('exit', (code, signal) =>
        died(new Error(`the gateway ended (${code ?? signal}):\n${output}`)),
      );
    });
  }

  async kill() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
