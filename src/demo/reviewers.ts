import { WalkFailed } from './walk-failed.ts';

/** What a reviewer of the sandbox is to say at the next submission. */
export interface ScriptedOutcome {
  readonly outcome: 'approve' | 'reject';
  /** The reviewer's words, where they reject. */
  readonly reason?: string;
}

/**
 * Tells a sandbox how the next reviews of a program end, in this order. A real platform offers no such thing: this
 * is the only part of the demo that does not go through the public API or a page for people.
 */
export async function scriptReviews(
  sandboxUrl: string,
  app: string,
  outcomes: readonly ScriptedOutcome[],
): Promise<void> {
  const url = `${sandboxUrl.replace(/\/$/, '')}/sandbox/reviews`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app, outcomes }),
  }).catch((cause: unknown) => {
    throw new WalkFailed(`POST ${url}: no answer; is the sandbox running there?`, { cause });
  });
  if (!answer.ok) throw new WalkFailed(`POST ${url}: HTTP ${answer.status}: ${await answer.text()}`);
}
