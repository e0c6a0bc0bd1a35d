/** How the next call of a path is answered, whatever the call says. */
export interface ScriptedAnswer {
  /** The path without its query: `/wxa/submit_audit`. `*`: of any path that has no script of its own. */
  readonly path: string;
  /** How many calls are answered so; one, unless said. */
  readonly times?: number;
  readonly status?: number;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** What the body is said to be; unless said, plain text for text and JSON for the rest. */
  readonly contentType?: string;
  /** How long the caller waits for the answer. */
  readonly delayMs?: number;
  /** Whether the connection is cut in place of an answer. */
  readonly cut?: boolean;
  /** Whether the connection is cut in the middle of the answer, the true one unless another is scripted. */
  readonly half?: boolean;
  /**
   * Whether the call takes effect before it is answered so. Without a word it does where only the time or the
   * end of the answer is scripted, and does not where the answer itself is.
   */
  readonly acts?: boolean;
}

const ANY = '*';

/** Scripted answers, each used up by the calls that it answers. */
export class AnswerScript {
  readonly #queues = new Map<string, ScriptedAnswer[]>();

  add(answer: ScriptedAnswer): void {
    const queue = this.#queues.get(answer.path) ?? [];
    for (let left = answer.times ?? 1; left > 0; left -= 1) queue.push(answer);
    this.#queues.set(answer.path, queue);
  }

  take(path: string): ScriptedAnswer | undefined {
    return this.#queues.get(path)?.shift() ?? this.#queues.get(ANY)?.shift();
  }

  /** What has not been used yet, equal ones in a row as one with its `times`. */
  list(): readonly ScriptedAnswer[] {
    const runs: { answer: ScriptedAnswer; times: number }[] = [];
    for (const answer of [...this.#queues.values()].flat()) {
      const last = runs.at(-1);
      if (last?.answer === answer) last.times += 1;
      else runs.push({ answer, times: 1 });
    }
    return runs.map(({ answer, times }) => ({ ...answer, times }));
  }

  clear(): void {
    this.#queues.clear();
  }
}

export function replacesAnswer(answer: ScriptedAnswer): boolean {
  return answer.cut === true || answer.status !== undefined || answer.body !== undefined;
}
