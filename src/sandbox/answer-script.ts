/** How the next call of a path is answered, whatever the call says. */
export interface ScriptedAnswer {
  /** The path without its query: `/wxa/submit_audit`. */
  readonly path: string;
  /** How many calls are answered so; one, unless said. */
  readonly times?: number;
  readonly status?: number;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** How long the caller waits for the answer. */
  readonly delayMs?: number;
  /** Whether the connection is cut in place of an answer. */
  readonly cut?: boolean;
  /**
   * Whether the call takes effect before it is answered so. Without a word it does where only the time
   * of the answer is scripted, and does not where the answer itself is.
   */
  readonly acts?: boolean;
}

/** Scripted answers, each used up by the calls that it answers. */
export class AnswerScript {
  readonly #queues = new Map<string, ScriptedAnswer[]>();

  add(answer: ScriptedAnswer): void {
    const queue = this.#queues.get(answer.path) ?? [];
    for (let left = answer.times ?? 1; left > 0; left -= 1) queue.push(answer);
    this.#queues.set(answer.path, queue);
  }

  take(path: string): ScriptedAnswer | undefined {
    return this.#queues.get(path)?.shift();
  }
}

export function replacesAnswer(answer: ScriptedAnswer): boolean {
  return answer.cut === true || answer.status !== undefined || answer.body !== undefined;
}
