import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The gateway as an operator has it: a process with an environment, an output and signals. */
export class GatewayProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';
  #heard: () => void = () => {};

  constructor(environment: Readonly<Record<string, string>>, ...args: string[]) {
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(process.execPath, ['dist/main.js', ...args], {
      cwd: ROOT,
      env: { PATH, HOME, LANG: 'en_US.UTF-8', ...environment },
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.output += text.toString();
        this.#heard();
      });
    }
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (code) => {
        resolve(code);
        this.#heard();
      });
    });
  }

  /** Resolves once the output has the text; throws with the output if the process ends before. */
  async says(text: string): Promise<void> {
    let over = false;
    this.exited.then(() => {
      over = true;
    });
    while (!this.output.includes(text)) {
      if (over) throw new Error(`the gateway ended without saying \`${text}\`:\n${this.output}`);
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
    }
  }

  /** As Ctrl-C does. Resolves to the exit code. */
  async interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.exited;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'paifang-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
